import type { Locator, Page } from 'playwright-core';
import { inBrowser } from '../support/browser';
import { openPortal, section, selectUser } from '../support/portal';
import { until } from '../support/until';

/** The texts in the regions of a page, by the names of the regions. */
type Regions = Readonly<Record<string, RegExp>>;

interface Told {
  readonly page: Regions;
  readonly device: Regions;
}

/** The texts that an operator sees about a user and one of the user's devices, in both languages. */
interface Shown {
  readonly search: string;
  readonly user: string;
  readonly device: string;
  readonly english: Told;
  readonly french: Told;
}

const WHOLE: Shown = {
  search: 'mar dub',
  user: 'Marc Dubois',
  device: 'PAR-IPH-0231',
  english: {
    page: {
      'Tenant status': /Active\s+Contoso · Subscription: Active.*3 other connectors need attention/s,
      'User status':
        /Intune licence\s+4 devices\s+1 device not compliant\s+2 failed apps\s+2 protected apps not checked in$/,
      'Group membership': /Paris Sales\s+Sales Europe\s+Sales – all countries\s+dynamic.*\+2 more$/s,
      Devices: new RegExp(
        [
          'Device name\\s+Findings\\s+Managed by\\s+Entra join type\\s+Ownership\\s+Intune compliant\\s+Entra compliant',
          '\\s+Profiles\\s+App install\\s+OS\\s+Last check-in.*PAR-AND-0175.*Blocker\\s+2 findings',
          '\\s+MDM\\s+Registered\\s+Company\\s+No\\s+No\\s+Applied\\s+Failed\\s+Android 13',
        ].join(''),
        's',
      ),
      'App protection status': new RegExp(
        [
          'Status\\s+App name\\s+Device name\\s+Device type\\s+Policies\\s+Last sync',
          'Checked in\\s+Microsoft Outlook\\s+PAR-IPH-0231\\s+iPhone\\s+iOS – Corporate data',
        ].join('.*'),
        's',
      ),
      'Enrolment failures': /No failed enrolments are recorded for this user\./,
    },
    device: {
      Details: /Intune compliant\s+Yes.*Management state\s+Managed.*Serial number\s+84VX05ZSRA/s,
      Compliance: /iOS – Company compliance\s+Compliant.*Passcode set: Compliant/s,
      'Configuration profiles': new RegExp(
        [
          'iOS – Wi-Fi CONTOSO-CORP\\s+Error\\s+Wi-Fi',
          'Apple error 13004: the device could not set up the Wi-Fi sign-in \\(EAP\\)\\.',
          'What to do: Check that the certificate profile has arrived',
          'Code 0x87D159DC -2016323108',
        ].join('.*'),
        's',
      ),
      Apps: /Adobe Scan\s+Adobe\s+Not installed\s+Available/,
      'Remote actions': /Read .*Sync\s+Done/s,
    },
  },
  french: {
    page: {
      'État du client': /Actif\s+Contoso · Abonnement : Actif.*3 autres connecteurs à vérifier/s,
      'État de l’utilisateur':
        /Licence Intune\s+4 appareils\s+1 appareil non conforme\s+2 applications en échec\s+2 applications protégées/,
      'Appartenance au groupe': /Paris Sales\s+Sales Europe.*\+2 de plus$/s,
      Appareils: /PAR-AND-0175.*MDM\s+Inscrit\s+Entreprise\s+Non\s+Non\s+\S+\s+Échec\s+Android/s,
      'État de protection des applications': /Utilisée au travail\s+Microsoft Outlook/,
      'Échecs d’inscription': /Aucun échec d’inscription n’est enregistré/,
    },
    device: {
      Détails: /Conforme Intune\s+Oui.*État de gestion\s+Géré/s,
      Conformité: /iOS – Company compliance\s+Conforme.* : Conforme/s,
      'Profils de configuration':
        /Erreur Apple 13004 : l’appareil n’a pas pu configurer l’authentification Wi-Fi \(EAP\)\.\s+Que faire : Vérifiez/,
      Applications: /Adobe Scan\s+Adobe\s+Non installée\s+Disponible/,
      'Actions à distance': /Lu .*Synchroniser\s+Terminée/s,
    },
  },
};

const IN_PART: Shown = {
  search: 'haddad',
  user: 'Leïla Haddad',
  device: 'LYO-IPH-0201',
  english: {
    page: {
      'Tenant status': /Active\s+Contoso/,
      'User status': new RegExp(
        [
          '2 devices\\s+No non-compliant devices\\s+Failed apps: no access\\s+Protected apps not checked in: no access',
          '\\s+Part of this needs the permissions Mobile apps: Read and Managed apps: Read',
        ].join(''),
      ),
      'Group membership': /Lyon/,
      Devices: /Part of this needs the permission Mobile apps: Read.*LYO-IPH-0201.*no access\s+iOS/s,
      'App protection status': /You do not have the permission Managed apps: Read\./,
      'Enrolment failures': /No failed enrolments are recorded/,
    },
    device: {
      Details: /Serial number\s+Z9YQETN7X0/,
      Compliance: /iOS – Company compliance\s+Compliant/,
      'Configuration profiles':
        /Apple error 21005: the same e-mail account.*What to do: Ask the user.*Code 0x87D1791D -2016315107/s,
      Apps: /You do not have the permission Mobile apps: Read\./,
      'Remote actions': /Read .*No remote actions yet\./s,
    },
  },
  french: {
    page: {
      'État du client': /Actif\s+Contoso/,
      'État de l’utilisateur':
        /Applications en échec : pas d’accès\s.*exige les autorisations Applications mobiles : Lecture et Applications gérées/s,
      'Appartenance au groupe': /Lyon/,
      Appareils: /exige l’autorisation Applications mobiles : Lecture.*LYO-IPH-0201.*pas d’accès/s,
      'État de protection des applications': /Il vous manque l’autorisation Applications gérées : Lecture\./,
      'Échecs d’inscription': /Aucun échec d’inscription n’est enregistré/,
    },
    device: {
      Détails: /Numéro de série\s+Z9YQETN7X0/,
      Conformité: /iOS – Company compliance\s+Conforme/,
      'Profils de configuration':
        /Erreur Apple 21005 : le même compte de messagerie.*Que faire : Demandez à l’utilisateur/s,
      Applications: /Il vous manque l’autorisation Applications mobiles : Lecture\./,
      'Actions à distance': /Lu .*Aucune action à distance pour le moment/s,
    },
  },
};

