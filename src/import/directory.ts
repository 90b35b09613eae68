import type { z } from 'zod';
import { nameKey, principalNameKey, words } from '../database/folding';
import {
  EntraCompliance,
  JoinType,
  LicenseError,
  LicenseState,
  MdmAuthority,
  SubscriptionState,
} from '../generated/graphql';
import { putWords, type Reading, type Run } from './run';
import * as shapes from './shapes';
import { ImportError } from './source';

/** The plans that are Intune, by id: the plan decides, not the SKU and not the service's name. */
const INTUNE_PLANS: ReadonlyMap<string, string> = new Map([
  ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
  ['da24caf9-af8e-485c-b7c8-e73336da2693', 'INTUNE_EDU'],
  ['8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2', 'INTUNE_SMBIZ'],
  ['d216f254-796f-4dab-bbfa-710686e646b9', 'INTUNE_A_GOV'],
]);

/** What an export says of the tenant itself. */
export interface TenantFacts {
  readonly id: string;
  readonly displayName: string;
  readonly subscriptionState: SubscriptionState;
  readonly mdmAuthority: MdmAuthority;
}

export async function readTenant(run: Reading): Promise<TenantFacts> {
  const { values } = run;
  const found: TenantFacts[] = [];
  let subscriptionState: SubscriptionState = 'UNKNOWN';
  for await (const { object } of run.read('deviceManagement', shapes.DeviceManagement)) {
    subscriptionState = values.oneOf(SubscriptionState, object.subscriptionState, 'subscriptionState');
  }
  for await (const { object } of run.read('organization', shapes.Organization)) {
    const id = values.id(object.id) as string;
    found.push({
      id,
      displayName: values.text(object.displayName) ?? id,
      subscriptionState,
      mdmAuthority: values.oneOf(
        MdmAuthority,
        object.mobileDeviceManagementAuthority,
        'mobileDeviceManagementAuthority',
      ),
    });
  }
  const [tenant, another] = found;
  if (tenant === undefined || another !== undefined) {
    throw new ImportError(`organization.json: holds ${found.length} organisations; one is expected.`);
  }
  return tenant;
}

export async function importConnectors(run: Run): Promise<void> {
  const { values } = run;
  const put = async (
    kind: string,
    id: string | null,
    name: string | null | undefined,
    where: string,
    facts: { reported?: string | null; expiresAt?: string | null; lastSyncAt?: string | null },
  ) =>
    run.put(
      'connectors',
      {
        id: `${kind}/${id ?? ''}`,
        kind,
        name: values.text(name),
        name_key: nameKey(values.text(name)),
        reported: facts.reported ?? null,
        expires_at: facts.expiresAt ?? null,
        last_sync_at: facts.lastSyncAt ?? null,
      },
      where,
    );
  const found = new Set<string>();
  const one = (kind: string) => found.add(kind);

  for await (const { object, where } of run.read('applePushNotificationCertificate', shapes.PushCertificate)) {
    const expiresAt = values.instant(object.expirationDateTime, 'expirationDateTime');
    await put('APPLE_PUSH_CERTIFICATE', values.id(object.id), object.appleIdentifier, where, { expiresAt });
    one('APPLE_PUSH_CERTIFICATE');
  }
  for await (const { object, where } of run.read('vppTokens', shapes.VppToken)) {
    await put('APPLE_VOLUME_PURCHASE', values.id(object.id), object.displayName ?? object.organizationName, where, {
      reported: /^(expired|invalid)$/i.test(object.state ?? '') ? 'UNHEALTHY' : null,
      expiresAt: values.instant(object.expirationDateTime, 'expirationDateTime'),
      lastSyncAt: values.instant(object.lastSyncDateTime, 'lastSyncDateTime'),
    });
    one('APPLE_VOLUME_PURCHASE');
  }
  for await (const { object, where } of run.read('depOnboardingSettings', shapes.DepOnboardingSetting)) {
    await put('APPLE_DEVICE_ENROLLMENT', values.id(object.id), object.tokenName, where, {
      expiresAt: values.instant(object.tokenExpirationDateTime, 'tokenExpirationDateTime'),
      lastSyncAt: values.instant(object.lastSuccessfulSyncDateTime, 'lastSuccessfulSyncDateTime'),
    });
    one('APPLE_DEVICE_ENROLLMENT');
  }
  for await (const { object, where } of run.read('mobileThreatDefenseConnectors', shapes.ThreatDefenseConnector)) {
    const state = (object.partnerState ?? '').toLowerCase();
    await put('MOBILE_THREAT_DEFENSE', values.id(object.id), object.displayName, where, {
      reported: ['unavailable', 'notsetup'].includes(state)
        ? 'NOT_ENABLED'
        : ['unresponsive', 'error'].includes(state)
          ? 'UNHEALTHY'
          : null,
      lastSyncAt: values.instant(object.lastHeartbeatDateTime, 'lastHeartbeatDateTime'),
    });
    one('MOBILE_THREAT_DEFENSE');
  }
  for await (const { object, where } of run.read('ndesConnectors', shapes.NdesConnector)) {
    await put('CERTIFICATE_CONNECTOR', values.id(object.id), object.displayName, where, {
      reported: /^inactive$/i.test(object.state ?? '') ? 'UNHEALTHY' : null,
      lastSyncAt: values.instant(object.lastConnectionDateTime, 'lastConnectionDateTime'),
    });
    one('CERTIFICATE_CONNECTOR');
  }
  for (const kind of [
    'APPLE_PUSH_CERTIFICATE',
    'APPLE_VOLUME_PURCHASE',
    'APPLE_DEVICE_ENROLLMENT',
    'MOBILE_THREAT_DEFENSE',
    'CERTIFICATE_CONNECTOR',
  ]) {
    if (!found.has(kind)) await put(kind, null, null, 'connectors', { reported: 'NOT_ENABLED' });
  }
}

