import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/place';

const read = (...names: readonly string[]): string => readFileSync(path.join(ROOT, ...names), 'utf8');

/** The files of deploy/ that set environment variables of the service. */
const FILES = ['Dockerfile', 'compose.yaml', 'service.env.example', ...['kubernetes', 'systemd'].flatMap(filesIn)];

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, 'deploy', folder)).map((file) => path.join(folder, file));
}

/** The variables that a file sets: in YAML, as `NAME=value`, or as the name of an entry of a list. */
const variablesIn = (text: string): string[] =>
  [...text.matchAll(/(?:^\s*|name: |Environment=|ENV )([A-Z][A-Z0-9_]+)(?:$|: |=)/gm)].map(
    ([, name]) => name as string,
  );

// Those of PostgreSQL's image, of Caddyfile and of Node.js.
const OF_OTHERS = /^(POSTGRES_|SITE$|NODE_OPTIONS$)/;

test('deploy/ sets only environment variables that docs/running.md describes', () => {
  const table = /^## Environment variables$(.*?)^## /ms.exec(read('docs', 'running.md'))?.[1] ?? '';
  const described = new Set([...table.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name));
  const set = FILES.flatMap((file) => variablesIn(read('deploy', file)).map((name) => ({ file, name })));
  // A secret can be given as a file: NAME_FILE names it.
  const unknown = set.filter(({ name }) => !OF_OTHERS.test(name) && !described.has(name.replace(/_FILE$/, '')));

  expect(new Set(set.map(({ file }) => file)).size).toBeGreaterThan(5);
  expect(set.length).toBeGreaterThan(30);
  expect(unknown).toEqual([]);
});

test('The image has the version of Node.js of .nvmrc', () => {
  expect(read('deploy', 'Dockerfile')).toContain(`ARG BASE=docker.io/library/node:${read('.nvmrc').trim()}-`);
});

test('npm start, the image, the systemd unit and the documents start the service with the same young heap', () => {
  const { start } = JSON.parse(read('package.json')).scripts;
  const [, heap] = / (--max-semi-space-size=\d+) dist\/main\.js$/.exec(start) ?? [];
  const files = ['deploy/Dockerfile', 'deploy/systemd/troubleshooting-graph.service'];
  const documents = ['docs/running.md', 'docs/operators.md', 'docs/operators.fr.md'];
  const heaps = [...files, ...documents].map((file) => ({
    file,
    heaps: [...new Set(read(file).match(/--max-semi-space-size=\d+/g))],
  }));

  expect(heap).toBeDefined();
  expect(heaps.filter((each) => each.heaps.length !== 1 || each.heaps[0] !== heap)).toEqual([]);
});

test('The image and the manifests agree on the user and the ports', () => {
  const [, user] = /^USER (\d+):\1$/m.exec(read('deploy', 'Dockerfile')) ?? [];
  const pods = ['deployment.yaml', 'migrate.yaml', 'sync.yaml'].map((file) => read('deploy', 'kubernetes', file));

  expect(pods.map((pod) => /runAsUser: (\d+)/.exec(pod)?.[1])).toEqual([user, user, user]);
  expect(pods[0]).toContain('containerPort: 4000');
  expect(read('deploy', 'Dockerfile')).toContain('EXPOSE 4000');
});

test('Compose lets the proxy reach the service by one network alone, the one of TRUST_PROXY', () => {
  const { services, networks } = parse(read('deploy', 'compose.yaml'), { merge: true });
  const { graph, proxy } = services;

  expect(proxy.networks.filter((name: string) => graph.networks.includes(name))).toEqual(['web']);
  expect(networks.web.ipam.config).toEqual([{ subnet: graph.environment.TRUST_PROXY }]);
});

