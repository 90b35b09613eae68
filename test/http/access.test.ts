import { type Service, startService } from '../support/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test('draft', async () => {
  const as = 'admin@contoso.example';
  const ids = (await service.ask('{ split: user(userPrincipalName: "split@contoso.example") { id } noemie: user(userPrincipalName: "noemie.blanc@contoso.example") { id devices { nodes { id deviceName } } } late: user(userPrincipalName: "late.shift@contoso.example") { id access { state grants { assignment { displayName } permissions chain { displayName } } } } dis: user(userPrincipalName: "disabled@contoso.example") { id } }', { as })).data;
  console.log(JSON.stringify(ids));
  const ask = async (operatorId: string, coordinate: string, subjectId: string | null) =>
    console.log(coordinate, (await service.ask('query($o: ID!, $c: String!, $s: ID) { explainAccess(operatorId: $o, coordinate: $c, subjectId: $s) { allowed reasons { kind permission message roles { displayName } grants { assignment { displayName } chain { displayName } } assignmentsOverSubject { displayName } } } }', { as, variables: { o: operatorId, c: coordinate, s: subjectId } })).text);
  await ask(ids.split.id, 'User.devices', ids.noemie.id);
  await ask(ids.split.id, 'Device.deviceName', ids.noemie.devices.nodes[0].id);
  await ask(ids.split.id, 'Device.deviceName', ids.noemie.devices.nodes[1].id);
  await ask(ids.split.id, 'Device.appInstallStates', ids.noemie.devices.nodes[1].id);
  await ask(ids.dis.id, 'User.displayName', ids.noemie.id);
  console.log((await service.ask('{ permission(permission: MOBILE_APPS_READ) { roles { totalCount nodes { displayName } } assignments { nodes { displayName } } operators { totalCount nodes { userPrincipalName } pageInfo { endCursor } } } viewer { missing { permission roles { displayName } } permissions { permission assignments { displayName roleDisplayName } } } }', { as: 'helpdesk@contoso.example' })).text);
});
