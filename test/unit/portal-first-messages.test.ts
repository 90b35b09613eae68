import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import first from '../../portal/messages/start.json';

const PORTAL = path.join(__dirname, '..', '..', 'portal');

/** The files of the first page: all that main.tsx imports, but not what is imported later. */
function importedFrom(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const text = readFileSync(file, 'utf8');
  found.set(file, text);
  for (const [, name] of text.matchAll(/^(?:import|export)[^;]*?from '(\.[^']+)'/gms)) {
    const base = path.join(path.dirname(file), name ?? '');
    const next = ['.ts', '.tsx'].map((ending) => base + ending).find((each) => isFile(each));
    if (next !== undefined) importedFrom(next, found);
  }
  return found;
}

const isFile = (file: string): boolean => readdirSync(path.dirname(file)).includes(path.basename(file));

test('The first page of the portal needs no other messages than those loaded with it', () => {
  const files = importedFrom(path.join(PORTAL, 'main.tsx'));
  const used = [...files.values()].flatMap((text) =>
    [...text.matchAll(/\bt\(\s*['`]([a-zA-Z]+)/g)].map(([, section]) => section),
  );

  expect(files.size).toBeGreaterThan(30);
  expect(used.length).toBeGreaterThan(50);
  expect([...new Set(used)].filter((section) => !first.includes(section ?? ''))).toEqual([]);
});
