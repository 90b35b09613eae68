const { writeFileSync } = require('node:fs');
const path = require('node:path');

/** Writes the number of passed tests, and the first failed test with its file, to the file FIRST_FAILURE. */
module.exports = class FirstFailure {
  found = { passed: 0, failure: null };

  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onTestResult({ path: file }, { numPassingTests, testResults, failureMessage }) {
    this.found.passed += numPassingTests;
    if (failureMessage != null && this.found.failure === null) {
      const title = testResults.find(({ status }) => status === 'failed')?.fullName ?? null;
      this.found.failure = { file: path.relative(this.rootDir, file), title };
    }
    writeFileSync(process.env.FIRST_FAILURE, JSON.stringify(this.found));
  }
};
