/** Names what `npm test` left out, at its very end, whether it passed or failed. It says nothing after a run of named files. */
module.exports = class LeftOut {
  constructor({ testPathPatterns, testNamePattern }) {
    this.isWhole = testPathPatterns.patterns.length === 0 && testNamePattern === undefined;
  }

  onRunComplete(contexts) {
    const projects = [...contexts].map(({ config }) => config.displayName?.name);
    if (!this.isWhole || projects.join() !== 'sqlite' || process.env.TEST_ALL === '1') return;
    const text = [
      '',
      'npm test left out, and npm run test:rest runs:',
      '  the tests on PostgreSQL',
      '  the tests in a browser',
      '  18,000 of 20,000 random operations against the oracle, and 4,500 of 5,000 pairs of worlds',
      `  the slow tests that were skipped; drawn by TEST_SEED=${process.env.TEST_SEED}, all with TEST_ALL=1`,
    ].join('\n');
    // Jest's own summary comes after every reporter.
    process.once('exit', () => console.error(text));
  }
};
