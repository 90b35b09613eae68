import { setTimeout as pause } from 'node:timers/promises';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase } from '../support/engines';
import { addressIn, headIn, Place, type Running } from '../support/place';
import { until } from '../support/until';
import { Writers } from '../support/writers';

/*
 * The service is killed with SIGKILL at random moments, while writers repeat each mutation until it is acknowledged.
 * KILLS=100 kills it a hundred times.
 */
const test = oneIn(8);

const KILLS = Number(process.env['KILLS'] ?? 3);
const WRITERS = 4;
const START_MS = 60_000;
/** The longest time from a start to the kill. Some kills meet the service while it starts. */
const LONGEST_LIFE_MS = 2_000;

test(
  'a service that is killed at any moment loses no acknowledged mutation, runs none twice, and keeps its audit trail',
  async () => {
    const made = await createTestDatabase('demo');
    const place = new Place();
    const environment = { DATABASE_URL: made.url, AUDIT_KEY, PORT: '0', DEMO: 'off' };
    const token = (await place.run(['token', '--as', 'admin@contoso.example'], environment)).out.trim();
    let running: Running | null = null;
    const writers = new Writers(WRITERS, {
      prefix: 'Killed',
      authorization: `Bearer ${token}`,
      node: () => (running === null ? null : addressIn(running)),
    });

    let head: string | null = null;
    let inStart = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const started = place.start('main', [], environment);
      running = started;
      // Two of three kills meet a service that answers.
      if (Math.random() < 2 / 3) await until(() => addressIn(started) !== null, START_MS);
      await writers.whileTheyWork(pause(Math.random() * LONGEST_LIFE_MS));
      if (addressIn(started) === null) inStart++;
      started.child.kill('SIGKILL');
      expect((await started.ended).code).toBeNull();
      head = headIn(started) ?? head;
    }
    const last = place.start('main', [], environment);
    running = last;
    const before = writers.acknowledged.length;
    await until(() => writers.acknowledged.length >= before + WRITERS, START_MS);
    await writers.stop();
    last.child.kill('SIGTERM');
    expect((await last.ended).code).toBe(0);
    head = headIn(last) ?? head;

    const { acknowledged, tried, unanswered } = writers;
    const { names, lost, ids, audited } = await writers.keptIn(made.url);
    process.stderr.write(
      `kill: ${KILLS} kills (${inStart} during the start), ${acknowledged.length} acknowledged, ` +
        `${unanswered} without an answer, ${lost.length} lost, ${names.length - new Set(names).size} twice, ` +
        `${audited.length} audit events\n`,
    );
    expect(lost).toEqual([]);
    expect(names).toEqual([...tried].sort());
    expect(audited).toEqual(ids);
    const verdict = await place.run(['audit', 'verify', '--head', String(head)], environment);
    expect(verdict).toMatchObject({ code: 0, out: expect.stringMatching(/^The audit trail is intact: /), err: '' });
    await made.drop();
  },
  60_000 + KILLS * 20_000,
);
