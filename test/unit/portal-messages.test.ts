import en from '../../portal/messages/en.json';
import fr from '../../portal/messages/fr.json';
import findingsEn from '../../src/findings/texts.en.json';
import findingsFr from '../../src/findings/texts.fr.json';
import settingsFr from '../../src/policy/setting-words.fr.json';

/** Every message by key; plural forms count separately. */
function messages(part: unknown, key = ''): (readonly [string, string])[] {
  if (typeof part === 'string') return [[key, part]];
  return Object.entries(part as object).flatMap(([name, value]) =>
    messages(value, key === '' ? name : `${key}.${name}`),
  );
}
const PLURAL = /_(zero|one|many|other)$/;
const english = new Map(messages(en));
const french = new Map(messages(fr));
const withoutPlural = (all: Map<string, string>) => [...new Set([...all.keys()].map((key) => key.replace(PLURAL, '')))];
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe('The messages of the portal', () => {
  test('are the same in both languages', () => {
    expect(withoutPlural(french).sort()).toEqual(withoutPlural(english).sort());
  });

  test('have every plural form of their language', () => {
    const formsOf = (all: Map<string, string>, key: string) =>
      [...all.keys()].filter((one) => one.startsWith(`${key}_`));
    for (const key of [...english.keys()]
      .filter((one) => one.endsWith('_other'))
      .map((one) => one.replace(PLURAL, ''))) {
      expect(formsOf(english, key)).toEqual(expect.arrayContaining([`${key}_one`, `${key}_other`]));
      expect(formsOf(french, key)).toEqual(expect.arrayContaining([`${key}_one`, `${key}_many`, `${key}_other`]));
    }
  });

  test('take the same values', () => {
    for (const [key, text] of french) {
      const original = english.get(key) ?? english.get(key.replace(/_many$/, '_other'));
      expect([key, placeholders(text)]).toEqual([key, placeholders(original ?? '')]);
    }
  });

  test('have curly apostrophes, like the texts of findings', () => {
    const shown = [english, french, new Map(messages(findingsEn)), new Map(messages(findingsFr))];
    expect(shown.flatMap((texts) => [...texts.values()]).filter((text) => text.includes("'"))).toEqual([]);
  });

  test('never break a French line before a colon', () => {
    const shown = [...french, ...messages(findingsFr), ...messages(settingsFr)];

    expect(shown.filter(([, text]) => / [:;?!»]|« /.test(text))).toEqual([]);
  });

  test('name things as the documentation does', () => {
    expect([fr.tenant.title, fr.status.title, fr.devices.title, fr.groups.title, fr.protection.title]).toEqual([
      ...['État du client', 'État de l’utilisateur', 'Appareils', 'Appartenance au groupe'],
      'État de protection des applications',
    ]);
    expect([fr.help.title, fr.navigation.troubleshoot, fr.find.label]).toEqual([
      ...['Aide et Support', 'Dépanner', 'Sélectionner un utilisateur ou un appareil'],
    ]);
    expect([fr.roles.title, fr.builtInRole['Help Desk Operator'], fr.roles.assignments, fr.roles.assign]).toEqual([
      ...['Rôles Intune', 'Opérateur de support technique', 'Affectations', 'Affecter'],
    ]);
    const { MOBILE_APPS_READ, MANAGED_APPS_READ, MANAGED_DEVICES_READ, ORGANIZATION_READ } = fr.permission;
    expect([MOBILE_APPS_READ, MANAGED_APPS_READ, MANAGED_DEVICES_READ, ORGANIZATION_READ]).toEqual(
      ['Applications mobiles', 'Applications gérées', 'Appareils gérés', 'Organisation'].map(
        (resource) => `${resource}\u00a0: Lecture`,
      ),
    );
    expect([fr.assign.name, fr.assign.description, fr.assign.members, fr.assign.scope]).toEqual([
      ...['Nom d’affectation (obligatoire)', 'Description de l’affectation (facultatif)'],
      ...['Membres (groupes)', 'Étendue (groupes)'],
    ]);
  });
});
