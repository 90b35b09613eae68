const {
  projects: [sqlite],
  testTimeout,
} = require('../../jest.config.js');

/** The tests on SQLite, as far as the first that fails. One engine is enough to notice a fault. */
module.exports = {
  ...sqlite,
  rootDir: '../..',
  testTimeout,
  bail: 1,
  testEnvironment: '<rootDir>/test/mutants/stop-at-first.js',
  reporters: ['<rootDir>/test/mutants/first-failure.js'],
};
