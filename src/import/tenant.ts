import { MdmAuthority, SubscriptionState } from '../generated/graphql';
import type { Reader } from './run';
import * as shapes from './shapes';
import { ImportError } from './source';

/** The facts about the tenant itself. */
export interface TenantFacts {
  readonly id: string;
  readonly displayName: string;
  readonly subscriptionState: SubscriptionState;
  readonly mdmAuthority: MdmAuthority;
  /** Days without contact after which a device is no longer compliant; null if unknown. */
  readonly complianceValidityDays: number | null;
  /** 1 if a device without a compliance policy is not compliant; null if unknown. */
  readonly secureByDefault: 0 | 1 | null;
}

/** Reads the tenant's facts. @throws ImportError unless there is exactly one organisation */
export async function readTenant(run: Reader): Promise<TenantFacts> {
  const { values } = run;
  const found: TenantFacts[] = [];
  let subscriptionState: SubscriptionState = 'UNKNOWN';
  let complianceValidityDays: number | null = null;
  let secureByDefault: 0 | 1 | null = null;
  for await (const { object } of run.read('deviceManagement', shapes.DeviceManagement)) {
    subscriptionState = values.oneOf(SubscriptionState, object.subscriptionState, 'subscriptionState');
    complianceValidityDays = object.settings?.deviceComplianceCheckinThresholdDays ?? null;
    const isSecure = object.settings?.secureByDefault ?? null;
    secureByDefault = isSecure === null ? null : isSecure ? 1 : 0;
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
      complianceValidityDays,
      secureByDefault,
    });
  }
  const [tenant, another] = found;
  if (tenant === undefined || another !== undefined) {
    throw new ImportError(`organization.json: has ${found.length} organisations instead of one.`);
  }
  return tenant;
}
