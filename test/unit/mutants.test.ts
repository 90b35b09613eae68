import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import mutants from '../mutants/mutants.json';

const ROOT = path.join(__dirname, '..', '..');

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  'the fault "%s" can still be planted: its place is there once, and so are the tests that notice it',
  (_, { file, find, replace, tests }) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
    expect(tests.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  },
);

test('each fault has a name of its own', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('the page of verdicts', () => {
  interface Failure {
    readonly file: string;
    readonly title: string | null;
  }
  const {
    page,
    verdictsOf,
  }: {
    page(
      verdicts: readonly { name: string; file: string; failure: Failure | null }[],
      commit: string,
      date: Date,
    ): string;
    verdictsOf(text: string): ReadonlyMap<string, Failure>;
  } = require('../mutants/page.js');
  const noticed = (title: string | null) => ({ file: 'test/http/scope.test.ts', title });
  const VERDICTS = [
    { name: 'users: everybody', file: 'src/authorization/scope.ts', failure: noticed('lists: a | b `c` \\d') },
    { name: 'rules | none', file: 'src/authorization/permissions.ts', failure: noticed(null) },
    { name: 'nobody looks', file: 'src/config.ts', failure: null },
  ];
  const text = page(VERDICTS, '0123456789abcdef', new Date('2026-11-28T05:00:00Z'));

  test('says on which commit and when it was made, and how many faults were noticed', () => {
    expect(text.replace(/\s+/g, ' ')).toContain(
      'on 2026-11-28, over the faults of commit 0123456789: 2 of 3 are noticed',
    );
    expect(text).toContain('| nobody looks | src/config.ts | **survived** |');
  });

  test('can be read again: the test that noticed a fault is asked first by the next run', () => {
    expect([...verdictsOf(text)]).toEqual([
      ['users: everybody', noticed('lists: a | b `c` \\d')],
      ['rules | none', noticed(null)],
    ]);
  });
});
