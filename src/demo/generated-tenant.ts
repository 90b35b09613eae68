import { DAY_MS } from '../resolving/days';
import { appsOfPlatform } from './app-catalogue';
import { createDice, type Dice, pick } from './dice';
import { DEPARTMENTS, FAMILY, GENERATED_PLATFORMS, GIVEN, IN_HOUSE_FROM, SITES } from './generator-data';

/**
 * The parameters of a generated tenant. The seed, the kind and the index determine each object, and no object is kept.
 * Each resource can be read alone, and its references are still valid.
 */
export interface GeneratedOptions {
  /** The number of users. FIXED_USERS exist even if it is smaller. */
  readonly users: number;
  readonly seed: number;
  /** Dates are relative to the start of this UTC day, so that the tenant looks fresh. */
  readonly now: Date;
}

export const DOMAIN = 'generated.example';

/** The id that Microsoft Graph sends where there is no user or no Entra device. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';
const SPARSE_SIZE = 100;

/** The first users of every tenant: the operators, then the users of the benchmarks. */
export const FIXED_USERS: readonly { local: string; name: string; devices?: number; states?: number }[] = [
  { local: 'helpdesk', name: 'Chloé Lambert' },
  { local: 'site', name: 'Yanis Belkacem' },
  { local: 'sparse', name: 'Søren Østergård' },
  { local: 'split', name: 'Théo Marchand' },
  { local: 'partial', name: 'Zoë Müller' },
  { local: 'case.small', name: 'Inês Conceição', devices: 4, states: 10 },
  { local: 'case.large', name: 'Łukasz Wiśniewski', devices: 40, states: 25 },
];
export const OPERATOR_COUNT = 5;

/** The index of the operator who has two assignments with different scopes. */
export const SPLIT = 3;

/** The input of every resource: the tenant's size, sites, apps and dice. It does not hold users or devices. */
export type GeneratedTenant = ReturnType<typeof createTenant>;

/** Prepares a tenant: its sites, its apps, and the dice of each kind of object. */
export function createTenant({ users, seed, now }: GeneratedOptions) {
  const known = new Map<string, Dice>();
  const dice = (kind: string): Dice => {
    const found = known.get(kind) ?? createDice(seed, kind);
    known.set(kind, found);
    return found;
  };
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const total = Math.max(users, FIXED_USERS.length);
  return {
    users: total,
    sparse: Math.min(SPARSE_SIZE, users),
    sites: SITES.slice(0, Math.max(4, Math.ceil(total / 25))),
    projects: Math.min(2_000, Math.max(4, Math.ceil(total / 50))),
    dice,
    /** The instant that is `days` days after the start of today, in ISO 8601. Negative days are in the past. */
    at: (days: number) => new Date(Math.floor(today + days * DAY_MS)).toISOString(),
    /** The apps of each platform, in the order of GENERATED_PLATFORMS. */
    apps: GENERATED_PLATFORMS.map((platform, place) =>
      appsOfPlatform(platform, place, dice('app'), total >= IN_HOUSE_FROM),
    ),
  };
}

/** One object of a batch, and the id of the object that it belongs to. */
export type Part = readonly [value: object, parent: string];

export type Person = ReturnType<typeof person>;

/** Generates the user with this index, with the site and department. */
export function person({ dice, sites }: GeneratedTenant, index: number) {
  const { id, roll } = dice('user');
  const fixed = FIXED_USERS[index];
  const given = pick(GIVEN, roll(index, 1));
  const family = pick(FAMILY, roll(index, 2));
  // The split operator belongs to both of its scopes, so that they overlap in every tenant.
  const department = index === SPLIT ? 0 : Math.floor(roll(index, 3) * DEPARTMENTS.length);
  const site = index === SPLIT ? 1 : fixed ? 0 : Math.floor(roll(index, 4) ** 1.5 * sites.length);
  return {
    index,
    id: id(index),
    name: fixed?.name ?? `${given.shown} ${family.shown}`,
    principalName: `${fixed?.local ?? `${given.latin}.${family.latin}${index}`}@${DOMAIN}`,
    site,
    department,
    title: pick(DEPARTMENTS[department]?.titles ?? [], roll(index, 5)),
  };
}

/** The users, always in the same order. They are made one at a time, so a large tenant needs no memory. */
export function* people(tenant: GeneratedTenant): Iterable<Person> {
  for (let index = 0; index < tenant.users; index++) yield person(tenant, index);
}
