import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

test('a change of a file that the service shares with the portal makes both stale', () => {
  const files = readdirSync(path.join(root, 'portal'), { recursive: true, encoding: 'utf8' });
  const shared = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'portal', file), 'utf8').matchAll(/'(?:\.\.\/)+(src\/[^']+)'/g),
    ])
    .map(([, name]) => `'${name}.ts'`);
  const [, listed = ''] =
    /SHARED_SOURCES = \[([^\]]*)\]/.exec(readFileSync(path.join(root, 'build.mjs'), 'utf8')) ?? [];

  expect(listed.split(/,\s*/).sort()).toEqual([...new Set(shared)].sort());
});
