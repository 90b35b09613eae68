import type { Page } from 'playwright-core';
import { keyOf, toNodeId } from '../../src/resolving/node-id';
import { barriers } from '../support/accessibility';
import { idOfAdministered } from '../support/administration';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { noonIn, openMenu, openPortal, type Portal, section, selectUser, signIn } from '../support/portal';
import { asImport } from '../support/service';

const EVERYWHERE = { allUsers: true, allDevices: true };
const TROUBLESHOOTING = ['MOBILE_APPS_READ', 'MANAGED_APPS_READ', 'MANAGED_DEVICES_READ', 'ORGANIZATION_READ'];

/** Words in tables and lists that are broken in the middle, and elements that are wider than their container. */
const CUT = `(() => {
  const isBroken = (node, { index, 0: word }) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  };
  const broken = [...document.querySelectorAll('th, td, dd')].flatMap((cell) => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      for (const word of text.data.matchAll(/[^\\s-]+-?/g)) if (isBroken(text, word)) found.push(word[0]);
    }
    return found;
  });
  const wide = [...document.querySelectorAll('html, .card, .panel')].filter((one) => one.scrollWidth > one.clientWidth);
  return [...broken, ...wide.map(({ className, tagName, innerText }) => [tagName, className, innerText].join(' '))];
})()`;

