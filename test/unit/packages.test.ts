import lock from '../../package-lock.json';

interface Locked {
  readonly version?: string;
  readonly optional?: boolean;
  readonly gypfile?: boolean;
  readonly engines?: { readonly node?: string };
}
const packages = lock.packages as unknown as Readonly<Record<string, Locked>>;

test('better-sqlite3 13 is installed without a build: node prebuilt-sqlite.mjs writes that into the lock file', () => {
  expect(packages['node_modules/better-sqlite3']).toMatchObject({
    version: expect.stringMatching(/^13\./),
    gypfile: false,
  });
});

test('better-sqlite3 12 is installed on Node 20 alone', () => {
  expect(packages['sqlite-for-node-20']).toMatchObject({ optional: true, engines: { node: '20.x' } });
  expect(packages['sqlite-for-node-20/node_modules/better-sqlite3']).toMatchObject({
    version: expect.stringMatching(/^12\./),
    optional: true,
  });
});
