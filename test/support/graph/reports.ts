import type { Json } from './answer';
import type { Contents } from './contents';
import { filterFrom } from './filter';
import type { Quirks } from './quirks';
import { intuneRefusal } from './refusal';
import {
  COLUMNS,
  DEVICE_COLUMNS,
  INSTALL_COLUMNS,
  NONCOMPLIANT_COLUMNS,
  POLICY_COLUMNS,
  type Row,
  SETTING_COLUMNS,
  SUMMARY_COLUMNS,
  WITHOUT_POLICY_COLUMNS,
} from './report-columns';
import { isFixed } from './scale';
import { idOf, NOBODY } from './tenant';

type States = 'deviceCompliancePolicyStates' | 'deviceConfigurationStates';
type Rows = (contents: Contents, filter: string) => Iterable<Row>;

interface Report {
  readonly columns: readonly string[];
  readonly rows: Rows;
  /** A column that the filter must contain. */
  readonly needs?: string;
}

const isBad = (state: unknown) => ['nonCompliant', 'error', 'conflict'].includes(String(state));

/** The devices whose ids a filter contains, or else all. */
function devicesIn({ tenant, device }: Contents, filter: string): Iterable<object> {
  const named = [...filter.matchAll(/\b(?:Intune)?DeviceId\s+eq\s+'([^']+)'/gi)].map(([, id = '']) => device(id));
  if (named.length === 0 || /\bor\b/i.test(filter)) return tenant.collections.managedDevices;
  return named.filter((each) => each !== null);
}

const policies = (resource: States, onlyBad: boolean): Rows =>
  function* (contents, filter) {
    for (const device of devicesIn(contents, filter) as Iterable<Json>) {
      for (const state of contents.ofDevice(resource, device) as Json[]) {
        if (!onlyBad || isBad(state['state'])) yield { device, state };
      }
    }
  };

const settings = (resource: States, onlyBad: boolean): Rows =>
  function* (contents, filter) {
    for (const row of policies(resource, false)(contents, filter)) {
      for (const setting of (row.state?.['settingStates'] ?? []) as Json[]) {
        if (!onlyBad || isBad(setting['state'])) yield { ...row, setting };
      }
    }
  };

const summaries = (resource: States): Rows =>
  function* (contents) {
    const found = new Map<string, { bad: number; conflicts: number; good: number }>();
    for (const { state = {} } of policies(resource, false)(contents, '')) {
      const { id, displayName, platformType } = state;
      const sums = found.get(String(id)) ?? { id, displayName, platformType, bad: 0, conflicts: 0, good: 0 };
      if (state['state'] === 'conflict') sums.conflicts++;
      else if (isBad(state['state'])) sums.bad++;
      else sums.good++;
      found.set(String(id), sums);
    }
    for (const summary of found.values()) yield { summary };
  };

/** Devices with only the built-in policy. */
function* withoutPolicy(contents: Contents): Iterable<Row> {
  for (const device of contents.tenant.collections.managedDevices as Json[]) {
    const states = contents.ofDevice('deviceCompliancePolicyStates', device) as Json[];
    const judges = states.map((state) => String(((state['settingStates'] ?? []) as Json[])[0]?.['setting']));
    if (judges.every((setting) => setting.startsWith('Default'))) yield { device };
  }
}

function* nonCompliant({ tenant }: Contents): Iterable<Row> {
  for (const device of tenant.collections.managedDevices as Json[]) {
    if (!['compliant', 'unknown'].includes(String(device['complianceState']))) yield { device };
  }
}

type Installs = ReadonlyMap<string, ReadonlyMap<string, Json>>;
const fixedInstalls = new WeakMap<object, Installs>();

/** The states of each app on users' devices, by app and device id. */
function installsIn({ tenant, ofUser }: Contents): Installs {
  const known = fixedInstalls.get(tenant.parts.mobileAppIntentAndStates);
  if (known !== undefined) return known;
  const installs = new Map<string, Map<string, Json>>();
  for (const user of [...tenant.collections.users.map(idOf), NOBODY]) {
    for (const state of ofUser('mobileAppIntentAndStates', user) as Json[]) {
      for (const app of (state['mobileAppList'] ?? []) as Json[]) {
        const id = String(app['applicationId']);
        const { installState, displayVersion } = app;
        const install = { installState, displayVersion, userId: user };
        if (!installs.has(id)) installs.set(id, new Map());
        installs.get(id)?.set(String(state['managedDeviceIdentifier']), install);
      }
    }
  }
  if (isFixed(tenant.parts.mobileAppIntentAndStates))
    fixedInstalls.set(tenant.parts.mobileAppIntentAndStates, installs);
  return installs;
}

