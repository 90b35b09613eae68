import { createHash } from 'node:crypto';
import { type Database, type Db, firstRow, rows, type Trx } from '../database/database';
import type { Snapshot } from '../database/snapshot';
import { raw, sql } from '../database/sql';
import type { AuditAction } from '../generated/graphql';
import {
  type AuditEntry,
  type AuditHead,
  append,
  fingerprintOf,
  hashOf,
  otherKeyOf,
  putHead,
  START,
  type StoredEvent,
  sealOf,
  storedHead,
  UNSEALED,
} from './trail';

/*
 * Checks the audit trail, and replaces its key.
 */

/** The first fault of a trail, with the number of its event. */
interface AuditFault {
  readonly seq: number;
  readonly problem: string;
}

/** The verdict on a trail: the number of intact events, and the first fault, or null. */
export interface AuditVerdict {
  readonly events: number;
  readonly fault: AuditFault | null;
}

const ROTATION: AuditAction = 'ROTATE_AUDIT_KEY';
const PAGE = 1_000;
const NOT_SEALED = 'the trail was cut, or its head was written by a version before 0.2 (see audit seal)';

async function* events(db: Db): AsyncIterable<StoredEvent> {
  for (let after: number | null = null; ; ) {
    const page: StoredEvent[] = await rows<StoredEvent>(
      db,
      sql`SELECT seq, occurred_at AS "occurredAt", actor_id AS "actorId", action, outcome, subject_id AS "subjectId",
        before, after, request_id AS "requestId", previous_hash AS "previousHash", hash
      FROM audit_events WHERE ${after === null ? raw('TRUE') : sql`seq > ${after}`} ORDER BY seq LIMIT ${PAGE}`,
    );
    yield* page;
    if (page.length < PAGE) return;
    after = (page.at(-1) as StoredEvent).seq;
  }
}

/** The fault of an event that does not have the number after the last one. */
function faultOfNumber({ seq }: StoredEvent, last: AuditHead): AuditFault | null {
  if (seq > last.seq + 1) return { seq: last.seq + 1, problem: 'the event is missing' };
  return seq <= last.seq ? { seq, problem: 'the event was inserted before the first one' } : null;
}

function faultOf(key: string, event: StoredEvent, last: AuditHead): AuditFault | null {
  const at = (seq: number, problem: string): AuditFault => ({ seq, problem });
  const misplaced = faultOfNumber(event, last);
  if (misplaced !== null) return misplaced;
  const isWritten = hashOf(key, event) === event.hash;
  if (event.previousHash === UNSEALED && isWritten) {
    return at(event.seq, 'the trail before it was changed: its head was not sealed when the event was written');
  }
  if (event.previousHash !== last.hash) return at(event.seq, 'the event does not follow the one before it');
  return isWritten ? null : at(event.seq, 'the event was changed');
}

