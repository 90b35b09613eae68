import type { Knex } from 'knex';
import { claimHead } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import { type Db, execute, firstRow, type Trx } from '../database/database';
import { updateStatistics, vacuum, withoutIndexes } from '../database/indexes';
import { raw, sql } from '../database/sql';
import { rebuildAncestors } from '../group/nesting';
import { settlePeriods } from '../group/periods';
import { RESOURCE_NAMES, type Resource } from '../microsoft-graph/resources';
import { seedBuiltInRoles } from '../role/built-in';
import { commandLine } from '../terminal/version';
import { importAppInstallStates } from './app-install-states';
import { importAppProtection } from './app-protection';
import { importAppRelations, importApps } from './apps';
import { importAssignmentFilters } from './assignments';
import { importAutopilot } from './autopilot';
import { importCompliancePolicies, importConfigurations, importEnrollmentRestrictions } from './configurations';
import { importConnectors } from './connectors';
import { importDevices } from './devices';
import { importEnrollmentFailures } from './failures';
import { importEntraDevices, importGroups, importMembers } from './groups';
import { lackedBy, missedAmong, unreadOfImport } from './missing-files';
import { importPolicyStates } from './policies';
import { importRoles } from './roles';
import { createReader, createRun, type OnRead, type Run } from './run';
import { ImportError, type Source } from './source';
import { TABLES, type TableName, titled } from './tables';
import { readTenant, type TenantFacts } from './tenant';
import { importUsers } from './users';
import { createValues, type Omitted } from './values';
import type { Counts } from './writer';

/** The input and the settings of an import. */
export interface ImportOptions {
  readonly source: Source;
  /** The time of the import, which becomes `syncedAt` of its objects. */
  readonly now: Date;
  /** The milliseconds to add to every instant of the source; 0 by default. */
  readonly shiftMs?: number;
  /** Whether to replace another tenant in the database; otherwise the import fails. */
  readonly replace?: boolean;
  /** Whether operators need an Intune plan; true by default. */
  readonly licenseNeeded?: boolean;
  readonly onRead?: OnRead;
  /** Personal facts to leave out. */
  readonly omitted?: readonly Omitted[];
  /** Writes more in the transaction of the import, so that no database has the one without the other. */
  readonly alongside?: (trx: Trx) => Promise<void>;
}

/** The result of an import. */
export interface Summary {
  readonly tenant: string;
  readonly rows: readonly (Counts & { readonly title: string })[];
  /** Records that were left out, by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Values that this service does not know, by field and value. */
  readonly unknown: ReadonlyMap<string, number>;
  /** The resources that the source lacks. An import knows nothing of them. */
  readonly missing?: readonly Resource[];
  /** Further remarks for the person who imports. */
  readonly remarks: readonly string[];
}

/** The remarks of an import or a sync about administrators. */
export const REMARKS = {
  rolesKept: 'Roles and assignments were not changed: the change would have left no administrator over everything.',
  nobodyLeft: `No administrator over everything is left after changes in the directory. Name one: ${commandLine('admin', 'grant')}.`,
} as const;

/** The tenant of the database; null before the first import. */
export function presentTenant(db: Db): Promise<TenantFacts | null> {
  return firstRow(
    db,
    sql`SELECT id, display_name AS "displayName", subscription_state AS "subscriptionState",
      mdm_authority AS "mdmAuthority", compliance_validity_days AS "complianceValidityDays",
      secure_by_default AS "secureByDefault" FROM tenants`,
  );
}