test('Compose, Kubernetes and systemd give the address of the owner of the tables to what migrates, and to nothing else', () => {
  const { services } = parse(read('deploy', 'compose.yaml'), { merge: true });
  const owners = Object.keys(services).filter((name) => services[name].secrets?.includes('database-owner-url'));
  // The database makes the role.
  expect(owners).toEqual(['migrate', 'database']);
  expect(services.migrate).toMatchObject({
    environment: { DATABASE_URL_FILE: '/run/secrets/database-owner-url' },
    secrets: ['database-owner-url'],
  });
  expect(services.graph.environment).toMatchObject({
    DATABASE_URL_FILE: '/run/secrets/database-url',
    MIGRATE_AT_START: 'off',
  });

  expect(read('deploy', 'systemd', 'shared.conf')).toMatch(/^Environment=MIGRATE_AT_START=off$/m);
  const units = filesIn('systemd').filter((file) => read('deploy', file).includes('database-owner-url'));
  expect(units).toEqual(['systemd/troubleshooting-graph-migrate.service']);
  const manifests = filesIn('kubernetes').filter((file) => read('deploy', file).includes('database-owner-url'));
  expect(manifests).toEqual(['kubernetes/migrate.yaml']);
});

test('The roles of Compose have the rights that docs/running.md describes', () => {
  const [, rights = ''] = /^(ALTER DEFAULT PRIVILEGES .*?;)$/ms.exec(read('docs', 'running.md')) ?? [];
  expect(rights).toContain('graph_service');
  expect(read('deploy', 'postgres', 'roles.sh')).toContain(rights);
});

test('Kubernetes waits for new pods for longer than a migration may take', () => {
  const seconds = (file: string, name: string) =>
    Number(new RegExp(`${name}: (\\d+)`).exec(read('deploy', 'kubernetes', file))?.[1]);

  expect(seconds('deployment.yaml', 'progressDeadlineSeconds')).toBeGreaterThan(
    seconds('migrate.yaml', 'activeDeadlineSeconds'),
  );
});

describe('The build of the image', () => {
  const lines = (file: string) => read(file).split('\n').filter(Boolean);
  const IGNORED = lines('.dockerignore');

  /** A pattern of .dockerignore, which also leaves out what is below. */
  const patternOf = (line: string) =>
    new RegExp(
      `^${line.replace(/\./g, '\\.').replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'))}(?:/|$)`,
    );

  /** The last line that names a file decides. */
  const isLeftOut = (file: string) => {
    const last = IGNORED.findLast((line) => patternOf(line.replace(/^!/, '')).test(file));
    return last !== undefined && !last.startsWith('!');
  };

  test('is given each file that the package has, except those that it builds', () => {
    const script = `import { packedFiles } from './release/packed-files.mjs';
      console.log(packedFiles('.', ${JSON.stringify(JSON.parse(read('package.json')).files)}).join('\\n'));`;
    const args = ['--input-type=module', '--eval', script];
    const { stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    const files = stdout.trim().split('\n');

    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(isLeftOut)).toEqual([]);
  });

  test('is given no secrets and no backups of an operator', () => {
    const beside = [
      '.env',
      'service.env',
      'secrets/audit-key',
      'graph.sql',
      'database-url',
      'audit-key.next',
      'ca.pem',
    ];

    expect(beside.filter((file) => !isLeftOut(`deploy/${file}`))).toEqual([]);
  });

  test('ends at once with a Node.js for which it would lack SQLite', () => {
    const [, check = ''] = /^FROM .*\n(?:#.*\n)*RUN (node -e .*)$/m.exec(read('deploy', 'Dockerfile')) ?? [];
    const { status, stderr } = spawnSync('sh', ['-c', check], { encoding: 'utf8' });
    const isOld = Number(process.versions.node.split('.')[0]) < 22;

    expect(check).not.toBe('');
    expect({ status, stderr }).toEqual(
      isOld
        ? { status: 1, stderr: `BASE has Node.js ${process.versions.node}. The image needs 22 or newer.\n` }
        : { status: 0, stderr: '' },
    );
  });
});
