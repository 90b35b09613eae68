import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../src/database/open';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { allRows, temporaryFolder, tenantFolder } from './tenant-folder';

export const ROOT = path.join(__dirname, '..', '..');

/** A program's output and exit code; null if a signal ended it. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running program. */
export interface Running {
  readonly child: ChildProcess;
  /** Its output so far. */
  readonly said: { out: string; err: string };
  readonly ended: Promise<Outcome>;
}

/** The address of the service, once it listens. */
export const addressIn = ({ said }: Running): string | null => /http:\S+(?=\/graphql\n)/.exec(said.out)?.[0] ?? null;

/** The head of the audit trail that the service logged last, as `audit verify --head` takes it. */
export function headIn({ said }: Running): string | null {
  const [, seq, hash] = [...said.out.matchAll(/"audit":\{"seq":(\d+),"hash":"([0-9a-f]{64})"\}/g)].at(-1) ?? [];
  return seq === undefined ? null : `${seq}:${hash}`;
}

const running = new Set<Running>();
afterEach(async () => {
  for (const { child } of running) child.kill();
  await Promise.all([...running].map(({ ended }) => ended));
});

/** A place for the programs of this service: the address of a database that does not exist yet, and an empty folder. */
export class Place {
  readonly folder: string;
  readonly databaseFile: string;
  readonly scratch = temporaryFolder();
  readonly #root: string;

  /** @param root the folder of the version whose programs run */
  constructor(root = ROOT, folder = temporaryFolder()) {
    this.#root = root;
    this.folder = folder;
    this.databaseFile = path.join(folder, 'data', 'graph.db');
  }

  /** Starts a program in this folder and on this database. It is ended with the test. */
  start(program: 'main' | 'cli', args: readonly string[] = [], environment: Record<string, string> = {}): Running {
    const child = spawn(process.execPath, [path.join(this.#root, 'dist', `${program}.js`), ...args], {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        TMPDIR: this.scratch,
        DATABASE_URL: `file:${this.databaseFile}`,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...said }));
    });
    const started = { child, said, ended };
    running.add(started);
    const forget = () => running.delete(started);
    ended.then(forget, forget);
    return started;
  }

  /** Runs a command to its end. */
  run(args: readonly string[], environment?: Record<string, string>): Promise<Outcome> {
    return this.start('cli', args, environment).ended;
  }

  /** Imports as the command does, without starting a program. */
  async import(folder = tenantFolder().path): Promise<void> {
    const database = await openDatabase(this.databaseFile);
    try {
      await importTenant(database.writer, { source: await folderSource(folder), now: new Date() });
    } finally {
      await database.close();
    }
  }

  async rows() {
    const database = await openDatabase(this.databaseFile);
    try {
      return await allRows(database.primary);
    } finally {
      await database.close();
    }
  }

  /** All files left on the disk, as text. */
  bytes(folder = this.folder): string {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? this.bytes(file) : readFileSync(file, 'latin1');
      })
      .join('\n');
  }
}
