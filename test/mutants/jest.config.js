const {
  projects: [sqlite],
  testTimeout,
} = require('../../jest.config.js');

/** Runs the tests on SQLite up to the first failure. One engine is enough to notice a fault. */
module.exports = {
  ...sqlite,
  rootDir: '../..',
  testTimeout,
  bail: 1,
  testEnvironment: '<rootDir>/test/mutants/stop-at-first.js',
  reporters: ['<rootDir>/test/mutants/first-failure.js'],
};
