import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Sqlite } from '../../src/database/sqlite-driver';
import { DEMO } from '../../src/demo/demo';
import { RESOURCE_NAMES, resourceOf } from '../../src/microsoft-graph/resources';
import { developmentTokens } from '../../src/sign-in/development';
import { oneIn } from '../support/amount';
import { checkout } from '../support/checkout';
import { Place, ROOT } from '../support/place';
import { type Service, startService } from '../support/service';
import { allRows, tenantFolder } from '../support/tenant-folder';
import { until } from '../support/until';

const test = oneIn(6);
const testWithFullDisk = existsSync('/dev/full') ? test : globalThis.test.skip;

let services: Service[] = [];
afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
  services = [];
});

/** The service on the database of the commands, with the audit key beside it. */
async function serviceOn({ databaseFile }: Place): Promise<Service> {
  const service = await startService({
    databaseUrl: `file:${databaseFile}`,
    server: { verify: developmentTokens(path.dirname(databaseFile)) },
  });
  services.push(service);
  return service;
}

const refused = (message: string) => ({ code: 1, out: '', err: `${message}\n` });

test('the build before a command prints nothing where the command prints its answer', () => {
  const { status, stdout } = spawnSync(process.execPath, [path.join(ROOT, 'build.mjs')], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

describe('import', () => {
  test('brings a tenant, with a line for each resource beside the answer, and a summary as the answer', async () => {
    const place = new Place();

    const { code, out, err } = await place.run(['import', DEMO.folder]);

    expect(code).toBe(0);
    const lines = err.trimEnd().split('\n');
    expect(lines.map((line) => /^read (\w+): \d+$/.exec(line)?.[1]).sort()).toEqual(
      RESOURCE_NAMES.filter((resource) => resourceOf(resource).isForLarge !== true).sort(),
    );
    expect(lines).toEqual(expect.arrayContaining(['read users: 60', 'read managedDevices: 120', 'read vppTokens: 2']));
    const summary = out.trimEnd().split('\n');
    expect(summary[0]).toBe('Imported Contoso.');
    expect(summary).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ {2}users {2,}60 added, 0 changed, 0 removed$/),
        expect.stringMatching(/^ {2}managed devices {2,}120 added, 0 changed, 0 removed$/),
        'Left out:',
        expect.stringMatching(/^ +1 {2}primary users that do not exist$/),
        'Unknown values:',
        expect.stringMatching(/^ +2 {2}state "quantumFlux"$/),
      ]),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters, which only a terminal understands.
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect((await place.rows())['users']).toHaveLength(60);
  });

  test('says that nothing changed when nothing did, and nothing of what was left out when nothing was', async () => {
    const place = new Place();
    const { path: folder } = tenantFolder();
    await place.import(folder);

    const { code, out } = await place.run(['import', folder]);

    expect(code).toBe(0);
    const [rows = '', missing = ''] = out.trimEnd().split('\nNot in the folder:\n');
    const [first, ...rest] = rows.split('\n');
    expect(first).toBe('Imported Fabrikam.');
    expect(missing.split('\n')).toContain('  autopilotEvents                   set-ups with Windows Autopilot');
    expect(rest).toHaveLength(27);
    for (const line of rest) expect(line).toMatch(/^ {2}[\w -]+ {2}0 added, 0 changed, 0 removed$/);
  });

  test('takes a folder from where it is called', async () => {
    const place = new Place();
    const { path: folder } = tenantFolder();
    expect(await place.run(['import', path.relative(place.folder, folder)])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Imported Fabrikam\.\n/),
    });
  });

  test('of a broken folder says file, record and reason in its last line, and leaves the database as it was', async () => {
    const place = new Place();
    await place.import();
    const before = await place.rows();
    const folder = tenantFolder();
    folder.edit('users', ({ value }) => {
      value.shift();
      delete value[1].accountEnabled;
    });

    const { code, out, err } = await place.run(['import', folder.path]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    const lines = err.trimEnd().split('\n');
    expect(lines.pop()).toBe('users.json, record 2 (user-cyd): lacks `accountEnabled`; ask for it with $select.');
    for (const line of lines) expect(line).toMatch(/^read \w+: \d+$/);
    expect(await place.rows()).toEqual(before);
  });

  test('of a folder that is not there makes no database', async () => {
    const place = new Place();
    expect(await place.run(['import', 'nowhere'])).toEqual(refused('nowhere: is not a folder.'));
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('while another process writes says so in its last line, and leaves the database as it was', async () => {
    const place = new Place();
    await place.import();
    const before = await place.rows();
    const writing = new Sqlite(place.databaseFile);
    writing.exec('BEGIN IMMEDIATE');
    try {
      const { code, out, err } = await place.run(['import', tenantFolder().path]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      const lines = err.trimEnd().split('\n');
      expect(lines.filter((line) => !line.startsWith('read '))).toEqual([
        'The database is busy: another process writes to it.',
      ]);
    } finally {
      writing.close();
    }
    expect(await place.rows()).toEqual(before);
  });

  test('of another tenant is refused, and takes its place with --replace', async () => {
    const place = new Place();
    await place.import();
    const before = await place.rows();

    const { code, out, err } = await place.run(['import', DEMO.folder]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n').at(-1)).toMatch(
      /^The database holds the tenant Fabrikam \(tenant-fabrikam\), not Contoso .+ use --replace to replace it\.$/,
    );
    expect(await place.rows()).toEqual(before);

    expect((await place.run(['import', DEMO.folder, '--replace'])).code).toBe(0);
    expect((await place.rows())['tenants']).toMatchObject([{ display_name: 'Contoso' }]);
  });

  test('with --check says whether it could be imported, and writes nothing at all', async () => {
    const place = new Place();

    const { code, out } = await place.run(['import', '--check', DEMO.folder]);

    expect(code).toBe(0);
    expect(out).toBe('The folder can be imported. Nothing was written.\n');
    expect(readdirSync(place.folder)).toEqual([]);
    expect(readdirSync(place.scratch)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'with --check leaves nothing of the tenant behind on %s',
    async (signal) => {
      const place = new Place();
      const { child, said, ended } = place.start('cli', ['import', '--check', DEMO.folder]);
      await until(() => said.err.includes('read users'));
      expect(readdirSync(place.scratch)).toHaveLength(1);
      child.kill(signal);
      await ended;
      expect(child.signalCode).toBe(signal);
      expect(readdirSync(place.scratch)).toEqual([]);
    },
  );

  test('with --check of a broken folder fails as the import would, and leaves a database alone', async () => {
    const place = new Place();
    await place.import();
    const before = { bytes: readFileSync(place.databaseFile), at: statSync(place.databaseFile).mtimeMs };
    const folder = tenantFolder({ groups: '{' });

    const { code, out, err } = await place.run(['import', folder.path, '--check']);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/^groups\.json: is not complete JSON \(.+\)\.$/);
    expect({ bytes: readFileSync(place.databaseFile), at: statSync(place.databaseFile).mtimeMs }).toEqual(before);
    expect(readdirSync(place.scratch)).toEqual([]);
  });
});

describe('token', () => {
  const ADA = 'ada@fabrikam.example';

  test('prints a token that the service accepts, and nothing else', async () => {
    const place = new Place();
    await place.import();

    const { code, out, err } = await place.run(['token', '--as', 'ADA@Fabrikam.example']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const service = await serviceOn(place);
    const { status, data } = await service.ask('{ viewer { userPrincipalName } }', {
      headers: { authorization: `Bearer ${out.trim()}` },
    });
    expect({ status, data }).toEqual({ status: 200, data: { viewer: { userPrincipalName: ADA } } });
  });

  test('makes its key once, and for its owner only', async () => {
    const place = new Place();
    await place.import();
    const key = path.join(path.dirname(place.databaseFile), 'development.key');
    expect((await place.run(['token', '--as', ADA])).code).toBe(0);
    const made = readFileSync(key);
    expect((await place.run(['token', '--as', ADA])).code).toBe(0);
    expect(readFileSync(key)).toEqual(made);
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  test('works while another process imports', async () => {
    const place = new Place();
    await place.import();
    const importing = new Sqlite(place.databaseFile);
    importing.exec('BEGIN IMMEDIATE; DELETE FROM skus');
    try {
      const { code, out, err } = await place.run(['token', '--as', ADA]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    } finally {
      importing.close();
    }
  });

  test.each(['nobody@fabrikam.example', 'ádá@fabrikam.example'])(
    'for %s, who is nobody, says so in one line',
    async (name) => {
      const place = new Place();
      await place.import();
      expect(await place.run(['token', '--as', name])).toEqual(refused(`There is no user ${name} in this database.`));
    },
  );

  test('is not made while AUTH_MODE is oidc', async () => {
    const place = new Place();
    await place.import();
    const oidc = {
      AUTH_MODE: 'oidc',
      OIDC_ISSUER: 'https://login.example',
      OIDC_AUDIENCE: 'graph',
      AUDIT_KEY: 'long enough to seal an audit trail with',
    };
    expect(await place.run(['token', '--as', ADA], oidc)).toEqual(
      refused('There is no development sign-in while AUTH_MODE is oidc.'),
    );
    expect(existsSync(path.join(path.dirname(place.databaseFile), 'development.key'))).toBe(false);
  });
});

describe('A command in the image, without the settings of the service,', () => {
  // Those of the Dockerfile, a wrong one, and a secret that is not mounted: none of them is for commands.
  const OF_OTHERS = { NODE_ENV: 'production', HOST: '0.0.0.0', PORT: 'x', GRAPH_CLIENT_SECRET_FILE: '/nowhere/secret' };
  const ADA = 'ada@fabrikam.example';

  test('needs the database alone', async () => {
    const place = new Place();
    const succeeded = { code: 0, err: expect.not.stringContaining('_') };

    expect(await place.run(['db', 'migrate'], OF_OTHERS)).toMatchObject(succeeded);
    expect(await place.run(['import', tenantFolder().path], OF_OTHERS)).toMatchObject(succeeded);
    expect(await place.run(['admin', 'list'], OF_OTHERS)).toMatchObject(succeeded);
    expect(await place.run(['db', 'backup', 'copy.db'], OF_OTHERS)).toMatchObject(succeeded);
    const copy = `file:${path.join(place.folder, 'other.db')}`;
    expect(await place.run(['db', 'copy', `file:${place.databaseFile}`, copy], OF_OTHERS)).toMatchObject({ code: 0 });
  });

  test('needs the audit key too where it reads or writes the audit trail, and makes none', async () => {
    const place = new Place();
    await place.import();
    for (const args of [
      ['admin', 'grant', ADA],
      ['admin', 'revoke', ADA],
      ['audit', 'verify'],
    ]) {
      expect(await place.run(args, OF_OTHERS)).toEqual(refused('AUDIT_KEY: is needed while NODE_ENV is production'));
      expect(await place.run(args, { AUTH_MODE: 'oidc' })).toEqual(
        refused('AUDIT_KEY: is needed while AUTH_MODE is oidc'),
      );
    }
    expect(readdirSync(path.dirname(place.databaseFile)).filter((name) => name.endsWith('.key'))).toEqual([]);

    const withKey = { ...OF_OTHERS, AUDIT_KEY: 'long enough to seal an audit trail with' };
    expect(await place.run(['admin', 'grant', ADA], withKey)).toMatchObject({ code: 0, err: '' });
    expect(await place.run(['audit', 'verify'], withKey)).toMatchObject({ code: 0, err: '' });
  });

  test('says what is wrong with a variable that it reads', async () => {
    const place = new Place();
    expect(await place.run(['db', 'migrate'], { ...OF_OTHERS, DATABASE_URL: 'mysql://host/graph' })).toEqual(
      refused('DATABASE_URL: takes a file, such as file:./data/graph.db, or postgres://user:password@host/database'),
    );
  });
});

/** What a command prints before the head of the audit trail, which it has no log for. */
const saysHead = (before: string) => new RegExp(`^${before}The head of the audit trail: \\d+:[0-9a-f]{64}\\n$`);

describe('admin grant', () => {
  const BEN = 'ben@fabrikam.example';

  test('makes an administrator while the service runs, and says when there was one already', async () => {
    const place = new Place();
    await place.import();
    const { out: token } = await place.run(['token', '--as', BEN]);
    const service = await serviceOn(place);
    const rights = async () => {
      const { data } = await service.ask(
        '{ viewer { canTroubleshoot permissions { permission allUsers allDevices } } users { totalCount } roles { totalCount } }',
        { headers: { authorization: `Bearer ${token.trim()}` } },
      );
      return data;
    };
    expect(await rights()).toEqual({ viewer: { canTroubleshoot: false, permissions: [] }, users: null, roles: null });

    expect(await place.run(['admin', 'grant', BEN])).toEqual({
      code: 0,
      out: expect.stringMatching(saysHead(`${BEN} is now an administrator of the graph.\n`)),
      err: '',
    });

    const { data } = await service.ask('{ permissions { permission } }', {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    const after = await rights();
    expect(after.viewer.canTroubleshoot).toBe(true);
    const byName = (one: { permission: string }, other: { permission: string }) =>
      one.permission < other.permission ? -1 : 1;
    expect(after.viewer.permissions.toSorted(byName)).toEqual(
      data.permissions
        .map(({ permission }: { permission: string }) => ({ permission, allUsers: true, allDevices: true }))
        .toSorted(byName),
    );
    expect(after.users).toEqual({ totalCount: 3 });
    expect(after.roles.totalCount).toBeGreaterThan(1);
    expect(await place.run(['admin', 'grant', BEN])).toEqual({
      code: 0,
      out: expect.stringMatching(saysHead(`${BEN} was already an administrator of the graph.\n`)),
      err: '',
    });
  });

  test.each(['nobody@fabrikam.example', 'bén@fabrikam.example'])(
    'of %s, who is nobody, says so in one line, and changes nothing',
    async (name) => {
      const place = new Place();
      await place.import();
      const before = await place.rows();
      expect(await place.run(['admin', 'grant', name])).toEqual(refused(`There is no user ${name} in this tenant.`));
      expect(await place.rows()).toEqual(before);
    },
  );
});

describe('admin list and admin revoke', () => {
  const [ADA, BEN] = ['ada@fabrikam.example', 'ben@fabrikam.example'];

  test('show who administers and by which assignment, and never take away the last one', async () => {
    const place = new Place();
    await place.import();
    expect((await place.run(['admin', 'list'])).out).toBe(
      'Nobody administers everything: npm run admin -- grant <userPrincipalName>.\n',
    );
    await place.run(['admin', 'grant', BEN]);
    await place.run(['admin', 'grant', ADA]);
    const by = 'Graph administrators, everywhere';
    expect((await place.run(['admin', 'list'])).out).toBe(
      // Her assignment of Intune gives one of the permissions of an administrator, too.
      `${ADA}: everywhere; ${by}\n${BEN}: ${by}\n`,
    );

    expect(await place.run(['admin', 'revoke', ADA])).toEqual({
      code: 0,
      out: expect.stringMatching(saysHead(`${ADA} is no longer an administrator by "admin grant".\n`)),
      err: '',
    });
    expect(await place.run(['admin', 'revoke', ADA])).toEqual({
      code: 0,
      out: `${ADA} was not made an administrator by "admin grant".\n`,
      err: '',
    });
    expect(await place.run(['admin', 'revoke', BEN])).toEqual(
      refused(`${BEN} is the last administrator: grant another one first. Nothing was changed.`),
    );
    expect((await place.run(['admin', 'list'])).out).toBe(`${BEN}: ${by}\n`);
  });
});

test('A hint at a command of the npm package, which has no scripts of npm, names its program', async () => {
  const place = new Place();
  await place.import();
  const root = checkout('dist');
  const { scripts: _, ...delivered } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  writeFileSync(path.join(root, 'package.json'), JSON.stringify(delivered));

  expect((await new Place(root, place.folder).run(['admin', 'list'])).out).toBe(
    'Nobody administers everything: troubleshooting-graph admin grant <userPrincipalName>.\n',
  );
});

describe('ADMIN_GROUP of a group that does not exist', () => {
  test('is named in the log when the service starts', async () => {
    const place = new Place();
    await place.import();
    const ADMIN_GROUP = '00000000-0000-4000-8000-000000000000';
    const service = place.start('main', [], { PORT: '0', ADMIN_GROUP });
    await until(() => service.said.out.includes('ADMIN_GROUP'));
    expect(service.said.out).toMatch(/"level":50,.*"groupId":"00000000.*there is no such group in this tenant/);
  });
});

describe('db backup', () => {
  test('of a database in use holds the same tenant, and can be served', async () => {
    const place = new Place();
    await place.import();
    const service = await serviceOn(place);
    const copy = new Place();
    mkdirSync(path.dirname(copy.databaseFile));

    expect(await place.run(['db', 'backup', copy.databaseFile])).toEqual({
      code: 0,
      out: `Written to ${copy.databaseFile}.\n`,
      err: '',
    });

    expect(readdirSync(path.dirname(copy.databaseFile))).toEqual(['graph.db']);
    expect(await copy.rows()).toEqual(await allRows(service.database.primary));
    const { out: token } = await copy.run(['token', '--as', 'ada@fabrikam.example']);
    const { data } = await (await serviceOn(copy)).ask('{ tenant { displayName } devices { nodes { deviceName } } }', {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    expect(data).toEqual({ tenant: { displayName: 'Fabrikam' }, devices: { nodes: [{ deviceName: 'laptop' }] } });
  });

  test('while another process imports holds the state before that', async () => {
    const place = new Place();
    await place.import();
    const before = await place.rows();
    const copy = new Place();
    mkdirSync(path.dirname(copy.databaseFile));
    const importing = new Sqlite(place.databaseFile);
    importing.exec('BEGIN IMMEDIATE; DELETE FROM user_licenses');
    try {
      expect(await place.run(['db', 'backup', copy.databaseFile])).toMatchObject({ code: 0, err: '' });
    } finally {
      importing.close();
    }
    expect(await copy.rows()).toEqual(before);
  });

  test('that is killed on its way leaves nothing that could be taken for a backup', async () => {
    const place = new Place();
    await place.import();
    const database = new Sqlite(place.databaseFile);
    database.exec(`INSERT INTO skus (id, part_number)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
      SELECT 'filler ' || i, hex(randomblob(200000)) FROM n`);
    database.close();
    const files = () => readdirSync(place.folder).filter((name) => name.startsWith('copy.db'));

    const { child, ended } = place.start('cli', ['db', 'backup', 'copy.db']);
    await until(async () => files().some((name) => statSync(path.join(place.folder, name)).size > 0));
    child.kill('SIGKILL');

    expect((await ended).code).toBeNull();
    expect(files().filter((name) => !/^copy\.db\.\d+\.part(-journal)?$/.test(name))).toEqual([]);
    expect(await place.run(['db', 'backup', 'copy.db'])).toMatchObject({ code: 0, err: '' });
    expect(files()).toContain('copy.db');
  });

  test('does not overwrite a file', async () => {
    const place = new Place();
    await place.import();
    const taken = path.join(place.folder, 'taken');
    writeFileSync(taken, 'precious');
    expect(await place.run(['db', 'backup', 'taken'])).toEqual(refused('taken exists.'));
    expect(readFileSync(taken, 'utf8')).toBe('precious');
  });

  test('of no database says so, and makes none', async () => {
    const place = new Place();
    expect(await place.run(['db', 'backup', 'copy.db'])).toEqual(
      refused(`There is no database at ${place.databaseFile}.`),
    );
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('of a file without the tables of the service says so, and makes no backup', async () => {
    const place = new Place();
    mkdirSync(path.dirname(place.databaseFile));
    writeFileSync(place.databaseFile, '');
    expect(await place.run(['db', 'backup', 'copy.db'])).toEqual(
      refused(`${place.databaseFile} has none of the tables of this service.`),
    );
    expect(readdirSync(place.folder)).toEqual(['data']);
  });

  test.each([
    ['taken/copy.db', 'taken is not a folder.'],
    ['taken/below/copy.db', 'taken/below is not a folder.'],
    ['/proc/copy.db', '/proc/copy.db cannot be created (ENOENT).'],
  ])('to %s, which cannot be made, says so in one line', async (file, message) => {
    const place = new Place();
    await place.import();
    writeFileSync(path.join(place.folder, 'taken'), 'precious');
    expect(await place.run(['db', 'backup', file])).toEqual(refused(message));
  });

  test('into a folder that is not there says so in one line', async () => {
    const place = new Place();
    await place.import();
    const { code, out, err } = await place.run(['db', 'backup', path.join('nowhere', 'copy.db')]);
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(/^.+\n$/) });
  });
});

describe('manifest', () => {
  /** A place with these files. */
  function placeWith(files: Readonly<Record<string, string>>): Place {
    const place = new Place();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(place.folder, name)), { recursive: true });
      writeFileSync(path.join(place.folder, name), text);
    }
    return place;
  }

  test('prints what the operations of folders and files need, as JSON', async () => {
    const place = placeWith({
      'page/find/find.graphql': 'query Find($search: String!) { users(search: $search) { nodes { ...Name } } }',
      'page/node_modules/other/broken.graphql': 'query {',
      'page/schema.graphql': 'type Query { users: Int }',
      'page/notes.txt': 'No GraphQL.',
      'name.gql': 'fragment Name on User { displayName }',
    });

    const { code, out, err } = await place.run(['manifest', 'page', 'name.gql']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      Find: {
        file: 'page/find/find.graphql',
        type: 'query',
        permissions: ['ORGANIZATION_READ'],
        opens: { ORGANIZATION_READ: ['users'] },
        whenGiven: {},
      },
    });
  });

  test('follows links to folders, once each, also where they lead in a circle', async () => {
    const place = placeWith({
      'page/one.graphql': 'query One { viewer { displayName } }',
      'shared/two.graphql': 'query Two { viewer { displayName } }',
    });
    const link = (to: string, from: string) => symlinkSync(to, path.join(place.folder, from));
    link('../shared', 'page/shared');
    link('../page', 'shared/page');
    link('../../shared', 'page/again');
    link('one.graphql', 'page/same.graphql');
    link('itself', 'page/itself');

    const { code, out, err } = await place.run(['manifest', 'page', 'page/one.graphql', 'shared']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = Object.entries(JSON.parse(out) as Record<string, { file: string }>);
    const files = told.map(([name, { file }]) => [name, file]);
    expect(files).toEqual([
      ['One', 'page/one.graphql'],
      ['Two', 'page/shared/two.graphql'],
    ]);
  });

  test('names the files that it does not read though they have operations, beside what it prints', async () => {
    const place = placeWith({
      'page/one.graphql': 'query One { viewer { displayName } }',
      'page/two.graphqls': 'query Two { viewer { displayName } }',
      'page/schema.graphqls': 'schema {\n  query: Query\n}',
      'page/a.ts': 'const A = gql`query A { viewer { displayName } }`;',
      'page/b.tsx': 'const B = graphql(/* GraphQL */ `query B { viewer { displayName } }`);',
      'page/below/c.vue': 'const C = gql(`\n  query C { viewer { displayName } }`);',
      'page/none.ts': "import { graphql } from 'graphql';\nconst name = `gql`;",
      'page/node_modules/other/d.ts': 'const D = gql`query D { viewer { displayName } }`;',
    });

    const { code, out, err } = await place.run(['manifest', 'page']);

    expect({ code, names: Object.keys(JSON.parse(out)) }).toEqual({ code: 0, names: ['One'] });
    const moved = 'is not read: move its operations from templates to .graphql files.';
    expect(err.trim().split('\n')).toEqual([
      `page/a.ts ${moved}`,
      `page/b.tsx ${moved}`,
      `page/below/c.vue ${moved}`,
      'page/two.graphqls is not read: files of operations end in .graphql or .gql.',
    ]);
  });

  test('of the portal is the one that lies beside its operations', async () => {
    const operations = path.join(ROOT, 'portal', 'operations');
    const { out } = await new Place().run(['manifest', operations]);
    const told = Object.entries(JSON.parse(out) as Record<string, { file: string }>);
    const below = (file: string) => file.replace(/^.*portal\/operations\//, '');

    expect(Object.fromEntries(told.map(([name, needs]) => [name, { ...needs, file: below(needs.file) }]))).toEqual(
      JSON.parse(readFileSync(path.join(operations, 'permissions.manifest.json'), 'utf8')),
    );
  });

  testWithFullDisk('on a full disk fails with one line, and to a reader that has gone away it does not', () => {
    const [cli, examples] = [path.join(ROOT, 'dist', 'cli.js'), path.join(ROOT, 'examples')];
    const intoShell = (rest: string) =>
      spawnSync('bash', ['-o', 'pipefail', '-c', `"$0" "$1" manifest "$2" ${rest}`, process.execPath, cli, examples], {
        encoding: 'utf8',
      });

    expect(intoShell('> /dev/full')).toMatchObject({ status: 1, stderr: 'The disk is full.\n' });
    expect(intoShell('| true')).toMatchObject({ status: 0, stderr: '' });
  });

  test('tells where each mistake is, and prints nothing else', async () => {
    const place = placeWith({
      'page/one.graphql': 'query One {\n  viewer { displayNmae }\n}',
      'page/two.graphql': 'query Two { ...Nowhere }',
    });

    expect(await place.run(['manifest', 'page'])).toEqual(
      refused(
        'page/one.graphql:2:12: Cannot query field "displayNmae" on type "Viewer". Did you mean "displayName"?\n' +
          'page/two.graphql:1:16: Unknown fragment "Nowhere".',
      ),
    );
  });

  test.each([
    ['a path that is not there', ['page', 'nowhere'], 'There is no nowhere.'],
    ['a folder without operations', ['page'], 'There are no operations in page.'],
  ])('says so of %s', async (_, paths, message) => {
    const place = placeWith({ 'page/schema.graphql': 'type Query { users: Int }' });

    expect(await place.run(['manifest', ...paths])).toEqual(refused(message));
  });
});

describe('help', () => {
  test.each([
    [[], ['import', 'token', 'admin', 'generate', 'manifest', 'db']],
    [['import'], ['<folder>', '--check', '--replace']],
    [['token'], ['--as <userPrincipalName>']],
    [['admin'], ['list', 'grant', 'revoke']],
    [['admin', 'revoke'], ['<userPrincipalName>']],
    [['admin', 'grant'], ['<userPrincipalName>']],
    [['generate'], ['--users <number>', '--seed <number>', '--replace']],
    [['audit'], ['verify']],
    [['audit', 'verify'], []],
    [['manifest'], ['<paths...>', '.graphql']],
    [['db'], ['backup']],
    [['db', 'backup'], ['<file>']],
  ])('of %j names what it takes', async (command, names) => {
    const place = new Place();
    const { code, out, err } = await place.run([...command, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: troubleshooting-graph ${command.join(' ')}`));
    for (const name of names) expect(out).toContain(name);
    expect(readdirSync(place.folder)).toEqual([]);
  });
});

describe('a mistake at the command line', () => {
  test.each([
    [['import'], /missing required argument 'folder'/],
    [['import', 'one', 'two'], /too many arguments/],
    [['import', 'one', '--frob'], /unknown option '--frob'/],
    [['token'], /required option '--as <userPrincipalName>' not specified/],
    [['token', '--as'], /option '--as <userPrincipalName>' argument missing/],
    [['admin', 'grant'], /missing required argument 'userPrincipalName'/],
    [['admin', 'revoke'], /missing required argument 'userPrincipalName'/],
    [['admin', 'dismiss', 'x'], /unknown command 'dismiss'/],
    [['db', 'backup'], /missing required argument 'file'/],
    [['db', 'backup', ''], /'file'. It takes a path/],
    [['import', ''], /'folder'. It takes a path/],
    [['sync', '--save', ''], /'--save <folder>' argument '' is invalid. It takes a path/],
    [['generate'], /required option '--users <number>' not specified/],
    [['generate', '--users', '0'], /'--users <number>' argument '0' is invalid. It takes a whole number from 1/],
    [['generate', '--users', 'many'], /'--users <number>' argument 'many' is invalid/],
    [['generate', '--users', '1.5'], /'--users <number>' argument '1.5' is invalid/],
    [['manifest'], /missing required argument 'paths'/],
    [['frobnicate'], /unknown command 'frobnicate'/],
  ])('%j is told in one line, --help is named in the next, and nothing is made', async (args, message) => {
    const place = new Place();
    const { code, out, err } = await place.run(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(message),
      'Add --help to see the arguments and options; after npm run, -- --help.',
    ]);
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test.each([[[]], [['admin']], [['db']]])(
    '%j, which is only half a command, shows the help and fails',
    async (args) => {
      const { code, out, err } = await new Place().run(args);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^Usage: troubleshooting-graph/);
    },
  );

  test.each([
    ['DATABASE_URL', 'mysql://somewhere/graph'],
    ['AUTH_MODE', 'none'],
    ['PORT', 'http'],
    ['NODE_ENV', 'production', 'AUTH_MODE'],
  ])('in the variable %s=%s is told in one line that names it', async (variable, value, named = variable) => {
    const place = new Place();
    const { code, out, err } = await place.run(['token', '--as', 'ada@fabrikam.example'], { [variable]: value });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`^${named}: .+\\n$`));
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('is a server that is not there: told in one line, without the password', async () => {
    const place = new Place();
    const args = ['token', '--as', 'ada@fabrikam.example'];
    const { code, out, err } = await place.run(args, { DATABASE_URL: 'postgres://graph:secret@127.0.0.1:1/graph' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The database at 127\.0\.0\.1:1 cannot be used: .+\n$/);
    expect(err).not.toContain('secret');
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test.each([
    [['token', '--as', 'ada@fabrikam.example']],
    [['admin', 'list']],
    [['admin', 'grant', 'ada@fabrikam.example']],
    [['admin', 'revoke', 'ada@fabrikam.example']],
    [['audit', 'verify']],
    [['audit', 'seal']],
    [['audit', 'rotate-key']],
    [['sign-in', 'check', '--token', 'a token']],
  ])('is a file that is not there: %j says so in one line, and makes no database', async (args) => {
    const place = new Place();
    const keys = { AUDIT_KEY: 'k'.repeat(32), AUDIT_KEY_NEXT: 'n'.repeat(32) };
    expect(await place.run(args, keys)).toEqual(refused(`There is no database at ${place.databaseFile}.`));
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test.each(['verify', 'seal', 'rotate-key'])(
    'is a file that is not there: audit %s makes no key for development either',
    async (command) => {
      const place = new Place();
      const { code, err } = await place.run(['audit', command], { AUDIT_KEY_NEXT: 'n'.repeat(32) });
      expect({ code, err }).toEqual({ code: 1, err: `There is no database at ${place.databaseFile}.\n` });
      expect(readdirSync(place.folder)).toEqual([]);
    },
  );

  test.each([
    [['import', 'folder', '--check', '--replace'], '--check writes nothing: leave out --replace.'],
    [['sync', '--check', '--save', 'folder'], '--check only tries everything once: leave out --save.'],
    [['sync', '--check', '--only', 'users'], '--check only tries everything once: leave out --only.'],
    [['sync', '--check', '--dry-run'], '--check only tries everything once: leave out --dry-run.'],
  ])('is an option that another one leaves without effect: %j is told in one line', async (args, message) => {
    const place = new Place();
    expect(await place.run(args)).toEqual(refused(message));
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test('is a folder in place of the key for development: told in one line, also at the start', async () => {
    const place = new Place();
    await place.import();
    const file = path.join(path.dirname(place.databaseFile), 'development.key');
    mkdirSync(file);
    const message = `${file} cannot be used (EISDIR).`;

    expect(await place.run(['token', '--as', 'ada@fabrikam.example'])).toEqual(refused(message));
    expect(await place.start('main', [], { PORT: '0' }).ended).toEqual(refused(message));
  });

  test('is a database that is none: told in one line, and the file stays as it was', async () => {
    const place = new Place();
    mkdirSync(path.dirname(place.databaseFile));
    writeFileSync(place.databaseFile, 'Dear diary. '.repeat(1_000));
    for (const args of [
      ['import', tenantFolder().path],
      ['token', '--as', 'ada@fabrikam.example'],
      ['admin', 'grant', 'ada@fabrikam.example'],
      ['db', 'backup', 'copy.db'],
    ]) {
      const { code, out, err } = await place.run(args);
      expect({ args, code, out, err }).toEqual({
        args,
        code: 1,
        out: '',
        err: expect.stringMatching(/^.*not a database.*\n$/),
      });
    }
    expect(readFileSync(place.databaseFile, 'utf8')).toBe('Dear diary. '.repeat(1_000));
    expect(readdirSync(place.folder)).toEqual(['data']);
  });

  test('is a database of a newer build: told in one line', async () => {
    const place = new Place();
    await place.import();
    const database = new Sqlite(place.databaseFile);
    database.exec("INSERT INTO knex_migrations (name, batch) VALUES ('9999-future#1', 7)");
    database.close();
    expect(await place.run(['token', '--as', 'ada@fabrikam.example'])).toEqual(
      refused(
        'A newer version of this service changed the database, and this version cannot use it (9999-future.sql). Start the newer version, or restore a backup.',
      ),
    );
  });
});
