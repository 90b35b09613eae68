/**
 * Names the tests that `npm test` left out, at the very end, even after a failure. It prints nothing for runs of named
 * files.
 */
module.exports = class LeftOut {
  constructor({ testPathPatterns, testNamePattern }) {
    this.isWhole = testPathPatterns.patterns.length === 0 && testNamePattern === undefined;
  }

  onRunComplete(contexts) {
    const projects = [...contexts].map(({ config }) => config.displayName?.name);
    if (!this.isWhole || !projects.includes('sqlite') || process.env.TEST_ALL === '1') return;
    const text = [
      '',
      'npm test left out, and npm run test:rest runs:',
      '  the tests on PostgreSQL',
      '  the tests in a browser',
      '  most of the random cases: of the oracle, of pairs of worlds, and of sequences of mutations',
      `  the slow tests that were skipped; drawn by TEST_SEED=${process.env.TEST_SEED}, all with TEST_ALL=1`,
    ].join('\n');
    // Jest prints its own summary after all reporters.
    process.once('exit', () => console.error(text));
  }
};
