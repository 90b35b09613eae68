import type { Locator, Page } from 'playwright-core';
import { toNodeId } from '../../src/resolving/node-id';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { operatorWith } from '../support/operators';
import { openPortal, section, selectUser } from '../support/portal';

const HELPDESK = 'helpdesk@contoso.example';
const EVERYWHERE = { allUsers: true, allDevices: true };
const CAUSE = 'No Wi-Fi on PAR-IPH-0231: the certificate that is needed did not arrive.';

inBrowser('The findings of the portal', (its) => {
  const titles = (page: Page): Promise<string[]> => page.locator('ol.findings > li h3').allInnerTexts();
  const topic = (page: Page, name: string): Locator => page.getByRole('button', { name });

  async function openUser(search: string, name: string, options: Parameters<typeof openPortal>[2] = {}) {
    const portal = await openPortal(its.browser, its.service, { as: HELPDESK, ...options });
    await selectUser(portal.page, search, name);
    return portal;
  }

  async function expectInSight(what: Locator, screen = 1000): Promise<void> {
    await what.waitFor();
    const { y, height } = (await what.boundingBox()) ?? { y: -1, height: 0 };
    expect(y).toBeGreaterThan(0);
    expect(y + height).toBeLessThan(screen);
  }

  test.each([
    [1440, 900],
    [390, 844],
  ])('show why there is no Wi-Fi in three inputs, above the fold of %d × %d', async (width, height) => {
    const { page, complaints } = await openUser('marc dubois', 'Marc Dubois', { viewport: { width, height } });
    await page.keyboard.press('2');
    const first = page.locator('ol.findings > li').first();
    await first.getByRole('heading', { name: CAUSE }).waitFor();

    const why = first.getByText('Intune does not know the address of the certificate enrolment server (NDES).');
    await expectInSight(why, height);
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('say how bad it is, what to do, who does it, and whether the viewer may', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois');
    const card = section(page, '4 things are wrong');
    const finding = card.getByRole('listitem').filter({ has: page.getByRole('heading', { name: CAUSE }) });
    const text = await finding.innerText();
    expect(text).toMatch(/^Problem\s+No Wi-Fi/);
    expect(text).toMatch(/You\s+Sync once and wait.*Your role allows this \(Remote tasks: Sync devices\)/s);
    expect(text).toMatch(/Certificate team\s+Give them the error code/);
    const link = finding.getByRole('link', { name: /^Open in Intune: Sync once/ });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/intune\.microsoft\.com\/#view\/.*mdmDeviceId\//);

    const symptom = finding.getByText('Apple error 13004');
    expect(await symptom.isVisible()).toBe(false);
    await finding.getByText('Explains 1 symptom').click();
    expect(await symptom.isVisible()).toBe(true);
    await card.getByText('2 things look wrong, but are normal').click();
    expect(await card.getByText(/^Protected apps that Marc Dubois does not use: /).isVisible()).toBe(true);
    await page.context().close();
  });

  test('change their order with the subject of the call, by key or by mouse, and not while somebody types', async () => {
    const { page, asked } = await openUser('marc dubois', 'Marc Dubois');
    const byWeight = await titles(page);
    expect(byWeight[0]).toMatch(/^PAR-AND-0175 is not compliant/);
    await topic(page, 'Apps').click();
    await page.locator('ol.findings > li h3').first().filter({ hasText: 'Adobe Acrobat Reader DC' }).waitFor();
    expect([...(await titles(page))].sort()).toEqual([...byWeight].sort());
    expect(await topic(page, 'Apps').getAttribute('aria-pressed')).toBe('true');

    const rankings = () => asked.filter((name) => name === 'RankUserFindings').length;
    expect(rankings()).toBe(1);
    const again = page.waitForResponse(
      (answer) => answer.request().postDataJSON().operationName === 'RankUserFindings',
    );
    await page.getByRole('button', { name: 'Reload' }).click();
    await again;
    expect(rankings()).toBe(2);

    await page.getByRole('combobox').press('2');
    // The open list hides the rest of the page from assistive tools.
    expect(await page.locator('[aria-keyshortcuts][aria-pressed=true]').innerText()).toMatch(/^Apps/);
    expect(await page.getByRole('combobox').inputValue()).toBe('2');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('4');
    await page.getByText('New device: nothing was found.').waitFor();
    // The key of the digit on a French keyboard.
    await page.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { key: "'", code: 'Digit4' }))`);
    await page.locator('ol.findings > li h3').first().filter({ hasText: 'PAR-AND-0175' }).waitFor();
    expect(await topic(page, 'New device').getAttribute('aria-pressed')).toBe('false');
    expect(await titles(page)).toEqual(byWeight);
    await page.context().close();
  });

  test('lead to their evidence in the panel of the device, and from there to other rows', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois');
    await page.getByRole('link', { name: 'iOS – User certificate (SCEP)' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    const shown = panel.locator('[data-shown]');
    await shown.and(page.locator(':focus')).waitFor();
    expect(await shown.innerText()).toMatch(/^iOS – User certificate \(SCEP\)\s+Error/);
    await expectInSight(shown);
    expect(await panel.getByRole('region').first().innerText()).toContain(CAUSE);
    expect(await barriers(page)).toEqual([]);

    const address = page.url();
    await panel.getByRole('link', { name: 'iOS – Wi-Fi CONTOSO-CORP' }).click();
    await shown.filter({ hasText: 'Apple error 13004' }).waitFor();
    expect(await shown.count()).toBe(1);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('row=');
    await page.context().close();

    const path = address.slice(its.service.url.length);
    const copied = (await openPortal(its.browser, its.service, { as: HELPDESK, path })).page;
    await expectInSight(copied.getByRole('dialog').locator('[data-shown]'));
    await copied.context().close();
    const gone = (await openPortal(its.browser, its.service, { as: HELPDESK, path: `${path}x` })).page;
    await gone.getByRole('dialog').getByText('This row is no longer here').waitFor();
    await gone.context().close();
  });

  test('lead to rows of the page of the user', async () => {
    const { page } = await openUser('keller', 'Bruno Keller');
    await page.getByRole('link', { name: 'Account not enabled' }).click();
    await page.locator('[data-shown]').and(page.locator(':focus')).waitFor();
    expect(await page.locator('[data-shown]').innerText()).toBe('This account cannot sign in');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  test('say that nothing wrong was found, and what was not looked at', async () => {
    const { page } = await openUser('admin@contoso.example', 'Håkon Bjørnstad');
    const card = section(page, 'Nothing wrong was found');
    // The link stands beside the sentence about what it opens.
    expect(await card.innerText()).toMatch(
      /Not checked: .*Sign-ins and Conditional Access are not read\. They are in the user’s sign-in log\. Open in Intune/s,
    );
    expect(await card.getByRole('link', { name: /sign-in log/ }).getAttribute('href')).toContain('/SignIns/userId/');
    expect(await page.locator('ol.findings').count()).toBe(0);
    await page.context().close();
  });

  test('say what was not checked to an operator with fewer permissions', async () => {
    const { as } = await operatorWith(its.service, {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      scope: EVERYWHERE,
    });
    const { page } = await openUser('marc dubois', 'Marc Dubois', { as });
    const card = section(page, '2 things are wrong');
    expect(await card.innerText()).toMatch(/Not checked: .*Mobile apps: Read/s);
    expect(await card.innerText()).toMatch(/Sync once.*Your role does not allow this \(Remote tasks: Sync devices\)/s);
    expect(await card.innerText()).not.toContain('Salesforce');
    await page.context().close();

    const directory = await operatorWith(its.service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
    const other = (await openUser('keller', 'Bruno Keller', { as: directory.as })).page;
    const told = await section(other, '1 thing is wrong').innerText();
    expect(told).toMatch(/Bruno Keller cannot sign in.*Not checked: .*Managed devices: Read/s);
    await section(other, 'Group membership').waitFor();
    await other.context().close();
  });

  test('can be copied for a ticket, by button or by key, with their codes and the link', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.keyboard.press('c');
    await page.getByText('Copied: paste it into the ticket.').waitFor();
    const text = String(await page.evaluate('navigator.clipboard.readText()'));
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['Marc Dubois: 4 things are wrong', 'marc.dubois@contoso.example']);
    expect(lines).toContain(page.url());
    expect(text).toMatch(/2\. Problem: No Wi-Fi on PAR-IPH-0231.*Devices: PAR-IPH-0231, 84VX05ZSRA.*0x87D1FDF2/s);
    expect(text).toMatch(/Certificate team: Give them the error code/);
    const html = `(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType('text/html')).text();
    })()`;
    expect(await page.evaluate(html)).toContain('No Wi-Fi on PAR-IPH-0231');

    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.getByRole('heading', { name: CAUSE }).waitFor();
    await page.keyboard.press('c');
    await panel.getByText('Copied: paste it into the ticket.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^PAR-IPH-0231: 1 thing is wrong\n84VX05ZSRA\n/,
    );
    await page.context().close();
  });

  test('speak French, without serious barriers', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois', { locale: 'fr-FR' });
    const card = section(page, '4 problèmes');
    const text = await card.innerText();
    expect(text).toMatch(/Bloquant\s+PAR-AND-0175 n’est pas conforme/);
    expect(text).toMatch(/Vous\s+Synchronisez.*Votre rôle le permet/s);
    expect(text).toMatch(/Non vérifié\u00a0: /);
    expect(await barriers(page)).toEqual([]);

    await topic(page, 'Wi-Fi et VPN').click();
    await page.locator('ol.findings > li h3').first().filter({ hasText: 'Pas de Wi-Fi sur PAR-IPH-0231' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('ol.findings > li h3').first().filter({ hasText: CAUSE }).waitFor();
    await page.context().close();
  });

  test.each(['judged', 'findings'])(
    'say that they could not be read, below a page that stays, without %s',
    async (at) => {
      const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
      await page.route('**/graphql', async (route) => {
        if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
        const response = await route.fetch();
        const { data } = await response.json();
        const path = at === 'judged' ? ['judged'] : ['judged', 'findings'];
        const errors = [{ message: 'Unexpected.', path, extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
        return route.fulfill({ response, json: { data: { ...data, judged: null }, errors } });
      });
      await selectUser(page, 'dubois', 'Marc Dubois');
      expect(await section(page, 'Findings').innerText()).toContain('This data could not be read.');
      expect(await section(page, 'Devices').getByRole('row').count()).toBeGreaterThan(4);

      await page.unroute('**/graphql');
      await section(page, 'Findings').getByRole('button', { name: 'Try again' }).click();
      await section(page, '4 things are wrong').waitFor();
      await page.context().close();
    },
  );

  test.each([
    ['en-GB', 'Secure Boot on: no'],
    ['fr-FR', 'Démarrage sécurisé activé : non'],
  ])('name a setting in words: %s', async (locale, words) => {
    const { page } = await openUser('rolland', 'Bastien Rolland', { locale });
    await page.getByRole('link', { name: words }).click();
    await page.getByRole('dialog', { name: 'LYO-LT-0052' }).locator('[data-shown]').waitFor();
    await page.context().close();
  });

  test('lead from a device that shares its finding with others to each of them', async () => {
    const { page } = await openUser('olivia', 'Olivia Martin', { viewport: { width: 320, height: 800 } });
    const finding = page.locator('ol.findings > li').first();
    await finding.getByText('3 devices').click();
    expect(await finding.getByRole('link', { name: /^PAR-SCN-/ }).count()).toBe(3);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await finding
      .getByRole('link', { name: /^PAR-SCN-/ })
      .last()
      .click();
    await page.getByRole('dialog', { name: /^PAR-SCN-/ }).waitFor();
    const id = await its.service.database.primary('devices').where('device_name', 'like', 'PAR-SCN-%').pluck('id');
    expect(id.map((each) => toNodeId('Device', each))).toContain(new URL(page.url()).searchParams.get('device'));
    await page.context().close();
  });
});