interface Plan {
  readonly skuId: string;
  readonly planId: string;
  readonly state: LicenseState;
  readonly error: LicenseError | null;
}

type User = z.output<typeof shapes.User>;

const ERRORS: Readonly<Record<string, LicenseError>> = { others: 'OTHER', other: 'OTHER' };

/**
 * The Intune plans of a user's licences: a row for each SKU and plan. The licence says which plans are switched off,
 * the assigned plans what state the others are in; a plan that no SKU explains stands alone.
 */
function plansOf(run: Run, user: User, plansBySku: ReadonlyMap<string, readonly string[]>): Plan[] {
  const { values } = run;
  const states = new Map<string, LicenseState>();
  for (const plan of user.assignedPlans ?? []) {
    const id = values.id(plan.servicePlanId) as string;
    const state = values.oneOf(LicenseState, plan.capabilityStatus, 'capabilityStatus');
    // A plan can be listed again after it was deleted once; what works counts.
    if (!states.has(id) || state === 'ENABLED' || (state === 'WARNING' && states.get(id) !== 'ENABLED'))
      states.set(id, state);
  }
  const errors = new Map(
    user.licenseAssignmentStates.flatMap(({ skuId, error }) =>
      error == null || error === '' || /^none$/i.test(error)
        ? []
        : [[values.id(skuId), licenseError(run, error)] as const],
    ),
  );
  const explained = new Set<string>();
  // A licence that could not be assigned is not among the assigned ones; its error is all there is of it.
  const assigned = new Set(user.assignedLicenses.map(({ skuId }) => values.id(skuId)));
  const failed = [...errors.keys()].flatMap((skuId) =>
    skuId === null || assigned.has(skuId) ? [] : [{ skuId, disabledPlans: [] }],
  );
  const plans: Plan[] = [...user.assignedLicenses, ...failed].flatMap((license) => {
    const skuId = values.id(license.skuId) as string;
    const disabled = new Set(license.disabledPlans.map((id) => values.id(id)));
    return (plansBySku.get(skuId) ?? []).map((planId) => {
      explained.add(planId);
      const state: LicenseState = disabled.has(planId) ? 'DISABLED' : (states.get(planId) ?? 'PENDING');
      return { skuId, planId, state, error: errors.get(skuId) ?? null };
    });
  });
  for (const [planId, state] of states) {
    if (INTUNE_PLANS.has(planId) && !explained.has(planId) && state !== 'DELETED') {
      plans.push({ skuId: '', planId, state, error: null });
    }
  }
  return plans;
}

function licenseError(run: Run, error: string): LicenseError {
  const found: string = run.values.oneOf(LicenseError, error, 'licenseAssignmentStates.error', ERRORS);
  return found === 'UNKNOWN' ? 'OTHER' : (found as LicenseError);
}

const works = ({ state }: Plan): boolean => state === 'ENABLED' || state === 'WARNING';
const flag = (value: boolean | null | undefined): number | null => (value == null ? null : Number(value));

export async function importUsers(run: Run): Promise<void> {
  const { values } = run;
  const plansBySku = new Map<string, readonly string[]>();
  for await (const { object, where } of run.read('subscribedSkus', shapes.SubscribedSku)) {
    const id = values.id(object.skuId) as string;
    const plans = object.servicePlans.map((plan) => values.id(plan.servicePlanId) as string);
    plansBySku.set(
      id,
      plans.filter((plan) => INTUNE_PLANS.has(plan)),
    );
    await run.put('skus', { id, part_number: values.text(object.skuPartNumber) }, where);
  }
  for await (const { object: user, where } of run.read('users', shapes.User)) {
    const id = values.id(user.id) as string;
    const plans = plansOf(run, user, plansBySku);
    const displayName = values.text(user.displayName);
    const mail = values.text(user.mail);
    const principalName = values.text(user.userPrincipalName) as string;
    run.known.users.add(id);
    await run.put(
      'users',
      {
        id,
        user_principal_name: principalName,
        upn_key: principalNameKey(principalName),
        display_name: displayName,
        name_key: nameKey(displayName),
        mail,
        account_enabled: flag(user.accountEnabled),
        job_title: values.text(user.jobTitle),
        department: values.text(user.department),
        usage_location: values.text(user.usageLocation),
        preferred_language: values.text(user.preferredLanguage),
        intune_licensed: Number(plans.some(works)),
      },
      where,
    );
    await putWords(run, 'userSearch', id, words(displayName, principalName, mail), where);
    for (const plan of plans) {
      await run.put(
        'userLicenses',
        {
          user_id: id,
          sku_id: plan.skuId,
          plan_id: plan.planId,
          service_plan: INTUNE_PLANS.get(plan.planId) as string,
          state: plan.state,
          error: plan.error,
        },
        where,
      );
    }
  }
}

