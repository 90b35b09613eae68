const path = require('node:path');
const { projects, testTimeout } = require('../../jest.config.js');

const rootDir = path.join(__dirname, '..', '..');
const testEnvironment = '<rootDir>/test/mutants/stop-at-first.js';
const of = (name) => projects.find(({ displayName }) => displayName === name);

/** Runs the tests up to the first failure. One engine is enough to notice a fault, unless it is in the code for the other. */
module.exports = {
  rootDir,
  testTimeout,
  bail: 1,
  reporters: ['<rootDir>/test/mutants/first-failure.js'],
  projects: [
    { ...of('sqlite'), rootDir, testEnvironment },
    { ...of('postgres'), rootDir, testEnvironment, testMatch: ['**/unit/postgres.test.ts'] },
  ],
};