function* installRows(contents: Contents, filter: string): Iterable<Row> {
  const applicationId = /ApplicationId\s+eq\s+'([^']+)'/i.exec(filter)?.[1] ?? '';
  const app = (contents.tenant.collections.mobileApps as Json[]).find(({ id }) => id === applicationId);
  if (app === undefined) return;
  const found = new Map(installsIn(contents).get(applicationId));
  for (const status of (contents.tenant.parts.mobileAppDeviceStatuses.get(applicationId) ?? []) as Json[]) {
    found.set(String(status['deviceId']), { ...found.get(String(status['deviceId'])), ...status });
  }
  for (const [deviceId, install] of found) {
    const device = contents.device(deviceId) as Json | null;
    const { displayVersion } = app;
    if (device !== null) yield { device, install: { displayVersion, ...install, applicationId } };
  }
}

const REPORTS: Readonly<Record<string, Report>> = {
  retrieveDeviceAppInstallationStatusReport: { columns: INSTALL_COLUMNS, rows: installRows, needs: 'ApplicationId' },
  getNoncompliantDevicesAndSettingsReport: {
    columns: NONCOMPLIANT_COLUMNS,
    rows: settings('deviceCompliancePolicyStates', true),
  },
  getDevicePolicySettingsComplianceReport: {
    columns: SETTING_COLUMNS,
    rows: settings('deviceCompliancePolicyStates', false),
  },
  getComplianceSettingNonComplianceReport: {
    columns: SETTING_COLUMNS,
    rows: settings('deviceCompliancePolicyStates', true),
  },
  getConfigurationSettingNonComplianceReport: {
    columns: SETTING_COLUMNS,
    rows: settings('deviceConfigurationStates', true),
  },
  getConfigurationSettingsReport: { columns: SETTING_COLUMNS, rows: settings('deviceConfigurationStates', false) },
  getDevicePoliciesComplianceReport: {
    columns: POLICY_COLUMNS,
    rows: policies('deviceCompliancePolicyStates', false),
  },
  getCompliancePoliciesReportForDevice: {
    columns: POLICY_COLUMNS,
    rows: policies('deviceCompliancePolicyStates', false),
  },
  getConfigurationPoliciesReportForDevice: {
    columns: POLICY_COLUMNS,
    rows: policies('deviceConfigurationStates', false),
  },
  getConfigurationPolicyNonComplianceReport: {
    columns: POLICY_COLUMNS,
    rows: policies('deviceConfigurationStates', true),
  },
  getCompliancePolicyNonComplianceReport: {
    columns: POLICY_COLUMNS,
    rows: policies('deviceCompliancePolicyStates', true),
  },
  getConfigurationPolicyNonComplianceSummaryReport: {
    columns: SUMMARY_COLUMNS,
    rows: summaries('deviceConfigurationStates'),
  },
  getCompliancePolicyNonComplianceSummaryReport: {
    columns: SUMMARY_COLUMNS,
    rows: summaries('deviceCompliancePolicyStates'),
  },
  getDevicesWithoutCompliancePolicyReport: { columns: WITHOUT_POLICY_COLUMNS, rows: withoutPolicy },
  getDeviceNonComplianceReport: { columns: DEVICE_COLUMNS, rows: nonCompliant },
};

export const isReport = (name: string): boolean => REPORTS[name] !== undefined;

/** The request in a report's body. */
interface Asked {
  readonly filter?: string | null;
  readonly select?: readonly string[] | null;
  readonly search?: string | null;
  readonly orderBy?: readonly string[] | null;
  readonly skip?: number | null;
  readonly top?: number | null;
  readonly sessionId?: string | null;
}

function propertyType(rows: readonly Row[], column: string): string {
  const values = rows.slice(0, 50).map((row) => COLUMNS[column]?.(row));
  const value = values.find((each) => each !== null && each !== undefined);
  if (typeof value === 'number') return 'Int32';
  if (typeof value === 'boolean') return 'Boolean';
  return /DateTime|LastContact|TimeUtc|Until$/.test(column) ? 'DateTime' : 'String';
}

