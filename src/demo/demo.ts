import path from 'node:path';
import { grantAdministrator } from '../administration/grant-administrator';
import { type AuditHead, START } from '../audit/trail';
import type { Database } from '../database/database';
import { folderSource } from '../import/folder';
import { importTenant } from '../import/import';
import type { OnRead } from '../import/run';

/** The folder of the demo tenant, and the instant to which its dates refer. */
export const DEMO = {
  folder: path.join(__dirname, '..', '..', 'demo'),
  recordedAt: new Date('2026-11-20T08:00:00.000Z'),
} as const;

/** The operators of the demo tenant, each with a description of its rights. */
export const DEMO_OPERATORS = [
  ['admin@contoso.example', 'Intune administrator: everything'],
  ['helpdesk@contoso.example', 'Help Desk Operator over all users and devices'],
  ['helpdesk.paris@contoso.example', 'the four read permissions over the group Paris and its nested groups'],
  ['apps.only@contoso.example', 'only Mobile apps: Read, over everything'],
  ['split@contoso.example', 'users of one group, devices of another, overlapping group'],
  ['unlicensed@contoso.example', 'assigned, but without an Intune plan'],
  ['disabled@contoso.example', 'assigned, but the account is disabled'],
  ['nobody@contoso.example', 'no assignment'],
] as const;

/**
 * Imports the demo tenant with its dates moved to `now`, and grants its administrator, in one transaction: a process that ends
 * between the two would leave a tenant in which nobody may do anything.
 * @returns the head of the audit trail
 */
export async function importDemo(database: Database, auditKey: string, now: Date, onRead?: OnRead): Promise<AuditHead> {
  let head: AuditHead = START;
  await importTenant(database.writer, {
    source: await folderSource(DEMO.folder),
    now,
    shiftMs: now.getTime() - DEMO.recordedAt.getTime(),
    ...(onRead && { onRead }),
    async alongside(trx) {
      ({ head } = await grantAdministrator({ write: (work) => work(trx) }, DEMO_OPERATORS[0][0], auditKey, now));
    },
  });
  return head;
}
