import { screen } from '@testing-library/react';
import { AppProtection } from '../../portal/troubleshooting/app-protection';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { UserStatus } from '../../portal/troubleshooting/user-status';
import { show } from './show';

const stateOf = (state: string) => ({
  ...{ id: state, appName: 'Outlook', deviceName: null, deviceType: null, platform: 'IOS', state, flaggedReasons: [] },
  ...{ policies: [], lastSyncAt: null, syncedAt: '2026-11-28T08:00:00.000Z' },
});

/** A user without problems whose protected apps are in these states. */
const userWith = (...states: string[]) =>
  ({
    ...{ id: 'a', licenses: [], syncedAt: '2026-11-28T08:00:00.000Z' },
    status: {
      ...{ intuneLicensed: true, deviceCount: 2, noncompliantDeviceCount: 0, failedAppCount: 0 },
      notCheckedInAppCount: 0,
    },
    appProtectionPolicies: { totalCount: 1, complete: true },
    appProtectionStates: {
      ...{ totalCount: states.length, totalCountIsLowerBound: false, complete: true, nodes: states.map(stateOf) },
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  }) as unknown as ShownUser;

const showCards = (user: ShownUser) =>
  show(
    <>
      <UserStatus user={user} error={undefined} />
      <AppProtection user={user} error={undefined} />
    </>,
  );

test('Without non-compliant devices, the status does not claim that all are compliant', async () => {
  await showCards(userWith());
  expect(screen.getByText('No non-compliant devices')).toBeTruthy();
});

test.each([
  ['no app has reported', [], false],
  ['the state of an app is unknown', ['CHECKED_IN', 'UNKNOWN'], false],
  ['every app has checked in', ['CHECKED_IN'], true],
])('Where %s, both cards agree whether apps have checked in', async (_, states, isTold) => {
  await showCards(userWith(...states));
  expect(screen.queryByText('All protected apps have checked in') !== null).toBe(isTold);
});
