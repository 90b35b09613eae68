import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, validate } from 'graphql';
import { createGraph } from '../../src/graph/schema';
import { ERROR_OF_STATUS } from '../../src/http/refusals';
import { type Resource, resourceOf } from '../../src/microsoft-graph/resources';
import { ERROR_CODES } from '../../src/resolving/errors';
import { ROOT } from '../support/place';
import { temporaryFolder } from '../support/tenant-folder';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const inDocs = readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map((file) => path.join('docs', String(file)));
/** Each Markdown file at the root and in docs/, by path. */
const PAGES = new Map(
  [...readdirSync(ROOT), 'bench/README.md', 'deploy/README.md', 'test/README.md', ...inDocs]
    .filter((file) => file.endsWith('.md'))
    .map((file) => [file, read(file)] as const),
);

/** The fenced blocks of a language on all pages. */
const blocksOf = (language: string) =>
  [...PAGES].flatMap(([file, text]) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => ({
      file,
      code: code as string,
    })),
  );

test('The TypeScript in the documentation compiles beside a copy of the caches', () => {
  const folder = temporaryFolder();
  for (const file of ['apollo-cache.ts', 'urql-cache.ts', '../tsconfig.json', '../tsconfig.web.json']) {
    cpSync(path.join(ROOT, 'examples', file), path.join(folder, path.basename(file)));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const blocks = blocksOf('ts');
  for (const [i, { code }] of blocks.entries()) {
    // Variables that belong to the caller.
    writeFileSync(path.join(folder, `block-${i}.ts`), `declare const token: string;\n${code}`);
  }
  const include = ['*.ts'];
  writeFileSync(path.join(folder, 'blocks.json'), JSON.stringify({ extends: './tsconfig.web.json', include }));

  const tsc = path.join(ROOT, 'node_modules', '.bin', 'tsc');
  const { status, stdout } = spawnSync(tsc, ['-p', path.join(folder, 'blocks.json')], { encoding: 'utf8' });

  expect(blocks).toHaveLength(3);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('The GraphQL in the documentation fits the schema', () => {
  const { schema } = createGraph();
  const blocks = blocksOf('graphql');
  const invalid = blocks.flatMap(({ file, code }) =>
    validate(schema, parse(code)).map(({ message }) => `${file}: ${message}`),
  );

  expect(blocks.length).toBeGreaterThan(4);
  expect(invalid).toEqual([]);
});

test('The answers in the documentation have the texts of the service', () => {
  const folder = 'src/failure/texts';
  const texts = readdirSync(path.join(ROOT, folder))
    .map((file) => read(path.join(folder, file)))
    .join('');
  const shown = ['json', 'jsonc'].flatMap((language) =>
    blocksOf(language).flatMap(({ file, code }) =>
      [...code.matchAll(/"(?:meaning|remedy)": ".+"/g)].map(([text]) => ({ file, text })),
    ),
  );

  expect(shown).toHaveLength(4);
  expect(shown.filter(({ text }) => !texts.includes(text))).toEqual([]);
});

/** The anchor of a heading on GitHub. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading as string));

test('Each relative link in the documentation leads to a file, and to a heading in it', () => {
  const links = [...PAGES].flatMap(([file, text]) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ file, link: link as string })),
  );
  const relative = links.filter(({ link }) => !/^[a-z]+:/.test(link));
  const broken = relative.filter(({ file, link }) => {
    const [place = '', anchor] = link.split('#');
    const target = place === '' ? file : path.join(path.dirname(file), place);
    if (!existsSync(path.join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
  });

  expect(relative.length).toBeGreaterThan(60);
  expect(broken).toEqual([]);
});

test('Each path in the documentation is a file or a folder', () => {
  const paths = [...PAGES].flatMap(([file, text]) =>
    [...text.matchAll(/`((?:src|test|portal|schema|migrations|demo|bench|examples|docs)\/[\w./-]+)`/g)].map(
      ([, place]) => ({ file, place: place as string }),
    ),
  );

  expect(paths.length).toBeGreaterThan(60);
  expect(paths.filter(({ place }) => !existsSync(path.join(ROOT, place)))).toEqual([]);
});

test('docs/running.md describes each environment variable that src/config.ts reads, and no other', () => {
  const variables = /const variables = z\.object\(\{(.*?)^\}\)/ms.exec(read('src/config.ts'))?.[1] ?? '';
  const ofGraph = /GRAPH_VARIABLES = \{(.*?)^\};/ms.exec(read('src/microsoft-graph/access.ts'))?.[1] ?? '';
  const inCode = [
    ...[...variables.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name),
    ...[...ofGraph.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name),
  ];
  const table = /^## Environment variables$(.*?)^## /ms.exec(read('docs/running.md'))?.[1] ?? '';
  const described = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? '').matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name),
  );

  expect(inCode.length).toBeGreaterThan(20);
  expect(described.sort()).toEqual(inCode.sort());
});

test('docs/import.md asks for each property that a sync asks for by name', () => {
  /** The properties that the requests of a page name, by path. A delta query reads the same objects as the list. */
  const namedIn = (page: string, option: 'select' | 'expand') => {
    const named = new Map<string, string[]>();
    for (const [, place = '', query = ''] of page.matchAll(/`GET (?:\/v1\.0|\/beta)?(\/[^`?\s]+)(\?[^`]+)?`/g)) {
      const properties = new RegExp(`\\$${option}=([^&]+)`).exec(query)?.[1]?.split(',') ?? [];
      const path = place.replace(/\/delta$/, '');
      named.set(path, [...(named.get(path) ?? []), ...properties]);
    }
    return named;
  };
  // These have files of their own.
  const APART = ['members', 'assignments'];
  const [sync = ''] = read('docs/microsoft-graph.md').split('## Requests for one user');
  const missing = (['select', 'expand'] as const).flatMap((option) => {
    const imported = namedIn(read('docs/import.md'), option);
    return [...namedIn(sync, option)].flatMap(([path, properties]) => {
      const asked = imported.get(path);
      // Without $select the answer has all properties.
      if (asked === undefined || (option === 'select' && asked.length === 0)) return [];
      return properties.filter((one) => !asked.includes(one) && !APART.includes(one)).map((one) => `${path}: ${one}`);
    });
  });
  expect(missing).toEqual([]);
});

test('docs/import.md asks beta for what a sync asks of beta, and nothing else', () => {
  const rows = [...read('docs/import.md').matchAll(/^\| (`\w+\.json`[^|]*) \| ([^|]+) \|/gm)].map(
    ([, files = '', request = '']) => ({
      names: [...files.matchAll(/`(\w+)\.json`/g)].map(([, name]) => name as Resource),
      isBeta: /\(beta\b/.test(request),
    }),
  );
  const wrong = rows.flatMap(({ names, isBeta }) =>
    names.filter((name) => (resourceOf(name).version === 'beta') !== isBeta),
  );

  expect(rows.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

test('Each script that the documentation tells to run is in package.json', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...PAGES].flatMap(([file, text]) =>
    [...text.matchAll(/npm run (?:-s |--silent )?([a-z:-]+)/g)].map(([, name]) => ({ file, name: name as string })),
  );
  const missing = named.filter(({ file, name }) => file !== 'CHANGELOG.md' && !(name in scripts));

  expect(named.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

test('Every command that selects projects of jest still takes the files that are named', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const ofScripts = Object.values<string>(scripts).map((command) => `${command} test/http/scope.test.ts`);
  const documented = [...PAGES.values()].flatMap((text) => text.match(/\bjest [^`\n]*--selectProjects[^`\n]*/g) ?? []);
  const commands = [...ofScripts.filter((command) => command.includes('--selectProjects')), ...documented];
  // The option takes everything that follows it, up to the next option, for names of projects.
  const swallowed = commands.filter((command) => /--selectProjects=\S+ +[^-# ]/.test(command));

  expect(documented.length).toBeGreaterThan(3);
  expect(commands.length - documented.length).toBe(3);
  expect(swallowed).toEqual([]);
});

test('Each rule that a contract test cites is in docs/architecture.md', () => {
  const rules = new Set([...read('docs/architecture.md').matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => number));
  const folder = path.join(ROOT, 'test', 'contract');
  // A title that begins with a number cites a rule too, whatever stands around the number.
  const cited = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/\(\s*['"`]((?:rule\b|§)?\W*\d+[.:)]\s.*)/gi)].map(
      ([, title = '']) => title,
    ),
  );
  const numbers = cited.map((title) => /^Rule (\d+): /.exec(title)?.[1]);

  expect(new Set(numbers).size).toBeGreaterThan(8);
  expect(cited.filter((_, i) => !rules.has(numbers[i]))).toEqual([]);
});

describe('The table of error codes in docs/queries.md', () => {
  const rows = [...read('docs/queries.md').matchAll(/^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)];
  const statuses: ReadonlyMap<string, readonly string[]> = new Map(
    rows.map(([, code, status]) => [code as string, status?.match(/\d{3}/g) ?? []]),
  );

  test('has a row for each code that the service can answer with, and for no other', () => {
    expect([...statuses.keys()].sort()).toEqual([...ERROR_CODES].sort());
  });

  test('gives the status of each', () => {
    const missing = Object.entries(ERROR_OF_STATUS).filter(([status, code]) => !statuses.get(code)?.includes(status));

    expect(missing).toEqual([]);
    expect([...statuses].filter(([, given]) => given.length === 0)).toEqual([]);
  });
});
