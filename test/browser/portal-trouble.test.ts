import type { Page, Route } from 'playwright-core';
import { toNodeId } from '../../src/resolving/node-id';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { holding, openPortal, section, selectUser, signIn } from '../support/portal';
import { asImport } from '../support/service';
import { until } from '../support/until';

const HELPDESK = 'helpdesk@contoso.example';
const IMPATIENCE = `
  window.timeout ??= AbortSignal.timeout;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 20);`;
const MARKUP = '<img src=x onerror="document.title=\'broken\'"><b>Bobby</b> & "Sons"';

inBrowser('The portal in trouble', (its) => {
  let marc: string;
  /** A user of 500 devices and more. */
  let fleetOwner: string;

  const idOf = (upn: string): Promise<string> =>
    needed(its.service.database.primary('users').where('upn_key', upn).pluck('id'));
  const pathOf = (id: string) => `/troubleshooting/${toNodeId('User', id)}`;

  beforeAll(async () => {
    marc = await idOf('marc.dubois@contoso.example');
    fleetOwner = await idOf('rachid.amrani@contoso.example');
    const [device] = await its.service.database.primary('devices').where({ user_id: marc });
    const devices = Array.from({ length: 500 }, (_, i) => {
      const name = `fleet-${String(i).padStart(3, '0')}`;
      return { ...device, id: name, device_name: name, name_key: name, user_id: fleetOwner, entra_device_id: null };
    });
    await asImport(its.service, (trx) => trx.batchInsert('devices', devices, 25));
  });

  const open = async (path: string, as = HELPDESK): Promise<Page> =>
    (await openPortal(its.browser, its.service, { as, path })).page;

  test.each([
    ['that never was', () => pathOf('00000000-0000-0000-0000-000000000000')],
    ['that is no id', () => '/troubleshooting/%3Cscript%3E'],
    ['of something else', () => `/troubleshooting/${toNodeId('Device', marc)}`],
  ])('says of an id %s that there is no such user, and lets another one be searched', async (_, path) => {
    const page = await open(path());
    await page.getByRole('heading', { level: 1, name: 'User not found' }).waitFor();
    await selectUser(page, 'dubois', 'Marc Dubois');
    await page.context().close();
  });

  test('answers for a user out of scope as for one that never was', async () => {
    const page = await open(pathOf(await idOf('lena.fischer@contoso.example')), 'helpdesk.paris@contoso.example');
    await page.getByRole('heading', { level: 1, name: 'User not found' }).waitFor();

    expect(await page.getByRole('main').innerText()).not.toMatch(/Lena|Fischer/);
    await page.context().close();
  });

  test('opens nothing for a copied link to the evidence on a device of somebody out of scope', async () => {
    const { primary } = its.service.database;
    const device = await needed(primary('devices').where('device_name', 'BER-LT-0093').pluck('id'));
    const link = `?device=${toNodeId('Device', device)}&row=Device.certificateExpiresAt`;
    const path = `${pathOf(await idOf('lena.fischer@contoso.example'))}${link}`;
    const page = await open(path, 'helpdesk.paris@contoso.example');
    await page.getByRole('heading', { level: 1, name: 'User not found' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);

    // The same device, in a link to a user in scope.
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`${pathOf(marc)}${link}`)})`);
    const panel = page.getByRole('dialog');
    await panel.getByText('The device does not exist or is outside the scope of your role.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('BER-LT-0093');
    await page.context().close();
  });

  test('tells an operator over everything which part the last sync could not read, and no other operator', async () => {
    const problem = 'Without remote actions: Graph refuses one device.';
    await its.service.database.writer('sync_kinds').insert({ kind: 'MANAGED_DEVICES', state: 'COMPLETED', problem });
    const text = `Managed devices: the last sync could not read everything. ${problem}`;
    const page = await open(pathOf(marc));
    await section(page, 'Tenant status').getByText(text).waitFor();
    await page.context().close();

    const other = await open(pathOf(marc), 'helpdesk.paris@contoso.example');
    await section(other, 'Tenant status').getByText('Subscription').waitFor();
    expect(await other.getByText(problem).count()).toBe(0);
    await other.context().close();
    await its.service.database.writer('sync_kinds').delete();
  });

  test('says that a device in the address does not exist, beside the page of its user', async () => {
    const page = await open(`${pathOf(marc)}?device=${toNodeId('Device', 'nothing')}`);
    await page.getByRole('dialog', { name: 'Device not found' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await section(page, 'Devices').getByRole('row').first().waitFor();
    await page.context().close();
  });

  test('asks for another token when it expires in mid-work, and loses nothing of what was typed', async () => {
    const admin = 'admin@contoso.example';
    const page = await open('/roles', admin);
    await page.getByRole('link', { name: 'Help Desk Operator' }).click();
    await page.getByRole('link', { name: 'Assign', exact: true }).click();
    await page.getByLabel('Assignment name (required)').fill('Night shift');
    await page.getByLabel('Assignment description (optional)').fill('Typed before the token expired');
    const refuse = (route: Route) => route.fulfill({ status: 401, json: { errors: [{ message: 'expired' }] } });
    await page.route('**/graphql', refuse);
    await page.getByRole('button', { name: 'Review changes' }).click();
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await again.getByLabel('Bearer token').fill('not.accepted');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByText('This token is not accepted.').waitFor();

    await page.unroute('**/graphql', refuse);
    await again.getByLabel('Bearer token').fill(await its.service.token(admin));
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'detached' });
    // The request that had to wait has been answered.
    await page.getByText('Select at least one group of operators.').waitFor();
    expect(await page.getByLabel('Assignment name (required)').inputValue()).toBe('Night shift');
    expect(await page.getByLabel('Assignment description (optional)').inputValue()).toBe(
      'Typed before the token expired',
    );
    await page.context().close();
  });

  test('counts down in the form of the sign-in when too many tokens were refused, and sends none before', async () => {
    const { page, asked } = await openPortal(its.browser, its.service);
    await page.route('**/graphql', (route) =>
      route.fulfill({
        ...{ status: 429, headers: { 'retry-after': '3' } },
        json: { errors: [{ message: 'Wait.', extensions: { code: 'RATE_LIMITED', retryAfter: 3 } }] },
      }),
    );
    const field = page.getByLabel('Bearer token');
    await field.fill(await its.service.token(HELPDESK));
    await field.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'cannot sign you in at the moment (status 429)' }).waitFor();
    await page.getByRole('button', { name: /^Try again in [123] s$/, disabled: true }).waitFor();
    expect(await field.and(page.locator(':focus')).count()).toBe(1);
    await field.press('Enter');
    expect(asked).toEqual(['Viewer']);

    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').waitFor();
    await page.context().close();
  });

  test('lets whoever is asked for another token sign out instead', async () => {
    const page = await open('/roles');
    const role = page.getByRole('link', { name: 'Help Desk Operator' });
    await role.waitFor();
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 401, json: { errors: [{ message: 'expired' }] } }),
    );
    await role.click();
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshooting' }).waitFor();
    expect(await again.count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.context().close();
  });

  test.each([
    ['cannot be reached', (route: Route) => route.abort(), 'The service cannot be reached.'],
    ['fails behind a proxy', (route: Route) => route.fulfill({ status: 502, body: 'down' }), 'not available'],
    ['answers with an error of its own', (route: Route) => route.fulfill({ status: 500, body: 'down' }), 'status 500'],
    [
      'breaks off in the middle',
      (route: Route) => route.fulfill({ contentType: 'application/json', body: '{"data":{"user":{' }),
      'status 200',
    ],
  ])('says so when the graph %s, and tries again', async (_, fail, said) => {
    const page = await open('/troubleshooting');
    await selectUser(page, 'dubois', 'Marc Dubois');
    await page.route('**/graphql', fail);
    await page.getByRole('combobox').fill('chevalier');
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('chevalier');

    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('combobox').press('ArrowDown');
    await page.getByRole('option', { name: /Chevalier/ }).click();
    await page.getByRole('heading', { level: 1, name: /Chevalier/ }).waitFor();
    await page.context().close();
  });

  test.each([
    ['a page', { body: '<html>503</html>', contentType: 'text/html' }],
    ['nothing', { body: '' }],
  ])('waits as long as a proxy asks for that answers %s', async (_, answer) => {
    const page = await open('/troubleshooting');
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 503, headers: { 'retry-after': '2' }, ...answer }),
    );
    await page.getByRole('combobox').fill('dubois');
    await page.getByRole('alert').filter({ hasText: 'The service is not available at the moment.' }).waitFor();
    await page.getByRole('button', { name: 'Try again in 2 s' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await page.getByRole('option', { name: 'Marc Dubois' }).waitFor();
    await page.context().close();
  });

  const DOWN = {
    message: 'The database is not available.',
    extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 1 },
  };
  const outage = (route: Route) => route.fulfill({ status: 503, json: { errors: [DOWN] } });

  test('offers to try again when the service answers that its database is away', async () => {
    const page = await open('/troubleshooting');
    await page.route('**/graphql', outage);
    await page.getByRole('combobox').fill('dubois');
    await page.getByRole('alert').filter({ hasText: 'The database cannot be used' }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('This data could not be read.');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('combobox').press('ArrowDown');
    await page.getByRole('option', { name: 'Marc Dubois' }).waitFor();
    await page.context().close();
  });

  test('comes back to the search of the header when it is tried again with the keyboard', async () => {
    const page = await open('/help');
    await page.route('**/graphql', outage);
    await page.keyboard.press('/');
    await page.keyboard.type('dubois');
    await page.getByRole('button', { name: 'Try again', exact: true }).waitFor();
    await page.unroute('**/graphql');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Marc Dubois' }).waitFor();
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  test('keeps a page that cannot be read again, and says so above it', async () => {
    const page = await open(pathOf(marc));
    const devices = section(page, 'Devices').getByRole('row');
    await devices.first().waitFor();
    const shown = await devices.count();
    await page.route('**/graphql', outage);
    await page.getByRole('button', { name: 'Reload' }).click();
    const trouble = page.getByRole('alert').filter({ hasText: 'The database cannot be used' });
    await trouble.waitFor();
    expect(await devices.count()).toBe(shown);

    await page.unroute('**/graphql');
    const answer = await holding(page, 'TroubleshootUser');
    const retry = page.locator('.retry');
    await retry.filter({ hasText: /^Try again$/ }).click();
    await retry.and(page.locator(':focus')).filter({ hasText: 'Loading…' }).waitFor();
    expect(await trouble.count()).toBe(1);
    answer();
    await trouble.waitFor({ state: 'detached' });
    expect(await devices.count()).toBe(shown);
    expect(await page.getByRole('main').and(page.locator(':focus')).count()).toBe(1);
    await page.context().close();
  });

  test('says of a device that cannot be read that it cannot, not that there is none', async () => {
    const page = await open(pathOf(marc));
    await section(page, 'Devices').getByRole('row').first().waitFor();
    await page.route('**/graphql', outage);
    await section(page, 'Devices').getByRole('rowheader').getByRole('button').first().click();
    await page.getByRole('dialog', { name: 'Details' }).getByText('The database cannot be used').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.unroute('**/graphql');

    await page.getByRole('combobox').fill('dubois');
    await page.getByRole('option', { name: 'Marc Dubois' }).click();
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.context().close();
  });

  /** The form that assigns the help desk's role, with a name in it and everybody in its scope. */
  async function openAssignment(): Promise<Page> {
    const page = await open('/roles', 'admin@contoso.example');
    await page.getByRole('link', { name: 'Help Desk Operator' }).click();
    await page.getByRole('link', { name: 'Assign', exact: true }).click();
    await page.getByLabel('Assignment name (required)').fill('Night shift');
    await page.getByRole('radio', { name: 'All users and all devices' }).check({ force: true });
    return page;
  }

  test('keeps what is typed when the language is changed during an outage', async () => {
    const page = await openAssignment();
    await page.route('**/graphql', outage);
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('alert').filter({ hasText: 'La base de données est indisponible' }).waitFor();
    expect(await page.getByLabel('Nom d’affectation (obligatoire)').inputValue()).toBe('Night shift');

    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Nom d’affectation (obligatoire)').inputValue()).toBe('Night shift');
    await page.context().close();
  });

  test.each([
    ['on a page', HELPDESK],
    ['before the sign-in', undefined],
  ])('says that the other language cannot be loaded from a service that is stopped, %s', async (_, as) => {
    const { page } = await openPortal(its.browser, its.service, { ...(as !== undefined && { as }), path: '/help' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const stop = (route: Route) => route.abort();
    await page.route('**/*', stop);
    const french = page.getByRole('button', { name: 'Français' });
    await french.press('Enter');
    const failed = page.getByRole('alert').filter({ hasText: 'French could not be loaded. Check the connection.' });
    await failed.waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');

    await page.unroute('**/*', stop);
    await french.press('Enter');
    const english = page.getByRole('button', { name: 'English' });
    await english.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);

    await english.press('Enter');
    await french.waitFor();
    // What was loaded once needs no service.
    await page.route('**/*', stop);
    await french.press('Enter');
    await english.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });

  test('takes no review of what was changed meanwhile, and assigns what was reviewed', async () => {
    const page = await openAssignment();
    const sent: { displayName: string; dryRun?: boolean }[] = [];
    let letGo = () => {};
    let held: Promise<void> = Promise.resolve();
    const hold = () => {
      held = new Promise((resolve) => {
        letGo = resolve;
      });
    };
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON();
      if (operationName !== 'AssignRole') return route.continue();
      sent.push(variables.input);
      await held;
      return route.continue();
    });
    const members = page.getByRole('group', { name: 'Members (Groups)' });
    await members.getByRole('combobox').fill('paris');
    const group = page.getByRole('option', { name: /Paris/, disabled: false });
    await group.first().click();
    const name = page.getByLabel('Assignment name (required)');
    const review = page.getByRole('status').filter({ hasText: 'What will change' });

    hold();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await name.fill('Day shift');
    const answered = page.waitForResponse('**/graphql');
    letGo();
    await answered;
    const again = page.getByRole('button', { name: 'Review changes' });
    await again.waitFor();
    expect(await review.count()).toBe(0);

    await again.click();
    await review.waitFor();
    hold();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByRole('button', { name: 'Assigning…' }).waitFor();
    await name.press('Enter');
    letGo();
    await page.getByText('Day shift was assigned and is in effect.').waitFor();
    expect(sent.map(({ displayName, dryRun = false }) => [displayName, dryRun])).toEqual([
      ['Night shift', true],
      ['Day shift', true],
      ['Day shift', false],
    ]);
    await page.context().close();
  });

  /**
   * Leaves this operation without an answer, and gives the page less patience.
   * @returns a function that ends both
   */
  async function hang(page: Page, operation: string): Promise<() => Promise<void>> {
    await page.evaluate(IMPATIENCE);
    const never = (route: Route) =>
      route.request().postDataJSON().operationName === operation ? undefined : route.continue();
    await page.route('**/graphql', never);
    return async () => {
      await page.unroute('**/graphql', never);
      await page.evaluate('AbortSignal.timeout = timeout');
    };
  }

  test('says that it waits for a graph that hangs, gives up in time, and can ask again', async () => {
    const page = await open('/troubleshooting');
    const late = page.getByRole('alert').filter({ hasText: 'The service did not answer in time.' });
    const again = page.getByRole('button', { name: 'Try again' });
    await page.getByRole('combobox').fill('dubois');
    const option = page.getByRole('option', { name: 'Marc Dubois' });
    await option.waitFor();
    let answer = await hang(page, 'TroubleshootUser');
    await option.click();
    await page.getByRole('status').filter({ hasText: 'Loading…' }).waitFor();
    await late.waitFor();
    await answer();
    await again.press('Enter');
    const heading = page.getByRole('heading', { level: 1, name: 'Marc Dubois' });
    await heading.and(page.locator(':focus')).waitFor();

    answer = await hang(page, 'InspectDevice');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('status').filter({ hasText: 'Loading…' }).waitFor();
    await late.waitFor();
    await answer();
    await again.press('Enter');
    await panel.getByRole('region', { name: 'Compliance' }).waitFor();
    expect(await panel.and(page.locator(':focus')).count()).toBe(1);
    await page.context().close();
  });

  test('says that it failed, and how to go on, when the service does not say how to sign in', async () => {
    const { page } = await openPortal(its.browser, its.service);
    await page.addInitScript(IMPATIENCE);
    await page.route('**/portal.json', () => {});
    await page.reload();
    await page.getByRole('status').filter({ hasText: 'Loading…' }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'This page failed. Reload it' }).waitFor();
    await page.unroute('**/portal.json');
    await page.reload();
    await page.getByLabel('Bearer token').waitFor();
    await page.context().close();
  });

  test('keeps the page and what is typed when the service stops before a part of the portal is loaded', async () => {
    const page = await open('/roles/new', 'admin@contoso.example');
    await page.getByLabel('Role name').fill('Late shift');
    const failed = page.getByRole('alert').filter({ hasText: 'Part of this page could not be loaded.' });
    const retry = page.getByRole('button', { name: 'Try again' });
    const stop = (route: Route) => route.abort();
    await page.route('**/*', stop);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await failed.waitFor();
    await page.unroute('**/*', stop);
    await retry.click();
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.waitFor();
    await list.getByRole('button', { name: 'Close' }).click();
    expect(await page.getByLabel('Role name').inputValue()).toBe('Late shift');

    await page.route('**/*', stop);
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    await failed.waitFor();
    await page.unroute('**/*', stop);
    await retry.click();
    await page.getByRole('heading', { level: 1, name: 'Team findings' }).waitFor();
    // The style sheet of the page failed too.
    const columns = "getComputedStyle(document.querySelector('fieldset')).gridTemplateColumns";
    await until(async () => (await page.evaluate(columns)) !== 'none');
    await page.context().close();
  });

  test('keeps what is typed when the graph hangs over a form', async () => {
    const page = await openAssignment();
    const answer = await hang(page, 'AssignRole');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('button', { name: 'Checking…' }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'The service did not answer in time.' }).waitFor();
    expect(await page.getByLabel('Assignment name (required)').inputValue()).toBe('Night shift');

    await answer();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Select at least one group of operators.').waitFor();
    expect(await page.getByLabel('Assignment name (required)').inputValue()).toBe('Night shift');
    await page.context().close();
  });

  test('leaves an operator who went on while a form was sent on the page where they are', async () => {
    const page = await open('/roles/new', 'admin@contoso.example');
    const answer = await holding(page, 'CreateRole');
    await page.getByLabel('Role name').fill('Late shift');
    await page.getByRole('button', { name: 'Create' }).click();
    const created = page.waitForResponse(
      (response) => response.request().postDataJSON()?.operationName === 'CreateRole',
    );
    await page.getByRole('link', { name: 'Help and support' }).click();
    await page.getByRole('heading', { level: 1, name: 'Help and support' }).waitFor();
    answer();
    await created;
    await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).click();
    await page.getByRole('link', { name: 'Late shift' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Help and support' }).waitFor();
    await page.context().close();
  });

  test.each(['/device/1', '/nonsense'])('leads on from the mistyped address %s', async (path) => {
    const page = await open(path);
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    await page.getByRole('link', { name: 'Start with a search' }).click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['/troubleshooting/%ZZ', 'User not found'],
    ['/devices/%E0%A4', 'Device not found'],
    ['/%', 'Page not found'],
  ])('leads on from the address %s, whose percent signs are broken', async (path, heading) => {
    const page = await open(path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.getByRole('link', { name: 'Troubleshoot', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    await page.context().close();
  });

  test('says of an address below the roles that it leads nowhere, and leads on to the search', async () => {
    const page = await open('/roles/a/b/c', 'admin@contoso.example');
    await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    await page.getByRole('link', { name: 'Start with a search' }).click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    await page.context().close();
  });

  test('shows what a half answer holds, and says what could not be read', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      data.user.devices = null;
      const errors = [
        { message: 'Unexpected.', path: ['user', 'devices'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      ];
      return route.fulfill({ response, json: { data, errors } });
    });
    await selectUser(page, 'dubois', 'Marc Dubois');

    expect(await section(page, 'Devices').innerText()).toMatch(
      /This data could not be read\. Reference for support: [\w-]+/,
    );
    expect(await section(page, 'App protection status').getByRole('row').count()).toBeGreaterThan(1);
    await page.context().close();
  });

  test('says of each missing state and count whether it could not be read, or may not be', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    const at = {
      device: (place: number) => ['user', 'devices', 'nodes', place, 'appInstallSummary'],
      count: (name: string) => ['user', 'status', name],
    };
    const late = (path: unknown[]) => ({ message: 'Too late.', path, extensions: { code: 'TIMEOUT', retryAfter: 1 } });
    const hidden = (path: unknown[]) => ({
      message: 'Forbidden.',
      path,
      extensions: { code: 'FORBIDDEN', reason: 'OUT_OF_SCOPE' },
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      const { devices, status } = data.user;
      const [first, second] = ['PAR-IPH-0231', 'PAR-LT-0412'].map((name) =>
        devices.nodes.findIndex(({ deviceName }: { deviceName: string }) => deviceName === name),
      ) as [number, number];
      for (const place of [first, second]) devices.nodes[place].appInstallSummary = null;
      status.failedAppCount = null;
      status.noncompliantDeviceCount = null;
      const errors = [
        ...[late(at.device(first)), late(at.count('failedAppCount'))],
        ...[hidden(at.device(second)), hidden(at.count('noncompliantDeviceCount'))],
      ];
      return route.fulfill({ response, json: { data, errors } });
    });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const cells = (name: string) =>
      section(page, 'Devices').getByRole('row', { name }).getByRole('cell').allInnerTexts();
    expect(await cells('PAR-IPH-0231')).toContain('could not be read');
    expect(await cells('PAR-LT-0412')).toContain('no access');
    const status = await section(page, 'User status').getByRole('listitem').allInnerTexts();
    expect(status).toEqual(
      expect.arrayContaining(['Failed apps: could not be read', 'Devices not compliant: no access']),
    );
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('could not be read').first().waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('offers to try again where of all that was asked for the user alone could not be read', async () => {
    const page = await open('/troubleshooting');
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      const errors = [{ message: 'Unexpected.', path: ['user'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
      return route.fulfill({ response, json: { data: { ...data, user: null }, errors } });
    });
    await page.getByRole('combobox').fill('dubois');
    await page.getByRole('option', { name: 'Marc Dubois' }).click();
    await page.getByText('This data could not be read.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  /**
   * Makes a part of each answer to an operation fail.
   * @returns a function that ends this
   */
  async function withoutPart(page: Page, operation: string, ...path: string[]): Promise<() => Promise<void>> {
    const fail = async (route: Route) => {
      if (route.request().postDataJSON().operationName !== operation) return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      const owner = path.slice(0, -1).reduce((object, name) => object[name], data);
      owner[path.at(-1) ?? ''] = null;
      const errors = [{ message: 'Too late.', path, extensions: { code: 'TIMEOUT', retryAfter: 1 } }];
      return route.fulfill({ response, json: { data, errors } });
    };
    await page.route('**/graphql', fail);
    return () => page.unroute('**/graphql', fail);
  }

  test('offers to try again each part that failed where nothing else reads it again', async () => {
    const page = await open(pathOf(marc));
    const failed = page.getByText('This data could not be read. The service needed too long for this.');
    const retry = page.getByRole('button', { name: 'Try again', exact: true });
    const panel = page.getByRole('dialog');
    const steps: [string, string[], () => Promise<void>][] = [
      ['AssignedToUser', ['user', 'assignedPolicies'], () => page.getByText('Show what is assigned').click()],
      ['InspectDevice', ['device'], () => page.getByRole('button', { name: 'PAR-IPH-0231', exact: true }).click()],
      ['AssignedToDevice', ['device', 'assignedApps'], () => panel.getByText('Show what is assigned').click()],
    ];
    for (const [operation, path, act] of steps) {
      const answer = await withoutPart(page, operation, ...path);
      await act();
      await failed.waitFor();
      await answer();
      await retry.press('Enter');
      await failed.waitFor({ state: 'detached' });
    }
    expect(await panel.and(page.locator(':focus')).count()).toBe(1);
    await page.context().close();

    const roles = await open('/roles', 'admin@contoso.example');
    const answer = await withoutPart(roles, 'Role', 'role', 'assignments');
    await roles.getByRole('link', { name: 'Help Desk Operator' }).click();
    await roles.getByText('This data could not be read.').waitFor();
    await answer();
    await roles.getByRole('button', { name: 'Try again', exact: true }).click();
    await roles.getByRole('table', { name: 'Assignments' }).waitFor();
    await roles.context().close();
  });

  test('shows a display name with markup as it is written', async () => {
    const id = await idOf('ines.moreau@contoso.example');
    await asImport(its.service, (trx) => trx('users').where({ id }).update({ display_name: MARKUP }));
    const { page, complaints, foreign } = await openPortal(its.browser, its.service, {
      as: HELPDESK,
      path: pathOf(id),
    });
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Bobby' }).waitFor();

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(MARKUP);
    expect(await page.title()).toBe(`${MARKUP} – Troubleshooting`);
    expect([complaints, foreign]).toEqual([[], []]);
    await page.context().close();
  });

  test('reads all of 500 devices with their findings and puts the worst first, and claims nothing of the findings that it could not read', async () => {
    // The last device in the order of the graph, far beyond the first page, can no longer check in.
    const ended = { last_check_in_at: '2020-02-02T02:02:02.000Z', certificate_expires_at: '2020-03-03T03:03:03.000Z' };
    await asImport(its.service, (trx) => trx('devices').where({ id: 'fleet-499' }).update(ended));
    const page = await open(pathOf(fleetOwner));
    const shown = section(page, 'Devices');
    await shown.getByText(/^(5\d\d) of \1$/).waitFor();
    const names = await shown.getByRole('rowheader').getByRole('button').allInnerTexts();
    expect(names.slice(0, 3)).toContain('fleet-499');
    const findingsOf = (name: RegExp) => shown.getByRole('row', { name }).getByRole('cell').first().innerText();
    expect(await findingsOf(/^fleet-499 /)).toMatch(/^Blocker/);

    const more = shown.getByRole('button', { name: /more devices in the same state$/ });
    while ((await more.count()) > 0) await more.first().click();
    await shown.getByRole('button', { name: 'fleet-499' }).waitFor();
    expect(await shown.getByRole('button', { name: /^fleet-/ }).count()).toBe(500);
    expect(await shown.getByRole('cell', { name: '–', exact: true }).count()).toBe(0);

    await page.route('**/graphql', (route) =>
      route.request().postDataJSON().operationName === 'FindingsOfDevices' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: 'Reload' }).click();
    await shown.getByText('–', { exact: true }).first().waitFor();
    expect(await findingsOf(/^fleet-499 /)).toBe('–');
    await shown.getByText(/^The findings of 4\d\d devices could not be read\./).waitFor();
    await page.context().close();
  });

  test('says what a further page leaves out, once, and why there is no other one', async () => {
    const page = await open(pathOf(fleetOwner));
    const shown = section(page, 'Devices');
    await shown.getByText(/^(5\d\d) of \1$/).waitFor();
    const forbidden = (path: unknown[]) => ({
      message: 'Forbidden.',
      path: ['user', 'devices', ...path],
      extensions: { code: 'FORBIDDEN', reason: 'PERMISSION', missing: ['MOBILE_APPS_READ'] },
    });
    let asked = 0;
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'MoreDevices') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      // The right to see apps is taken away meanwhile, and then all of it.
      if (++asked > 2) {
        data.user.devices = null;
        return route.fulfill({ response, json: { data, errors: [{ ...forbidden([]), path: ['user', 'devices'] }] } });
      }
      data.user.devices.nodes[0].appInstallSummary = null;
      return route.fulfill({ response, json: { data, errors: [forbidden(['nodes', 0, 'appInstallSummary'])] } });
    });
    await page.getByRole('button', { name: 'Reload' }).click();
    await shown.getByText(/^250 of 5/).waitFor();
    const inPart = shown.getByText('Part of this needs the permission Mobile apps: Read, which you do not have.');
    expect(await inPart.count()).toBe(1);
    expect(await shown.getByText('no access', { exact: true }).count()).toBe(2);
    await shown.getByRole('button', { name: 'Show more' }).click();
    await shown.getByText('You do not have the permission Mobile apps: Read.').waitFor();
    await shown.getByText(/^250 of 5/).waitFor();
    await page.context().close();
  });

  test('weighs less than 230 kB compressed, whatever of it is opened', async () => {
    const found = new Map<string, number>();
    const follow = async (text: string): Promise<void> => {
      for (const [, name] of text.matchAll(/(?:assets\/|\.\/)([\w-]+\.(?:js|css))/g)) {
        const address = `${its.service.url}/assets/${name}`;
        if (found.has(address)) continue;
        const answer = await fetch(address, { headers: { 'accept-encoding': 'gzip' } });
        found.set(address, Number(answer.headers.get('content-length')));
        await follow(await answer.text());
      }
    };
    for (const path of ['/', '/signed-in']) await follow(await (await fetch(`${its.service.url}${path}`)).text());

    expect(found.size).toBeGreaterThan(5);
    // Nobody needs the messages of both languages.
    for (const other of ['en', 'fr']) {
      const loaded = [...found].filter(([address]) => !address.includes(`/assets/${other}-`));
      expect(loaded.length).toBe(found.size - 2);
      expect(loaded.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(230_000);
    }
  });

  test('stays signed out for who signs in and out again', async () => {
    const page = await open('/troubleshooting');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Bearer token').waitFor();
    await page.goBack().catch(() => null);
    await page.goto(`${its.service.url}/troubleshooting`);
    await page.getByLabel('Bearer token').waitFor();
    await signIn(page, await its.service.token(HELPDESK));
    await page.context().close();
  });
});
