import { NO_USER } from '../import/values';
import { type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import { filterFor, type GraphResource, type Parent, pathOfPart } from '../microsoft-graph/resource';
import { PROFILE_RESOURCES, RESOURCE_NAMES, type Resource, resourceOf } from '../microsoft-graph/resources';

/** The result of trying one resource. */
export interface Checked {
  readonly resource: Resource;
  /** Why it cannot be read; null if it can. */
  readonly problem: string | null;
  /** False if it hangs on a parent and the tenant has none to try it with. */
  readonly isTried: boolean;
}

/** The first id of each collection, as a parent for the resources tried later. */
class FirstIds {
  private readonly ids = new Map<Resource, string>();

  keep(resource: Resource, items: readonly unknown[]): void {
    const id = (items[0] as { id?: unknown } | undefined)?.id;
    if (typeof id === 'string') this.ids.set(resource, id);
  }

  /** One parent id to try a resource with; null if the tenant has none. */
  parent(parent: Parent): string | null {
    const [device, user] = [this.ids.get('managedDevices'), this.ids.get('users')];
    const within = (state: string | undefined) =>
      device === undefined || state === undefined ? undefined : `${device}/${state}`;
    const found: Record<Parent, string | undefined> = {
      roles: this.ids.get('roleDefinitions'),
      devices: device,
      devicesWithUser: device === undefined ? undefined : `${NO_USER}/${device}`,
      'compliancePolicies/devices': within(this.ids.get('deviceCompliancePolicyStates')),
      'configurations/devices': within(this.ids.get('deviceConfigurationStates')),
      intents: this.ids.get('intents'),
      profiles: PROFILE_RESOURCES.map((resource) => this.ids.get(resource)).find((id) => id !== undefined),
      apps: this.ids.get('mobileApps'),
      relatedApps: this.ids.get('mobileApps'),
      usersOfFailedApps: user,
      licensedUsers: user,
    };
    return found[parent] ?? null;
  }
}

/** Reads the first page, object or row of a resource. @returns its items; null if the tenant has no parent for it */
async function tried(graph: MicrosoftGraph, record: GraphResource, ids: FirstIds): Promise<readonly unknown[] | null> {
  const { version, path, parent, form, report } = record;
  let url = `/${version}${path}`;
  if (parent !== undefined) {
    const found = ids.parent(parent);
    if (found === null) return null;
    if (report !== undefined) return (await graph.reportPage(url, report, filterFor(report, found), 0, 1)).rows;
    url = `/${version}${pathOfPart(record, found)}`;
  }
  if (report !== undefined) return (await graph.reportPage(url, report, null, 0, 1)).rows;
  if (form === 'object' || record.isObjects) return [await graph.object(url, record)];
  return (await graph.page(url)).items;
}

/**
 * Tries every resource once, in the order of a sync. A resource that is refused is a result, not an error.
 * @throws MicrosoftGraphError if nothing can be read: wrong credentials, no network, no Intune in the tenant
 */
export async function checkAccess(graph: MicrosoftGraph): Promise<Checked[]> {
  const ids = new FirstIds();
  const found: Checked[] = [];
  for (const resource of RESOURCE_NAMES) {
    const record = resourceOf(resource);
    if (record.path === null) continue;
    try {
      const items = await tried(graph, record, ids);
      if (items !== null) ids.keep(resource, items);
      found.push({ resource, problem: null, isTried: items !== null });
    } catch (error) {
      if (!(error instanceof MicrosoftGraphError) || !error.isLocal) throw error;
      found.push({ resource, problem: error.message, isTried: true });
    }
  }
  return found;
}

/** The results as a text table: state, permission, path and the data that depends on it; then each problem once. */
export function describeCheck(checked: readonly Checked[]): string {
  const rows = checked.map(({ resource, problem, isTried }) => {
    const { permission, path, version, gives } = resourceOf(resource);
    const state = problem !== null ? 'refused' : isTried ? 'works' : 'not tried';
    return [state, permission, `/${version}${(path ?? '').replace(/\?.*$/, '')}`, gives] as const;
  });
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => (row[i] as string).length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const problems = [...new Set(checked.flatMap(({ problem }) => problem ?? []))];
  const allIsWell = checked.every(({ isTried }) => isTried)
    ? 'Everything can be read.'
    : 'Everything that was tried can be read. The rest depends on objects that the tenant does not have yet.';
  const end = problems.length === 0 ? [allIsWell] : ['Refused data stays empty or as it was:', ...problems];
  return [...lines, ...end].join('\n');
}
