import { presentTenant, writeTenant } from '../import/import';
import { ImportError } from '../import/source';
import { readTenant, type TenantFacts } from '../import/tenant';
import { seedBuiltInRoles } from '../role/built-in';
import { patientReader } from './patient-reader';
import type { SetAside } from './set-aside';
import { importing, type SyncRun } from './sync-run';

/** The tenant with the facts of an earlier sync that only `/deviceManagement` has, because it was not read this time. */
function withKnownFacts(tenant: TenantFacts, present: TenantFacts | null): TenantFacts {
  if (present === null) return tenant;
  const { subscriptionState, complianceValidityDays, secureByDefault } = present;
  return { ...tenant, subscriptionState, complianceValidityDays, secureByDefault };
}

/**
 * Writes the row of the tenant, and the built-in roles if the tenant is new.
 * @returns the invalid records
 * @throws ImportError if there is no tenant yet and its record is invalid
 */
export async function writeOrganization({ spool, values, database, isDry }: SyncRun): Promise<SetAside[]> {
  const live = importing(database, spool.startedAt);
  const setAside: SetAside[] = [];
  const present = await presentTenant(database.primary);
  try {
    const read = await readTenant(patientReader(spool, values, setAside));
    const tenant = spool.reached('deviceManagement').isComplete ? read : withKnownFacts(read, present);
    // Keep the present tenant if its record is invalid.
    if (isDry || (present !== null && setAside.length > 0)) return setAside;
    if (JSON.stringify(present) === JSON.stringify(tenant)) return setAside;
    await live.write(async (trx) => {
      await writeTenant(trx, tenant, false);
      await seedBuiltInRoles(trx);
    });
    return setAside;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    if (present !== null && setAside.length > 0) return setAside;
    throw present !== null
      ? error
      : new ImportError(
          `Microsoft Graph's record of the organisation is invalid: ${setAside[0]?.reason ?? error.message}.`,
        );
  }
}
