import { existsSync } from 'node:fs';
import { version } from '../../package.json';
import { AUDIT_KEY } from '../support/audit-key';
import { Place } from '../support/place';
import { until } from '../support/until';

const PRODUCTION = {
  ...{ NODE_ENV: 'production', AUTH_MODE: 'oidc', PORT: '0', AUDIT_KEY },
  ...{ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_AUDIENCE: 'api://troubleshooting' },
};

test('The service and the commands print the version of package.json', async () => {
  const place = new Place();
  const printed = { code: 0, out: `${version}\n`, err: '' };

  expect(await place.start('main', ['--version']).ended).toEqual(printed);
  expect(await place.run(['--version'])).toEqual(printed);
});

test('A start with --help or with an argument that it does not know starts nothing', async () => {
  const place = new Place();
  const usage = /^Usage: node dist\/main\.js \[--version \| --help\]\n/;

  const help = await place.start('main', ['--help']).ended;
  expect(help).toEqual({ code: 0, out: expect.stringMatching(usage), err: '' });
  for (const args of [['--port', '4001'], ['start'], ['--help', 'me']]) {
    const { code, out, err } = await place.start('main', args).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`unknown argument: ${args.join(' ')}\n\n${help.out}`);
  }
  expect(existsSync(place.databaseFile)).toBe(false);
});

test('A service in production writes nothing but lines of JSON, with the address and the version', async () => {
  const { child, said, ended } = new Place().start('main', [], PRODUCTION);
  await until(() => said.out.includes('the service is ready'));
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  expect([code, err]).toEqual([0, '']);
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'the service is ready', url: expect.stringMatching(/^http:/), version }),
  );
  // The identity provider is tried, and a lost one does not stop the start.
  expect(lines).toContainEqual(expect.objectContaining({ reason: expect.stringContaining('cannot be reached') }));
});

test('A start warns of a variable that is not read, and does not log its value', async () => {
  const { said } = new Place().start('main', [], { ...PRODUCTION, OIDC_AUDIANCE: 'a-value' });
  await until(() => said.out.includes('the service is ready'));

  expect(said.out).toContain('"variable":"OIDC_AUDIANCE","nearest":"OIDC_AUDIENCE","msg":"this variable is not read"');
  expect(said.out).not.toContain('a-value');
});

test('A start with wrong variables names all of them', async () => {
  const { code, out, err } = await new Place().start('main', [], { PORT: 'x', DEMO: 'x', METRICS_PORT: 'x' }).ended;

  expect([code, out]).toEqual([1, '']);
  expect(
    err
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0]),
  ).toEqual(['PORT', 'DEMO', 'METRICS_PORT']);
});

test.each([
  ['HOST', {}],
  ['METRICS_HOST', { METRICS_PORT: '0' }],
])('A start names %s if this machine does not have its address', async (name, environment) => {
  const { code, err } = await new Place().start('main', [], { ...PRODUCTION, ...environment, [name]: '192.0.2.1' })
    .ended;

  expect([code, err]).toEqual([1, `${name}: this machine has no address 192.0.2.1:0.\n`]);
});
