import { presentTenant, writeTenant } from '../import/import';
import { ImportError } from '../import/source';
import { readTenant } from '../import/tenant';
import { seedBuiltInRoles } from '../role/built-in';
import type { SetAside } from './set-aside';
import { patientReader } from './stage';
import { importing, type SyncRun } from './sync-run';

/** Writes what the tenant itself is. @returns what could not be read of that */
export async function writeOrganization({ spool, values, database, isDry }: SyncRun): Promise<SetAside[]> {
  const live = importing(database);
  const setAside: SetAside[] = [];
  const present = await presentTenant(database.primary);
  try {
    const tenant = await readTenant(patientReader(spool, values, setAside));
    // What cannot be read of it stays as it was.
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
          `What Microsoft Graph says of the organisation cannot be read: ${setAside[0]?.reason ?? error.message}.`,
        );
  }
}
