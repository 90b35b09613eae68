import { act, screen, waitFor } from '@testing-library/react';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { useAllDevices } from '../../portal/troubleshooting/use-all-devices';
import { deviceOf } from './samples';
import { show } from './show';

const TOTAL = 730;

/** A page of the devices of a user, from a place on. */
function pageFrom(start: number, count: number) {
  const end = Math.min(start + count, TOTAL);
  return {
    ...{
      totalCount: TOTAL,
      totalCountIsLowerBound: false,
      complete: true,
      pageInfo: { hasNextPage: end < TOTAL, endCursor: String(end) },
    },
    nodes: Array.from({ length: end - start }, (_, i) => deviceOf(String(start + i))),
  };
}

const userOf = (id: string, devices: ShownUser['devices']) => ({ id, devices }) as ShownUser;

/** Every state that was drawn, as the number of devices and the state of the reading. */
const drawn: string[] = [];
function Probe({ user }: { readonly user: ShownUser }) {
  const { devices, alone, further, left, unjudged } = useAllDevices(user);
  const read = `${user.id} ${devices?.nodes.length ?? 'none'} ${further} ${left.length}`;
  const judged = alone.length > 0 ? [`${alone.length} judged`] : [];
  const failed = unjudged === null ? [] : [`${unjudged.count} unread: ${unjudged.refusal.map(({ reason }) => reason)}`];
  const told = [read, ...judged, ...failed].join(', ');
  if (drawn.at(-1) !== told) drawn.push(told);
  return <p>{told}</p>;
}
beforeEach(() => drawn.splice(0));

const moreDevices = ({ userId, after }: Readonly<Record<string, unknown>>) => ({
  user: { id: userId, devices: pageFrom(Number(after), 100) },
});

test('reads on to 500 devices, and draws them once', async () => {
  await show(<Probe user={userOf('a', pageFrom(0, 50))} />, { answers: { MoreDevices: moreDevices } });
  await screen.findByText('a 550 READ 0, 500 unread: FAILED');
  expect(drawn).toEqual(['a 50 READING 0', 'a 550 READ 0, 500 unread: FAILED']);
});

test('asks for nothing where the first page is all, or could not be read', async () => {
  const asked: unknown[] = [];
  const answers = { MoreDevices: (variables: unknown) => asked.push(variables) };
  await show(<Probe user={userOf('a', pageFrom(TOTAL - 20, 50))} />, { answers });
  await show(<Probe user={userOf('b', null)} />, { answers });
  await act(async () => {});
  expect([drawn, asked]).toEqual([['a 20 null 0', 'b none null 0'], []]);
});

test('keeps what was read before a page that fails, and leaves the next one to the button', async () => {
  const MoreDevices = (variables: Readonly<Record<string, unknown>>) =>
    variables['after'] === '150' ? { user: { id: 'a', devices: null } } : moreDevices(variables);
  await show(<Probe user={userOf('a', pageFrom(0, 50))} />, { answers: { MoreDevices } });
  await screen.findByText('a 150 READ 0, 100 unread: FAILED');
});

test('mixes no devices of a user whose page was left meanwhile', async () => {
  const { rerender } = await show(<Probe user={userOf('a', pageFrom(0, 50))} />, {
    answers: { MoreDevices: moreDevices },
  });
  rerender(<Probe user={userOf('b', pageFrom(600, 50))} />);
  await screen.findByText('b 130 READ 0, 80 unread: FAILED');
  await waitFor(() => expect(drawn).toEqual(['a 50 READING 0', 'b 50 READING 0', 'b 130 READ 0, 80 unread: FAILED']));
});

test('reads the findings of the further devices with them, and counts those that fail', async () => {
  const FindingsOfDevices = ({ after, userId }: Readonly<Record<string, unknown>>) => ({
    user: {
      id: userId,
      devices:
        after === '150'
          ? null
          : { nodes: pageFrom(Number(after), 100).nodes.map(({ id }) => ({ id, findings: { nodes: [] } })) },
    },
  });
  const answers = { MoreDevices: moreDevices, FindingsOfDevices };
  await show(<Probe user={userOf('a', pageFrom(0, 50))} />, { answers });
  await screen.findByText('a 550 READ 0, 400 judged, 100 unread: FAILED');
  expect(drawn).toEqual(['a 50 READING 0', 'a 550 READ 0, 400 judged, 100 unread: FAILED']);
});
