import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_OF_STATUS } from '../../src/http/refusals';
import { ERROR_CODES } from '../../src/resolving/errors';
import { ROOT } from '../support/place';
import { temporaryFolder } from '../support/tenant-folder';

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

test('The TypeScript in README.md compiles beside a copy of the caches', () => {
  const folder = temporaryFolder();
  for (const file of ['apollo-cache.ts', 'urql-cache.ts', '../tsconfig.json', '../tsconfig.web.json']) {
    cpSync(path.join(ROOT, 'examples', file), path.join(folder, path.basename(file)));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const blocks = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code as string);
  for (const [i, code] of blocks.entries()) {
    // The caller's own.
    writeFileSync(path.join(folder, `block-${i}.ts`), `declare const token: string;\n${code}`);
  }
  const include = ['*.ts'];
  writeFileSync(path.join(folder, 'readme.json'), JSON.stringify({ extends: './tsconfig.web.json', include }));

  const tsc = path.join(ROOT, 'node_modules', '.bin', 'tsc');
  const { status, stdout } = spawnSync(tsc, ['-p', path.join(folder, 'readme.json')], { encoding: 'utf8' });

  expect(blocks).toHaveLength(3);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

describe('The table of error codes in README.md', () => {
  const rows = [...README.matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)];
  const statuses: ReadonlyMap<string, readonly string[]> = new Map(
    rows.map(([, code, status]) => [code as string, status?.match(/\d{3}/g) ?? []]),
  );

  test('has a row for each code that the service can answer with, and for no other', () => {
    expect([...statuses.keys()].sort()).toEqual([...ERROR_CODES].sort());
  });

  test('tells the status of each', () => {
    const untold = Object.entries(ERROR_OF_STATUS).filter(([status, code]) => !statuses.get(code)?.includes(status));

    expect(untold).toEqual([]);
    expect([...statuses].filter(([, told]) => told.length === 0)).toEqual([]);
  });
});
