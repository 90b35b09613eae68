import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The layout rules of docs/architecture.md that Biome does not check.

const ROOT = path.join(__dirname, '..', '..');
const SRC = path.join(ROOT, 'src');
const ENTITIES =
  'tenant user group device policy app app-protection role viewer audit known-issue reported-finding'.split(' ');
// The definition of a noncompliant device exists once, and a filter of users needs it.
const EXCEPTIONS = ['user/store.ts → device/compliance'];

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => file.replaceAll(path.sep, '/'));

const textOf = (file: string): string => readFileSync(path.join(SRC, file), 'utf8');

/** The modules of other folders that a file imports, as `folder/file`. */
const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/from '\.\.\/([\w-]+\/[\w-]+)'/g)].map(([, module]) => module as string);

// Generators contain exports in texts.
const exportsOf = (file: string): string[] =>
  file.startsWith('codegen/')
    ? []
    : [...textOf(file).matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm)].map(
        ([, name]) => name as string,
      );

/** The names that are exported in more than one place, with the places. */
function repeated(named: readonly (readonly [name: string, place: string])[]): [string, string[]][] {
  const places = new Map<string, string[]>();
  for (const [name, place] of named) places.set(name, [...(places.get(name) ?? []), place]);
  return [...places].filter(([, where]) => where.length > 1);
}

test('src itself holds the service, the commands and the configuration', () => {
  expect(FILES.filter((file) => !file.includes('/')).sort()).toEqual(['cli.ts', 'config.ts', 'main.ts']);
});

describe('Rule 17: what joins a store and GraphQL is a loader', () => {
  interface Import {
    readonly isType: boolean;
    /** The file in src without its ending, or the package. */
    readonly from: string;
  }

  const imported = (file: string): Import[] =>
    [...textOf(file).matchAll(/^import (type )?[^;]*?from '([^']+)';/gm)].map(([, type, from = '']) => ({
      isType: type !== undefined,
      from: from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from,
    }));

  /** Whether a module is GraphQL: its packages, our graph, and what all resolvers share, as far as it sees these itself. */
  const isGraphQL = (module: string): boolean =>
    /^@?graphql|^@apollo|^graph\/|^generated\/resolvers$|^resolving\/resolver-types$/.test(module) ||
    (module.startsWith('resolving/') && imported(`${module}.ts`).some(({ from }) => isGraphQL(from)));

  /** The imports of some kind in files of some kind, as `file → module`. */
  const found = (isOfKind: (imports: readonly Import[]) => boolean, isMeant: (module: string) => boolean): string[] =>
    FILES.flatMap((file) => {
      const imports = imported(file);
      if (!isOfKind(imports)) return [];
      return imports.filter(({ from }) => isMeant(from)).map(({ from }) => `${file} → ${from}`);
    });
  const writesSql = (imports: readonly Import[]) =>
    imports.some(({ isType, from }) => !isType && from === 'database/sql');
  const resolves = (imports: readonly Import[]) => imports.some(({ from }) => from === 'generated/resolvers');

  test('what writes SQL never imports GraphQL, but the commands of administrators', () => {
    expect(found(writesSql, () => true).length).toBeGreaterThan(200);
    expect(found(writesSql, isGraphQL).filter((each) => !each.startsWith('administration/'))).toEqual([]);
  });

  test('a resolver never imports SQL', () => {
    // These two are about the texts that a client gives.
    const isSql = (module: string) => /^database\/(?!folding$|search$)/.test(module);
    expect(found(resolves, () => true).length).toBeGreaterThan(100);
    expect(found(resolves, isSql)).toEqual([]);
  });

  test('the modules that are GraphQL are told from the others', () => {
    const modules = ['graphql', 'graph/loaders', 'resolving/context', 'resolving/connection', 'resolving/node-id'];
    expect(modules.filter((module) => !isGraphQL(module))).toEqual([]);
    expect(['resolving/days', 'resolving/foreseen', 'database/sql', 'pg'].filter(isGraphQL)).toEqual([]);
  });
});

test('Rule 19: an entity does not import another entity', () => {
  const found = FILES.flatMap((file) => {
    const [own = ''] = file.split('/');
    if (!ENTITIES.includes(own)) return [];
    return importsOf(file)
      .filter((module) => ENTITIES.includes(module.split('/')[0] as string) && !module.startsWith(`${own}/`))
      .map((module) => `${file} → ${module}`);
  });
  expect(found).toEqual(EXCEPTIONS);
});

test('Rule 20: there are no barrels, no utils and no helpers', () => {
  expect(FILES.filter((file) => /(?:^|\/)(?:index|utils?|helpers?|common|misc)(?:\.ts|\/)/.test(file))).toEqual([]);
  expect(FILES.filter((file) => /^export (?:\*|(?:type )?\{[^}]*\}) from /m.test(textOf(file)))).toEqual([]);
});

test('An exported name is exported by one file', () => {
  // Exports of every entity: its root fields and types.
  const shared = ['Query', 'types'];
  const exported = FILES.flatMap((file) => exportsOf(file).map((name) => [name, file] as const));
  expect(repeated(exported).filter(([name]) => !shared.includes(name))).toEqual([]);
});

test('A file name stands for one thing', () => {
  // The exports of every entity, and a folder's errors.
  const shared = ['store.ts', 'resolvers.ts', 'errors.ts'];
  const named = FILES.map((file) => [path.basename(file), file] as const);
  expect(repeated(named).filter(([name]) => !shared.includes(name))).toEqual([]);
});

test('The types that a folder resolves are in the schema file with its name', async () => {
  const resolved = await Promise.all(
    FILES.filter((file) => file.endsWith('/resolvers.ts')).map(async (file) => {
      const { types = {} } = (await import(path.join(SRC, file))) as { types?: object };
      return Object.keys(types).map((type) => [path.dirname(file), type] as const);
    }),
  );
  const misplaced = resolved.flat().filter(([folder, type]) => {
    const file = path.join(ROOT, 'schema', `${folder}.graphql`);
    return !existsSync(file) || !new RegExp(`^type ${type}\\b`, 'm').test(readFileSync(file, 'utf8'));
  });

  expect(resolved.flat().length).toBeGreaterThan(40);
  expect(misplaced).toEqual([]);
});

test('docs/architecture.md names each folder of src', () => {
  const page = readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const folders = new Set(FILES.filter((file) => file.includes('/')).map((file) => file.split('/')[0] as string));

  expect([...folders].filter((folder) => !new RegExp(`^  (?:[\\w-]+/ )*${folder}/`, 'm').test(page))).toEqual([]);
});

test('What a file exports is used by another file, or by a test or a benchmark', () => {
  const others = ['test', 'bench', 'docs'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|mjs)$/.test(file))
      .map((file) => readFileSync(path.join(ROOT, folder, file), 'utf8')),
  );
  const config = readFileSync(path.join(ROOT, 'codegen.ts'), 'utf8');
  const texts = new Map(FILES.map((file) => [file, textOf(file)]));
  const unused = FILES.flatMap((file) =>
    exportsOf(file)
      .filter((name) => {
        const word = new RegExp(`\\b${name}\\b`);
        const isUsed = [...texts].some(([other, text]) => other !== file && word.test(text));
        return !isUsed && !word.test(config) && !others.some((text) => word.test(text));
      })
      .map((name) => `${file}: ${name}`),
  );
  expect(unused).toEqual([]);
});