/** Whether the database contains local changes, which must have left an event. */
async function hasChanges(db: Db): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM role_assignments WHERE origin = 'LOCAL' UNION ALL SELECT 1 FROM roles WHERE origin = 'LOCAL'
      UNION ALL SELECT 1 FROM groups WHERE origin = 'LOCAL' UNION ALL SELECT 1 FROM known_issues UNION ALL SELECT 1 FROM reported_findings UNION ALL SELECT 1 FROM client_mutations LIMIT 1`,
  );
  return found !== null;
}

/** The number of the event of the last rotation of the key; null without one. */
async function lastRotation(db: Db): Promise<number | null> {
  const found = await firstRow<{ seq: number | null }>(
    db,
    sql`SELECT MAX(seq) AS seq FROM audit_events WHERE action = ${ROTATION}`,
  );
  return found?.seq ?? null;
}

const digestOf = () => {
  const digest = createHash('sha256');
  return {
    add: (event: StoredEvent) => void digest.update(`${JSON.stringify(Object.values(event))}\n`),
    text: () => digest.copy().digest('hex'),
  };
};

/** The digest of the earlier events in the event of a rotation. */
const digestIn = ({ after }: StoredEvent): unknown => (JSON.parse(after ?? '{}') as { digest?: unknown }).digest;

/** The fault of an event under a former key. Its content is in the digest of the rotation. */
function faultOfFormer(event: StoredEvent, last: AuditHead): AuditFault | null {
  const misplaced = faultOfNumber(event, last);
  if (misplaced !== null || event.previousHash === last.hash) return misplaced;
  return { seq: event.seq, problem: 'the event does not follow the one before it' };
}

/**
 * Verifies the whole trail, as it is at one instant: others may write meanwhile.
 * @param logged a head from the log. The trail must contain that event. Without it, an older state of the whole trail
 * goes unnoticed.
 */
export async function verifyAudit(
  database: Pick<Database, 'snapshot'>,
  key: string,
  logged: AuditHead | null = null,
): Promise<AuditVerdict> {
  const snapshot = database.snapshot('primary');
  try {
    return await verdictOn(snapshot, key, logged);
  } finally {
    await snapshot.end();
  }
}

/** The verdict on the trail, within one transaction. */
async function verdictOn(db: Snapshot | Trx, key: string, logged: AuditHead | null): Promise<AuditVerdict> {
  const other = otherKeyOf(await storedHead(db), key);
  if (other !== null) return { events: 0, fault: { seq: 1, problem: `${other}, so nothing was verified` } };
  const rotation = await lastRotation(db);
  const digest = digestOf();
  let last = START;
  let count = 0;
  for await (const event of events(db)) {
    const isFormer = rotation !== null && event.seq < rotation;
    const fault = isFormer ? faultOfFormer(event, last) : faultOf(key, event, last);
    if (fault !== null) return { events: count, fault };
    if (event.seq === rotation && digestIn(event) !== digest.text()) {
      return {
        events: 0,
        fault: { seq: 1, problem: `an event before the rotation of the key (${rotation}) was changed` },
      };
    }
    if (isFormer) digest.add(event);
    if (event.seq === logged?.seq && event.hash !== logged.hash) {
      return { events: count, fault: { seq: event.seq, problem: 'the event differs from the one in the log' } };
    }
    last = event;
    count++;
  }
  const ends = (problem: string): AuditVerdict => ({ events: count, fault: { seq: last.seq + 1, problem } });
  const stored = await storedHead(db);
  const { seq, hash } = stored ?? START;
  if (seq !== last.seq || hash !== last.hash) return ends('the trail does not end at its head');
  if (stored !== null && stored.seal !== sealOf(key, stored)) return ends(NOT_SEALED);
  if (logged !== null && logged.seq > last.seq) return ends('the log has later events');
  if (count === 0 && (await hasChanges(db))) return ends('the trail is empty, but changes were made here');
  return { events: count, fault: null };
}

/**
 * Seals the head of a trail from a version that did not seal heads, if the trail has no other fault.
 * @returns the verdict after sealing
 */
export async function sealAudit(trx: Trx, key: string, logged: AuditHead | null = null): Promise<AuditVerdict> {
  const found = await verdictOn(trx, key, logged);
  const stored = await storedHead(trx);
  if (stored === null || found.fault?.problem !== NOT_SEALED) return found;
  await putHead(trx, key, { seq: stored.seq, hash: stored.hash });
  return verdictOn(trx, key, logged);
}

/**
 * Replaces the key of the trail, if the trail has no fault.
 * @returns the verdict under the present key, and the new head; null if nothing was changed
 */
export async function rotateAuditKey(
  trx: Trx,
  keys: { readonly present: string; readonly next: string },
  occurredAt: string,
): Promise<{ readonly verdict: AuditVerdict; readonly head: AuditHead | null }> {
  const verdict = await verdictOn(trx, keys.present, null);
  if (verdict.fault !== null) return { verdict, head: null };
  const digest = digestOf();
  for await (const event of events(trx)) digest.add(event);
  const entry: AuditEntry = {
    occurredAt,
    actorId: null,
    action: ROTATION,
    outcome: 'DONE',
    subjectId: null,
    requestId: null,
    before: { key: fingerprintOf(keys.present) },
    after: { key: fingerprintOf(keys.next), digest: digest.text() },
  };
  const head = await append(trx, keys.next, entry, (await storedHead(trx)) ?? START, true);
  return { verdict, head };
}
