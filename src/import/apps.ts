import { indexWords, nameKey } from '../database/folding';
import { AppDependencyKind, AppSupersedenceKind, type Platform } from '../generated/graphql';
import { putAssignments, readAssignments } from './assignments';
import { connectorKey } from './connectors';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

const PLATFORMS: readonly (readonly [RegExp, Platform])[] = [
  [/^(managed)?android|aosp/, 'ANDROID'],
  [/^(managed)?ios/, 'IOS'],
  [/^macos/, 'MACOS'],
  [/^(win|windows|microsoftstore|officesuite|mdmwindows|sharedpc|editionupgrade)/, 'WINDOWS'],
  [/^linux/, 'LINUX'],
  [/^webapp/, 'WEB'],
];

/** The platform of an app or an app policy, from its OData type. */
export function platformOfType(odataType: string | null | undefined): Platform {
  const name = (odataType ?? '').replace(/^#?microsoft\.graph\./i, '').toLowerCase();
  return PLATFORMS.find(([pattern]) => pattern.test(name))?.[1] ?? 'UNKNOWN';
}

/** The names of apps, for resources that refer to them. */
export interface Apps {
  /** The names by id. */
  readonly names: ReadonlyMap<string, string | null>;
  /** The names by platform and bundle or package id (`IOS com.example`), and by that id alone. */
  readonly identifiers: ReadonlyMap<string, string | null>;
}

/** Indexes the names of apps. */
export function appsAmong(
  found: Iterable<{ id: string; name: string | null; platform: string; identifier: string | null }>,
): Apps {
  const names = new Map<string, string | null>();
  const identifiers = new Map<string, string | null>();
  for (const { id, name, platform, identifier } of found) {
    names.set(id, name);
    if (identifier === null) continue;
    identifiers.set(`${platform} ${identifier}`, name);
    if (!identifiers.has(identifier)) identifiers.set(identifier, name);
  }
  return { names, identifiers };
}

const DEPENDENCY = /mobileAppDependency$/i;
const SUPERSEDENCE = /mobileAppSupersedence$/i;

/** Imports the apps that apps need or replace, after these. */
export async function importAppRelations(run: Run, { names }: Apps): Promise<void> {
  const { values } = run;
  for await (const { object, parent, where } of run.read('mobileAppRelationships', shapes.AppRelation)) {
    if (parent === null || !names.has(parent)) continue;
    const target = (object.targetType ?? '').toLowerCase();
    if (target !== 'child') {
      // The other end is listed at the app that needs or replaces.
      if (target !== 'parent') run.leaveOut('relations of apps of an unknown direction');
      continue;
    }
    const row = { app_id: parent, target_id: values.id(object.targetId) };
    const type = object['@odata.type'] ?? '';
    if (DEPENDENCY.test(type)) {
      const mode = values.oneOf(AppDependencyKind, object.dependencyType, 'dependencyType');
      await run.put('appRelations', { ...row, kind: 'DEPENDENCY', mode }, where);
    } else if (SUPERSEDENCE.test(type)) {
      const mode = values.oneOf(AppSupersedenceKind, object.supersedenceType, 'supersedenceType');
      await run.put('appRelations', { ...row, kind: 'SUPERSEDENCE', mode }, where);
    } else run.leaveOut('relations of apps of an unknown type');
  }
}

/** Imports apps, before all objects that refer to them. @throws ImportError */
export async function importApps(run: Run): Promise<Apps> {
  const { values } = run;
  const found: { id: string; name: string | null; platform: string; identifier: string | null }[] = [];
  const assignmentsOf = await readAssignments(run, 'mobileAppAssignments');
  for await (const { object: app, where } of run.read('mobileApps', shapes.MobileApp)) {
    const id = values.id(app.id) as string;
    const displayName = values.text(app.displayName);
    const publisher = values.text(app.publisher);
    const platform = platformOfType(app['@odata.type']);
    const identifier = values.id(app.bundleId ?? app.packageId ?? app.appIdentifier ?? app.packageIdentifier);
    const token = values.id(app.vppTokenId);
    found.push({ id, name: displayName, platform, identifier });
    await run.put(
      'apps',
      {
        id,
        display_name: displayName,
        name_key: nameKey(displayName),
        publisher,
        platform,
        identifier,
        modified_at: values.instant(app.lastModifiedDateTime, 'lastModifiedDateTime'),
        connector_id: token === null ? null : connectorKey('APPLE_VOLUME_PURCHASE', token),
      },
      where,
    );
    await putWords(run, 'appSearch', id, indexWords(displayName, publisher), where);
    await putAssignments(run, 'appAssignments', id, assignmentsOf(app), where);
  }
  return appsAmong(found);
}
