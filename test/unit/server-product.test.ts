import knex, { type Knex } from 'knex';
import { migrationsFor } from '../../src/database/migrator';
import { productIn, productOf, type ServerProduct } from '../../src/database/server-product';
import { definitionsOf } from '../support/engines';
import { newDatabase, open } from '../support/opened';

const statementsFor = (product: ServerProduct) => migrationsFor('postgres', product).map(({ statement }) => statement);

// PostgreSQL does not know this setting.
const ofYugabyte = 'SET LOCAL yb_use_hash_splitting_by_default = off; ';

/** The structure of a database, without the tables of knex. */
const madeIn = async (db: Knex) =>
  (await definitionsOf(db)).filter(({ sql, name }) => !/knex|migrating/.test(sql + name));

test.each([
  ['PostgreSQL', 'PostgreSQL 17.2 on x86_64-pc-linux-gnu, compiled by gcc'],
  ['YugabyteDB', 'PostgreSQL 15.2-YB-2025.1.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang'],
  ['CockroachDB', 'CockroachDB CCL v24.3.1 (x86_64-pc-linux-gnu, built 2024/12/05)'],
])('%s is known by what it says of its version', (product, version) => {
  expect(productIn(version)).toBe(product);
});

test('the server of these tests is PostgreSQL', async () => {
  expect(await productOf((await open(await newDatabase('nothing'))).primary)).toBe('PostgreSQL');
});

test('each definition for YugabyteDB runs again after a migration that was killed, and makes the same tables', async () => {
  const given = statementsFor('YugabyteDB');
  expect(given.every((statement) => statement.startsWith(ofYugabyte))).toBe(true);
  const made = await madeIn((await open(await newDatabase())).primary);
  const empty = knex({ client: 'pg', connection: await newDatabase('nothing') });
  try {
    for (const statement of given.map((each) => each.slice(ofYugabyte.length))) {
      await empty.raw(statement);
      await empty.raw(statement);
    }
    expect(made.length).toBeGreaterThan(100);
    expect(await madeIn(empty)).toEqual(made);
  } finally {
    await empty.destroy();
  }
});

test('the definitions for CockroachDB differ in the collation alone', () => {
  const given = statementsFor('CockroachDB');
  expect(given.join()).not.toContain('COLLATE');
  expect(given).toEqual(statementsFor('PostgreSQL').map((statement) => statement.replaceAll(' COLLATE "C"', '')));
});