/** Tenant-wide tables, in pages that the client counts. */
export interface Reports {
  answer(name: string, asked: Asked): Json;
}

export function createReports(contents: Contents, quirks: Quirks): Reports {
  /** The rows for further pages. The first page reads them again. */
  const underWay = new Map<string, readonly Row[]>();
  /** The failed states of a tenant whose states cannot change: its reports are asked for policy by policy. */
  const failed = new Map<string, readonly Row[]>();

  function unfiltered(name: string, report: Report, filter: string): readonly Row[] {
    const isKept = isFixed(contents.tenant.parts.deviceConfigurationStates) && /NonComplianceReport$/.test(name);
    if (!isKept || /DeviceId/i.test(filter)) return [...report.rows(contents, filter)];
    const rows = failed.get(name) ?? [...report.rows(contents, '')];
    failed.set(name, rows);
    return rows;
  }

  function rowsOf(name: string, report: Report, { filter, search, orderBy }: Asked, names: readonly string[]): Row[] {
    const refuse = (text: string) => intuneRefusal(400, 'BadRequest', text, `deviceManagement/reports/${name}`);
    const known = (column: string) => columnOf(name, report, column);
    const shown = (row: Row) => Object.fromEntries(report.columns.map((each) => [each, COLUMNS[each]?.(row)]));
    let rows = [...unfiltered(name, report, filter ?? '')];
    if (filter) {
      const { test } = filterFrom(filter, { known, refuse });
      rows = rows.filter((row) => test(shown(row)));
    }
    const wanted = search?.toLowerCase() ?? '';
    const isFound = (row: Row) =>
      names.some((each) =>
        String(COLUMNS[each]?.(row) ?? '')
          .toLowerCase()
          .includes(wanted),
      );
    if (wanted !== '') rows = rows.filter(isFound);
    for (const order of [...(orderBy ?? [])].reverse()) {
      const [column = '', direction] = order.trim().split(/\s+/);
      const value = COLUMNS[known(column)];
      const sign = direction?.toLowerCase() === 'desc' ? -1 : 1;
      rows.sort((one, other) => sign * compare(value?.(one), value?.(other)));
    }
    return rows;
  }

  function columnOf(name: string, report: Report, column: string): string {
    const found = report.columns.find((each) => each.toLowerCase() === column.toLowerCase());
    if (found !== undefined) return found;
    const text = `Column '${column}' is not a column of the report`;
    throw intuneRefusal(400, 'BadRequest', text, `deviceManagement/reports/${name}`);
  }

  return {
    answer(name, asked) {
      const report = REPORTS[name];
      if (report === undefined) return { TotalRowCount: 0, Schema: [], Values: [], SessionId: '' };
      const refuse = (text: string) => intuneRefusal(400, 'BadRequest', text, `deviceManagement/reports/${name}`);
      const { needs, columns } = report;
      if (needs !== undefined && !new RegExp(`\\b${needs}\\s+eq\\b`, 'i').test(asked.filter ?? '')) {
        throw refuse(`Required filters are not set, restriction filter needed: ${needs}`);
      }
      const select = asked.select ?? [];
      const names = select.length === 0 ? columns : select.map((column) => columnOf(name, report, column));
      const local = select.length === 0 ? undefined : names.find((column) => column.endsWith('_loc'));
      if (local !== undefined && quirks['loc-not-selectable']) throw refuse(`Column '${local}' cannot be selected`);
      const skip = asked.skip ?? 0;
      const key = JSON.stringify([name, asked.filter, asked.search, asked.orderBy, names]);
      const rows = (skip === 0 ? undefined : underWay.get(key)) ?? rowsOf(name, report, asked, names);
      if (underWay.size > 8) underWay.clear();
      underWay.set(key, rows);
      return {
        TotalRowCount: rows.length,
        Schema: names.map((column) => ({ Column: column, PropertyType: propertyType(rows, column) })),
        Values: rows
          .slice(skip, skip + (asked.top ?? 50))
          .map((row) => names.map((each) => COLUMNS[each]?.(row) ?? null)),
        SessionId: asked.sessionId ?? '',
      };
    },
  };
}

const compare = (one: unknown, other: unknown): number =>
  (one as string) < (other as string) ? -1 : (one as string) > (other as string) ? 1 : 0;
