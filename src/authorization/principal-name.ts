import { type Db, rows } from '../database/database';
import { principalNameKey } from '../database/folding';
import { sql } from '../database/sql';

/** A text in which only the case of ASCII letters is no difference, as Microsoft Entra compares names and ids. */
export const withoutCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * The form of a user principal name that decides who somebody is. Accents count: `ádmin@…` may be another person than
 * `admin@…`. The key of the database leaves them out, so it only finds candidates.
 */
export const exactName = (userPrincipalName: string): string =>
  // In this order: the normal form of the Kelvin sign is K, which would become k.
  withoutCase(userPrincipalName).normalize('NFC');

/** Whether two user principal names are one. */
export const isSameName = (one: string, other: string): boolean => exactName(one) === exactName(other);

/** The id of the user with exactly this user principal name, in any case; null without one, or with several. */
export async function idOfNamed(db: Db, userPrincipalName: string): Promise<string | null> {
  const candidates = await rows<{ id: string; name: string }>(
    db,
    sql`SELECT id, user_principal_name AS name FROM users WHERE upn_key = ${principalNameKey(userPrincipalName)}`,
  );
  const found = candidates.filter(({ name }) => isSameName(name, userPrincipalName));
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}
