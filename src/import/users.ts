import type { z } from 'zod';
import { nameKey, principalNameKey, words } from '../database/folding';
import { LicenseError, LicenseState } from '../generated/graphql';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

/** The plans that are Intune, by id: the plan decides, not the SKU and not the service's name. */
const INTUNE_PLANS: ReadonlyMap<string, string> = new Map([
  ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
  ['da24caf9-af8e-485c-b7c8-e73336da2693', 'INTUNE_EDU'],
  ['8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2', 'INTUNE_SMBIZ'],
  ['d216f254-796f-4dab-bbfa-710686e646b9', 'INTUNE_A_GOV'],
]);

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
