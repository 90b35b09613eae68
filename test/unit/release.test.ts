import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/place';
import { temporaryFolder } from '../support/tenant-folder';

/** A script `release:schema` for a schema with this text. */
function schemaThatWrites(text: string): string {
  return `import { writeFileSync } from 'node:fs';\nwriteFileSync('schema/released.graphql', '${text}');`;
}

/** A committed project whose scripts write what `npm run package` and `npm run release:schema` would. */
function project() {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@contoso.example', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout.trim();
  cpSync(path.join(ROOT, 'release'), path.join(folder, 'release'), { recursive: true });
  cpSync(path.join(ROOT, 'usage.mjs'), path.join(folder, 'usage.mjs'));
  const scripts = { package: 'node package.mjs', 'release:schema': 'node schema.mjs' };
  write('package.json', JSON.stringify({ name: 'graph', version: '1.2.0', scripts }));
  write(
    'package.mjs',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     mkdirSync('packed/package/node_modules/sqlite-for-node-20', { recursive: true });
     writeFileSync('packed/graph-1.2.0.tgz', 'tarball');
     writeFileSync('packed/package/sbom.cdx.json', '{ "components": [{}, {}] }');`,
  );
  write('schema.mjs', schemaThatWrites('now'));
  write('schema/released.graphql', 'now');
  write('CHANGELOG.md', '# Changelog\n\n## 1.2.0 (2026-12-01)\n');
  write('.gitignore', 'packed/\n');
  git('init', '--quiet');
  const commit = () => git('add', '-A') + git('commit', '--quiet', '-m', 'Change');
  commit();
  const release = (...args: readonly string[]) => {
    const env = {
      ...process.env,
      ...{ GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@contoso.example' },
      ...{ GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@contoso.example' },
    };
    const file = path.join('release', 'run.mjs');
    const { status, stdout } = spawnSync(process.execPath, [file, ...args], { cwd: folder, encoding: 'utf8', env });
    return { status, lines: stdout.trim().split('\n'), tags: git('tag') };
  };
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { folder, write, git, commit, read, release };
}

describe('A release', () => {
  test('goes through its steps, tags the commit, and records what was made from it', () => {
    const { git, read, release } = project();

    const { status, lines, tags } = release();

    expect(status).toBe(0);
    expect(lines.map((line) => line.slice(0, 6).trim())).toEqual([...Array(7).fill('ok'), 'Tagged']);
    expect(tags).toBe('v1.2.0');
    expect(JSON.parse(read('packed/provenance.json'))).toMatchObject({
      version: '1.2.0',
      commit: git('rev-parse', 'HEAD'),
      subjects: [
        { file: 'graph-1.2.0.tgz', sha256: 'db4b4d0d1cb480bf9aeea253771c00febe627f236765fa37d6a5614f079a3aa0' },
        { file: 'sbom.cdx.json' },
      ],
    });
  });

  test('stops at the first step that is wrong, and tags nothing', () => {
    const { folder, write, release } = project();
    write('more.txt', '');

    const { status, lines, tags } = release();

    expect(status).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^WRONG +everything is committed: these files differ from the commit:$/),
      '?? more.txt',
    ]);
    expect(tags).toBe('');
    expect(existsSync(path.join(folder, 'packed'))).toBe(false);
  });

  test.each([
    ['a version without a date in CHANGELOG.md', 'CHANGELOG.md', '## 1.2.0 (not released yet)\n', 'CHANGELOG.md'],
    ['a schema that changed since its release', 'schema.mjs', schemaThatWrites('later'), 'npm run release:schema'],
  ])('refuses %s', (_, file, text, complaint) => {
    const { write, commit, release } = project();
    write(file, text);
    commit();

    const { status, lines, tags } = release();

    expect(status).toBe(1);
    expect(lines.at(-1)).toMatch(/^WRONG/);
    expect(lines.at(-1)).toContain(complaint);
    expect(tags).toBe('');
  });

  test('refuses a version that is tagged', () => {
    const { git, release } = project();
    git('tag', 'v1.2.0');

    const { status, lines } = release();

    expect(status).toBe(1);
    expect(lines.at(-1)).toMatch(/^WRONG +the tag is free: v1\.2\.0 exists\.$/);
  });

  test('as a dry run goes on after a wrong step, and neither tags nor changes a file of the commit', () => {
    const { write, commit, git, release } = project();
    write('schema.mjs', schemaThatWrites('later'));
    commit();

    const { status, lines, tags } = release('--dry-run');

    expect(status).toBe(1);
    expect(lines.filter((line) => line.startsWith('WRONG'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('Dry run: the commit is not tagged v1.2.0.');
    expect(tags).toBe('');
    expect(git('status', '--porcelain')).toBe('');
  });
});

interface Packing {
  readonly hasGit: boolean;
  /** Files that git does not track. */
  readonly extra?: readonly string[];
  /** `files` of package.json. */
  readonly entries?: readonly string[];
}

describe('The package has of the folders that package.json names', () => {
  const OWN = ['demo/users.json', 'deploy/compose.yaml', 'deploy/kubernetes/sync.yaml'];
  const SECRETS = ['.env', 'service.env', 'secrets/audit-key', 'graph.sql', 'database-url', 'ca.pem'].map(
    (name) => `deploy/${name}`,
  );

  /** A project with the secrets of an operator. @returns the files that the package would have, or why there is none */
  function packed({ hasGit, extra = [], entries = ['demo', 'deploy', 'dist'] }: Packing) {
    const { folder, write, git } = project();
    cpSync(path.join(ROOT, '.gitignore'), path.join(folder, '.gitignore'));
    for (const file of OWN) write(file, '');
    git('add', '-A');
    for (const file of [...SECRETS, ...extra]) write(file, '');
    if (!hasGit) rmSync(path.join(folder, '.git'), { recursive: true });
    const script = `import { packedFiles } from './release/packed-files.mjs';
      try { console.log(packedFiles('.', ${JSON.stringify(entries)}).sort().join(' ')); } catch (error) { console.log(error.message); }`;
    const args = ['--input-type=module', '--eval', script];
    return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout.trim();
  }

  test('only what git tracks', () => {
    expect(packed({ hasGit: true, extra: ['deploy/notes.txt'] })).toBe(OWN.join(' '));
  });

  test('nothing that .gitignore names, where there is no git', () => {
    expect(packed({ hasGit: false })).toBe(OWN.join(' '));
  });

  test.each([true, false])('each, and is not made without one (with git: %s)', (hasGit) => {
    expect(packed({ hasGit, entries: ['demo', 'sources'] })).toBe(
      'package.json names files that do not exist: sources.',
    );
  });
});
