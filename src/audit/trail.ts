import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import { type Db, execute, firstRow, type Trx } from '../database/database';
import { sql } from '../database/sql';
import type { AuditAction, AuditOutcome } from '../generated/graphql';
import { ForeseenError, RETRY_SOON_S } from '../resolving/foreseen';

/*
 * The audit trail: append-only rows, each with a keyed hash over itself and the hash of the row before. The head names
 * the last row and is sealed with the same key. An attacker who can write to the database but does not have the key
 * cannot change, remove, insert or reorder a row unnoticed. The only gap is an older state of the whole trail. So the
 * log has every head, commands print theirs, and `verifyAudit` can compare with one of them.
 *
 * A rotation of the key appends an event under the new key with a digest of all events before it. So the new key alone
 * verifies the whole trail, and a stolen former key can rewrite nothing.
 */

/** The key is not the one that sealed the trail, so an event would break it. */
class WrongAuditKey extends ForeseenError {
  readonly code = 'DATABASE_UNAVAILABLE';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage = 'Nothing can be changed at the moment; try again.';
}

/** An action or a refused attempt. It contains ids but no names, so that erasing a person does not break the chain. */
export interface AuditEntry {
  readonly occurredAt: string;
  /** The operator; null for the command line. */
  readonly actorId: string | null;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly subjectId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** The last link of the chain. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface StoredEvent {
  readonly seq: number;
  readonly occurredAt: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subjectId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

export const START: AuditHead = { seq: 0, hash: '' };
// Replaces the previous hash if the head has no valid seal. So the break stays in the chain.
export const UNSEALED = 'unsealed';

const keyedHash = (key: string, ...values: readonly unknown[]): string =>
  createHmac('sha256', key).update(JSON.stringify(values)).digest('hex');

export function hashOf(key: string, event: Omit<StoredEvent, 'hash'>): string {
  const { seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId, previousHash } = event;
  return keyedHash(key, previousHash, seq, occurredAt, actorId, action, outcome, subjectId, before, after, requestId);
}

export const sealOf = (key: string, { seq, hash }: AuditHead): string => keyedHash(key, 'head', seq, hash);

const FINGERPRINT_LENGTH = 16;

/** A short name of a key, from which the key cannot be found. */
export const fingerprintOf = (key: string): string => keyedHash(key, 'fingerprint').slice(0, FINGERPRINT_LENGTH);

interface StoredHead extends AuditHead {
  readonly seal: string;
  /** The fingerprint of the key that sealed it; empty if an earlier version did. */
  readonly keyId: string;
}

/** The head as it is stored; null before the first event. */
export const storedHead = (db: Db): Promise<StoredHead | null> =>
  firstRow(db, sql`SELECT seq, hash, seal, key_id AS "keyId" FROM audit_head`);

/**
 * Writes a head to the log, at each LOG_LEVEL but `silent`. Every event needs it: `audit verify --head` finds no older state of the
 * trail than the last one.
 */
export function logHead(log: Logger, { seq, hash }: AuditHead, ids: object = {}): void {
  const heads = log.level === 'silent' ? log : log.child({}, { level: 'info' });
  heads.info({ ...ids, audit: { seq, hash } }, 'audited');
}

/** The number of the last event; 0 before the first one. */
export const auditHeadSeq = async (db: Db): Promise<number> => (await storedHead(db))?.seq ?? 0;

/** The message if another key sealed the trail; null if this key did, or if the key is unknown. */
export function otherKeyOf(stored: StoredHead | null, key: string): string | null {
  if (stored === null || stored.keyId === '' || stored.keyId === fingerprintOf(key)) return null;
  return `AUDIT_KEY is another key (${fingerprintOf(key)}) than the one that sealed the trail (${stored.keyId})`;
}

/** Rejects if another key sealed the trail. @throws WrongAuditKey */
export async function checkAuditKey(db: Db, key: string): Promise<void> {
  const other = otherKeyOf(await storedHead(db), key);
  if (other !== null) throw new WrongAuditKey(`${other}.`);
}

export async function putHead(trx: Trx, key: string, { seq, hash }: AuditHead): Promise<void> {
  await trx('audit_head')
    .insert({ singleton: 1, seq, hash, seal: sealOf(key, { seq, hash }), key_id: fingerprintOf(key) })
    .onConflict('singleton')
    .merge();
}

/**
 * Serialises changes of rights. Each of them writes the head of the trail, so this one waits for running changes, and
 * those that start in the meantime conflict and retry.
 */
export async function claimHead(trx: Trx): Promise<void> {
  await execute(trx, sql`UPDATE audit_head SET seq = seq`);
}

const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Appends an event, in the transaction of the change that it records.
 * @returns the new head, for the log
 * @throws WrongAuditKey if another key sealed the trail
 */
export async function appendAudit(trx: Trx, key: string, entry: AuditEntry): Promise<AuditHead> {
  const stored = await storedHead(trx);
  const other = otherKeyOf(stored, key);
  if (other !== null) throw new WrongAuditKey(`${other}.`);
  const isSealed = stored === null || stored.seal === sealOf(key, stored);
  return append(trx, key, entry, stored ?? START, isSealed);
}

export async function append(
  trx: Trx,
  key: string,
  entry: AuditEntry,
  last: AuditHead,
  isSealed: boolean,
): Promise<AuditHead> {
  const event = {
    ...entry,
    seq: last.seq + 1,
    before: toJson(entry.before),
    after: toJson(entry.after),
    previousHash: isSealed ? last.hash : UNSEALED,
  };
  const hash = hashOf(key, event);
  await trx('audit_events').insert({
    seq: event.seq,
    occurred_at: event.occurredAt,
    actor_id: event.actorId,
    action: event.action,
    outcome: event.outcome,
    subject_id: event.subjectId,
    before: event.before,
    after: event.after,
    request_id: event.requestId,
    previous_hash: event.previousHash,
    hash,
  });
  await putHead(trx, key, { seq: event.seq, hash });
  return { seq: event.seq, hash };
}
