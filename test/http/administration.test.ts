import { refusals, type Service, startService } from '../support/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test('draft', async () => {
  const made = await service.ask(
    `mutation { createRole(input: {displayName: "First line", permissions: [ORGANIZATION_READ, MANAGED_DEVICES_READ]}) { role { id displayName origin permissions version } userErrors { code field message missing } } }`,
    { as: 'admin@contoso.example' },
  );
  console.log(made.text);
  const { data } = await service.ask('{ groups(first: 100) { nodes { id displayName } } roles { nodes { id displayName origin } } }', { as: 'admin@contoso.example' });
  const group = (name: string) => data.groups.nodes.find((g: {displayName: string}) => g.displayName === name).id;
  const role = made.data.createRole.role.id;
  for (const dryRun of [true, false]) {
  const assigned = await service.ask(
    `mutation($input: CreateRoleAssignmentInput!) { createRoleAssignment(input: $input) { roleAssignment { id displayName members { displayName } scopeGroups { displayName } allUsers } difference { operators permissionsGained usersGained devicesGained permissionsLost } userErrors { code field message missing } } }`,
    { as: 'admin@contoso.example', variables: { input: { roleId: role, displayName: 'Lyon first line', memberGroupIds: [group('Help desk Paris')], scope: { groupIds: [group('Lyon')] }, dryRun } } },
  );
  console.log(assigned.text);
  }
  const audit = await service.ask('{ auditEvents { totalCount nodes { action outcome actorId subjectId before after requestId } } }', { as: 'admin@contoso.example' });
  console.log(audit.text, refusals(audit));
  const denied = await service.ask(`mutation { createRole(input: {displayName: "x", permissions: [ORGANIZATION_READ]}) { userErrors { code } } }`, { as: 'helpdesk@contoso.example' });
  console.log(denied.text);
});
