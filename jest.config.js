/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // jose has no CommonJS form; everything else in node_modules is left as it is.
  transformIgnorePatterns: ['/node_modules/(?!(?:jose)/)'],
};

/** @type {import('jest').Config} */
module.exports = {
  // Ends what hangs; it is no measure of speed, and a loaded machine takes many times as long as a quiet one.
  testTimeout: 180_000,
  maxWorkers: '100%',
  projects: [
    {
      ...common,
      displayName: 'sqlite',
      globals: { ENGINE: 'sqlite' },
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/test/unit/postgres.test.ts', '/test/http/(outage|standby).test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
    },
    {
      ...common,
      displayName: 'postgres',
      globals: { ENGINE: 'postgres' },
      // What has no database in it, or nothing of it but that there is one, is the same on both: it runs on SQLite alone.
      testMatch: ['**/{contract,http,oracle}/*.test.ts', '**/unit/{database,postgres}.test.ts'],
      testPathIgnorePatterns: ['/test/http/(client-caches|commands|disk|oidc|sign-in|sync-command|transport).test.ts'],
      globalSetup: '<rootDir>/test/support/postgres-setup.ts',
      globalTeardown: '<rootDir>/test/support/postgres-teardown.ts',
    },
  ],
};
