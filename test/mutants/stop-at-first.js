const { TestEnvironment } = require('jest-environment-node');

/** Skips the rest of a test file once one of its tests failed: that a fault is noticed is told by the first. */
module.exports = class StopAtFirst extends TestEnvironment {
  hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
    if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
};
