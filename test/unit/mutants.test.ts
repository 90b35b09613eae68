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
