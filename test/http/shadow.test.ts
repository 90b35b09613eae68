import type { FindingRule } from '../../src/generated/graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { ADMIN } from '../support/administration';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { refusals, type Service, startService } from '../support/service';

/* `FINDINGS_SHADOW`: a rule on trial is counted, and changes nothing that anybody sees. */

const DESK = 'helpdesk@contoso.example';
const REPORT = 'findings { nodes { key rule explains { rule } } normal { key rule } notChecked { rules reason text } }';

async function startWith(shadowed: FindingRule[], silenced: FindingRule[] = []): Promise<Service> {
  return startService({ server: { findings: { shadowed: new Set(shadowed), silenced: new Set(silenced) } } });
}

async function deviceId({ database }: Service, name: string): Promise<string> {
  return toNodeId('Device', await needed(database.primary('devices').where('device_name', name).pluck('id')));
}

async function findingsOn(service: Service, name: string) {
  const variables = { id: await deviceId(service, name) };
  const { data, errors } = await service.ask(`query ($id: ID!) { device(id: $id) { ${REPORT} } }`, {
    as: DESK,
    variables,
  });
  expect(errors).toEqual([]);
  return data.device.findings;
}

async function countOf(service: Service, rule: FindingRule, as = ADMIN) {
  const answer = await service.ask('{ findingRules { rule shadow shadowFirings } }', { as });
  const found = answer.data.findingRules.find((each: { rule: string }) => each.rule === rule);
  return { ...found, refused: [...new Set(refusals(answer).map((refusal) => refusal.replace(/\d+/, 'n')))] };
}

test('a rule on trial is counted once for each page, and says, explains and folds nothing', async () => {
  const service = await startWith(['DEVICE_SILENT']);
  const silenced = await startWith([], ['DEVICE_SILENT']);
  try {
    expect(await countOf(service, 'DEVICE_SILENT')).toMatchObject({ shadow: true, shadowFirings: 0, refused: [] });
    expect(await countOf(service, 'APP_WAITING')).toMatchObject({ shadow: false, shadowFirings: null });

    const report = await findingsOn(service, 'LYO-MB-0280');
    const without = await findingsOn(silenced, 'LYO-MB-0280');

    expect(report.nodes.map(({ rule }: { rule: string }) => rule)).toEqual(['NONCOMPLIANT_INACTIVE']);
    // The rest is as without the rule.
    expect([report.nodes, report.normal]).toEqual([without.nodes, without.normal]);
    expect(report.notChecked).toContainEqual({
      rules: ['DEVICE_SILENT'],
      reason: 'NO_DATA',
      text: 'These rules are on trial here: their findings are counted, but not shown.',
    });
    await findingsOn(service, 'LYO-MB-0280');
    expect(await countOf(service, 'DEVICE_SILENT')).toMatchObject({ shadowFirings: 1 });
    // On a page where it has nothing to say, it is not counted.
    await findingsOn(service, 'PAR-MB-0133');
    expect(await countOf(service, 'DEVICE_SILENT')).toMatchObject({ shadowFirings: 1 });
    const page = await deviceId(service, 'LYO-MB-0280');
    expect(service.log.filter(({ msg }) => msg === 'a rule in shadow spoke')).toEqual([
      expect.objectContaining({ rule: 'DEVICE_SILENT', page }),
    ]);
  } finally {
    await service.stop();
    await silenced.stop();
  }
});

test('the count is over the whole tenant, so it needs the permission over everything', async () => {
  const service = await startWith(['DEVICE_SILENT']);
  try {
    await findingsOn(service, 'LYO-MB-0280');
    const halves = await operatorWith(
      service,
      { permissions: ['AUDIT_DATA_READ'], scope: { allUsers: true } },
      { permissions: ['AUDIT_DATA_READ'], scope: { allDevices: true } },
    );

    const all = { allUsers: true, allDevices: true };
    const { as } = await operatorWith(service, { permissions: ['ORGANIZATION_READ', 'ROLES_READ'], scope: all });

    expect(await countOf(service, 'DEVICE_SILENT', as)).toMatchObject({
      shadow: true,
      shadowFirings: null,
      refused: ['findingRules.n.shadowFirings: FORBIDDEN PERMISSION AUDIT_DATA_READ'],
    });
    expect(await countOf(service, 'DEVICE_SILENT', halves.as)).toMatchObject({
      shadowFirings: null,
      refused: ['findingRules.n.shadowFirings: FORBIDDEN OUT_OF_SCOPE AUDIT_DATA_READ'],
    });
  } finally {
    await service.stop();
  }
});

test('a silenced rule is not even counted', async () => {
  const service = await startWith(['DEVICE_SILENT'], ['DEVICE_SILENT']);
  try {
    await findingsOn(service, 'LYO-MB-0280');
    expect(await countOf(service, 'DEVICE_SILENT')).toMatchObject({ shadow: true, shadowFirings: 0 });
  } finally {
    await service.stop();
  }
});
