import { devices } from './generated-devices';
import { FIXED_USERS, type GeneratedTenant, OPERATOR_COUNT, type Part, type Person, people } from './generated-tenant';
import { COUNTRIES, DEPARTMENTS, GENERATED_PLATFORMS, REGIONS, SKUS } from './generator-data';

/** The users, in the form of Microsoft Graph. */
export function* users(tenant: GeneratedTenant): Iterable<object> {
  const { roll } = tenant.dice('licence');
  for (const { index, id, name, principalName, site, department, title } of people(tenant)) {
    const country = COUNTRIES[tenant.sites[site]?.country ?? 0];
    const chance = index < FIXED_USERS.length ? 0.5 : roll(index, 1);
    const [skuId, , plans] = chance < 0.03 ? SKUS[2] : chance < 0.25 ? SKUS[1] : SKUS[0];
    const failed = chance > 0.99;
    yield {
      id,
      displayName: name,
      userPrincipalName: principalName,
      mail: principalName,
      accountEnabled: index < FIXED_USERS.length || roll(index, 2) > 0.02,
      jobTitle: title,
      department: DEPARTMENTS[department]?.name,
      usageLocation: country?.code,
      preferredLanguage: country?.language,
      assignedLicenses: [{ skuId, disabledPlans: [] }],
      assignedPlans: failed ? [] : plans.map((plan) => ({ servicePlanId: plan, capabilityStatus: 'Enabled' })),
      licenseAssignmentStates: [{ skuId, state: failed ? 'Error' : 'Active', error: failed ? 'CountViolation' : null }],
    };
  }
}

/** The depth of the chain of nested groups. */
const CHAIN_DEPTH = 10;

/** @param within the id of the parent group */
function group(id: string, name: string, within: string | null = null, rule: string | null = null) {
  return { id, name, within, rule };
}

/** Indexes of groups of kind `group`. The group of operator `i` has the index `operators + i`. */
export const SPECIAL = { everyone: 0, sparse: 1, licensed: 2, devices: 3, operators: 10 } as const;

/** Groups that are members of one another in a circle. */
const CIRCLE = ['Alumni', 'Mentors', 'Speakers'];
const PROJECTS = 'Aurora Borealis Cumulus Delta Ember Fjord Granite Horizon Indigo Juniper Kestrel Lumen'.split(' ');

function* groupList({ dice, sites, projects }: GeneratedTenant): Iterable<ReturnType<typeof group>> {
  const special = dice('group').id;
  const { id: region } = dice('region');
  const { id: country } = dice('country');
  const { id: site } = dice('site');
  const { id: chain } = dice('chain');
  const { id: circle } = dice('circle');
  yield group(special(SPECIAL.everyone), 'Everyone');
  yield group(special(SPECIAL.sparse), 'Sparse scope');
  yield group(special(SPECIAL.licensed), 'Microsoft 365 users');
  yield group(special(SPECIAL.devices), 'All devices');
  for (let i = 0; i < OPERATOR_COUNT; i++) {
    yield group(special(SPECIAL.operators + i), `Operators – ${FIXED_USERS[i]?.local}`);
  }
  for (const [i, name] of REGIONS.entries()) yield group(region(i), name, special(SPECIAL.everyone));
  for (const [i, { name, region: within }] of COUNTRIES.entries()) yield group(country(i), name, region(within));
  for (const [i, { name, country: within }] of sites.entries()) {
    yield group(site(i), name, country(within));
    yield group(dice('siteDevices').id(i), `${name} – shared devices`, site(i));
    for (const [k, department] of DEPARTMENTS.entries()) {
      yield group(dice('team').id(i * DEPARTMENTS.length + k), `${name} – ${department.name}`, site(i));
    }
  }
  for (const [i, { name }] of DEPARTMENTS.entries()) {
    yield group(dice('department').id(i), name, null, `(user.department -eq "${name}")`);
  }
  for (let i = 0; i < projects; i++) {
    yield group(dice('project').id(i), `Project ${PROJECTS[i % PROJECTS.length]} ${i + 1}`);
  }
  yield group(chain(0), 'Programme Orion');
  for (let i = 1; i <= CHAIN_DEPTH; i++) yield group(chain(i), `Programme Orion – level ${i}`, chain(i - 1));
  for (const [i, name] of CIRCLE.entries()) yield group(circle(i), name, circle((i + 1) % CIRCLE.length));
  for (const [i, { name }] of GENERATED_PLATFORMS.entries()) {
    const rule = `(device.deviceOSType -eq "${name}")`;
    yield group(dice('platform').id(i), `${name} devices`, special(SPECIAL.devices), rule);
  }
}

/** The groups without their members, in the form of Microsoft Graph. */
export function* groups(tenant: GeneratedTenant): Iterable<object> {
  for (const { id, name, rule } of groupList(tenant)) {
    yield {
      id,
      displayName: name,
      description: rule === null ? null : 'Kept up to date by its rule',
      groupTypes: rule === null ? [] : ['DynamicMembership'],
      membershipRule: rule,
      securityEnabled: true,
    };
  }
}

const member = (kind: 'user' | 'group' | 'device', id: string, group: string): Part => [
  { '@odata.type': `#microsoft.graph.${kind}`, id },
  group,
];

/** The members of the groups: users, devices and nested groups. */
export function* groupMembers(tenant: GeneratedTenant): Iterable<Part> {
  const { dice, sparse } = tenant;
  for (const { id, within } of groupList(tenant)) if (within !== null) yield member('group', id, within);
  for (let i = 0; i < OPERATOR_COUNT; i++) {
    yield member('user', dice('user').id(i), dice('group').id(SPECIAL.operators + i));
  }
  for (let i = 0; i < sparse; i++) {
    yield member('user', dice('user').id(Math.floor((i * tenant.users) / sparse)), dice('group').id(SPECIAL.sparse));
  }
  for (const user of people(tenant)) {
    for (const group of directGroups(tenant, user)) yield member('user', user.id, group);
  }
  for (const { index, place, person, shared, entraId } of devices(tenant)) {
    if (entraId === null) continue;
    const id = dice('entraDevice').id(index);
    yield member('device', id, dice('platform').id(place));
    if (shared) yield member('device', id, dice('siteDevices').id(person.site));
  }
}

function directGroups({ dice, projects }: GeneratedTenant, { index, site, department }: Person): string[] {
  const { roll } = dice('membership');
  const found = [
    dice('site').id(site),
    dice('department').id(department),
    dice('team').id(site * DEPARTMENTS.length + department),
    dice('project').id(Math.floor(roll(index, 1) * projects)),
    dice('group').id(SPECIAL.licensed),
  ];
  if (roll(index, 2) < 0.02) found.push(dice('chain').id(CHAIN_DEPTH));
  if (roll(index, 3) < 0.02) found.push(dice('circle').id(index % CIRCLE.length));
  return found;
}
