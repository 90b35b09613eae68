import { setTimeout as pause } from 'node:timers/promises';
import { toNodeId } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase } from '../support/engines';
import { open } from '../support/opened';
import { Place, type Running } from '../support/place';
import { until } from '../support/until';

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
const ADMIN = 'admin@contoso.example';
const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ],
  clientMutationId: $name }) { role { displayName } userErrors { code } } }`;

interface Body {
  readonly data?: { readonly createRole: { readonly role: unknown; readonly userErrors: unknown } };
}

/** The head of the audit trail that the service logged last. */
function lastHead({ said }: Running): string | null {
  const [, seq, hash] = [...said.out.matchAll(/"audit":\{"seq":(\d+),"hash":"([0-9a-f]{64})"\}/g)].at(-1) ?? [];
  return seq === undefined ? null : `${seq}:${hash}`;
}

const addressIn = ({ said }: Running): string | null => /http:\S+(?=\/graphql\n)/.exec(said.out)?.[0] ?? null;

test(
  'a service that is killed at any moment loses no acknowledged mutation, runs none twice, and keeps its audit trail',
  async () => {
    const made = await createTestDatabase('demo');
    const place = new Place();
    const environment = { DATABASE_URL: made.url, AUDIT_KEY, PORT: '0', DEMO: 'off' };
    const authorization = `Bearer ${(await place.run(['token', '--as', ADMIN], environment)).out.trim()}`;
    const acknowledged: string[] = [];
    const tried = new Set<string>();
    let unanswered = 0;
    let running: Running | null = null;
    let isOver = false;

    /** Sends the mutation once. @returns whether it was acknowledged */
    const attempt = async (name: string): Promise<boolean> => {
      const url = running === null ? null : addressIn(running);
      if (url === null) return false;
      tried.add(name);
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: CREATE, variables: { name } }),
      })
        .then(async (response) => ({ status: response.status, ...((await response.json()) as Body) }))
        // The connection ended before the answer.
        .catch(() => null);
      if (answer === null) unanswered++;
      if (answer === null || answer.status === 503) return false;
      const { role, userErrors } = answer.data?.createRole ?? {};
      if (role == null) expect(userErrors).toEqual([{ code: 'TRY_AGAIN' }]);
      else expect(role).toEqual({ displayName: name });
      return role != null;
    };
    const write = async (writer: number) => {
      for (let i = 0; !isOver; i++) {
        const name = `Killed ${writer} ${i}`;
        while (!(await attempt(name))) await pause(20);
        acknowledged.push(name);
      }
    };

    let head: string | null = null;
    let inStart = 0;
    const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    for (let kill = 0; kill < KILLS; kill++) {
      const started = place.start('main', [], environment);
      running = started;
      // Two of three kills meet a service that answers.
      if (Math.random() < 2 / 3) await until(() => addressIn(started) !== null, START_MS);
      await Promise.race([pause(Math.random() * LONGEST_LIFE_MS), writers]);
      if (addressIn(started) === null) inStart++;
      started.child.kill('SIGKILL');
      expect((await started.ended).code).toBeNull();
      head = lastHead(started) ?? head;
    }
    const last = place.start('main', [], environment);
    running = last;
    const before = acknowledged.length;
    await until(() => acknowledged.length >= before + WRITERS, START_MS);
    isOver = true;
    await writers;
    last.child.kill('SIGTERM');
    expect((await last.ended).code).toBe(0);
    head = lastHead(last) ?? head;

    const { primary: reader } = await open(made.url);
    const roles = await reader('roles').where('display_name', 'like', 'Killed %').select('id', 'display_name');
    const kept = new Set(roles.map((role) => role.display_name));
    const lost = acknowledged.filter((name) => !kept.has(name));
    const events = await reader('audit_events').where({ action: 'CREATE_ROLE', outcome: 'DONE' }).pluck('subject_id');
    process.stderr.write(
      `kill: ${KILLS} kills (${inStart} during the start), ${acknowledged.length} acknowledged, ` +
        `${unanswered} without an answer, ${lost.length} lost, ${roles.length - kept.size} twice, ` +
        `${events.length} audit events\n`,
    );
    expect(lost).toEqual([]);
    expect(roles).toHaveLength(kept.size);
    expect([...kept].sort()).toEqual([...tried].sort());
    expect(events.sort()).toEqual(roles.map(({ id }) => toNodeId('Role', id)).sort());
    const verdict = await place.run(['audit', 'verify', '--head', String(head)], environment);
    expect(verdict).toMatchObject({ code: 0, out: expect.stringMatching(/^The audit trail is intact: /), err: '' });
    await made.drop();
  },
  60_000 + KILLS * 20_000,
);
