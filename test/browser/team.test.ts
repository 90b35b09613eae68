import type { Page, Route } from 'playwright-core';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { operatorWith } from '../support/operators';
import { openMenu, openPortal, section } from '../support/portal';

const ADMIN = 'admin@contoso.example';
const PARIS = 'helpdesk.paris@contoso.example';
const CAUSE = 'No Wi-Fi on PAR-IPH-0231: the certificate that is needed did not arrive.';

inBrowser('The team page of the portal', (its) => {
  const items = (page: Page) => page.locator('ol.findings > li');
  const whole = (page: Page) => page.getByRole('heading', { level: 2, name: /^(No|\d+) findings?$/ });
  const open = (options: Parameters<typeof openPortal>[2] = {}) =>
    openPortal(its.browser, its.service, { as: ADMIN, path: '/team', ...options });

  /** The titles of all findings, read to the end of the list. */
  async function allTitles(page: Page): Promise<string[]> {
    const more = page.getByRole('button', { name: 'Show more' });
    await more.or(whole(page)).waitFor();
    while ((await whole(page).count()) === 0) {
      await more.click();
      await more.or(whole(page)).waitFor();
    }
    return items(page).locator('h3').allInnerTexts();
  }

  test('shows each operator the findings of their scope, worst kinds first', async () => {
    const { page, complaints } = await open();
    await items(page).first().waitFor();
    const first = await items(page).count();
    const all = await allTitles(page);
    expect(all.length).toBeGreaterThan(Math.max(first, 50));
    expect(all).toContain(CAUSE);
    expect(all).toContain('Bruno Keller cannot sign in: the account is disabled.');
    const words = (await items(page).locator('.severity').allInnerTexts()).map((text) => text.split('\n')[0]);
    expect([...new Set(words)].sort()).toEqual(['Blocker', 'Problem', 'Warning']);

    const paris = (await open({ as: PARIS })).page;
    const ofParis = await allTitles(paris);
    expect(ofParis).toContain(CAUSE);
    expect(ofParis).not.toContain('Bruno Keller cannot sign in: the account is disabled.');
    expect(ofParis.length).toBeLessThan(all.length);
    const told = await paris.locator('main').innerText();
    expect(told.split('Some of it is outside your scope for Managed devices: Read.')).toHaveLength(2);
    expect(complaints).toEqual([]);
    await Promise.all([page.context().close(), paris.context().close()]);
  });

  test('keeps its filters in the address, and leads to the user and to the device', async () => {
    const { page } = await open({ path: '/troubleshooting' });
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    await page.getByRole('heading', { level: 1, name: 'Team findings' }).and(page.locator(':focus')).waitFor();
    await page.getByLabel('Subject').selectOption('Wi-Fi and VPN');
    await page.getByLabel('Kind').selectOption('Certificate missing, profile failed');
    await whole(page).waitFor();
    const finding = items(page).filter({ has: page.getByRole('heading', { name: CAUSE }) });
    expect(await finding.locator('.severity').innerText()).toMatch(/^Problem/);
    const step = finding.getByText('Sync once and wait');
    expect(await step.isVisible()).toBe(false);
    await finding.getByText('What to do, and the evidence').click();
    expect(await step.isVisible()).toBe(true);
    await finding.getByRole('link', { name: 'iOS – User certificate (SCEP)' }).click();
    await page.getByRole('dialog', { name: 'PAR-IPH-0231' }).locator('[data-shown]').waitFor();
    await page.goBack();
    await whole(page).waitFor();
    await finding.getByRole('link', { name: 'PAR-IPH-0231', exact: true }).click();
    await page.getByRole('dialog', { name: 'PAR-IPH-0231' }).waitFor();
    await page.goBack();
    await whole(page).waitFor();
    expect(await page.getByLabel('Kind').inputValue()).toBe('CERT_PROFILE_FAILED');
    await finding.getByRole('link', { name: 'Marc Dubois' }).click();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    await page.context().close();
  });

  test('says that nothing was found, and takes the filters away', async () => {
    const { page } = await open({
      as: PARIS,
      path: '/team?severity=BLOCKER&rule=MANAGEMENT_CERT_EXPIRED&topic=nonsense',
    });
    await section(page, 'No findings').waitFor();
    await page.getByText('Nothing was found in your scope with these filters.').waitFor();
    await page.getByRole('button', { name: 'Remove the filters' }).click();
    await items(page).first().waitFor();
    expect(await page.getByLabel('Severity').and(page.locator(':focus')).count()).toBe(1);
    expect(new URL(page.url()).search).toBe('');
    await page.context().close();
  });

  test('lists what is normal for its kind, without the colours of problems and warnings', async () => {
    const { page } = await open({ path: '/team?rule=APP_WAITING' });
    const labels = page.locator('.severity');
    await labels.first().waitFor();
    expect(new Set(await labels.allInnerTexts())).toEqual(new Set(['Normal']));
    const colours = ['INFO', 'WARNING', 'PROBLEM', 'BLOCKER'].map((severity) =>
      labels.first().evaluate((label: { className: string }, name) => {
        label.className = `severity ${name}`;
        // biome-ignore lint/suspicious/noExplicitAny: this runs in the browser.
        return (globalThis as any).getComputedStyle(label).color as string;
      }, severity),
    );
    const [normal, warning, problem, blocker] = await Promise.all(colours);
    expect([warning, problem, blocker]).not.toContain(normal);
    await page.context().close();
  });

  test('does not say that nothing is wrong where little could be checked', async () => {
    const { page } = await open({ as: 'apps.only@contoso.example' });
    await page.getByText('Nothing wrong was found in what could be checked.').waitFor();
    await page.context().close();
  });

  test('reads on over empty pages, says so, and tries again where a page failed', async () => {
    const { page } = await open({ path: '/help' });
    let asked = 0;
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TeamFindings') return route.continue();
      asked++;
      if (asked === 1) {
        const response = await route.fetch();
        const { data } = await response.json();
        return route.fulfill({ response, json: { data: { findings: { ...data.findings, nodes: [] } } } });
      }
      if (asked === 2) {
        await held;
        return route.abort();
      }
      return route.continue();
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: 'Nothing found yet. Still looking at users and devices…' })
      .waitFor();
    answer();
    await page.getByText('The service cannot be reached.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await items(page).first().waitFor();
    expect(asked).toBeGreaterThan(2);
    await page.context().close();
  });

  test('does not take a page that failed for the end of the list', async () => {
    const { page } = await open({ path: '/help' });
    const fail = async (route: Route) => {
      if (route.request().postDataJSON().operationName !== 'TeamFindings') return route.continue();
      const errors = [{ message: 'Failed.', path: ['findings'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
      return route.fulfill({ json: { data: { findings: null }, errors } });
    };
    await page.route('**/graphql', fail);
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await page.getByText('Nothing wrong was found').count()).toBe(0);
    await page.unroute('**/graphql', fail);
    await again.click();
    await items(page).first().waitFor();
    await page.context().close();
  });

  test('works with the keyboard alone', async () => {
    const { page } = await open({ path: '/team?rule=CERT_PROFILE_FAILED' });
    await whole(page).waitFor();
    await page.keyboard.press('j');
    const focused = page.locator('ol.findings > li:focus');
    await focused.waitFor();
    await page.keyboard.press('Tab');
    const name = await page.locator(':focus').innerText();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.context().close();
  });

  test('names the permissions that an operator lacks, once', async () => {
    const { as } = await operatorWith(its.service, {
      permissions: ['ORGANIZATION_READ'],
      scope: { allUsers: true, allDevices: true },
    });
    const { page } = await open({ as });
    const titles = await allTitles(page);
    expect(titles).toContain('Bruno Keller cannot sign in: the account is disabled.');
    expect(titles).not.toContain(CAUSE);
    const told = await page.locator('main').innerText();
    for (const permission of ['Managed devices: Read', 'Mobile apps: Read', 'Managed apps: Read']) {
      expect(told.split(permission)).toHaveLength(2);
    }
    await page.context().close();
  });

  test.each([
    [1440, 900],
    [390, 844],
  ])('speaks French at %d × %d, without serious barriers', async (width, height) => {
    const { page } = await open({ locale: 'fr-FR', path: '/', viewport: { width, height } });
    await openMenu(page);
    await page.getByRole('link', { name: 'Équipe' }).click();
    await page.getByRole('heading', { level: 1, name: 'Constats de l’équipe' }).waitFor();
    await page.getByText('Bruno Keller ne peut pas se connecter : le compte est désactivé.').waitFor();
    await page.getByText('Recherche de constats…').waitFor({ state: 'detached' });
    await page.getByText('Que faire, et les faits').first().click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});
