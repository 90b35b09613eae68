const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

// What is drawn of the slow tests; the workers have it from here.
process.env.TEST_SEED ??= String(Math.floor(Math.random() * 1_000_000));

/** The test files of which `npm test` runs a part. */
const sampled = readdirSync(path.join(__dirname, 'test'), { recursive: true }).filter(
  (file) =>
    file.endsWith('.test.ts') &&
    readFileSync(path.join(__dirname, 'test', file), 'utf8').includes("from '../support/amount'"),
);
const onPostgresAlone = [
  '/test/unit/(postgres|server-product).test.ts',
  '/test/http/(failover|outage|pooler|rolling-upgrade|standby).test.ts',
];

/** @param {import('@swc/core').JscConfig} jsc */
const swc = (jsc) => [
  '@swc/jest',
  { swcrc: false, jsc: { target: 'es2022', ...jsc }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.[cm]?[jt]s$': swc({ parser: { syntax: 'typescript' } }) },
  // jose has no CommonJS form; everything else in node_modules is left as it is.
  transformIgnorePatterns: ['/node_modules/(?!(?:jose)/)'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  setupFiles: ['<rootDir>/test/support/production-graphql.js'],
};

/** @type {import('jest').Config} */
module.exports = {
  // Ends what hangs; it is no measure of speed, and a loaded machine takes many times as long as a quiet one.
  testTimeout: 180_000,
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/long-first.js',
  reporters: [
    'default',
    '<rootDir>/test/support/left-out.js',
    '<rootDir>/test/support/failed-files.js',
    // A failure becomes an annotation that names the describe blocks around the test too.
    ...(process.env.GITHUB_ACTIONS === undefined ? [] : [['github-actions', { silent: false }]]),
  ],
  projects: [
    // `npm test`
    {
      ...common,
      displayName: 'sqlite',
      globals: { ENGINE: 'sqlite' },
      testMatch: ['**/*.test.ts'],
      // Where `npm run test:rest` follows, it runs all of the slow files, and so what would be drawn of them.
      testPathIgnorePatterns: [
        ...onPostgresAlone,
        '/test/browser/',
        ...(process.env.REST_FOLLOWS === '1' ? sampled.map((file) => `/test/${file.replaceAll(path.sep, '/')}$`) : []),
      ],
    },
    // The portal's components without a browser and without the service.
    {
      displayName: 'portal',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/test/portal'],
      testMatch: ['**/*.test.tsx'],
      transform: {
        '^.+\\.[jt]sx?$': swc({
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        }),
      },
      // These have no CommonJS form.
      transformIgnorePatterns: ['/node_modules/(?!(?:jose|wouter|regexparam)/)'],
      moduleNameMapper: {
        '\\.css$': '<rootDir>/test/portal/class-names.js',
        // Vite divides the messages by what follows the name.
        '^(.*\\.json)\\?\\w+$': '$1',
      },
      setupFiles: ['<rootDir>/test/portal/browser-parts.ts'],
    },
    // `npm run test:rest`. Slow tests run whole on one engine: whatever their engine, they mostly test the same code.
    {
      ...common,
      displayName: 'whole',
      globals: { ENGINE: 'sqlite', ONE_OF: 1 },
      testMatch: sampled.map((file) => `<rootDir>/test/${file.replaceAll(path.sep, '/')}`),
      testPathIgnorePatterns: onPostgresAlone,
    },
    {
      ...common,
      displayName: 'postgres',
      globals: { ENGINE: 'postgres', ONE_OF: 3 },
      // Tests that use no database, or any database, give the same result on both: they run on SQLite alone.
      testMatch: [
        '**/{contract,http,oracle}/*.test.ts',
        '**/findings/{app-outcomes,authorization,candidates,findings-list}.test.ts',
        '**/unit/{database,postgres,server-product}.test.ts',
      ],
      testPathIgnorePatterns: [
        '/test/http/(client-caches|commands|disk|oidc|power-cut|sign-in|soak|sync-command|transport).test.ts',
        '/test/contract/released-schema.test.ts',
      ],
      globalSetup: '<rootDir>/test/support/postgres-setup.ts',
      globalTeardown: '<rootDir>/test/support/postgres-teardown.ts',
    },
    {
      ...common,
      displayName: 'browser',
      globals: { ENGINE: 'sqlite' },
      testMatch: ['**/browser/*.test.ts'],
    },
  ],
};