type Group = z.output<typeof shapes.Group>;

function membershipType({ groupTypes, membershipRule }: Group): string {
  if (!groupTypes.some((type) => /^dynamicmembership$/i.test(type))) return 'ASSIGNED';
  const users = /\buser\./i.test(membershipRule ?? '');
  const devices = /\bdevice\./i.test(membershipRule ?? '');
  if (users === devices) return 'DYNAMIC';
  return users ? 'DYNAMIC_USER' : 'DYNAMIC_DEVICE';
}

const TRUST_TYPES: Readonly<Record<string, JoinType>> = {
  azuread: 'JOINED',
  workplace: 'REGISTERED',
  serverad: 'HYBRID_JOINED',
};
const NO_DEVICE_ID = '00000000-0000-0000-0000-000000000000';

/** The device id of an Entra device; null for the one that stands for none. */
export function entraDeviceId(run: Run, raw: string | null | undefined): string | null {
  const id = run.values.id(raw);
  return id === NO_DEVICE_ID ? null : id;
}

export async function importGroups(run: Run): Promise<void> {
  const { values, known } = run;
  for await (const { object: group, where } of run.read('groups', shapes.Group)) {
    const id = values.id(group.id) as string;
    const displayName = values.text(group.displayName);
    known.groups.add(id);
    await run.put(
      'groups',
      {
        id,
        display_name: displayName,
        name_key: nameKey(displayName),
        description: values.text(group.description),
        membership_type: membershipType(group),
        security_enabled: Number(group.securityEnabled === true),
        origin: 'INTUNE',
      },
      where,
    );
    await putWords(run, 'groupSearch', id, words(displayName), where);
  }
}

export async function importEntraDevices(run: Run): Promise<void> {
  const { values, known } = run;
  for await (const { object: device, where } of run.read('devices', shapes.EntraDevice)) {
    const id = values.id(device.id) as string;
    const deviceId = entraDeviceId(run, device.deviceId);
    if (deviceId === null) {
      run.leaveOut('Entra devices without a device id');
      continue;
    }
    known.entraDevices.add(id);
    await run.put(
      'entraDevices',
      {
        id,
        device_id: deviceId,
        join_type: values.oneOf(JoinType, device.trustType, 'trustType', TRUST_TYPES),
        compliance:
          device.isCompliant == null
            ? EntraCompliance.NOT_APPLICABLE
            : device.isCompliant
              ? EntraCompliance.COMPLIANT
              : EntraCompliance.NONCOMPLIANT,
        registered_at: values.instant(device.registrationDateTime, 'registrationDateTime') ?? '',
      },
      where,
    );
  }
}

/** What a member of a group is, by the type that Graph gives. */
export const MEMBER_KINDS: ReadonlyMap<string, 'USER' | 'GROUP' | 'DEVICE'> = new Map([
  ['microsoft.graph.user', 'USER'],
  ['microsoft.graph.group', 'GROUP'],
  ['microsoft.graph.device', 'DEVICE'],
]);

export async function importMembers(run: Run): Promise<void> {
  const { values, known } = run;
  const exists = { USER: known.users, GROUP: known.groups, DEVICE: known.entraDevices };
  const kinds = ['USER', 'GROUP', 'DEVICE'] as const;
  for await (const { object: member, parent, where } of run.read('groupMembers', shapes.Member)) {
    const id = values.id(member.id) as string;
    const type = member['@odata.type']?.replace(/^#/, '');
    // Older answers do not say what a member is; its id does.
    const kind = type === undefined ? kinds.find((name) => exists[name].has(id)) : MEMBER_KINDS.get(type);
    if (parent === null || !known.groups.has(parent)) run.leaveOut('members of groups that do not exist');
    else if (type !== undefined && kind === undefined)
      run.leaveOut(`members that are no user, group or device (${type})`);
    else if (kind === undefined || !exists[kind].has(id)) run.leaveOut('members that do not exist');
    else await run.put('groupMembers', { group_id: parent, kind, member_id: id }, where);
  }
}
