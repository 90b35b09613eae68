import { readFileSync } from 'node:fs';
import path from 'node:path';
import { folderSource } from '../../src/import/folder';
import type { Item, Source } from '../../src/import/source';
import type { Resource } from '../../src/microsoft-graph/resources';
import { ROOT } from '../support/place';
import { NOW } from '../support/service';

/* Users and devices in Microsoft Graph's JSON, in which all is well until a test spoils something. */

// biome-ignore lint/suspicious/noExplicitAny: the objects have the loose shapes of Microsoft Graph.
export type Json = any;

const DEMO = path.join(ROOT, 'demo');
const listOf = (file: string): Json[] => JSON.parse(readFileSync(path.join(DEMO, `${file}.json`), 'utf8')).value;
const listsOf = (files: readonly string[]): Json[] => files.flatMap(listOf);
const find = (files: readonly string[], name: string): Json =>
  listsOf(files).find((each) => [each.deviceName, each.userPrincipalName].includes(name));

const DEVICES = ['managedDevices', 'managedDevices.2', 'managedDevices.3'];
const USER = find(['users', 'users.2'], 'zoe.bernard@contoso.example');
const MODELS = {
  WINDOWS: find(DEVICES, 'PAR-LT-0402'),
  IOS: find(DEVICES, 'PAR-IPH-0222'),
  ANDROID: find(DEVICES, 'PAR-AND-0175'),
  MACOS: find(DEVICES, 'LYO-MB-0280'),
  LINUX: listsOf(DEVICES).find(({ operatingSystem }) => operatingSystem === 'Linux (ubuntu)'),
};
export type Kind = keyof typeof MODELS;

const DAY_MS = 24 * 60 * 60 * 1000;
/** The instant so many days before the tests' clock; after it for a negative number. */
export const ago = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();
/** A code as Microsoft Graph writes it: a signed number of 32 bits. */
export const signed = (hex: string): number => Number(hex) | 0;

/** Objects of the tenant, by resource, each with what it hangs on. */
type Objects = Partial<Record<Resource, { readonly parent: string | null; readonly value: Json }[]>>;

let counter = 0;
export const id = (): string => `00000000-0000-4000-9000-${String(++counter).padStart(12, '0')}`;

/** One user with devices, in the making. */
export class Person {
  readonly id = id();
  name = `user-${this.id.slice(-6)}@contoso.example`;
  readonly json: Json = {
    ...structuredClone(USER),
    id: this.id,
    displayName: this.name,
    userPrincipalName: this.name,
    mail: this.name,
  };
  readonly objects: Objects = {};
  readonly machines: Machine[] = [];

  add(resource: Resource, value: Json, parent: string | null = null): void {
    this.objects[resource] = [...(this.objects[resource] ?? []), { parent, value }];
  }

  rename(name: string): void {
    this.name = name;
    Object.assign(this.json, { displayName: name, userPrincipalName: name, mail: null });
  }

  /** A healthy device. */
  device(kind: Kind = 'WINDOWS'): Machine {
    const machine = new Machine(this, kind);
    this.machines.push(machine);
    return machine;
  }

  failedEnrolment(category: string, reason: string, system: string, days = 2): void {
    this.add('troubleshootingEvents', {
      '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
      id: id(),
      eventDateTime: ago(days),
      operatingSystem: system,
      osVersion: '1.0',
      userId: this.id,
      failureCategory: category,
      failureReason: reason,
    });
  }

  /** An app protection policy targets the user. */
  protectionPolicy(): void {
    this.add('userManagedAppPolicies', listOf('managedAppPolicies')[0], this.id);
  }

  protectedApp(days: number, flags: readonly string[] = ['none'], deviceName = 'Phone'): void {
    const model = structuredClone(listOf('managedAppRegistrations')[0]);
    Object.assign(model, {
      id: `T_${id()}`,
      userId: this.id,
      deviceName,
      deviceTag: id(),
      managedDeviceId: null,
      azureADDeviceId: '',
      lastSyncDateTime: ago(days),
      flaggedReasons: flags,
    });
    this.add('managedAppRegistrations', model);
  }

  /** An app for which there is a policy, and which the user never opened. */
  unusedApp(): void {
    this.protectedApp(0);
    const { value } = this.objects.managedAppRegistrations?.at(-1) ?? {};
    Object.assign(value, {
      lastSyncDateTime: null,
      appliedPolicies: [],
      appIdentifier: { ...value.appIdentifier, bundleId: 'com.microsoft.skype.teams' },
    });
  }
}

/** One managed device, in the making. */
export class Machine {
  readonly id = id();
  readonly json: Json;
  readonly entra: Json;
  readonly kind: Kind;
  private readonly person: Person;

  constructor(person: Person, kind: Kind) {
    this.person = person;
    this.kind = kind;
    const entraId = id();
    this.json = {
      ...structuredClone(MODELS[kind]),
      id: this.id,
      userId: person.id,
      userPrincipalName: person.name,
      deviceName: `DEV-${this.id.slice(-6)}`,
      serialNumber: `SERIAL-${this.id.slice(-6)}`,
      azureADDeviceId: entraId,
      complianceState: 'compliant',
      managementState: 'managed',
      managementAgent: 'mdm',
      enrolledDateTime: ago(200),
      lastSyncDateTime: ago(0.2),
      usersLoggedOn: [],
      managementCertificateExpirationDate: ago(-165),
      deviceActionResults: [],
    };
    this.entra = {
      id: id(),
      deviceId: entraId,
      displayName: this.json.deviceName,
      trustType: 'AzureAd',
      isCompliant: true,
      isManaged: true,
      accountEnabled: true,
      registrationDateTime: ago(200),
    };
    person.add('managedDevices', this.json);
    person.add('devices', this.entra);
  }