inBrowser('The portal, for each operator of the demo tenant,', (its) => {
  // French has a non-breaking space before a colon.
  const textOf = async (place: Locator) => (await place.innerText()).replaceAll('\u00a0', ' ');

  async function expectIn(place: Page | Locator, regions: Regions): Promise<void> {
    // What is in order is folded.
    for (const folded of ['details:not([open]) > summary', 'tbody button[aria-expanded=false]']) {
      const found = place.locator(folded);
      while ((await found.count()) > 0) await found.first().click();
    }
    const texts: [string, string][] = [];
    for (const name of Object.keys(regions)) {
      texts.push([name, await textOf(place.getByRole('region', { name, exact: true }))]);
    }
    expect(texts).toEqual(Object.entries(regions).map(([name, text]) => [name, expect.stringMatching(text)]));
  }

  async function openDevice(page: Page, devices: string, name: string): Promise<Locator> {
    await section(page, devices).getByRole('button', { name }).press('Enter');
    const panel = page.getByRole('dialog', { name });
    await panel.waitFor();
    return panel;
  }

  async function close(page: Page, panel: Locator): Promise<void> {
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  }

  test.each([
    ['admin', WHOLE],
    ['helpdesk', WHOLE],
    ['helpdesk.paris', WHOLE],
    ['split', IN_PART],
  ])('shows %s every section of a user and of a device, or why not, in both languages', async (name, shown) => {
    const as = `${name}@contoso.example`;
    const { page, asked, complaints, foreign } = await openPortal(its.browser, its.service, { as });
    // Wide enough for all columns.
    await page.setViewportSize({ width: 1440, height: 900 });
    await selectUser(page, shown.search, shown.user);
    await expectIn(page, shown.english.page);
    const panel = await openDevice(page, 'Devices', shown.device);
    await expectIn(panel, shown.english.device);
    await close(page, panel);
    // Only operators over everything are asked about the sync.
    const everywhere = ['admin', 'helpdesk'].includes(name) ? ['SyncState'] : [];
    expect(asked.filter((operation) => operation !== 'Find' && operation !== 'MissingRoles')).toEqual([
      ...['Viewer', 'TroubleshootUser', ...everywhere, 'InspectDevice'],
    ]);

    await page.getByRole('button', { name: 'Français' }).press('Enter');
    await section(page, 'Appareils').waitFor();
    await expectIn(page, shown.french.page);
    const panneau = await openDevice(page, 'Appareils', shown.device);
    await expectIn(panneau, shown.french.device);
    await close(page, panneau);

    expect(await page.evaluate('document.documentElement.lang')).toBe('fr');
    expect([complaints, foreign]).toEqual([[], []]);
    await page.context().close();
  });

  test.each([
    [
      'apps.only',
      [
        /lacks permissions for troubleshooting: Organization: Read, Managed devices: Read, and Managed apps: Read/,
        /To search for users you need the permission Organization: Read, and to search for devices, Managed devices: Read/,
        /includes the permission Mobile apps: Read\. Use it here:\s+Explore the graph/,
      ],
      [
        /Il manque à votre rôle des autorisations .* Organisation : Lecture, Appareils gérés : Lecture et Applications/,
        /Pour rechercher des utilisateurs, il faut l’autorisation Organisation : Lecture/,
        /comprend l’autorisation Applications mobiles : Lecture\. Utilisez-la ici :\s+Explorer le graphe/,
      ],
    ],
    [
      'unlicensed',
      [/Your account has no Intune licence/, /assign you a licence .*unlicensed@contoso\.example/s],
      [/Votre compte n’a pas de licence Intune/, /attribuer une licence .*unlicensed@contoso\.example/s],
    ],
    [
      'disabled',
      [/Your account is disabled/, /enable your account.*disabled@contoso\.example/s],
      [/Votre compte est désactivé/, /activer votre compte.*disabled@contoso\.example/s],
    ],
    [
      'nobody',
      [/You have no role yet/, /Organization: Read\s+Managed devices: Read\s+Mobile apps: Read\s+Managed apps: Read/],
      [/Vous n’avez pas encore de rôle/, /Opérateur de support technique :\s+Organisation : Lecture/],
    ],
  ])('shows %s nobody, and says why and what to ask for, in both languages', async (name, english, french) => {
    const as = `${name}@contoso.example`;
    const { page, asked, complaints, foreign } = await openPortal(its.browser, its.service, { as });
    const main = page.getByRole('main');
    // The note about missing permissions is loaded when it is needed.
    for (const text of english) await until(async () => text.test(await textOf(main)));
    await page.getByRole('button', { name: 'Français' }).press('Enter');
    await page.getByRole('button', { name: 'English' }).waitFor();
    for (const text of french) await until(async () => text.test(await textOf(main)));

    expect(await page.getByRole('combobox').count()).toBe(0);
    expect(asked).not.toContain('Find');
    expect([complaints, foreign]).toEqual([[], []]);
    await page.context().close();
  });
});
