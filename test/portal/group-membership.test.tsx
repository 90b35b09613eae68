import { fireEvent, screen, waitFor } from '@testing-library/react';
import { GroupMembership } from '../../portal/troubleshooting/group-membership';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { show } from './show';

const TOTAL = 150;

/** A page of 50 memberships from a place on, in groups of a name. */
function pageFrom(start: number, name: string) {
  return {
    ...{ totalCount: TOTAL, totalCountIsLowerBound: false, complete: true },
    pageInfo: { hasNextPage: start + 50 < TOTAL, endCursor: `${name} ${start + 50}` },
    nodes: Array.from({ length: 50 }, (_, i) => ({
      kind: 'DIRECT',
      group: {
        ...{ id: `${name} ${start + i}`, displayName: `${name} ${start + i}`, membershipType: 'ASSIGNED' },
        syncedAt: '2026-11-28T08:00:00.000Z',
      },
    })),
  };
}
const userOf = (name: string) => ({ id: 'a', groupMemberships: pageFrom(0, name) }) as unknown as ShownUser;

test('A late page of the groups before the reload does not bring them back, and the filter reads on through the new ones', async () => {
  const answers: ((name: string) => void)[] = [];
  const MoreGroupMemberships = async ({ after }: Readonly<Record<string, unknown>>) => {
    const name = await new Promise<string>((answer) => answers.push(answer));
    return { user: { id: 'a', groupMemberships: pageFrom(Number(String(after).split(' ')[1]), name) } };
  };
  const { rerender } = await show(<GroupMembership user={userOf('Old')} error={undefined} />, {
    answers: { MoreGroupMemberships },
  });
  fireEvent.click(screen.getByRole('button', { name: /more/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '9' } });
  await waitFor(() => expect(answers).toHaveLength(1));
  rerender(<GroupMembership user={userOf('New')} error={undefined} />);
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[0]?.('Old');
  answers[1]?.('New');
  await waitFor(() => expect(answers).toHaveLength(3));
  answers[2]?.('New');
  await screen.findByText('New 149');
  expect(screen.queryByText(/^Old/)).toBeNull();
});