  set(values: Json): this {
    Object.assign(this.json, values);
    return this;
  }

  /** A user logged on to the device. */
  logon(userId: string, days: number): this {
    this.json.usersLoggedOn.push({ userId, lastLogOnDateTime: ago(days) });
    return this;
  }

  /** Gives the device to a user of the demo tenant, who uses it. */
  ofColleague(): this {
    this.set({ userId: USER.id, userPrincipalName: USER.userPrincipalName });
    return this.logon(USER.id, 1);
  }

  /** Lists a compliance policy; a bad state makes the device, and its record in Entra, not compliant. */
  compliance(setting: string, state = 'nonCompliant', rest: Json = {}): this {
    const user = rest.user ?? { userId: this.person.id, userPrincipalName: this.person.name };
    if (state === 'nonCompliant' || state === 'error' || state === 'conflict') {
      this.set({ complianceState: rest.device ?? state.toLowerCase() });
      this.entra.isCompliant = false;
    }
    const settingState = {
      setting,
      settingName: setting,
      state,
      errorCode: rest.errorCode ?? 0,
      currentValue: rest.value ?? null,
      sources: rest.sources ?? [],
      ...user,
    };
    this.person.add(
      'deviceCompliancePolicyStates',
      { id: id(), displayName: 'Compliance', state, settingCount: 1, settingStates: [settingState], ...user },
      this.id,
    );
    return this;
  }

  /** Lists a configuration profile of a type, in error with a code, or in another state. */
  profile(type: string, state: string, hex: string | null = null, rest: Json = {}): this {
    const policy = id();
    const name = rest.name ?? `${type} ${policy.slice(-6)}`;
    this.person.add('deviceConfigurations', {
      '@odata.type': `#microsoft.graph.${type}`,
      id: policy,
      displayName: name,
    });
    const settingState = {
      setting: 'Setting',
      settingName: 'Setting',
      state,
      errorCode: hex === null ? 0 : signed(hex),
      sources: (rest.sources ?? []).map((displayName: string) => ({
        id: policy,
        displayName,
        sourceType: 'deviceConfiguration',
      })),
    };
    this.person.add(
      'deviceConfigurationStates',
      {
        id: policy,
        displayName: name,
        state,
        settingCount: 1,
        userId: this.person.id,
        userPrincipalName: this.person.name,
        settingStates: [settingState],
      },
      this.id,
    );
    return this;
  }

  app(state: string, hex: string | null, intent = 'requiredInstall', rest: Json = {}): this {
    const app = id();
    const shown = {
      applicationId: app,
      displayName: `App ${app.slice(-6)}`,
      mobileAppIntent: intent,
      installState: state,
      displayVersion: '1.0',
    };
    this.person.add('mobileApps', {
      '@odata.type': '#microsoft.graph.win32LobApp',
      id: app,
      displayName: shown.displayName,
      publisher: 'Contoso',
      ...rest,
    });
    this.person.add(
      'mobileAppIntentAndStates',
      { id: id(), managedDeviceIdentifier: this.id, userId: this.person.id, mobileAppList: [shown] },
      this.person.id,
    );
    if (hex !== null) {
      this.person.add(
        'mobileAppDeviceStatuses',
        {
          id: id(),
          deviceId: this.id,
          deviceName: this.json.deviceName,
          installState: state,
          mobileAppInstallStatusValue: state,
          errorCode: signed(hex),
          userPrincipalName: this.person.name,
        },
        app,
      );
    }
    return this;
  }

  action(actionName: string, actionState: string, days: number): this {
    this.json.deviceActionResults.unshift({
      actionName,
      actionState,
      startDateTime: ago(days),
      lastUpdatedDateTime: ago(days),
    });
    return this;
  }

  /** A set-up with Windows Autopilot, and its phase on the device. */
  setUp(state: string, ofDevice: string, days: number): this {
    const [model] = listOf('autopilotEvents');
    this.person.add('autopilotEvents', {
      ...structuredClone(model),
      id: id(),
      deviceId: this.id,
      deviceSerialNumber: this.json.serialNumber,
      managedDeviceName: this.json.deviceName,
      eventDateTime: ago(days),
      deploymentState: state,
      deviceSetupStatus: ofDevice,
      enrollmentFailureDetails: ofDevice === 'failure' ? '0x800705b4' : '',
    });
    return this;
  }

  /** What silence brings: actions that wait, and apps. */
  silent(days: number): this {
    return this.set({ lastSyncDateTime: ago(days) })
      .action('syncDevice', 'pending', 2)
      .app('pendingInstall', null);
  }
}

/** What is other in the tenant than in the demo tenant: a change of each object of a resource. */
export type Changes = Partial<Record<Resource, Json>>;

/** The demo tenant with these people in it. */
export async function tenantWith(people: readonly Person[], changes: Changes = {}): Promise<Source> {
  const demo = await folderSource(DEMO);
  return {
    async *read(resource): AsyncIterable<Item> {
      for await (const item of demo.read(resource))
        yield { ...item, value: { ...(item.value as Json), ...changes[resource] } };
      for (const person of people) {
        if (resource === 'users') yield { value: person.json, parent: null, where: person.name };
        for (const { value, parent } of person.objects[resource] ?? []) yield { value, parent, where: person.name };
      }
    },
  };
}
