import type { FindingsCardFragment } from '../../portal/generated/graphql';
import type { ListedDevice } from '../../portal/troubleshooting/device-order';

export type Finding = FindingsCardFragment['nodes'][number];

/** A name in two directions, with markup that must stay text. */
export const HOSTILE = 'محمد <img src=x onerror=alert(1)> & "Bob"';

export function findingOf(own: Partial<Finding> & Pick<Finding, 'key'>): Finding {
  return {
    ...{ rule: 'DEVICE_SILENT', severity: 'PROBLEM', confidence: 'CERTAIN', topics: ['CONTACT'] },
    ...{ title: `Title of ${own.key}`, why: `Why ${own.key}`, codes: [], devices: [], evidence: [], steps: [] },
    explains: [],
    ...own,
  };
}

export function reportOf(nodes: readonly Finding[], own: Partial<FindingsCardFragment> = {}): FindingsCardFragment {
  return { asOf: '2026-11-28T08:00:00.000Z', nodes: [...nodes], normal: [], notChecked: [], ...own };
}

export function deviceOf(id: string, own: Partial<ListedDevice> = {}): ListedDevice {
  return {
    ...{ id, deviceName: `Device ${id}`, model: 'Model', serialNumber: `S-${id}`, platform: 'WINDOWS' },
    ...{ managedBy: 'MDM', joinType: 'REGISTERED', ownership: 'COMPANY', intuneCompliance: 'COMPLIANT' },
    ...{ graceEndsAt: null, entraCompliance: 'COMPLIANT', configurationSummary: 'APPLIED' },
    ...{ appInstallSummary: 'INSTALLED', operatingSystem: 'Windows', osVersion: '11' },
    ...{ lastCheckInAt: '2026-11-28T08:00:00.000Z', syncedAt: '2026-11-28T08:00:00.000Z' },
    ...own,
  };
}
