const { TestEnvironment } = require('jest-environment-node');

/** Skips the rest of a test file after its first failure, which is enough to notice a fault. */
module.exports = class StopAtFirst extends TestEnvironment {
  hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
    if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
};
