import path from 'node:path';
import { grantAdministrator } from '../administration/grant-administrator';
import type { Database } from '../database/database';
import { folderSource } from '../import/folder';
import { importTenant, type Summary } from '../import/import';
import type { OnRead } from '../import/run';

/** The folder of the demo tenant, and when it was recorded. */
export const DEMO = {
  folder: path.join(__dirname, '..', '..', 'demo'),
  recordedAt: new Date('2026-11-20T08:00:00.000Z'),
} as const;

/** Who can sign in to the demo tenant, and what they are there to show. */
export const DEMO_OPERATORS = [
  ['admin@contoso.example', 'Intune administrator: everything'],
  ['helpdesk@contoso.example', 'Help Desk Operator over all users and devices'],
  ['helpdesk.paris@contoso.example', 'the four reads over the group Paris and what is nested in it'],
  ['apps.only@contoso.example', 'Mobile apps: Read alone, over everything'],
  ['split@contoso.example', 'users of one group, devices of another that overlaps it'],
  ['unlicensed@contoso.example', 'assigned, but without an Intune plan'],
  ['disabled@contoso.example', 'assigned, but the account is disabled'],
  ['nobody@contoso.example', 'no assignment'],
] as const;

/** Imports the demo tenant, its dates moved so that it looks as if it was recorded now, and makes its administrator. */
export async function importDemo(database: Database, auditKey: string, now: Date, onRead?: OnRead): Promise<Summary> {
  const summary = await importTenant(database.writer, {
    source: await folderSource(DEMO.folder),
    now,
    shiftMs: now.getTime() - DEMO.recordedAt.getTime(),
    ...(onRead && { onRead }),
  });
  await grantAdministrator(database, DEMO_OPERATORS[0][0], auditKey, now);
  return summary;
}
