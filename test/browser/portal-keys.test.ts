import type { Page } from 'playwright-core';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { openPortal, section, selectUser } from '../support/portal';

const HELPDESK = 'helpdesk@contoso.example';

inBrowser('The keys of the portal', (its) => {
  async function openMarc(): Promise<{ page: Page; asked: readonly string[] }> {
    const portal = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(portal.page, 'dubois', 'Marc Dubois');
    return portal;
  }
  const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

  test('move through the findings, and open the evidence of one', async () => {
    const { page } = await openMarc();
    const focused = page.locator('ol.findings > li:focus');
    const titles = await page.locator('ol.findings > li h3').allInnerTexts();
    await page.keyboard.press('j');
    expect(await focused.locator('h3').innerText()).toBe(titles[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused.locator('h3').innerText()).toBe(titles[1]);
    await page.keyboard.press('Enter');
    await dialog(page, 'PAR-IPH-0231').locator('[data-shown]').and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  test.each([
    [390, 600],
    [1400, 600],
    [844, 390],
  ])('leave a finding of the panel in sight, below its heading, at %d × %d', async (width, height) => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, viewport: { width, height } });
    await selectUser(page, 'dubois', 'Marc Dubois');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    await dialog(page, 'PAR-IPH-0231').getByRole('region', { name: 'Details' }).waitFor();
    await page.evaluate("document.querySelector('.panel').scrollTo(0, 9999)");
    await page.keyboard.press('k');
    // What is drawn at the top left corner of the finding is the finding.
    const isInSight = `(() => {
      const { left, top } = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(document.elementFromPoint(left + 2, top + 2));
    })()`;
    expect(await page.locator('[role=dialog] ol.findings > li:focus').count()).toBe(1);
    expect(await page.evaluate(isInSight)).toBe(true);
    await page.context().close();
  });

  test('have room for what they do in a list 320 pixels wide', async () => {
    const { page } = await openPortal(its.browser, its.service, {
      as: HELPDESK,
      viewport: { width: 320, height: 800 },
    });
    await selectUser(page, 'dubois', 'Marc Dubois');
    await page.keyboard.press('?');
    const list = dialog(page, 'Keyboard shortcuts');
    await list.waitFor();
    const widths = await list
      .locator('dd')
      .evaluateAll((all) => all.map((each) => (each as unknown as { clientWidth: number }).clientWidth));
    expect(widths.length).toBeGreaterThan(3);
    expect(Math.min(...widths)).toBeGreaterThan(100);
    await page.context().close();
  });

  test('go through the devices in the panel, and from there to the search', async () => {
    const { page } = await openMarc();
    await page.keyboard.press(']');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const buttons = section(page, 'Devices').getByRole('rowheader').getByRole('button');
    const [first = '', second = ''] = await buttons.allInnerTexts();
    await buttons.first().click();
    await dialog(page, first).waitFor();
    await page.keyboard.press(']');
    await dialog(page, second).getByRole('region', { name: 'Details' }).waitFor();
    await page.keyboard.press('[');
    await dialog(page, first).waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('combobox').inputValue()).toBe('');
    await page.context().close();
  });

  /** Presses a key of another keyboard, whose sign is not the one that a US keyboard has in this place. */
  const pressAt = (
    page: Page,
    code: string,
    key: string,
    held: { shiftKey?: boolean; modifierAltGraph?: boolean } = {},
  ) =>
    page.evaluate(`document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', ${JSON.stringify({ code, key, ...held, bubbles: true, cancelable: true })}),
    )`);

  test('are the signs that a French or German keyboard types, and its digits by their place', async () => {
    const { page } = await openMarc();
    const selected = page.locator('.topics [aria-keyshortcuts][aria-pressed=true]');
    const altGr = { modifierAltGraph: true };
    await pressAt(page, 'Digit5', '(');
    expect(await selected.innerText()).toMatch(/5$/);
    // French AltGr+5, and signs that mean nothing here.
    await pressAt(page, 'Digit5', '[', altGr);
    await pressAt(page, 'Digit3', '#', altGr);
    await pressAt(page, 'Digit4', '$', { shiftKey: true });
    expect(await selected.innerText()).toMatch(/5$/);
    await pressAt(page, 'Digit2', '2', { shiftKey: true });
    expect(await selected.innerText()).toMatch(/2$/);

    const buttons = section(page, 'Devices').getByRole('rowheader').getByRole('button');
    const [first = '', second = ''] = await buttons.allInnerTexts();
    await buttons.first().click();
    await dialog(page, first).waitFor();
    await pressAt(page, 'Digit9', ']', altGr);
    await dialog(page, second).waitFor();
    await pressAt(page, 'Digit8', '[', altGr);
    await dialog(page, first).waitFor();
    await pressAt(page, 'Digit7', '/', { shiftKey: true });
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.context().close();
  });

  test('leave the focus on the device whose panel was closed', async () => {
    const { page } = await openMarc();
    const buttons = section(page, 'Devices').getByRole('rowheader').getByRole('button');
    const [first = '', second = ''] = await buttons.allInnerTexts();
    await buttons.first().press('Enter');
    await dialog(page, first).waitFor();
    const link = page.url();
    await page.keyboard.press(']');
    await dialog(page, second).waitFor();
    await page.keyboard.press('Escape');
    await buttons.nth(1).and(page.locator(':focus')).waitFor();
    await page.context().close();

    // A copied link has no control that opened the panel.
    const path = link.slice(its.service.url.length);
    const { page: other } = await openPortal(its.browser, its.service, { as: HELPDESK, path });
    await dialog(other, first).waitFor();
    await other.keyboard.press('Escape');
    await other.getByRole('button', { name: first, exact: true }).and(other.locator(':focus')).waitFor();
    await other.context().close();
  });

  test('go only to devices that the filter of the list shows', async () => {
    const { page } = await openMarc();
    const devices = section(page, 'Devices');
    await devices.getByRole('button', { name: 'Problems' }).click();
    const buttons = devices.getByRole('rowheader').getByRole('button');
    const shown = await buttons.allInnerTexts();
    const last = shown.at(-1) ?? '';
    expect(shown).not.toContain('PAR-IPD-0044');
    await buttons.last().click();
    await dialog(page, last).getByRole('region', { name: 'Details' }).waitFor();
    await page.keyboard.press(']');
    const before = shown.at(-2) ?? '';
    await page.keyboard.press('[');
    await dialog(page, before).waitFor();
    await page.keyboard.press(']');
    await dialog(page, last).waitFor();
    await page.keyboard.press('Escape');

    // On a device that the filter hides, the keys go to a device that the filter shows.
    await devices.getByRole('button', { name: 'All' }).click();
    await devices.getByRole('button', { name: 'PAR-IPD-0044' }).click();
    await dialog(page, 'PAR-IPD-0044').waitFor();
    const { pathname, search } = new URL(page.url());
    await page.context().close();
    const other = (await openPortal(its.browser, its.service, { as: HELPDESK, path: pathname })).page;
    await section(other, 'Devices').getByRole('button', { name: 'Problems' }).click();
    await other.evaluate(`history.pushState({ isOverPage: true }, '', ${JSON.stringify(search)})`);
    await dialog(other, 'PAR-IPD-0044').waitFor();
    await other.keyboard.press('[');
    await dialog(other, last).waitFor();
    await other.context().close();
  });

  test('leave the focus on what opened the panel, also where the address names a row of the page', async () => {
    const { page } = await openMarc();
    const path = `${new URL(page.url()).pathname}?row=User.userPrincipalName`;
    await page.context().close();
    const other = (await openPortal(its.browser, its.service, { as: HELPDESK, path })).page;
    const row = other.locator('[data-row="User.userPrincipalName"]');
    await row.and(other.locator(':focus')).waitFor();
    const openers = [
      section(other, 'Devices').getByRole('button', { name: 'PAR-LT-0412', exact: true }),
      other.getByRole('link', { name: 'iOS – User certificate (SCEP)' }),
    ];
    for (const opener of openers) {
      await opener.press('Enter');
      await other.getByRole('dialog').getByRole('region', { name: 'Details' }).waitFor();
      await other.keyboard.press('Escape');
      await other.getByRole('dialog').waitFor({ state: 'detached' });
      await other.waitForURL(`**${path}`);
      // The focus comes back in the frames after that.
      await other.evaluate(
        'new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(go))))',
      );
      expect(await opener.and(other.locator(':focus')).count()).toBe(1);
    }
    await other.context().close();
  });

  test('read the page again, but not while somebody types', async () => {
    const { page, asked } = await openMarc();
    const reads = () => asked.filter((name) => name === 'TroubleshootUser').length;
    const again = page.waitForResponse((answer) => answer.request().postDataJSON().operationName === 'Viewer');
    await page.keyboard.press('r');
    await again;
    expect(reads()).toBe(2);
    await page.keyboard.press('/');
    await page.keyboard.press('r');
    expect(await page.getByRole('combobox').inputValue()).toBe('r');
    await page.keyboard.press('Control+r').catch(() => null);
    expect(reads()).toBe(2);
    await page.context().close();
  });

  test('are listed as far as they do something on the page', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/help' });
    await page.keyboard.press('?');
    const list = dialog(page, 'Keyboard shortcuts');
    await list.waitFor();
    expect(await list.getByRole('term').allInnerTexts()).toEqual(['/', '?']);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });

    await selectUser(page, 'dubois', 'Marc Dubois');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    expect((await list.getByRole('definition').allInnerTexts()).slice(0, 4)).toEqual([
      ...['Search', 'Subject of the call', 'Next or previous finding', 'Open the evidence of the finding'],
    ]);
    await list.getByRole('button', { name: 'Close' }).click();
    await page.context().close();

    const french = await openPortal(its.browser, its.service, { as: HELPDESK, path: '/team', locale: 'fr-FR' });
    await french.page.keyboard.press('?');
    await dialog(french.page, 'Raccourcis clavier').getByText('Entrée', { exact: true }).waitFor();
    await french.page.context().close();
  });
});