/** Writes the tenant. @throws ImportError if the database holds another one and `replace` is false */
export async function writeTenant(trx: Trx, tenant: TenantFacts, replace: boolean): Promise<void> {
  const present = await presentTenant(trx);
  if (present !== null && present.id !== tenant.id) {
    if (!replace) {
      throw new ImportError(
        `The database holds the tenant ${present.displayName} (${present.id}), not ${tenant.displayName} (${tenant.id}); use --replace to replace it.`,
      );
    }
    // Local roles, assignments and known issues belong to the replaced tenant, so delete them too.
    for (const { name } of Object.values(TABLES).toReversed()) await execute(trx, sql`DELETE FROM ${raw(name)}`);
    await execute(trx, sql`DELETE FROM known_issues`);
    await execute(trx, sql`DELETE FROM reported_findings`);
    await execute(trx, sql`DELETE FROM client_mutations`);
    await execute(trx, sql`DELETE FROM readings`);
    await execute(trx, sql`DELETE FROM sync_kinds`);
    await execute(trx, sql`DELETE FROM user_refreshes`);
    await execute(trx, sql`DELETE FROM tenants`);
  }
  await execute(
    trx,
    sql`INSERT INTO tenants (id, display_name, subscription_state, mdm_authority, compliance_validity_days, secure_by_default)
    VALUES (${tenant.id}, ${tenant.displayName}, ${tenant.subscriptionState}, ${tenant.mdmAuthority},
      ${tenant.complianceValidityDays}, ${tenant.secureByDefault})
    ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name,
      subscription_state = excluded.subscription_state, mdm_authority = excluded.mdm_authority,
      compliance_validity_days = excluded.compliance_validity_days, secure_by_default = excluded.secure_by_default`,
  );
}

async function readAll(run: Run): Promise<void> {
  await importConnectors(run);
  await importUsers(run, { plansBySku: new Map(), assignments: new Map(), areAllUsersRead: true });
  await importGroups(run);
  await importEntraDevices(run);
  await importMembers(run);
  await importDevices(run);
  await importAutopilot(run);
  await importAssignmentFilters(run);
  const profiles = await importConfigurations(run);
  await importCompliancePolicies(run);
  await importEnrollmentRestrictions(run);
  await importPolicyStates(run, 'deviceCompliancePolicyStates', profiles);
  await importPolicyStates(run, 'deviceConfigurationStates', profiles);
  const apps = await importApps(run);
  await importAppRelations(run, apps);
  await importAppInstallStates(run, apps, null);
  await importAppProtection(run, apps);
  await importEnrollmentFailures(run);
}

/** The tables of roles and assignments. They are written last, and all or none. */
const OF_ROLES: readonly TableName[] = [
  'roles',
  'rolePermissions',
  'roleAssignments',
  'assignmentMembers',
  'assignmentScopes',
];

async function settle(run: Run, names: readonly TableName[]): Promise<void> {
  for (const name of names) await run.tables[name].flush();
  for (const name of names.toReversed()) await run.tables[name].removeAbsent();
}

/**
 * Writes Intune's roles and assignments. If the last administrator of the whole tenant would be lost, it keeps the
 * present ones, so that a change in Intune cannot lock everyone out.
 * @returns remarks for the summary
 */
async function settleRoles(trx: Trx, run: Run, licenseNeeded: boolean): Promise<string[]> {
  const hadAdministrator = await hasAdministrator(trx, licenseNeeded);
  await execute(trx, sql`SAVEPOINT roles`);
  await importRoles(run);
  await settle(run, OF_ROLES);
  const isLost = hadAdministrator && !(await hasAdministrator(trx, licenseNeeded));
  if (isLost) {
    await execute(trx, sql`ROLLBACK TO roles`);
    for (const name of OF_ROLES) Object.assign(run.tables[name].counts, { added: 0, changed: 0, removed: 0 });
  }
  await execute(trx, sql`RELEASE roles`);
  return isLost ? [REMARKS.rolesKept] : [];
}

/** Removes group members that no longer exist, also from local groups. */
async function removeLostMembers(trx: Trx): Promise<void> {
  for (const [kind, table] of [
    ['USER', 'users'],
    ['GROUP', 'groups'],
    ['DEVICE', 'entra_devices'],
  ] as const) {
    await execute(
      trx,
      sql`DELETE FROM group_members
      WHERE kind = ${kind} AND NOT EXISTS (SELECT 1 FROM ${raw(table)} x WHERE x.id = member_id)`,
    );
  }
}

