import { pick } from './dice';
import { devicesOfPerson } from './generated-devices';
import { type GeneratedTenant, type Part, type Person, people } from './generated-tenant';
import { GENERATED_PLATFORMS } from './generator-data';

/** The indexes of the platforms with app protection: iOS and Android. */
const PROTECTED = [1, 2] as const;

/** Each platform has one policy per audience. */
const AUDIENCES = ['Corporate data', 'Field service'];
const protectionId = ({ dice }: GeneratedTenant, place: number, audience: number) =>
  `T_${dice('protection').id(place * 10 + audience)}`;
const osOf = (place: number) => (GENERATED_PLATFORMS[place]?.name ?? '').toLowerCase();
const identifierOf = (place: number, identifier: string) => ({
  '@odata.type': `#microsoft.graph.${osOf(place)}MobileAppIdentifier`,
  [place === 1 ? 'bundleId' : 'packageId']: identifier,
});

/** Outlook, Teams and Edge. The first app of each platform is the Company Portal. */
const protectedApps = ({ apps }: GeneratedTenant, place: number) => (apps[place] ?? []).slice(1, 4);

/** The app protection policies, in the form of Microsoft Graph: one for each platform and audience. */
export function* protectionPolicies(tenant: GeneratedTenant): Iterable<object> {
  for (const place of PROTECTED) {
    for (const [audience, title] of AUDIENCES.entries()) {
      yield {
        '@odata.type': `#microsoft.graph.${osOf(place)}ManagedAppProtection`,
        id: protectionId(tenant, place, audience),
        displayName: `${GENERATED_PLATFORMS[place]?.name} – ${title}`,
        apps: protectedApps(tenant, place).map((app) => ({ mobileAppIdentifier: identifierOf(place, app.identifier) })),
      };
    }
  }
}

/** @param below the share of users: 0.5 for those with a policy, 0.3 for those who have also registered an app */
function* protectedUsers(tenant: GeneratedTenant, below: number): Iterable<{ user: Person; audience: number }> {
  const { roll } = tenant.dice('protection');
  for (const user of people(tenant)) {
    if (roll(user.index, 1) < below) yield { user, audience: roll(user.index, 2) < 0.8 ? 0 : 1 };
  }
}

/** The app protection policies that Intune reports for each user. */
export function* userPolicies(tenant: GeneratedTenant): Iterable<Part> {
  for (const { user, audience } of protectedUsers(tenant, 0.5)) {
    for (const place of PROTECTED) yield [{ id: protectionId(tenant, place, audience) }, user.id];
  }
}

/** The apps that users registered for app protection, in the form of Microsoft Graph. */
export function* registrations(tenant: GeneratedTenant): Iterable<object> {
  const { id, roll } = tenant.dice('registration');
  for (const { user, audience } of protectedUsers(tenant, 0.3)) {
    const { index } = user;
    const phone = devicesOfPerson(tenant, user).find(({ place }) => place === 1 || place === 2);
    const place = phone?.place ?? (roll(index, 1) < 0.6 ? 1 : 2);
    const [, model] = pick(GENERATED_PLATFORMS[place]?.models ?? [], roll(index, 2));
    const policies = [{ id: protectionId(tenant, place, audience) }];
    const used = protectedApps(tenant, place).slice(0, roll(index, 3) < 0.5 ? 1 : 2);
    for (const [i, { identifier }] of used.entries()) {
      yield {
        '@odata.type': `#microsoft.graph.${osOf(place)}ManagedAppRegistration`,
        id: `T_${id(index * 10 + i)}`,
        userId: user.id,
        appIdentifier: identifierOf(place, identifier),
        deviceName: phone?.name ?? model,
        deviceType: model,
        managedDeviceId: phone?.id ?? null,
        azureADDeviceId: phone?.entraId ?? null,
        flaggedReasons: [roll(index, 4) < 0.01 ? 'rootedDevice' : 'none'],
        lastSyncDateTime: tenant.at(-roll(index, 5) * 10),
        appliedPolicies: roll(index, i + 6) < 0.85 ? policies : [],
        intendedPolicies: policies,
      };
    }
  }
}
