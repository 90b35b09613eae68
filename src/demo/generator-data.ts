/** Replaces accented letters with ASCII ones, and drops the rest except for the hyphen. */
export function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll('Đ', 'D')
    .replace(/[^a-z-]/gi, '');
}

// A name that `ascii` cannot convert has its romanisation after the bar.
const FIRST_NAMES = `Adèle Agnieszka|agnieszka Ahmed Aiko Aïcha Alejandro Amélie Ana André Andreea Anjali Antonín Arjun Åsa
Asha Ayşe|ayse Baptiste Beatriz Björn Bruno Camila Carmen Chiara Chidi Chloé Clara Dácil Daniel David Diego Dimitra Ebru
Elena Élodie Emeka Emil Emma Esther Fatima Felipe Fernando Fiona François Freja Gabriel Giulia Grace Gunnar Hamza Hana
Haruto Helga Hélène Henrik Hiroshi Ibrahim Ifeoma Inês Ingrid İpek|ipek Isabel Ivana Jakub James Jan Joana João José Júlia
Jürgen Karim Katarzyna Kavya Kenji Khadija Kofi Lars Laura Layla Léa Liam Linh Łucja|lucja Lucía Luís Magnus Maja Małgorzata|malgorzata
Manon Marek María Mateo Matthias Mei Mia Miguel Mikołaj|mikolaj Minh Mohamed Nadia Naoki Nguyệt Nia Noémie Nuno Olga Oliver
Omar Ondřej Øyvind|oyvind Paula Pavel Петр|petr Priya Rafael Rania Renée Rúben Sakura Salomé Sanjay Sara Šárka Siobhán Sofía
Søren|soren Στέλλα|stella Sven Tamar Thandiwe Théo Tomáš Ursula Valentina Vikram Wei Xavier Yanis Yuki Zainab Zoë Žofie`;
const LAST_NAMES = `Adeyemi Aguilar Almeida Andersson Bakker Bauer Belkacem Benali Bernard Bianchi Björk Boateng Brown Castro
Čermák Chen Conceição Costa Côté Cruz Dąbrowski Delacroix Demir Dvořák Eriksen Esposito Fernández Ferrari Fischer Fontaine
Fournier García Gauthier Girard Gómez González Großmann|grossmann Gupta Haddad Hansen Hernández Hoffmann Horváth Ionescu Ivanov
Jansen Jensen Johansson Kaya Khan Kim Kowalski Krüger Lambert Larsen Lefèvre Lehtinen Lopes López Lü Mäkinen Marchand
Marković Martínez Mbeki Mensah Meyer Moreau Muñoz Müller Nakamura Ndiaye Nguyễn Nielsen Novák Nowak Núñez O’Brien Okafor
Öztürk Papadopoulos|papadopoulos Park Patel Pereira Peña Petit Pham Popescu Ramírez Rao Reyes Ribeiro Richter Rodríguez Romano
Rossi Ryan Sánchez Santos Sato Schäfer Schmidt Sharma Silva Singh Smith Sørensen|sorensen Suzuki Szabó Takahashi Tanaka Tremblay
Van-den-Berg Vargas Vinci Virtanen Wagner Walker Wang Weiß|weiss Wiśniewski Wójcik Wright Yamamoto Yılmaz|yilmaz Zhang Zieliński`;

export const DEPARTMENTS =
  `Sales:Account manager,Sales engineer,Key account manager|Finance:Accountant,Controller,Payroll specialist
IT:Help desk technician,Network engineer,Workplace engineer|Production:Shift lead,Machine operator,Planner
Logistics:Warehouse clerk,Dispatcher,Driver|Research & Development:Test engineer,Chemist,Data scientist
Human Resources:Recruiter,HR business partner|Marketing:Designer,Content editor,Campaign manager
Legal:Counsel,Compliance officer|Customer Care:Service agent,Team lead|Procurement:Buyer,Category manager
Field Service:Field technician,Installer,Dispatcher`
    .split(/[|\n]/)
    .map((line) => {
      const [name, titles] = line.split(':') as [string, string];
      return { name, titles: titles.split(',') };
    });

export const REGIONS = ['Europe', 'Americas', 'Asia-Pacific', 'Middle East & Africa'];
export const COUNTRIES =
  `FR France 0 fr-FR|DE Germany 0 de-DE|ES Spain 0 es-ES|PL Poland 0 pl-PL|SE Sweden 0 sv-SE|US United-States 1 en-US
CA Canada 1 fr-CA|BR Brazil 1 pt-BR|JP Japan 2 ja-JP|IN India 2 en-IN|VN Vietnam 2 vi-VN|ZA South-Africa 3 en-ZA|MA Morocco 3 fr-MA`
    .split(/[|\n]/)
    .map((line) => {
      const [code, name, region, language] = line.split(' ') as [string, string, string, string];
      return { code, name: name.replace('-', ' '), region: Number(region), language };
    });