/**
 * Imports a tenant in one transaction. Readers see the previous state until it commits.
 * @param writer the write pool
 * @throws ImportError with file, record and reason; the database is then unchanged
 */
export async function importTenant(writer: Knex, options: ImportOptions): Promise<Summary> {
  const { summary, isFirst } = await writer.transaction(async (trx) => {
    const imported = await importWithin(trx, options);
    await options.alongside?.(trx);
    return imported;
  });
  if (isFirst) await vacuum(writer);
  return summary;
}

/** Stops a running sync before its next write, and forgets what earlier syncs knew of the data that they wrote. */
async function takeDatabase(trx: Trx): Promise<void> {
  // The transactions of a sync lock the mark of the database, so take it before anything else.
  await execute(trx, sql`DELETE FROM sync_links WHERE resource = 'database'`);
  await execute(trx, sql`DELETE FROM sync_links`);
  await execute(trx, sql`DELETE FROM sync_reads`);
  await execute(trx, sql`DELETE FROM quarantine`);
}

/** Stores when resources were read. What was not read has no reading, also of an earlier import: its rows are gone. */
async function noteReadings(trx: Trx, unread: ReadonlySet<Resource>, now: Date): Promise<void> {
  await execute(trx, sql`DELETE FROM readings`);
  for (const kind of RESOURCE_NAMES) {
    if (unread.has(kind)) continue;
    await execute(trx, sql`INSERT INTO readings (kind, completed_at) VALUES (${kind}, ${now.toISOString()})`);
  }
}

async function importWithin(trx: Trx, options: ImportOptions) {
  const { source, now, shiftMs = 0, replace = false, licenseNeeded = true, onRead = () => {}, omitted = [] } = options;
  const values = createValues(shiftMs, omitted);
  const lacking = await lackedBy(source);
  const reader = createReader(source, values, onRead, lacking);
  const tenant = await readTenant(reader);
  await takeDatabase(trx);
  // This row lets the import pass the triggers that protect Intune's roles.
  await execute(trx, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
  await writeTenant(trx, tenant, replace);
  // From here on, changes of members and of states are news, unless this is the first import.
  const ifRead = (kind: Resource) => sql`(SELECT ${now.toISOString()} FROM readings WHERE kind = ${kind})`;
  await execute(
    trx,
    sql`UPDATE imports_under_way
      SET noted_at = ${ifRead('groupMembers')}, seen_at = ${ifRead('managedDevices')}, has_everything = 1`,
  );
  await seedBuiltInRoles(trx);
  const run = await createRun(trx, reader);
  const names = Object.keys(TABLES) as TableName[];
  const filled = names.filter((name) => run.tables[name].wasEmpty).map((name) => TABLES[name].name);
  const buildIndexes = await withoutIndexes(trx, filled);
  await readAll(run);

  // Lock the audit trail, so that no one else changes rights until the end.
  await claimHead(trx);
  const hadAdministrator = await hasAdministrator(trx, licenseNeeded);
  await settle(
    run,
    names.filter((name) => !OF_ROLES.includes(name)),
  );
  await buildIndexes();
  await removeLostMembers(trx);
  await rebuildAncestors(trx);
  await settlePeriods(trx, now.toISOString(), true);
  await updateStatistics(trx, filled);
  const remarks = await settleRoles(trx, run, licenseNeeded);
  if (hadAdministrator && !(await hasAdministrator(trx, licenseNeeded))) {
    remarks.push(REMARKS.nobodyLeft);
  }
  await execute(trx, sql`DELETE FROM imports_under_way`);
  const unread = unreadOfImport(lacking, run);
  await noteReadings(trx, unread, now);
  const summary: Summary = {
    tenant: tenant.displayName,
    rows: titled(names.map((name) => [name, run.tables[name].counts])),
    leftOut: values.notes.leftOut,
    unknown: values.notes.unknown,
    missing: missedAmong(unread),
    remarks,
  };
  return { summary, isFirst: run.tables.users.wasEmpty };
}
