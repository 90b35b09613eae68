import type { Page } from 'playwright-core';
import { toNodeId } from '../../src/resolving/node-id';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { holding, openMenu, openPortal, section, selectUser, signIn } from '../support/portal';
import { asImport } from '../support/service';

const HELPDESK = 'helpdesk@contoso.example';
const EVERYWHERE = { allUsers: true, allDevices: true };

inBrowser('The search of the portal', (its) => {
  const open = async (options: Parameters<typeof openPortal>[2] = {}): Promise<Page> =>
    (await openPortal(its.browser, its.service, { as: HELPDESK, path: '/', ...options })).page;
  const options = (page: Page) => page.getByRole('option');

  async function type(page: Page, text: string): Promise<void> {
    await page.getByRole('combobox').fill(text);
    await options(page).first().waitFor();
  }

  test.each([
    ['a serial number', '84VX05ZSRA'],
    ['an IMEI', '356116629896451'],
    ['the digits of a phone number that Microsoft shows', '3378'],
    ['the start of a device name', 'par-iph-0231'],
  ])('finds a device by %s, and opens it on the page of its user', async (_, text) => {
    const page = await open();
    await type(page, text);
    const devices = page.getByRole('group', { name: 'Devices' });
    expect(await devices.getByRole('option').allInnerTexts()).toEqual([
      expect.stringMatching(/^PAR-IPH-0231\s+Marc Dubois · 84VX05ZSRA/),
    ]);
    await page
      .getByRole('status')
      .filter({ hasText: /^1 result$/ })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'PAR-IPH-0231' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois', includeHidden: true }).waitFor();
    await page.context().close();
  });

  test('shows people and devices in groups, and opens the first of several with a second Enter', async () => {
    const page = await open();
    await type(page, 'par');
    await page.getByText('The first 25 of each kind are shown.').waitFor();
    const address = page.url();
    await type(page, 'mar');
    const people = page.getByRole('group', { name: 'People' }).getByRole('option');
    await page
      .getByRole('status')
      .filter({ hasText: /^\d+ results$/ })
      .waitFor();
    const first = (await people.first().innerText()).split('\n')[0] ?? '';
    await page.keyboard.press('Enter');
    await options(page).first().and(page.locator('[aria-selected=true]')).waitFor();
    expect(page.url()).toBe(address);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: first }).and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  test('opens a sole hit also when Enter comes before the answer', async () => {
    const page = await open();
    const answer = await holding(page, 'Find');
    await page.getByRole('combobox').fill('marc dubois');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Searching…' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Troubleshoot');
    answer();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    [
      'a link to another page',
      (page: Page) => page.getByRole('navigation').getByRole('link', { name: 'Roles' }).click(),
    ],
  ])('opens no sole hit of a late answer after %s', async (_, leave) => {
    const page = await open({ path: '/help' });
    const answer = await holding(page, 'Find');
    await page.getByRole('combobox').fill('marc dubois');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Searching…' }).waitFor();
    const asked = page.waitForResponse((response) => response.request().postDataJSON()?.operationName === 'Find');
    await leave(page);
    const address = page.url();
    answer();
    await asked;
    await page.getByRole('combobox').press('ArrowDown');
    await options(page).first().waitFor();
    expect(page.url()).toBe(address);
    await page.context().close();
  });

  test('marks the active option in forced colours, which take its background', async () => {
    const page = await open({ forcedColors: 'active' });
    await type(page, 'pa');
    await page.keyboard.press('ArrowDown');
    const outline = (selected: boolean) =>
      page.evaluate(
        `getComputedStyle(document.querySelector('[role=option][aria-selected=${selected}]')).outlineStyle`,
      );
    expect([await outline(true), await outline(false)]).toEqual(['solid', 'none']);
    await page.context().close();
  });

  test('says that nothing matches, below a hint that stays in sight', async () => {
    const page = await open();
    await page.getByRole('combobox').fill('zzzzz');
    const nothing = page.getByRole('status').filter({ hasText: 'No person or device in your scope matches.' });
    await nothing.waitFor();
    await page.keyboard.press('Enter');
    const [hint, list] = await Promise.all([
      page.getByText('Type the start of a name').boundingBox(),
      nothing.boundingBox(),
    ]);
    expect((hint?.y ?? 0) + (hint?.height ?? 0)).toBeLessThan(list?.y ?? 0);
    await page.context().close();
  });

  test('of the header stays open while its own message is pressed or copied, and closes with a press elsewhere', async () => {
    const page = await open({ path: '/help' });
    const field = page.getByRole('combobox');
    await field.fill('zzzzz');
    const nothing = page.getByRole('status').filter({ hasText: 'No person or device in your scope matches.' });
    await nothing.click();
    expect(await nothing.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await nothing.waitFor({ state: 'detached' });
    await field.and(page.locator(':focus')).waitFor();

    await page.route('**/graphql', (route) =>
      route.fulfill({
        status: 503,
        json: { errors: [{ message: 'Down.', extensions: { code: 'DATABASE_UNAVAILABLE' } }] },
      }),
    );
    await field.fill('dubois');
    const failed = page.getByRole('alert').filter({ hasText: 'The service sent an unexpected answer' });
    const sentence = failed.getByText('The service sent an unexpected answer');
    await sentence.dblclick({ position: { x: 20, y: 10 } });
    expect(await failed.isVisible()).toBe(true);
    expect(String(await page.evaluate('getSelection().toString()')).trim()).not.toBe('');
    await page.getByRole('heading', { level: 1 }).click();
    await failed.waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('lists the people and devices opened last, until the sign-out', async () => {
    const page = await open();
    expect(await options(page).count()).toBe(0);
    for (const text of ['marc dubois', 'isabelle faure']) {
      await type(page, text);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: new RegExp(text, 'i') }).waitFor();
    }
    await page.keyboard.press('/');
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await options(page).first().waitFor();
    expect((await options(page).allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'Isabelle Faure',
      'Marc Dubois',
    ]);
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(/Marc|Isabelle/);
    await options(page).filter({ hasText: 'Marc Dubois' }).click();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, await its.service.token(HELPDESK));
    await page.getByRole('link', { name: 'Troubleshooting' }).click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    // The address was still that of Marc Dubois.
    expect(await options(page).allInnerTexts()).toEqual([expect.stringMatching(/^Marc Dubois/)]);
    await page.context().close();
  });

  test('adds nothing to the history for the page that is shown, from the search or the menu', async () => {
    const page = await open({ path: '/help' });
    const entries = () => page.evaluate('history.length');
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const before = await entries();
    const shown = page.url();
    await type(page, 'marc dubois');
    await page.keyboard.press('Enter');
    await options(page).first().waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).and(page.locator(':focus')).waitFor();
    expect([await entries(), page.url()]).toEqual([before, shown]);
    await page.goBack();
    await page.waitForURL('**/help');
    await page.getByRole('link', { name: 'Help and support', exact: true }).click();
    await page.goForward();
    await page.waitForURL(shown);
    await page.context().close();
  });

  test('gives an operator without the directory the devices alone', async () => {
    const { as } = await operatorWith(its.service, { permissions: ['MANAGED_DEVICES_READ'], scope: EVERYWHERE });
    const page = await open({ as });
    await type(page, 'par-iph-0231');
    expect(await options(page).allInnerTexts()).toEqual([
      expect.stringMatching(/^PAR-IPH-0231\s+No user in your scope/),
    ]);
    await page.getByText('Part of this needs the permission Organization: Read').waitFor();
    await page.context().close();
  });

  test('keeps the header in one row on a phone, with the rest in a menu', async () => {
    const page = await open({ viewport: { width: 390, height: 844 } });
    await type(page, 'marc dubois');
    await page.keyboard.press('Enter');
    await section(page, 'Devices').waitFor();
    const header = page.getByRole('banner');
    expect((await header.boundingBox())?.height).toBeLessThanOrEqual(56);
    expect(await page.getByRole('link', { name: 'Intune roles' }).isVisible()).toBe(false);
    await page.evaluate('scrollTo(0, 900)');
    const bar = page.getByRole('heading', { level: 1 }).locator('../..');
    const { y, height } = (await bar.boundingBox()) ?? { y: -1, height: 99 };
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(57);

    await page.evaluate('scrollTo(0, 0)');
    await openMenu(page);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Menu' }).and(page.locator(':focus')).waitFor();
    await openMenu(page);
    await page.getByRole('link', { name: 'Intune roles' }).click();
    await page.getByRole('heading', { level: 1, name: 'Intune roles' }).waitFor();
    expect(await page.getByRole('button', { name: 'Menu' }).getAttribute('aria-expanded')).toBe('false');
    await page.context().close();
  });

  test('opens a device without a user on a page of its own', async () => {
    const lone = await its.service.database
      .primary('devices')
      .whereNull('user_id')
      .whereNotNull('device_name')
      .first('id', 'device_name as name', 'serial_number as serial');
    const page = await open();
    await type(page, lone.serial);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: lone.name }).and(page.locator(':focus')).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/devices/${toNodeId('Device', lone.id)}`);
    expect(await page.title()).toBe(`${lone.name} – Troubleshooting`);
    await section(page, 'Details').getByText(lone.serial).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('/');
    expect(await options(page).allInnerTexts()).toEqual([expect.stringContaining(lone.name)]);
    await page.context().close();
  });

  test('answers for the address of a device out of scope as for one that does not exist', async () => {
    const devices = its.service.database.primary('devices').where('device_name', 'like', 'LYO-%');
    const hidden = await needed(devices.pluck('id'));
    for (const id of [hidden, 'nothing']) {
      const page = await open({ as: 'helpdesk.paris@contoso.example', path: `/devices/${toNodeId('Device', id)}` });
      await page.getByRole('heading', { level: 1, name: 'Device not found' }).waitFor();
      expect(await page.getByRole('main').innerText()).not.toContain('LYO-');
      await page.context().close();
    }
  });

  test('names the device and its user in the tab while the panel is open', async () => {
    const page = await open();
    await type(page, 'par-iph-0231');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('region', { name: 'Details' }).waitFor();
    expect(await page.title()).toBe('PAR-IPH-0231 · Marc Dubois – Troubleshooting');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.title()).toBe('Marc Dubois – Troubleshooting');
    await page.context().close();
  });

  test.each([320, 1360, 1361])('has room beside a long name of an operator, %d pixels wide', async (width) => {
    const { as } = await operatorWith(its.service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
    await asImport(its.service, (trx) =>
      trx('users').where({ upn_key: as }).update({ display_name: 'Wolfeschlegelsteinhausenbergerdorff the Elder' }),
    );
    const page = await open({ as, path: '/team', locale: 'fr-FR', viewport: { width, height: 800 } });
    const field = await page.getByRole('banner').getByRole('combobox').boundingBox();
    expect(field?.width).toBeGreaterThan(150);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await openMenu(page);
    await page.getByRole('banner').getByText('Wolfeschlegelsteinhausenbergerdorff the Elder').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.context().close();
  });
});
