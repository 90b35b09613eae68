import type { z } from 'zod';
import { indexWords, nameKey, principalNameKey } from '../database/folding';
import { LicenseError, LicenseState } from '../generated/graphql';
import { putWords, type Run } from './run';
import * as shapes from './shapes';
import { flagOf } from './values';

/** The Intune plans, by id. Neither the SKU nor the service's name tells whether a plan is Intune. */
const INTUNE_PLANS: ReadonlyMap<string, string> = new Map([
  ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
  ['da24caf9-af8e-485c-b7c8-e73336da2693', 'INTUNE_EDU'],
  ['8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2', 'INTUNE_SMBIZ'],
  ['d216f254-796f-4dab-bbfa-710686e646b9', 'INTUNE_A_GOV'],
  ['3e170737-c728-4eae-bbb9-3f3360f7184c', 'INTUNE_A_VL'],
  ['b4288abe-01be-47d9-ad20-311d6e83fc24', 'INTUNE_A_VL_USGOV_GCCHIGH'],
  ['2b317a4a-77a6-4188-9437-b68a77b4e2c6', 'INTUNE_A_D'],
  ['2c21e77a-e0d6-4570-b38a-7ff2dc17d2ca', 'INTUNE_A_D_GOV'],
  ['e6025b08-2fa5-4313-bd0a-7e5ffca32958', 'INTUNE_SMB'],
]);

interface Plan {
  readonly skuId: string;
  readonly planId: string;
  readonly state: LicenseState;
  readonly error: LicenseError | null;
  readonly groupId: string | null;
}

/** The licences of a user, alone or as part of the user. */
type Holdings = z.output<typeof shapes.UserLicenses>;

/** The Intune plans of each SKU. */
export type PlansBySku = ReadonlyMap<string, readonly string[]>;

/** How a SKU was assigned to a user. */
export interface SkuAssignment {
  readonly error: LicenseError | null;
  /** The group that assigned it; null if it was assigned directly, too. */
  readonly groupId: string | null;
}

/** The assignments of an earlier sync, by user and SKU. */
export type KnownAssignments = ReadonlyMap<string, ReadonlyMap<string | null, SkuAssignment>>;

const ERRORS: Readonly<Record<string, LicenseError>> = { others: 'OTHER', other: 'OTHER' };

/** How each SKU was assigned to a user. Of several assignments, the one that failed counts. */
function assignmentsOf(run: Run, { licenseAssignmentStates: states }: Holdings): Map<string | null, SkuAssignment> {
  const { values } = run;
  const found = new Map<string | null, SkuAssignment>();
  for (const { skuId: sku, assignedByGroup, error: given } of states) {
    const skuId = values.id(sku);
    const groupId = values.id(assignedByGroup);
    const error = given == null || given === '' || /^none$/i.test(given) ? null : licenseError(run, given);
    const known = found.get(skuId);
    if (known === undefined || (known.error === null && (error !== null || groupId === null)))
      found.set(skuId, { error, groupId });
  }
  return found;
}

/**
 * The Intune plans of a user: a row for each SKU and plan. The licence names the disabled plans, and the assigned plans
 * have the states of the others. A plan that belongs to no licence of the user has an empty SKU.
 */
function plansOf(
  run: Run,
  user: Holdings,
  known: ReadonlyMap<string | null, SkuAssignment> | undefined,
  plansBySku: PlansBySku,
): Plan[] {
  const { values } = run;
  const states = new Map<string, LicenseState>();
  for (const plan of user.assignedPlans ?? []) {
    const id = values.id(plan.servicePlanId) as string;
    const state = values.oneOf(LicenseState, plan.capabilityStatus, 'capabilityStatus');
    // A plan that was deleted and assigned again is listed twice; take the best state.
    if (!states.has(id) || state === 'ENABLED' || (state === 'WARNING' && states.get(id) !== 'ENABLED'))
      states.set(id, state);
  }
  const assignments = user.licenseAssignmentStates.length === 0 ? (known ?? new Map()) : assignmentsOf(run, user);
  const explained = new Set<string>();
  // A licence that failed to be assigned appears only as an error.
  const assigned = new Set(user.assignedLicenses.map(({ skuId }) => values.id(skuId)));
  const failed = [...assignments].flatMap(([skuId, { error }]) =>
    skuId === null || error === null || assigned.has(skuId) ? [] : [{ skuId, disabledPlans: [] }],
  );
  const plans: Plan[] = [...user.assignedLicenses, ...failed].flatMap((license) => {
    const skuId = values.id(license.skuId) as string;
    const { error = null, groupId = null } = assignments.get(skuId) ?? {};
    const disabled = new Set(license.disabledPlans.map((id) => values.id(id)));
    return (plansBySku.get(skuId) ?? []).map((planId) => {
      explained.add(planId);
      const state: LicenseState = disabled.has(planId) ? 'DISABLED' : (states.get(planId) ?? 'PENDING');
      return { skuId, planId, state, error, groupId };
    });
  });
  for (const [planId, state] of states) {
    if (INTUNE_PLANS.has(planId) && !explained.has(planId) && state !== 'DELETED') {
      plans.push({ skuId: '', planId, state, error: null, groupId: null });
    }
  }
  return plans;
}

