// Checks a release, packs it and tags it: npm run release. Every step prints a line; the first that is wrong stops it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArguments } from '../usage.mjs';
import { root, run } from './command.mjs';

const USAGE = `Usage: npm run release -- [--dry-run]

Checks that everything is committed, that CHANGELOG.md has the version with a date, that schema/released.graphql is the schema,
and that the tag is free. Makes packed/ with the npm package, its bill of materials and its provenance. Then tags the commit.
Nothing is pushed or published.

  --dry-run   goes through all steps, also after a wrong one, and neither tags nor changes a tracked file
  --help      prints this text`;

const { values: options } = readArguments(USAGE, { options: { 'dry-run': { type: 'boolean', default: false } } });
const isDry = options['dry-run'];

const at = (...names) => path.join(root, ...names);
const read = (...names) => readFileSync(at(...names), 'utf8');
const { name, version } = JSON.parse(read('package.json'));
const tag = `v${version}`;

const sha256 = (...names) =>
  createHash('sha256')
    .update(readFileSync(at(...names)))
    .digest('hex');
const tarball = path.join('packed', `${name}-${version}.tgz`);
const sbom = path.join('packed', 'package', 'sbom.cdx.json');

/** The steps: each returns what it found, and throws what is wrong. */
const STEPS = {
  'everything is committed': () => {
    const changed = run('git', ['status', '--porcelain']);
    if (changed !== '') throw new Error(`these files differ from the commit:\n${changed}`);
    return run('git', ['rev-parse', 'HEAD']);
  },
  'the version is in CHANGELOG.md': () => {
    const heading = read('CHANGELOG.md').match(/^## .*$/m)?.[0] ?? 'nothing';
    const [, found, date] = /^## (\S+) \((\d{4}-\d{2}-\d{2})\)$/.exec(heading) ?? [];
    if (found !== version || date === undefined)
      throw new Error(`it begins with "${heading}" instead of "## ${version} (<date as YYYY-MM-DD>)".`);
    return date;
  },
  'the schema is released': () => {
    const file = ['schema', 'released.graphql'];
    const before = read(...file);
    run('npm', ['run', '--silent', 'release:schema']);
    const isCurrent = read(...file) === before;
    if (isDry) writeFileSync(at(...file), before);
    if (!isCurrent)
      throw new Error('the schema changed since: run npm run release:schema, and commit schema/released.graphql.');
    return file.join('/');
  },
  'the tag is free': () => {
    if (run('git', ['tag', '--list', tag]) !== '') throw new Error(`${tag} exists.`);
    return tag;
  },
  'the package is made': () => {
    run('npm', ['run', '--silent', 'package']);
    if (!existsSync(at('packed', 'package', 'node_modules', 'sqlite-for-node-20')))
      throw new Error('SQLite for Node 20 is missing: run this with Node 20.');
    return tarball;
  },
  'the bill of materials is made': () => `${JSON.parse(read(sbom)).components.length} packages in ${sbom}`,
  'the provenance is written': () => {
    const subjects = [tarball, sbom].map((file) => ({ file: path.basename(file), sha256: sha256(file) }));
    const tools = {
      node: process.version,
      npm: run('npm', ['--version']),
      platform: `${process.platform}-${process.arch}`,
    };
    const provenance = { name, version, commit: run('git', ['rev-parse', 'HEAD']), ...tools, subjects };
    writeFileSync(at('packed', 'provenance.json'), `${JSON.stringify(provenance, null, 2)}\n`);
    return 'packed/provenance.json';
  },
};

for (const [step, take] of Object.entries(STEPS)) {
  try {
    console.log(`ok     ${step}: ${take()}`);
  } catch (error) {
    console.log(`WRONG  ${step}: ${error.message}`);
    process.exitCode = 1;
    if (!isDry) break;
  }
}

if (isDry) console.log(`Dry run: the commit is not tagged ${tag}.`);
else if (process.exitCode === undefined) {
  run('git', ['tag', '-a', tag, '-m', `${name} ${version}`]);
  console.log(`Tagged. Publish it with: git push origin ${tag}`);
}
