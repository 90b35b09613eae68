import { evidenceRows } from '../../portal/troubleshooting/evidence-rows';
import { useEvidenceWords } from '../../portal/troubleshooting/evidence-words';
import { RULES } from '../../src/findings/rule-list';
import { coordinatesIn } from '../../src/findings/views';
import { CASES, type LookingRule } from '../findings/cases';
import { firedBy } from '../support/finding-facts';
import { show } from './show';

type Fact = { readonly coordinate: string; readonly nodeId: string | null; readonly value: string | null };

/** The fields whose values are names, which have no other words. */
const NAMES =
  /\.(appName|deviceName|displayName|groupTag|name|osVersion|serialNumber|servicePlan|skuPartNumber|sources|usageLocation|userPrincipalName|currentValue)$/;

/** Everything that the rules rest on in their cases, with the rule. */
const EVIDENCE = RULES.flatMap(({ id }) =>
  CASES[id as LookingRule].speaks.flatMap(({ given }) =>
    firedBy(id, given).drafts.map(({ evidence }) => ({ id, evidence })),
  ),
);

function Words({ evidence }: { readonly evidence: readonly Fact[] }) {
  const wordsOf = useEvidenceWords();
  const rows = evidenceRows({ evidence: evidence.map((fact) => ({ ...fact, displayValue: null })), devices: null });
  return rows.map((row, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are never reordered.
    <p key={i}>{wordsOf(row)}</p>
  ));
}

/** The lines of the evidence, as the page and the ticket show it. */
async function linesOf(evidence: readonly Fact[], language: 'en' | 'fr' = 'en'): Promise<string[]> {
  const { container, unmount } = await show(<Words evidence={evidence} />, { language });
  const lines = [...container.querySelectorAll('p')].map(({ textContent }) => textContent ?? '');
  unmount();
  return lines;
}

/** The values that stand bare in a line: codes, instants, and what is not named. */
const bareIn = (line: string, evidence: readonly Fact[]): string[] =>
  evidence
    .filter(({ coordinate }) => !NAMES.test(coordinate))
    .flatMap(({ value }) => value ?? [])
    .filter(
      (value) => line === value || line === '–' || (/^[A-Z][A-Z_]{3,}$|T\d\d:/.test(value) && line.includes(value)),
    );

describe.each(['en', 'fr'] as const)('In %s', (language) => {
  test('all that the rules rest on is named in words', async () => {
    const bare: unknown[] = [];
    for (const { id, evidence } of EVIDENCE) {
      for (const line of await linesOf(evidence, language)) {
        for (const value of bareIn(line, evidence)) bare.push([id, line, value]);
        if (/^\W*$/u.test(line)) bare.push([id, line]);
      }
    }
    expect(bare).toEqual([]);
  });

  test('so is the time of the oldest data of each kind', async () => {
    const types = new Set(RULES.flatMap(({ reads }) => coordinatesIn(reads)).map((each) => each.split('.')[0]));
    for (const type of [...types, 'Tenant']) {
      const oldest = { coordinate: `${type}.syncedAt`, nodeId: null, value: '2026-11-20T08:00:00.000Z' };
      expect(await linesOf([oldest], language)).toEqual([
        expect.stringMatching(/^(Data as of|Données du) .*20.* 2026/),
      ]);
    }
  });
});

test('A device, a user and a profile are told as the page tells them', async () => {
  const device = (field: string, value: string) => ({ coordinate: `Device.${field}`, nodeId: 'd', value });
  const user = (field: string, value: string) => ({ coordinate: `User.${field}`, nodeId: 'u', value });
  expect(
    await linesOf([
      device('freeStorageMegabytes', '2812'),
      device('totalStorageMegabytes', '65536'),
      device('encrypted', 'false'),
      device('lostMode', 'ENABLED'),
      user('devices', '0'),
      user('appProtectionPolicies', '1200'),
      { coordinate: 'ConfigurationState.userPrincipalName', nodeId: 'c', value: 'ana@contoso.example' },
      { coordinate: 'ConfigurationState.state', nodeId: 'c', value: 'COMPLIANT' },
    ]),
  ).toEqual([
    ...['Storage: 3 GB free of 64 GB', 'Encrypted: no', 'Lost mode: On'],
    ...['No devices', 'App protection policies: 1,200'],
    'for ana@contoso.example: Applied',
  ]);
});
