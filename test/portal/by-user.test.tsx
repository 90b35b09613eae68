import { screen } from '@testing-library/react';
import { ByUser } from '../../portal/troubleshooting/device/by-user';
import type { InspectedDevice } from '../../portal/troubleshooting/device/inspected-device';
import { show } from './show';

type State = InspectedDevice['compliancePolicyStates'][number];
type Owner = InspectedDevice['primaryUser'];

const stateOf = (id: string, userPrincipalName: string | null) =>
  ({ id, userPrincipalName, displayName: id, state: 'NONCOMPLIANT', settings: [] }) as unknown as State;
const STATES = [stateOf('of Ana', 'Ana@contoso.example'), stateOf('of Ben', 'ben@contoso.example')];
const ANA = { id: 'a', userPrincipalName: 'ana@contoso.example' } as unknown as Owner;

const showStates = async (owner: Owner) => {
  await show(
    <ByUser of="policies" states={STATES} owner={owner}>
      {({ id }) => <p key={id}>{id}</p>}
    </ByUser>,
    { answers: { UserByPrincipalName: () => ({ user: { id: 'x', displayName: null } }) } },
  );
  await screen.findAllByRole('link');
};
/** The class of the group that holds a state. */
const groupOf = (id: string) => screen.getByText(id).parentElement?.className;

test('The states of another user than the primary one are loud', async () => {
  await showStates(ANA);
  expect(screen.getAllByText(/^Evaluated for/).map(({ textContent }) => textContent)).toEqual([
    'Evaluated for another user: ben@contoso.example',
  ]);
  expect([groupOf('of Ana'), groupOf('of Ben')]).toEqual(['own', 'other']);
});

test('Without a primary user in sight, nobody is called another user', async () => {
  await showStates(null);
  expect(screen.getAllByText(/^Evaluated for/).map(({ textContent }) => textContent)).toEqual([
    ...['Evaluated for: Ana@contoso.example', 'Evaluated for: ben@contoso.example'],
  ]);
  expect([groupOf('of Ana'), groupOf('of Ben')]).toEqual(['own', 'own']);
});