export const SITES =
  `Paris 0,Lyon 0,Berlin 1,Madrid 2,New-York 5,São-Paulo 7,Tokyo 8,Kraków 3,Montréal 6,Pune 9,Cape-Town 11,Malmö 4
Nantes 0,München 1,Chicago 5,Valencia 2,Ōsaka 8,Hà-Nội 10,Casablanca 12,Köln 1,Toulouse 0,Gdańsk 3,Göteborg 4,Seattle 5
Québec 6,Recife 7,Chennai 9,Đà-Nẵng 10,Durban 11,Rabat 12,Lille 0,Düsseldorf 1,Málaga 2,Wrocław 3,Austin 5,Nagoya 8`
    .split(/[,\n]/)
    .map((line) => {
      const [name, country] = line.split(' ') as [string, string];
      return { name: name.replace('-', ' '), code: ascii(name).slice(0, 3).toUpperCase(), country: Number(country) };
    });

export const GENERATED_PLATFORMS = [
  {
    name: 'Windows',
    /** The percentage of all devices. */
    share: 55,
    prefix: 'LT',
    models:
      'Dell Inc.|Latitude 7450,LENOVO|ThinkPad T14 Gen 5,HP|EliteBook 840 G11,Microsoft Corporation|Surface Laptop 7',
    versions: '10.0.26200.7171,10.0.26100.7171,10.0.22631.6199,10.0.19045.6456',
    agents: 'mdm,mdm,mdm,configurationManagerClientMdm',
    appType: 'win32LobApp',
    apps: `Microsoft:Company Portal,Outlook,Teams,Edge,Word,Excel,OneNote,Power BI Desktop,Visual Studio Code,PowerToys
Adobe:Acrobat Reader,Creative Cloud;Google:Chrome;Mozilla:Firefox;Igor Pavlov:7-Zip;SAP:GUI,Analysis;Zoom:Workplace
Cisco:Secure Client,Webex;Notepad++ Team:Notepad++;VideoLAN:VLC;Oracle:Java Runtime;Autodesk:AutoCAD LT,DWG TrueView
KeePass:KeePassXC;Citrix:Workspace;TeamViewer:Host;Dell:Command Update;Python:Python 3.13`,
  },
  {
    name: 'iOS',
    share: 20,
    prefix: 'IPH',
    models: 'Apple|iPhone 16,Apple|iPhone 15,Apple|iPhone SE,Apple|iPad (10th generation)',
    versions: '26.1,26.0.1,18.7.2,17.7.1',
    agents: 'mdm',
    appType: 'iosStoreApp',
    apps: `Microsoft:Company Portal,Outlook,Teams,Edge,Word,Excel,OneDrive,Authenticator;SAP:Concur;Zoom:Workplace;Adobe:Acrobat
Cisco:Webex;Salesforce:Salesforce;Slack:Slack;ServiceNow:Agent`,
  },
  {
    name: 'Android',
    share: 18,
    prefix: 'AND',
    models: 'samsung|SM-S921B,samsung|SM-A556B,Google|Pixel 9a,Fairphone|FP5,Zebra Technologies|TC58',
    versions: '16,15,14,13',
    agents: 'googleCloudDevicePolicyController',
    appType: 'androidManagedStoreApp',
    apps: `Microsoft:Company Portal,Outlook,Teams,Edge,Word,Excel,OneDrive,Authenticator;SAP:Fiori;Zoom:Workplace;Adobe:Acrobat
Zebra:DataWedge;Salesforce:Salesforce;Slack:Slack;Google:Chrome`,
  },
  {
    name: 'macOS',
    share: 7,
    prefix: 'MB',
    models: 'Apple|MacBook Pro,Apple|MacBook Air,Apple|Mac mini',
    versions: '26.1 (25B78),15.7.2 (24G325),14.8.2 (23J126)',
    agents: 'mdm',
    appType: 'macOSPkgApp',
    apps: `Microsoft:Company Portal,Outlook,Teams,Edge,Word,Visual Studio Code;Google:Chrome;Mozilla:Firefox;Zoom:Workplace
Adobe:Creative Cloud;Figma:Figma;Docker:Desktop`,
  },
].map((platform) => ({
  ...platform,
  models: platform.models.split(',').map((model) => model.split('|') as [string, string]),
  versions: platform.versions.split(','),
  agents: platform.agents.split(','),
}));

