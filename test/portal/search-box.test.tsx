import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type FormEvent, useState } from 'react';
import { NO_ERRORS, type UserError } from '../../portal/design/user-errors';
import { type ChosenGroup, GroupPicker } from '../../portal/roles/group-picker';
import { show } from './show';

const group = (id: string, securityEnabled = true, displayName: string | null = `Group ${id}`) => ({
  ...{ id, displayName, description: `About ${id}`, securityEnabled },
});
const GROUPS = [group('mail', false), group('paris'), group('lyon'), group('rtl', true, 'باريس')];

function Form({ errors, onSubmit }: { readonly errors: readonly UserError[]; onSubmit(event: FormEvent): void }) {
  const [chosen, setChosen] = useState<readonly ChosenGroup[]>([]);
  return (
    <form onSubmit={onSubmit}>
      <GroupPicker label="Add a group" notSecurity="No security group" onChange={setChosen} {...{ chosen, errors }} />
    </form>
  );
}

async function showPicker(errors = NO_ERRORS, nodes = GROUPS, totalCount = nodes.length) {
  const submitted: FormEvent[] = [];
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submitted.push(event);
  };
  const answers: Record<string, () => unknown> = { FindGroups: () => ({ groups: { totalCount, nodes } }) };
  await show(<Form errors={errors} onSubmit={onSubmit} />, { answers });
  const user = userEvent.setup();
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Add a group' });
  const active = () => document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
  return { user, field, submitted, active, answers };
}

test('lists what is found, with the description of each option', async () => {
  const { user, field } = await showPicker();
  expect(field.getAttribute('aria-expanded')).toBe('false');
  await user.type(field, 'g');
  expect(screen.getByRole('status').textContent).toBe('Searching…');
  const option = await screen.findByRole('option', { name: 'Group paris About paris' });
  expect(option.getAttribute('aria-disabled')).toBeNull();
  expect(screen.getByRole('option', { name: 'Group mail No security group' })).toBeTruthy();
  expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
  expect(field.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByRole('status').textContent).toBe('4 results');
  expect(screen.getByText('باريس').tagName).toBe('BDI');
});

test('moves with the arrow keys over what can be selected, round the ends, and picks with Enter', async () => {
  const { user, field, submitted, active } = await showPicker();
  await user.type(field, 'g');
  await screen.findByRole('listbox');
  const names: (string | undefined)[] = [];
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
    await user.keyboard(`{${key}}`);
    names.push(active()?.id.split('-').at(-1));
  }
  expect(names).toEqual(['1', '2', '3', '1', '3']);
  await user.keyboard('{ArrowUp}{Enter}');
  expect(screen.getByRole('list', { name: 'Selected groups' }).textContent).toContain('Group lyon');
  expect([field.value, document.activeElement, submitted.length]).toEqual(['', field, 0]);
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('closes with Escape, opens with an arrow key, and keeps the text', async () => {
  const { user, field, submitted } = await showPicker();
  await user.type(field, 'g');
  await screen.findByRole('listbox');
  await user.keyboard('{Escape}');
  expect([screen.queryByRole('listbox'), field.value]).toEqual([null, 'g']);
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('option', { selected: true, name: /^Group paris/ })).toBeTruthy();
  await user.tab();
  expect([screen.queryByRole('listbox'), field.value]).toEqual([null, 'g']);
  // Enter belongs to the form where no list is open.
  await user.click(field);
  await user.keyboard('{Enter}');
  expect(submitted).toHaveLength(1);
});

test('picks with the pointer and leaves the focus in the field, but not what cannot be selected or is selected', async () => {
  const { user, field } = await showPicker();
  await user.type(field, 'g');
  await user.click(await screen.findByRole('option', { name: /^Group mail/ }));
  expect(screen.queryByRole('list', { name: 'Selected groups' })).toBeNull();
  await user.click(screen.getByRole('option', { name: /^Group lyon/ }));
  expect(document.activeElement).toBe(field);
  await user.type(field, 'g');
  const again = await screen.findByRole('option', { name: /^Group lyon/ });
  expect(again.getAttribute('aria-disabled')).toBe('true');
});

test('comes back to the field when a selected group is removed', async () => {
  const { user, field } = await showPicker();
  await user.type(field, 'g');
  await user.click(await screen.findByRole('option', { name: /^Group lyon/ }));
  await user.tab({ shift: true });
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('list', { name: 'Selected groups' })).toBeNull();
  expect(document.activeElement).toBe(field);
});

test('says that nothing was found', async () => {
  const none = await showPicker(NO_ERRORS, []);
  await none.user.type(none.field, 'x');
  expect(await screen.findByText('No group visible to you matches.')).toBeTruthy();
  expect(none.field.getAttribute('aria-expanded')).toBe('false');
});

test('says that there is more', async () => {
  const { user, field } = await showPicker(NO_ERRORS, GROUPS, 60);
  await user.type(field, 'x');
  expect(await screen.findByText('4 of 60 shown. Type more to narrow the list.')).toBeTruthy();
});

test('comes back to the field and shows the results when a search that failed is tried again', async () => {
  const { user, field, answers } = await showPicker();
  const before = { ...answers };
  delete answers['FindGroups'];
  await user.type(field, 'g');
  const again = await screen.findByRole('button', { name: 'Try again' });
  Object.assign(answers, before);
  await user.tab();
  expect(document.activeElement).toBe(again);
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: /^Group paris/ });
  expect([document.activeElement, field.value]).toEqual([field, 'g']);
});

test('links an error to the field', async () => {
  const { field } = await showPicker([{ code: 'MEMBERS_REQUIRED', field: ['memberGroupIds'], missing: [] }]);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
    screen.getByRole('alert').textContent,
  );
});
