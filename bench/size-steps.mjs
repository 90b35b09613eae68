// The steps of bench/size.mjs, each in a separate process.
import { createRequire } from 'node:module';
import pg from 'pg';
import { graphOfTenant } from './graph.mjs';

const require = createRequire(import.meta.url);
const { isPostgres } = require('../dist/database/address');
const { rows: select } = require('../dist/database/database');
const { openDatabase } = require('../dist/database/open');
const { raw } = require('../dist/database/sql');
const { Sqlite } = require('../dist/database/sqlite-driver');
const { limitHeap } = require('../dist/terminal/heap');
const { generatedSource } = require('../dist/demo/generator');
const { importTenant } = require('../dist/import/import');
const { RESOURCES } = require('../dist/microsoft-graph/resources');
const { TABLES } = require('../dist/import/tables');
const { syncTenant } = require('../dist/sync/sync');

const NOW = new Date('2026-11-20T08:00:00.000Z');

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 200);
const memory = () => Math.max(peak, process.resourceUsage().maxRSS * 1024) / 1e6;

const withDatabase = async (url, work) => {
  const database = await openDatabase(url, { statementTimeoutMs: 0 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

async function countRows(url) {
  return withDatabase(url, async ({ primary }) => {
    let total = 0;
    for (const { name } of Object.values(TABLES)) {
      total += (await select(primary, raw(`SELECT COUNT(*) AS count FROM ${name}`)))[0].count;
    }
    return total;
  });
}

const sourceOf = (users) => generatedSource({ users: Number(users), seed: 1, now: NOW });

const steps = {
  // Only reads the source of an import: the tenant is generated while it is read.
  async source(users) {
    const source = sourceOf(users);
    const started = performance.now();
    for (const resource of Object.keys(RESOURCES)) for await (const _ of source.read(resource));
    return { ms: performance.now() - started };
  },

  async import(url, users) {
    limitHeap('import');
    const started = performance.now();
    await withDatabase(url, ({ writer }) => importTenant(writer, { source: sourceOf(users), now: NOW }));
    const ms = performance.now() - started;
    return { ms, memory: memory(), rows: await countRows(url) };
  },

  // Copies the rows in their order without any other work: the lower bound of an engine.
  async bare(from, to) {
    await withDatabase(to, async () => {});
    return isPostgres(to) ? bareOnPostgres(from, to) : bareOnSqlite(from, to);
  },

  async sync(url, users, folder) {
    limitHeap('sync');
    return withDatabase(url, async (database) => {
      const graph = graphOfTenant(users, NOW);
      let longestMs = 0;
      const timed = {
        ...database,
        async write(work) {
          const started = performance.now();
          const answer = await database.write(work);
          longestMs = Math.max(longestMs, performance.now() - started);
          return answer;
        },
      };
      const sync = async (...kinds) => {
        const started = performance.now();
        const summary = await syncTenant({
          database: timed,
          graph,
          source: 'bench',
          folder,
          kinds,
          licenseNeeded: true,
          now: () => NOW,
          listener: { reading() {}, writing() {} },
          holder: 'bench',
        });
        const written = summary.rows.reduce((sum, { added, changed, removed }) => sum + added + changed + removed, 0);
        return { ms: performance.now() - started, written };
      };
      const all = ['USERS', 'GROUPS', 'ENTRA_DEVICES', 'MANAGED_DEVICES'];
      const first = await sync(...all);
      const second = await sync(...all);
      const members = await graph.change(1_000);
      const delta = await sync('USERS', 'GROUPS');
      if (delta.written !== 1_000) throw new Error(`A delta of 1,000 members wrote ${delta.written} rows.`);
      graph.stop();
      return { firstMs: first.ms, secondRows: second.written, deltaMs: delta.ms, members, longestMs, memory: memory() };
    });
  },
};

const CHUNK = 10_000;

async function bareOnSqlite(from, to) {
  const [read, write] = [from, to].map((url) => new Sqlite(url.slice('file:'.length)));
  write.pragma('foreign_keys = ON');
  write.pragma('synchronous = FULL');
  let ms = 0;
  const timed = (work) => {
    const started = performance.now();
    work();
    ms += performance.now() - started;
  };
  timed(() => write.exec('BEGIN; INSERT INTO imports_under_way VALUES (1)'));
  for (const { name, columns } of Object.values(TABLES)) {
    const insert = write.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    let chunk = [];
    const flush = () => {
      timed(() => {
        for (const row of chunk) insert.run(row);
      });
      chunk = [];
    };
    for (const row of read
      .prepare(`SELECT ${columns.join(', ')} FROM ${name}`)
      .raw()
      .iterate()) {
      chunk.push(row);
      if (chunk.length === CHUNK) flush();
    }
    flush();
  }
  timed(() => write.exec('DELETE FROM imports_under_way; COMMIT'));
  read.close();
  write.close();
  return { ms };
}

const AT_ONCE = 500;

async function bareOnPostgres(from, to) {
  const [read, write] = [from, to].map((url) => new pg.Client({ connectionString: url }));
  await read.connect();
  await write.connect();
  let ms = 0;
  const timed = async (work) => {
    const started = performance.now();
    await work();
    ms += performance.now() - started;
  };
  await read.query('BEGIN');
  await timed(() => write.query('BEGIN; INSERT INTO imports_under_way VALUES (1)'));
  for (const { name, columns } of Object.values(TABLES)) {
    await read.query(`DECLARE rows_of CURSOR FOR SELECT ${columns.join(', ')} FROM ${name}`);
    for (;;) {
      const { rows } = await read.query({ text: `FETCH ${AT_ONCE} FROM rows_of`, rowMode: 'array' });
      if (rows.length === 0) break;
      const places = rows.map((row, i) => `(${row.map((_, k) => `$${i * row.length + k + 1}`).join(', ')})`).join(', ');
      await timed(() =>
        write.query({
          name: `${name} ${rows.length}`,
          text: `INSERT INTO ${name} (${columns.join(', ')}) VALUES ${places}`,
          values: rows.flat(),
        }),
      );
    }
    await read.query('CLOSE rows_of');
  }
  await timed(() => write.query('DELETE FROM imports_under_way; COMMIT'));
  await read.end();
  await write.end();
  return { ms };
}

const [name, ...given] = process.argv.slice(2);
process.send(await steps[name](...given), () => {
  clearInterval(watch);
  process.disconnect();
});