export type GeneratedPlatform = (typeof GENERATED_PLATFORMS)[number];

/** The index of the platform of all devices of case.large. */
export const LAB_PLATFORM = 0;

/** The number of apps that every device has: the first ones of its platform. */
export const CORE_APPS = 4;

/** The number of users from which a tenant has in-house apps. */
export const IN_HOUSE_FROM = 1_000;

/** The in-house apps of each department, by platform, in the order of GENERATED_PLATFORMS. */
export const IN_HOUSE = [['Forecast', 'Toolbox', 'Planner'], ['Visits', 'Approvals'], ['Orders'], ['Console']];

/** Error codes of app installs, by platform, in the order of GENERATED_PLATFORMS. */
export const CODES: readonly (readonly number[])[] = [
  [-2016345060, -2147418113, -2147009293, -2147009281, -2147023436, -2145123272],
  [-2016345060, -2016341112, -2016335610, -2016335971, -2016345112],
  [-942583883, -942583886, -942583887, -942583787, -942583688],
  [-2016345060, -2016341112, -2016345112],
];

export const SETTING_CODES = [-2016281112, -2016345708, -2016345612, -2016281106];
export const COMPLIANCE_SETTINGS = ['OsMinimumVersion', 'StorageRequireEncryption', 'PasswordRequired'];
export const GENERATED_PROFILES = [
  ['Device restrictions', 'GeneralConfiguration', 'CameraBlocked'],
  ['Corporate Wi-Fi', 'WifiEnterpriseEAPConfiguration', 'NetworkName'],
  ['VPN always on', 'VpnConfiguration', 'Servers'],
  ['Root CA', 'TrustedRootCertificate', 'Certificate'],
  ['Mail', 'EasEmailProfileConfiguration', 'EmailAddress'],
] as const;

export const ENROLLMENT_FAILURES = [
  ['authentication', 'The sign-in token was rejected'],
  ['userValidation', 'The user has no licence for Intune'],
  ['deviceNotSupported', 'This edition of the operating system cannot be enrolled'],
  ['enrollmentRestrictionsEnforced', 'Personal devices of this platform cannot be enrolled'],
  ['enrollmentRestrictionsEnforced', 'Device limit reached'],
  ['clientDisconnected', 'The client timed out'],
  ['userAbandonment', 'The user left the set-up'],
] as const;

const INTUNE_PLAN = 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5';
const OFFICE_PLAN = '43de0ff5-c92c-492b-9116-175376d08c38';
export const SKUS = [
  ['05e9a617-0261-4cee-bb44-138d3ef5d965', 'SPE_E3', [INTUNE_PLAN, OFFICE_PLAN]],
  ['06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'SPE_E5', [INTUNE_PLAN, OFFICE_PLAN]],
  ['6fd2c87f-b296-42f0-b197-1e91e994b900', 'ENTERPRISEPACK', [OFFICE_PLAN]],
] as const;

export const PLAN_NAMES: Readonly<Record<string, string>> = {
  [INTUNE_PLAN]: 'INTUNE_A',
  [OFFICE_PLAN]: 'OFFICESUBSCRIPTION',
};

const READS = ['Organization_Read', 'ManagedDevices_Read', 'MobileApps_Read', 'ManagedApps_Read'];
export const HELP_DESK = '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e';
const TASKS = [
  'RemoteTasks_SyncDevice',
  'RemoteTasks_RebootNow',
  'RemoteTasks_RemoteLock',
  'RemoteTasks_ResetPasscode',
];

export const HELP_DESK_ACTIONS = [...READS, 'Roles_Read', 'Audit_Read', ...TASKS];
export const CUSTOM_ROLES = [
  ['Troubleshooting operator', READS],
  ['Directory reader', ['Organization_Read']],
  ['Device reader', ['ManagedDevices_Read']],
  ['Incomplete operator', READS.filter((action) => action !== 'MobileApps_Read')],
] as const;

const namesIn = (list: string) =>
  list.split(/\s+/).map((entry) => {
    const [shown, latin] = entry.split('|') as [string, string?];
    return { shown: shown.replaceAll('-', ' '), latin: latin ?? ascii(shown).toLowerCase() };
  });
export const GIVEN = namesIn(FIRST_NAMES);
export const FAMILY = namesIn(LAST_NAMES);