inBrowser('The portal', (its) => {
  const opened: Portal[] = [];

  async function open(options: Parameters<typeof openPortal>[2]): Promise<Portal> {
    const portal = await openPortal(its.browser, its.service, options);
    opened.push(portal);
    return portal;
  }
  const textOf = (page: Page, name: string) => section(page, name).innerText();

  test('filters a long list of groups, and reads all of it for that', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: 'helpdesk@contoso.example' });
    const named = (count: number, name: string) =>
      Array.from({ length: count }, (_, i) => ({
        kind: 'DIRECT',
        group: { id: `${name} ${i}`, displayName: `${name} ${i}`, membershipType: 'ASSIGNED', syncedAt: null },
      }));
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON();
      if (operationName === 'MoreGroupMemberships') {
        const pageInfo = { hasNextPage: false, endCursor: null };
        const groupMemberships = { totalCount: 40, complete: true, pageInfo, nodes: named(15, 'Équipe Été') };
        return route.fulfill({ json: { data: { user: { id: 'u', groupMemberships } } } });
      }
      if (operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const answer = await response.json();
      const pageInfo = { hasNextPage: true, endCursor: 'next' };
      answer.data.user.groupMemberships = { totalCount: 40, complete: true, pageInfo, nodes: named(25, 'Vente') };
      return route.fulfill({ response, json: answer });
    });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const groups = section(page, 'Group membership');
    expect(await groups.getByLabel('Filter groups').count()).toBe(0);
    await groups.getByRole('button', { name: '+37 more' }).click();
    await groups.getByLabel('Filter groups').fill('ete EQUIPE');
    await groups.getByRole('status').filter({ hasText: '15 groups match' }).waitFor();
    expect(await groups.getByRole('listitem').count()).toBe(15);
    await groups.getByLabel('Filter groups').fill('nothing');
    await groups.getByText('No group matches').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test('starts with the search, where Help and support leads too, and keeps nobody’s principal name in the address', async () => {
    const { page, asked } = await open({ as: 'helpdesk@contoso.example', path: '/' });
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.getByRole('link', { name: 'Help and support' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Troubleshoot', exact: true }).click();
    await page.getByRole('main').getByRole('combobox').and(page.locator(':focus')).waitFor();
    expect(new URL(page.url()).pathname).toBe('/troubleshooting');
    await selectUser(page, 'mar dub', 'Marc Dubois');

    expect(new URL(page.url()).pathname).toMatch(/^\/troubleshooting\/[\w-]{20,}$/);
    expect(page.url()).not.toContain('marc');
    expect(asked.filter((name) => name === 'TroubleshootUser')).toHaveLength(1);
    expect(await page.title()).toBe('Marc Dubois – Troubleshooting');
    const groups = section(page, 'Group membership');
    expect(await groups.getByRole('listitem').count()).toBe(3);
    await groups.getByRole('button', { name: '+2 more' }).click();
    expect(await groups.getByRole('listitem').count()).toBe(5);

    await selectUser(page, 'maria.conti@fabrikam.example', 'Maria Conti (Fabrikam)');
    expect(await page.getByRole('main').innerText()).toContain('maria.conti_fabrikam.example#EXT#@contoso.example');
    await page.context().close();
  });

  test('takes whoever follows a link to the heading of the new page, and names the page in the tab', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example' });
    for (const name of ['Intune roles', 'Help Desk Operator', 'Help and support']) {
      await page.getByRole('link', { name, exact: true }).first().press('Enter');
      await page.getByRole('heading', { level: 1, name }).and(page.locator(':focus')).waitFor();
      expect(await page.title()).toBe(`${name} – Troubleshooting`);
    }
    await page.getByRole('navigation').getByRole('link', { name: 'Troubleshoot' }).press('Enter');
    await page.getByRole('combobox', { name: 'Select user or device' }).and(page.locator(':focus')).waitFor();
    expect(await page.title()).toBe('Troubleshoot – Troubleshooting');
    await page.context().close();
  });

  test('writes instants as the clock of the reader shows them, and says which clock that is', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example', timezoneId: 'America/New_York' });
    await selectUser(page, 'dubois', 'Marc Dubois');
    // On the twentieth in Paris, at three minutes past midnight.
    const laptop = section(page, 'Devices').getByRole('row', { name: 'PAR-LT-0412' });
    expect(await laptop.locator('time').getAttribute('title')).toBe('19 Nov 2026, 18:03');
    expect(await laptop.locator('time').getAttribute('datetime')).toBe('2026-11-19T23:03:55.467Z');
    expect(await page.getByRole('heading', { level: 1 }).locator('..').innerText()).toContain('20 Nov 2026, 03:00');
    await page.getByText('Times are in America/New_York.').waitFor();
    await page.context().close();
  });

  test('shows the policies that disagree on a setting, and how far an action has come', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example' });
    const { primary } = its.service.database;
    const ofSomebody = (from: string) =>
      primary(from)
        .join('devices as d', 'd.id', `${from.split(' as ')[1]}.device_id`)
        .join('users as u', 'u.id', 'd.user_id')
        .first('u.user_principal_name as upn', 'u.display_name as name', 'd.device_name as device');
    const conflict = await ofSomebody('policy_states as p').where({ 'p.kind': 'CONFIGURATION', 'p.state': 'CONFLICT' });
    const action = await ofSomebody('device_actions as a').where({ 'a.state': 'PENDING' });

    await selectUser(page, conflict.upn, conflict.name);
    await section(page, 'Devices').getByRole('button', { name: conflict.device }).click();
    await page
      .getByRole('dialog')
      .getByText(/^Set differently by .+ and .+/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Close' }).click();

    await selectUser(page, action.upn, action.name);
    await section(page, 'Devices').getByRole('button', { name: action.device }).click();
    const actions = page.getByRole('dialog').getByRole('region', { name: 'Remote actions' });
    await actions.getByRole('row').filter({ hasText: 'Pending' }).first().waitFor();
    await page.context().close();
  });

  test('keeps in sight how old the oldest part of a device is, over whatever of it is read', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example', viewport: { width: 1280, height: 600 } });
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'InspectDevice') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      data.device.syncedAt = new Date(Date.now() - 30_000).toISOString();
      data.device.configurationStates[1].syncedAt = noonIn(-90).toISOString();
      return route.fulfill({ response, json: { data } });
    });
    await selectUser(page, 'dubois', 'Marc Dubois');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog');
    const details = panel.getByRole('region', { name: 'Details' });
    expect(await details.innerText()).toContain('Read just now');
    await panel.getByRole('region', { name: 'Remote actions' }).scrollIntoViewIfNeeded();
    const age = await panel.getByText(/^Data as of .* \(90 days ago\)$/).boundingBox();
    expect(age?.y).toBeGreaterThan(0);
    expect((await details.boundingBox())?.y).toBeLessThan(0);
    await page.context().close();
  });

  test('leaves a search and a device with Escape, and does not come back to the device', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example' });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const search = page.getByRole('combobox');
    await search.fill('chevalier');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await search.inputValue()).toBe('chevalier');
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');

    const address = page.url();
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).press('Enter');
    await page.getByRole('dialog', { name: 'PAR-IPH-0231' }).waitFor();
    expect(page.url()).not.toBe(address);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await section(page, 'Devices').waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  test('explains failed enrolments', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example' });
    const [failed] = await its.service.database
      .primary('enrollment_failures as f')
      .join('users as u', 'u.id', 'f.user_id')
      .where({ 'f.category': 'DEVICE_NOT_SUPPORTED' })
      .select('u.user_principal_name as upn', 'u.display_name as name');
    await selectUser(page, failed.upn, failed.name);

    expect(await textOf(page, 'Enrolment failures')).toMatch(
      /Device not supported\s+.*does not meet the minimum requirements of Intune/,
    );
    await page.getByRole('button', { name: 'Français' }).click();
    await section(page, 'Échecs d’inscription')
      .getByText('L’appareil ne remplit pas les conditions minimales d’Intune.')
      .waitFor();
    await page.context().close();
  });

  test('speaks the browser’s language from the start', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example', locale: 'fr-FR', path: '/roles' });
    await page.getByRole('link', { name: 'Opérateur de support technique' }).click();
    await page.getByRole('heading', { level: 1, name: 'Opérateur de support technique' }).waitFor();
    await page.getByRole('heading', { name: 'Affectations' }).waitFor();

    expect(await page.getByText('Applications mobiles\u00a0: Lecture').count()).toBe(1);
    await page.getByRole('link', { name: 'Rôles Intune' }).first().click();
    await page.getByRole('link', { name: 'Opérateur en lecture seule' }).click();
    await page.getByText('N’accorde rien\u00a0: Elle porte une balise d’étendue').waitFor();

    await page.reload();
    await page.getByLabel('Jeton d’accès').waitFor();
    await page.context().close();
  });

  test('tells split what is out of scope, and what of a list is', async () => {
    const { page } = await open({ as: 'split@contoso.example' });
    await selectUser(page, 'chevalier', 'Salomé Chevalier');
    expect(await textOf(page, 'Devices')).toContain('This is outside the scope of your role.');
    expect(await barriers(page)).toEqual([]);

    await selectUser(page, 'noemie blanc', 'Noémie Blanc');
    const shown = section(page, 'Devices').getByRole('rowheader').getByRole('button');
    expect(await shown.allInnerTexts()).toEqual(['LYO-VAN-T01']);
    expect(await textOf(page, 'Devices')).toContain('This list may be incomplete: your scope hides some items.');
    await page.context().close();
  });

  test('names and describes the built-in roles in the language of the page, and the others as they are', async () => {
    const { page } = await openPortal(its.browser, its.service, {
      as: 'admin@contoso.example',
      path: '/roles',
      locale: 'fr-FR',
    });
    const role = (name: string) => page.getByRole('rowheader').filter({ hasText: name });
    await role('Opérateur de support technique').getByText('Tâches à distance sur les utilisateurs').waitFor();
    await role('App support').getByText('Reads applications and their installations').waitFor();
    await page.getByRole('link', { name: 'Opérateur en lecture seule' }).click();
    await page.getByText('Voit tout, ne modifie rien').waitFor();
    await page.context().close();
  });

  test('shows who can assign roles to whoever cannot', async () => {
    const { page } = await open({ as: 'helpdesk@contoso.example', path: '/roles' });
    await page.getByRole('link', { name: 'Help Desk Operator' }).click();
    await page.getByText('Assigning roles needs Roles: Assign, which you do not have.').waitFor();

    await page.getByRole('main').getByText('Håkon Bjørnstad').waitFor();
    expect(await page.getByRole('link', { name: 'Assign', exact: true }).count()).toBe(0);
    await page.context().close();
  });

  test('assigns a role in five steps, after telling what that changes, and the member has it at once', async () => {
    const member = await operatorWith(its.service);
    await its.service.database.writer('group_search').insert({ key: 'portal', group_id: keyOf('Group', member.group) });
    const theirs = await open({ as: member.as });
    await theirs.page.getByRole('heading', { name: 'You have no role yet' }).waitFor();
    await theirs.page.getByRole('button', { name: 'Check again' }).click();
    await theirs.page.getByText('Nothing has changed yet.').waitFor();

    const { page } = await open({ as: 'admin@contoso.example', path: '/roles' });
    await page.getByRole('link', { name: 'Help Desk Operator' }).click();
    const assignments = section(page, 'Assignments');
    expect(await assignments.getByRole('row').last().innerText()).toMatch(/\sFrom Intune$/);
    await assignments.getByRole('link', { name: 'Assign', exact: true }).click();
    await page.getByRole('button', { name: 'Review changes' }).click();
    const refused = page.getByRole('alert');
    await refused.filter({ hasText: 'Select at least one group of operators.' }).waitFor();
    expect(await refused.allInnerTexts()).toEqual(
      expect.arrayContaining(['Enter a name.', 'Select a scope for the role.']),
    );

    const name = page.getByLabel('Assignment name (required)');
    expect(await name.and(page.locator(':focus')).count()).toBe(1);
    const described = await name.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).innerText()).toBe('Enter a name.');
    for (const [picker, problem] of [
      ['Add a member group', 'Select at least one group of operators.'],
      ['Add a scope group', 'Select a scope for the role.'],
    ] as const) {
      const field = page.getByRole('combobox', { name: picker });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
      const told = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()));
      expect(told).toContain(problem);
    }

    await name.fill('Portal trial');
    await page.getByLabel('Assignment description (optional)').fill('Made through the page');
    const members = page.getByRole('group', { name: 'Members (Groups)' });
    await members.getByRole('combobox').fill('portal');
    await page.getByRole('option', { name: /^operator-/ }).click();
    await page.getByRole('radio', { name: 'All users and all devices' }).check({ force: true });
    await page.getByRole('button', { name: 'Review changes' }).click();
    const review = page.getByRole('status').filter({ hasText: 'What will change' });
    await review.waitFor();
    expect(await review.innerText()).toMatch(
      /1 operator: new permissions \(.*Organization: Read.*\), \d+ additional users/,
    );
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Portal trial was assigned and is in effect.').waitFor();
    await assignments.getByRole('row', { name: /^Portal trial .* Created here$/ }).waitFor();

    await theirs.page.getByRole('button', { name: 'Check again' }).click();
    await selectUser(theirs.page, 'dubois', 'Marc Dubois');
    expect(await section(theirs.page, 'Devices').getByRole('row').count()).toBe(5);
    await page.context().close();
    await theirs.page.context().close();
  });

  test.each([
    {
      language: 'English',
      assign: 'Assign',
      members: 'Add a member group',
      scope: 'Add a scope group',
      told: [
        'Not a security group, so it cannot be given a role.',
        'Not a security group, so it cannot be part of a scope.',
      ],
    },
    {
      language: 'Français',
      assign: 'Affecter',
      members: 'Ajouter un groupe de membres',
      scope: 'Ajouter un groupe d’étendue',
      told: [
        'Ce n’est pas un groupe de sécurité\u00a0: il ne peut pas recevoir de rôle.',
        'Ce n’est pas un groupe de sécurité\u00a0: il ne peut pas faire partie d’une étendue.',
      ],
    },
  ])('offers only security groups, as members and as scope, and says so in $language', async (words) => {
    const { page } = await open({ as: 'admin@contoso.example', path: '/roles' });
    if (words.language !== 'English') await page.getByRole('button', { name: words.language }).click();
    await page.getByRole('link', { name: /^(Help Desk Operator|Opérateur de support technique)$/ }).click();
    await page.getByRole('link', { name: words.assign, exact: true }).click();
    const told: string[] = [];
    for (const picker of [words.members, words.scope]) {
      const box = page.getByRole('combobox', { name: picker });
      await box.fill('sales');
      const option = page.getByRole('option', { name: 'Sales Europe' });
      await option.waitFor();
      expect(await option.getAttribute('aria-disabled')).toBe('true');
      told.push((await option.innerText()).replace(/^Sales Europe\n/, ''));
      await option.click({ force: true });
      await box.press('Escape');
      expect(await page.getByRole('list', { name: /^(Selected groups|Groupes sélectionnés)$/ }).count()).toBe(0);
      const allowed = page.getByRole('option', { name: 'Sales – all countries' });
      await box.fill('sales all');
      await allowed.click();
      await page.getByRole('list', { name: /^(Selected groups|Groupes sélectionnés)$/ }).waitFor();
      await page.getByRole('button', { name: /^(Remove|Retirer) Sales – all countries$/ }).click();
    }

    expect(told).toEqual(words.told);
    await page.context().close();
  });

  test('reads the operator’s own rights again with the page', async () => {
    const member = await operatorWith(its.service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
    const { page, asked } = await open({ as: member.as });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const lacking = page.getByText('Your role lacks permissions for troubleshooting');
    await lacking.waitFor();
    const heading = page.getByRole('heading', { level: 1 });
    const [note, bar] = await Promise.all(
      [lacking.locator('..'), heading.locator('../..')].map((one) => one.boundingBox()),
    );
    expect((note?.y ?? 0) + (note?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    const roleId = await idOfAdministered(its.service, 'createRole', {
      displayName: 'All four reads',
      permissions: TROUBLESHOOTING,
    });
    const given = { roleId, displayName: 'All four reads', memberGroupIds: [member.group], scope: EVERYWHERE };
    await idOfAdministered(its.service, 'createRoleAssignment', given);
    await page.getByRole('button', { name: 'Reload' }).click();
    await lacking.waitFor({ state: 'detached' });
    await section(page, 'Devices').getByRole('row').nth(4).waitFor();
    expect(asked.filter((name) => name === 'Viewer')).toHaveLength(2);
    await page.context().close();
  });

  test('tells who may not read groups that these are unreadable, not absent', async () => {
    const { as } = await operatorWith(its.service, { permissions: ['ROLES_READ', 'ROLES_ASSIGN'], scope: EVERYWHERE });
    const { page } = await open({ as, path: '/roles' });
    await page.getByRole('link', { name: 'Help Desk Operator' }).click();
    await page.getByText('Part of this needs the permission Organization: Read').waitFor();

    expect(await section(page, 'Assignments').getByRole('row').last().innerText()).toContain('no access');
    expect(await page.getByRole('main').innerText()).not.toMatch(/none visible to you|Assigning roles needs/);
    await page.context().close();
  });

  test('says of a user without devices and policies only that there are none', async () => {
    const { primary } = its.service.database;
    const bare = await primary('users as u')
      .whereNotNull('u.display_name')
      .whereNotExists(primary('devices as d').select('d.id').whereRaw('d.user_id = u.id'))
      .whereNotExists(primary('user_app_protection_policies as p').select('p.policy_id').whereRaw('p.user_id = u.id'))
      .first('u.id as id');
    const { page } = await open({ as: 'admin@contoso.example', path: `/troubleshooting/${toNodeId('User', bare.id)}` });
    await section(page, 'User status').waitFor();

    expect(await textOf(page, 'User status')).toContain('No devices');
    expect(await textOf(page, 'User status')).not.toMatch(/compliant|apps? failed|protected app/);
    expect(await textOf(page, 'Devices')).toContain('No device has this user as its primary user.');
    expect(await textOf(page, 'App protection status')).toContain('No app protection policy targets this user.');

    const targeted = await needed(primary('user_app_protection_policies').limit(1).pluck('user_id'));
    await asImport(its.service, (trx) => trx('app_protections').where({ user_id: targeted }).delete());
    await page.goto(`${its.service.url}/troubleshooting/${toNodeId('User', targeted)}`);
    await signIn(page, await its.service.token('admin@contoso.example'));
    await section(page, 'User status').waitFor();
    expect(await textOf(page, 'App protection status')).toContain(
      'App protection policies target this user, but no app has reported yet.',
    );
    await page.context().close();
  });

  test('creates a troubleshooting role with the four reads already ticked', async () => {
    const { page } = await open({ as: 'admin@contoso.example', path: '/roles/new' });
    const ticked = () => page.getByRole('checkbox', { checked: true }).evaluateAll((boxes) => boxes.length);
    await page.getByLabel('Role name (required)').fill('First line');
    expect(await ticked()).toBe(4);
    await page.getByRole('checkbox', { name: 'Roles: Read' }).check({ force: true });
    const ids: string[] = [];
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON();
      if (operationName === 'CreateRole') ids.push(variables.input.clientMutationId);
      // The role is created, but the response does not arrive.
      if (ids.length === 1 && (await route.fetch()))
        return route.fulfill({ contentType: 'application/json', body: '{"data":{' });
      return route.continue();
    });
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'First line' }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: 'First line was created. It is not assigned to anyone yet.' })
      .waitFor();
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);

    expect(await page.getByRole('main').getByRole('listitem').allInnerTexts()).toHaveLength(5);
    await page.context().close();
  });

  test.each([1280, 1024, 900, 800, 320])('breaks no word and overflows nothing at a width of %d', async (width) => {
    const { page } = await open({ as: 'admin@contoso.example', viewport: { width, height: 900 } });
    await selectUser(page, 'dubois', 'Marc Dubois');
    for (const [other, devices] of [
      ['English', 'Devices'],
      ['Français', 'Appareils'],
    ] as const) {
      await openMenu(page);
      const offered = page.getByRole('button', { name: other });
      if ((await offered.count()) > 0) await offered.click();
      await page.keyboard.press('Escape');
      await section(page, devices).waitFor();
      expect(await page.evaluate(CUT)).toEqual([]);
      await section(page, devices).getByRole('button', { name: 'PAR-LT-0412' }).click();
      await page.getByRole('dialog').getByRole('region').nth(4).waitFor();
      expect(await page.evaluate(CUT)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await openMenu(page);
    await page.getByRole('link', { name: 'Rôles Intune' }).click();
    await page.getByRole('link', { name: 'Opérateur de support technique' }).waitFor();
    expect(await page.evaluate(CUT)).toEqual([]);
    await page.context().close();
  });

  test('asked no other host, and the browser had nothing to complain of', () => {
    expect(opened.length).toBeGreaterThan(10);
    expect(opened.flatMap(({ foreign }) => foreign)).toEqual([]);
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
