import { fireEvent, screen, within } from '@testing-library/react';
import { RolePage } from '../../portal/roles/role-page';
import { AppOnDevices } from '../../portal/troubleshooting/app-on-devices';
import { AppProtection } from '../../portal/troubleshooting/app-protection';
import { AssignedToUser } from '../../portal/troubleshooting/assigned';
import { AssignedToDevice } from '../../portal/troubleshooting/device/assigned-to-device';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { PartAnswer, show } from './show';

const NO_PAGE = { hasNextPage: false, endCursor: null };
const LATE = /^This data could not be read\. The service needed too long for this\./;

const pageOf = <Node,>(nodes: readonly Node[]) => ({
  ...{ totalCount: nodes.length, totalCountIsLowerBound: false, complete: true, pageInfo: NO_PAGE },
  nodes,
});
const cellsOf = async (name: string) =>
  within(await screen.findByRole('row', { name: new RegExp(`^${name}`) }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

test('A role says of the groups of an assignment whether they could not be read, or may not be', async () => {
  const assignmentOf = (displayName: string) => ({
    ...{ id: displayName, displayName, description: null, origin: 'LOCAL', effective: true, ineffectiveReason: null },
    ...{ allUsers: false, allDevices: false, members: null, scopeGroups: null },
  });
  const role = {
    ...{ id: 'r', displayName: 'Role', description: null, origin: 'LOCAL', permissions: [], otherActions: [] },
    assignments: pageOf(['Late', 'Hidden'].map(assignmentOf)),
  };
  const at = (place: number, part: string) => ['role', 'assignments', 'nodes', place, part];
  const failed = [at(0, 'members'), at(1, 'scopeGroups')];
  const refused = [at(0, 'scopeGroups'), at(1, 'members')];
  await show(<RolePage roleId="r" />, { answers: { Role: () => new PartAnswer({ role }, failed, refused) } });
  expect((await cellsOf('Late')).slice(0, 2)).toEqual(['could not be read', 'no access']);
  expect((await cellsOf('Hidden')).slice(0, 2)).toEqual(['no access', 'could not be read']);
  expect(screen.getByText(LATE)).toBeTruthy();
});

test('An app on the devices says of each device whether its state could not be read, also beyond the first page', async () => {
  const deviceOf = (deviceName: string) => ({ id: deviceName, deviceName, appInstallStates: null });
  const at = (place: number) => ['user', 'devices', 'nodes', place, 'appInstallStates'];
  const app = { id: 'a', displayName: 'Outlook', publisher: null, platform: 'IOS' };
  const first = { ...pageOf([deviceOf('Late')]), totalCount: 3, pageInfo: { hasNextPage: true, endCursor: 'c' } };
  const next = pageOf([deviceOf('Hidden'), deviceOf('Later')]);
  await show(<AppOnDevices userId="u" />, {
    answers: {
      FindApps: () => ({ apps: pageOf([app]) }),
      AppOnDevices: () => new PartAnswer({ user: { id: 'u', devices: first } }, [at(0)]),
      MoreAppOnDevices: () => new PartAnswer({ user: { id: 'u', devices: next } }, [at(1)], [at(0)]),
    },
  });
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'out' } });
  fireEvent.click(await screen.findByRole('option', { name: /Outlook/ }));
  expect(await cellsOf('Late')).toEqual(['could not be read']);
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await cellsOf('Hidden')).toEqual(['no access']);
  expect(await cellsOf('Later')).toEqual(['could not be read']);
});

test('The policies of a user say why the states on the devices are missing, and by which group one comes could not be read', async () => {
  const through = [{ target: 'GROUP', excluded: false, filterMode: 'NONE', filterName: null, group: null }];
  const policy = { id: 'p', displayName: 'Wi-Fi', kind: 'COMPLIANCE', profileType: null, platform: 'IOS' };
  const assigned = { outcome: 'ASSIGNED', hiddenCount: 0, policy, through };
  const user = { id: 'u', assignedPolicies: pageOf([assigned]), assignedApps: pageOf([]), devices: null };
  const ofGroup = ['user', 'assignedPolicies', 'nodes', 0, 'through', 0, 'group'];
  let asked = 0;
  const answer = () => (++asked === 1 ? new PartAnswer({ user }, [['user', 'devices'], ofGroup]) : { user });
  await show(<AssignedToUser userId="u" />, { answers: { AssignedToUser: answer } });
  expect((await cellsOf('Wi-Fi')).at(-1)).toBe('could not be read');
  expect(screen.getAllByText(LATE)).toHaveLength(2);
  expect(screen.getAllByRole('button', { name: /Try again/ })).toHaveLength(2);
});

test('The apps of a device say why their states on it are missing', async () => {
  const app = { id: 'a', displayName: 'Outlook', platform: 'IOS' };
  const assigned = { outcome: 'ASSIGNED', intent: 'REQUIRED', hiddenCount: 0, app, through: [] };
  const device = {
    ...{ id: 'd', deviceName: 'Phone', compliancePolicyStates: [], configurationStates: [] },
    ...{ assignedPolicies: pageOf([]), assignedApps: pageOf([assigned]), appInstallStates: null },
  };
  const answer = () => new PartAnswer({ device }, [['device', 'appInstallStates']]);
  await show(<AssignedToDevice deviceId="d" />, { answers: { AssignedToDevice: answer } });
  await screen.findByText('Outlook');
  expect(screen.getByText(LATE)).toBeTruthy();
});

test.each([
  ['could not be read', null, 'No app has reported yet.'],
  ['are none', pageOf([]), 'No app protection policy targets this user.'],
  ['are some', pageOf(['policy']), /^App protection policies target this user/],
])('Without protected apps, no policy is said to target the user whose policies %s', async (_, policies, text) => {
  const user = { id: 'u', appProtectionStates: pageOf([]), appProtectionPolicies: policies } as unknown as ShownUser;
  await show(<AppProtection user={user} error={undefined} />);
  expect(screen.getByText(text)).toBeTruthy();
});
