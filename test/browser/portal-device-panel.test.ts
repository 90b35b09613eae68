import type { Page } from 'playwright-core';
import { toNodeId } from '../../src/resolving/node-id';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { holding, openPortal, section, selectUser } from '../support/portal';

const HELPDESK = 'helpdesk@contoso.example';

inBrowser('The panel of a device', (its) => {
  async function openPanel(user: string, name: string, device: string, options: Parameters<typeof openPortal>[2] = {}) {
    const portal = await openPortal(its.browser, its.service, { as: HELPDESK, ...options });
    await selectUser(portal.page, user, name);
    // Without a name, the first device, which is the worst.
    await section(portal.page, 'Devices').getByRole('rowheader').getByRole('button', { name: device }).first().click();
    const panel = portal.page.getByRole('dialog');
    await panel.getByRole('region', { name: 'Details' }).waitFor();
    return { ...portal, panel };
  }

  test('shows the failed profiles before the facts, and folds what is in order', async () => {
    const { page, panel } = await openPanel('marc dubois', 'Marc Dubois', 'PAR-IPH-0231');
    const headings = await panel.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings.indexOf('Configuration profiles')).toBeLessThan(headings.indexOf('Details'));
    expect(headings.indexOf('Details')).toBeLessThan(headings.indexOf('Compliance'));

    const compliance = panel.getByRole('region', { name: 'Compliance' });
    const active = compliance.getByText('Is active: Compliant');
    expect(await active.isVisible()).toBe(false);
    await compliance.getByText(/^\d+ policies in order$/).click();
    for (const folded of await compliance.locator('details details > summary').all()) await folded.click();
    expect(await active.isVisible()).toBe(true);
    expect(await active.getAttribute('title')).toBe('DefaultDeviceCompliancePolicy.RequireRemainContact');

    const apps = panel.getByRole('table', { name: 'Apps' });
    expect(await apps.getByRole('rowheader').count()).toBe(0);
    await apps.getByRole('button', { name: /^\d+ apps in order$/ }).click();
    expect(await apps.getByRole('rowheader').count()).toBeGreaterThan(5);
    await page.context().close();
  });

  test('identifies the handset, and copies its numbers', async () => {
    const { page, panel } = await openPanel('marc dubois', 'Marc Dubois', 'PAR-IPH-0231', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await panel.getByRole('button', { name: 'Copy the serial number' }).click();
    await panel.getByText('Copied').first().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('84VX05ZSRA');
    const copyId = panel.getByRole('button', { name: 'Copy the device’s id' });
    await copyId.click();
    await copyId.getByText('Copied').waitFor();
    const id = new URL(page.url()).searchParams.get('device');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(id);
    const details = await panel.getByRole('region', { name: 'Details' }).innerText();
    expect(details).toMatch(/Primary user\s+Marc Dubois/);
    expect(details).toMatch(/Storage\s+\d+ GB free of \d+ GB/);
    expect(details).toMatch(/Encrypted\s+Yes/);
    await page.context().close();
  });

  test('copies the principal name, and leads to the user and the sign-in log in the admin centre', async () => {
    const { page, panel } = await openPanel('marc dubois', 'Marc Dubois', 'PAR-IPH-0231', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await panel.press('Escape');
    const person = page.getByRole('region', { name: 'Marc Dubois', exact: true });
    await person.getByRole('button', { name: 'Copy the principal name' }).click();
    await person.getByText('Copied').first().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('marc.dubois@contoso.example');
    const copyId = person.getByRole('button', { name: 'Copy the user’s id' });
    await copyId.click();
    await copyId.getByText('Copied').waitFor();
    expect(page.url()).toContain(String(await page.evaluate('navigator.clipboard.readText()')));
    const user = await person.getByRole('link', { name: 'Open in Intune: Marc Dubois' }).getAttribute('href');
    const log = await person.getByRole('link', { name: 'Sign-in log: Marc Dubois' }).getAttribute('href');
    expect(user).toMatch(/overview\/userId\/[\w-]{36}$/);
    expect(log).toBe(user?.replace('overview', 'SignIns'));
    await page.context().close();
  });

  type Way = (page: Page) => Promise<void>;
  test.each<[string, Way]>([
    ['the table', (page) => section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click()],
    ['the evidence of a finding', (page) => page.getByRole('link', { name: 'iOS – User certificate (SCEP)' }).click()],
    [
      'the search',
      async (page) => {
        await page.getByRole('combobox').fill('PAR-IPH-0231');
        await page.getByRole('option', { name: 'PAR-IPH-0231' }).click();
      },
    ],
  ])('leaves nothing in the history that Back would lead to, opened from %s', async (_, opening) => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/help' });
    await page.getByRole('navigation').getByRole('link', { name: 'Troubleshoot', exact: true }).click();
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const address = page.url();
    await opening(page);
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.waitFor();
    // The next device and the one before it take the place of the first.
    await page.keyboard.press(']');
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor();
    // Once too often: the page must stay.
    await page.evaluate(`for (let times = 0; times < 2; times++)
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))`);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    await page.context().close();
  });

  test('closes to the page of its user where a link led to the panel itself, and Back leads to where it was', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/' });
    await page.getByRole('combobox').fill('PAR-IPH-0231');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.waitFor();
    await panel.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot' }).waitFor();
    await page.context().close();
  });

  test('says in Intune’s words what the role allows there, and only where keys are', async () => {
    const { page, panel } = await openPanel('marc dubois', 'Marc Dubois', 'PAR-LT-0412');
    const steps = panel.getByRole('region', { name: 'Next steps in Intune' });
    expect(await steps.innerText()).toMatch(/Your role allows: Sync, Restart/);
    expect(await steps.innerText()).toContain('BitLocker recovery key');
    expect(await steps.innerText()).not.toContain('FileVault');
    expect(await steps.getByRole('link').getAttribute('href')).toMatch(
      /^https:\/\/intune\.microsoft\.com\/#view\/.*mdmDeviceId/,
    );
    await page.context().close();
  });

  test('makes the states of another user loud, with a link to that user', async () => {
    const { page, panel } = await openPanel('lucie garnier', 'Lucie Garnier', '');
    const told = panel.getByText('Evaluated for another user:').first();
    await told.getByRole('link', { name: 'hugo.fontaine@contoso.example' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hugo Fontaine' }).waitFor();
    await page.context().close();
  });

  test('is closed by the link to the user below, so that Back leads on', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/help' });
    await page.getByRole('navigation').getByRole('link', { name: 'Troubleshoot', exact: true }).click();
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const address = page.url();
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.getByRole('link', { name: 'Marc Dubois' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await page.goBack();
    await page.waitForURL('**/troubleshooting');
    await page.context().close();
  });

  test('copies nothing of the user while its findings load', async () => {
    const { page } = await openPortal(its.browser, its.service, {
      as: HELPDESK,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    await page.evaluate("navigator.clipboard.writeText('before')");
    const goOn = await holding(page, 'InspectDevice');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('c');
    goOn();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.getByRole('button', { name: 'Copy for the ticket' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('before');
    await page.keyboard.press('c');
    await panel.getByText('Copied: paste it into the ticket.').waitFor();
    await page.context().close();
  });

  test('claims nothing in order on a device that never reported', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/' });
    await page.getByRole('combobox').fill('PAR-TAB-12');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'PAR-TAB-12' });
    await panel.getByRole('button', { name: /^\d+ apps in an unknown state$/ }).waitFor();
    for (const name of ['Compliance', 'Configuration profiles']) {
      await panel.getByRole('region', { name }).getByText('The device reported no settings.').waitFor();
    }
    expect(await panel.getByText(/ in order$/).count()).toBe(0);
    await page.context().close();
  });

  test('takes the states of the device itself for those of nobody else', async () => {
    const { primary } = its.service.database;
    const shared = await needed(primary('devices').where('device_name', 'BER-MTR-01').pluck('id'));
    const path = `/devices/${toNodeId('Device', shared)}`;
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path });
    for (const name of ['Compliance', 'Configuration profiles']) {
      await section(page, name).getByText('Evaluated for the device itself').waitFor();
    }
    expect(await page.getByText('Evaluated for another user:').count()).toBe(0);
    await page.context().close();
  });

  test('tells what happened in the order of time, and an expired certificate as expired', async () => {
    const { page, panel } = await openPanel('lena fischer', 'Lena Fischer', '');
    const details = await panel.getByRole('region', { name: 'Details' }).innerText();
    expect(details).toMatch(/Management certificate expires\s+expired \d+ days ago/);
    const times = await panel
      .getByRole('region', { name: 'Timeline' })
      .locator('time')
      .evaluateAll((all) => all.map((time) => (time as unknown as { dateTime: string }).dateTime));
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual([...times].sort().reverse());
    await page.context().close();
  });
});
