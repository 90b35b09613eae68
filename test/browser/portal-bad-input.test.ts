import type { Page } from 'playwright-core';
import { bidiIsolated } from '../../src/resolving/bidi';
import { toNodeId } from '../../src/resolving/node-id';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { openPortal, section } from '../support/portal';
import { asImport } from '../support/service';

const HELPDESK = 'helpdesk@contoso.example';
const PHONE = { width: 320, height: 800 };
const APPS = 5_000;

/** Names as tenants have them, and as somebody could enter them. */
const NAMES = {
  Arabic: 'محمد عبد الله (الرياض)',
  Hebrew: 'שרה כהן – HQ 2',
  Japanese: '株式会社田中 健二',
  Devanagari: 'राजेश कुमार',
  stacked: `Z${'\u0301\u0302\u0303\u0308'.repeat(20)}algo`,
  emoji: '👩🏽‍🚒 on call 🏳️‍🌈',
  overriding: '\u202Etxet desrever',
  unbroken: 'W'.repeat(180),
  markup: '"><img src=x onerror="document.title=1"><script>document.title=2</script>&amp;',
} as const;

inBrowser('The portal, given bad input,', (its) => {
  let marc: string;
  let laptop: string;

  beforeAll(async () => {
    const { primary } = its.service.database;
    marc = await needed(primary('users').where('upn_key', 'marc.dubois@contoso.example').pluck('id'));
    laptop = await needed(primary('devices').where('device_name', 'PAR-LT-0412').pluck('id'));
  });

  const open = async (path: string, options: Parameters<typeof openPortal>[2] = {}) =>
    openPortal(its.browser, its.service, { as: HELPDESK, path, ...options });
  const pathOf = () => `/troubleshooting/${toNodeId('User', marc)}`;
  const scrolled = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

  test('shows the first of 5,000 app states, failures first, and reads on', async () => {
    const { primary } = its.service.database;
    const state = await needed(primary('app_install_states').where({ device_id: laptop, state: 'INSTALLED' }));
    const app = await needed(primary('apps').where({ id: state.app_id }));
    const made = Array.from({ length: APPS }, (_, i) => `app ${String(i).padStart(4, '0')}`);
    await asImport(its.service, async (trx) => {
      const apps = made.map((id) => ({ ...app, id, display_name: id, name_key: id }));
      const states = made.map((id) => ({ ...state, app_id: id, name_key: id }));
      await trx.batchInsert('apps', apps, 100);
      await trx.batchInsert('app_install_states', states, 100);
    });
    const { page } = await open(`${pathOf()}?device=${toNodeId('Device', laptop)}`);
    const apps = page.getByRole('dialog').getByRole('region', { name: 'Apps' });
    const end = apps.getByText(/^\d+ of [\d,]*5[,.]?\d{3}$/);
    await end.waitFor();
    const before = Number.parseInt(await end.innerText(), 10);
    expect(before).toBeLessThanOrEqual(100);
    expect(await apps.getByRole('rowheader').first().innerText()).toContain('Adobe Acrobat Reader DC');
    await apps.getByRole('button', { name: 'Show more' }).click();
    await apps.getByText(new RegExp(`^${before + 100} of `)).waitFor();
    await page.context().close();
  });

  test.each(Object.entries(NAMES))('shows names as they are written: %s', async (_, name) => {
    const { primary } = its.service.database;
    const groups = await primary('group_members').where({ member_id: marc }).pluck('group_id');
    await asImport(its.service, async (trx) => {
      await trx('users').where({ id: marc }).update({ display_name: name });
      await trx('devices').where({ id: laptop }).update({ device_name: name });
      await trx('groups').whereIn('id', groups).update({ display_name: name });
    });
    const { page, complaints, foreign } = await open(pathOf(), { viewport: PHONE });
    const device = section(page, 'Devices').getByRole('button', { name: name.trim(), exact: true });
    await device.waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    expect(await page.title()).toBe(`${bidiIsolated(name)} – Troubleshooting`);
    expect(await section(page, 'Group membership').getByText(name, { exact: true }).count()).toBeGreaterThan(0);
    // A name of another direction, even one that overrides it, turns nothing round it.
    expect(await device.locator('bdi').textContent()).toBe(name);
    expect(await scrolled(page)).toBe(PHONE.width);
    await device.click();
    await page.getByRole('dialog').getByRole('region', { name: 'Details' }).waitFor();
    expect(await scrolled(page)).toBe(PHONE.width);
    expect(await page.getByRole('dialog').getByRole('heading').first().textContent()).toBe(name);
    expect(await page.locator('main img, main script, [onerror]').count()).toBe(0);
    expect([complaints, foreign]).toEqual([[], []]);
    await page.context().close();
  });

  test('fits names of one long word into the cells of its tables', async () => {
    const long = NAMES.unbroken;
    await asImport(its.service, async (trx) => {
      await trx('groups').update({ display_name: long });
      await trx('policies').update({ display_name: long });
      await trx('devices').where({ id: laptop }).update({ device_name: long });
    });
    const { page } = await open(pathOf());
    const assigned = section(page, 'Assigned policies and apps');
    await assigned.getByRole('button', { name: 'Show what is assigned' }).click();
    await assigned.getByRole('table', { name: 'Policies' }).getByText(long).first().waitFor();
    expect(await scrolled(page)).toBe(1400);
    await page.context().close();

    const roles = (await open('/roles', { as: 'admin@contoso.example' })).page;
    await roles.getByRole('link', { name: 'Help Desk Operator' }).click();
    await roles.getByRole('table', { name: 'Assignments' }).getByText(long).first().waitFor();
    expect(await scrolled(roles)).toBe(1400);
    await roles.context().close();
  });

  test('says that the row of a copied link is no longer on the page of the user', async () => {
    const { page } = await open(`${pathOf()}?row=nothing`);
    await page.getByText('This row is no longer here').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  test('says that the device of a finding has gone, where its evidence is opened', async () => {
    const phone = await needed(
      its.service.database.primary('devices').where('device_name', 'PAR-IPH-0231').pluck('id'),
    );
    const { page } = await open(pathOf());
    const finding = page.locator('ol.findings > li').filter({ hasText: 'No Wi-Fi on PAR-IPH-0231' });
    await finding.waitFor();
    await asImport(its.service, (trx) => trx('devices').where({ id: phone }).delete());
    await finding.locator('.evidence a').first().click();
    const panel = page.getByRole('dialog');
    await panel.getByText('The device does not exist or is outside the scope of your role.').waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Reload' }).click();
    await finding.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
