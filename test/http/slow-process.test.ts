import processes, { type ChildProcess } from 'node:child_process';
import path from 'node:path';
import pino from 'pino';
import { DEFAULT_FINDING_SETTINGS } from '../../src/findings/settings';
import { createSlowLane, type SlowLane } from '../../src/graph/slow-lane';
import { ClientGone } from '../../src/resolving/deadline';
import { toNodeId } from '../../src/resolving/node-id';
import { createTestDatabase, ENGINE, type TestDatabase } from '../support/engines';
import { needed } from '../support/needed';
import { startService } from '../support/service';
import { until } from '../support/until';

// PostgreSQL runs slow queries beside others, so it has no such process.
const onSqlite = ENGINE === 'sqlite' ? describe : describe.skip;

type Asked = Parameters<SlowLane['run']>[0];

onSqlite('the process of slow operations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('demo');
  });
  afterAll(() => database.drop());
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  const startLane = () =>
    createSlowLane({
      ...{ databaseUrl: database.url, licenseNeeded: true, findings: DEFAULT_FINDING_SETTINGS },
      log: pino({ level: 'silent' }),
      file: path.join(__dirname, '../../dist/graph/slow-process.js'),
    });

  /**
   * A lane that has answered a slow operation.
   * @returns its processes, what ends an idle one, and what asks for the same operation at once
   */
  async function answered() {
    const forks = jest.spyOn(processes, 'fork');
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const lane = startLane();
    const kept: Asked[] = [];
    const run = (asked: Asked) => {
      kept.push(asked);
      return lane.run(asked);
    };
    const service = await startService({
      databaseUrl: database.url,
      server: { slowLane: { ...lane, run }, operationTimeoutMs: 60_000 },
    });
    stops.push(() => service.stop());
    const query = '{ groups(first: 2) { totalCount nodes { displayName } } }';
    const { errors } = await service.ask(query, { as: 'admin@contoso.example' });
    expect(errors).toEqual([]);
    const [asked] = kept as [Asked];
    return {
      begun: () => forks.mock.results.map(({ value }) => value as ChildProcess),
      idle: timers.mock.calls.findLast(([, ms]) => ms === 300_000)?.[0] as () => void,
      again: () => lane.run(asked),
      deadline: asked.context.deadline,
    };
  }
  const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

  test('gets no operation after it was killed because it was idle, and its messages are no answers any more', async () => {
    const { begun, idle, again } = await answered();
    idle();
    const answer = again();
    const [first, second] = begun() as [ChildProcess, ChildProcess];
    // With its first message the second process says that it is ready, and gets the operation.
    second.once('message', () => first.emit('message', { data: null, errors: null }));

    expect((await answer).data).toMatchObject({ groups: { nodes: [{}, {}] } });
    expect(begun().map(hasEnded)).toEqual([true, false]);
  });

  test('is killed if a message cannot be sent to it, and another one runs the next operation', async () => {
    const { begun, again } = await answered();
    const [first] = begun() as [ChildProcess];
    first.emit('error', new Error('write EPIPE'));

    expect((await again()).errors).toBeNull();
    await until(() => hasEnded(first));
    expect(begun()).toHaveLength(2);
  });

  test('gets no operation whose client had gone before', async () => {
    const { begun, again, deadline } = await answered();
    const [first] = begun() as [ChildProcess];
    const sent = jest.spyOn(first, 'send');
    deadline.end(new ClientGone());

    await expect(again()).rejects.toThrow('The client closed the connection.');
    expect(sent).not.toHaveBeenCalled();
  });

  test('treats those rules as on trial that are on trial in the service, and counts their pages there', async () => {
    const slowLane = startLane();
    const findings = { shadowed: new Set(['DEVICE_SILENT'] as const) };
    const service = await startService({
      databaseUrl: database.url,
      server: { slowLane, findings, operationTimeoutMs: 60_000 },
    });
    stops.push(() => service.stop());
    const id = await needed(service.database.primary('devices').where('device_name', 'LYO-MB-0280').pluck('id'));
    const ask = async () => {
      const { data, errors } = await service.ask(
        `query ($id: ID!) { device(id: $id) { findings { nodes { rule } } } findingRules { rule shadow shadowFirings }
          groups(first: 2) { totalCount nodes { displayName } } }`,
        { as: 'admin@contoso.example', variables: { id: toNodeId('Device', id) } },
      );
      expect(errors).toEqual([]);
      const onTrial = data.findingRules.filter(({ shadow }: { shadow: boolean }) => shadow);
      return [data.device.findings.nodes.map(({ rule }: { rule: string }) => rule), onTrial];
    };
    const onTrial = (shadowFirings: number) => [{ rule: 'DEVICE_SILENT', shadow: true, shadowFirings }];

    expect(await ask()).toEqual([['NONCOMPLIANT_INACTIVE'], onTrial(0)]);
    expect(await ask()).toEqual([['NONCOMPLIANT_INACTIVE'], onTrial(1)]);
    expect(slowLane.pid).not.toBeNull();
  });

  test('is awaited by a stop, also if it was killed a moment before', async () => {
    const { begun, idle } = await answered();
    idle();
    await Promise.all(stops.splice(0).map((stop) => stop()));

    expect(begun().map(hasEnded)).toEqual([true]);
  });
});