/** Converts Microsoft's name of a licence error; `OTHER` for an unknown one. */
function licenseError(run: Run, error: string): LicenseError {
  const found: string = run.values.oneOf(LicenseError, error, 'licenseAssignmentStates.error', ERRORS);
  return found === 'UNKNOWN' ? 'OTHER' : (found as LicenseError);
}

const works = ({ state }: Plan): boolean => state === 'ENABLED' || state === 'WARNING';

/** Imports subscriptions. @param known plans of an earlier sync, if unreadable now @returns the plans of each SKU */
async function importSkus(run: Run, known: PlansBySku): Promise<PlansBySku> {
  const { values } = run;
  const plansBySku = new Map(known);
  for await (const { object, where } of run.read('subscribedSkus', shapes.SubscribedSku)) {
    const id = values.id(object.skuId) as string;
    const plans = object.servicePlans.map((plan) => values.id(plan.servicePlanId) as string);
    plansBySku.set(
      id,
      plans.filter((plan) => INTUNE_PLANS.has(plan)),
    );
    await run.put('skus', { id, part_number: values.text(object.skuPartNumber) }, where);
  }
  return plansBySku;
}

/** Licence data of an earlier sync, for resources that are not read this time. */
interface KnownLicenses {
  readonly plansBySku: PlansBySku;
  readonly assignments: KnownAssignments;
  /** Nobody else exists. A sync can read only the users that changed. */
  readonly areAllUsersRead?: true;
}

async function putLicenses(run: Run, userId: string, plans: readonly Plan[], where: string): Promise<void> {
  for (const plan of plans) {
    await run.put(
      'userLicenses',
      {
        user_id: userId,
        sku_id: plan.skuId,
        plan_id: plan.planId,
        service_plan: INTUNE_PLANS.get(plan.planId) as string,
        state: plan.state,
        error: plan.error,
        assigned_by_group: plan.groupId,
      },
      where,
    );
  }
}

/** Imports users, and the licences of users without other changes. */
export async function importUsers(run: Run, known: KnownLicenses): Promise<void> {
  const { values } = run;
  const plansBySku = await importSkus(run, known.plansBySku);
  const holdings = new Map<string, { object: Holdings; where: string }>();
  for await (const { object, where } of run.read('userLicenses', shapes.UserLicenses)) {
    holdings.set(values.id(object.id) as string, { object, where });
  }
  for await (const { object: user, where } of run.read('users', shapes.User)) {
    const id = values.id(user.id) as string;
    const plans = plansOf(run, holdings.get(id)?.object ?? user, known.assignments.get(id), plansBySku);
    holdings.delete(id);
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
        account_enabled: flagOf(user.accountEnabled),
        job_title: values.text(user.jobTitle),
        department: values.text(user.department),
        usage_location: values.text(user.usageLocation),
        preferred_language: values.text(user.preferredLanguage),
        intune_licensed: Number(plans.some(works)),
      },
      where,
    );
    await putWords(run, 'userSearch', id, indexWords(displayName, principalName, mail), where);
    await putLicenses(run, id, plans, where);
  }
  for (const [id, { object, where }] of holdings) {
    if (known.areAllUsersRead === true) run.leaveOut('licences of users that do not exist');
    else await putLicenses(run, id, plansOf(run, object, undefined, plansBySku), where);
  }
}
