import type { Dice } from './dice';
import { ascii, DEPARTMENTS, type GeneratedPlatform, IN_HOUSE } from './generator-data';

export type GeneratedApp = ReturnType<typeof appsOfPlatform>[number];

/**
 * The apps that a generated tenant offers on one platform: store apps, then its in-house apps.
 * @param place the platform's index in GENERATED_PLATFORMS
 * @param inHouse whether the tenant has in-house apps
 */
export function appsOfPlatform(platform: GeneratedPlatform, place: number, dice: Dice, inHouse: boolean) {
  const bought = platform.apps.split(/[;\n]/).flatMap((line) => {
    const [publisher, names] = line.split(':') as [string, string];
    return names.split(',').map((app) => ({ name: publisher === app ? app : `${publisher} ${app}`, publisher, app }));
  });
  const made = (inHouse ? (IN_HOUSE[place] ?? []) : []).flatMap((tool) =>
    DEPARTMENTS.map(({ name }) => ({ name: `${name} ${tool}`, publisher: 'Generated IT', app: `${name}${tool}` })),
  );
  return [...bought, ...made].map(({ name, publisher, app }, i) => ({
    id: dice.id(place * 1_000 + i),
    name,
    publisher,
    type: `#microsoft.graph.${platform.appType}`,
    identifier: `com.${ascii(publisher)}.${ascii(app)}`.toLowerCase(),
  }));
}
