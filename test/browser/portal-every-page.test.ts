import type { Page } from 'playwright-core';
import { toNodeId } from '../../src/resolving/node-id';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { needed } from '../support/needed';
import { openMenu, openPortal, signIn } from '../support/portal';
import { NOW } from '../support/service';

interface Place {
  readonly name: string;
  readonly path: string;
  /** What is there once the page is drawn. */
  readonly drawn: string;
  /** Brings the page into the state to look at. */
  act?(page: Page): Promise<void>;
}

const WIDTHS = [320, 390, 720, 768, 1024, 1440, 1920];
/** The boxes that are wider than the page, with their text. */
const WIDER = `[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.hidden, .skip'))
  .map((one) => one.tagName + ' ' + one.className + ' ' + one.textContent.slice(0, 40))`;
/** The tables without a name, with their text. */
const UNNAMED = `[...document.querySelectorAll('table:not([aria-label], [aria-labelledby])')]
  .map((one) => 'table without a name: ' + one.textContent.slice(0, 40))`;
/** The tables that are not drawn as tables. */
const IN_CARDS = `[...document.querySelectorAll('table')]
  .filter((one) => getComputedStyle(one).display !== 'table')
  .map((one) => one.getAttribute('aria-label'))`;
const NARROWEST_TABLE = 720;

inBrowser('Every page of the portal', (its) => {
  let places: readonly Place[];

  beforeAll(async () => {
    const { primary } = its.service.database;
    const idOf = async (type: 'User' | 'Device' | 'Role', ids: PromiseLike<string[]>) =>
      encodeURIComponent(toNodeId(type, await needed(ids)));
    const marc = await idOf('User', primary('users').where('upn_key', 'marc.dubois@contoso.example').pluck('id'));
    const olivia = await idOf('User', primary('users').where('upn_key', 'olivia.martin@contoso.example').pluck('id'));
    const phone = await idOf('Device', primary('devices').where('device_name', 'PAR-IPH-0231').pluck('id'));
    const lone = await idOf('Device', primary('devices').whereNull('user_id').whereNotNull('device_name').pluck('id'));
    const role = await idOf('Role', primary('roles').where('display_name', 'Help Desk Operator').pluck('id'));
    await its.service.database.writer('reported_findings').insert({
      ...{ id: 'report', rule: 'DEVICE_SILENT', severity: 'WARNING', reason: 'It is in a drawer.', user_id: null },
      ...{ device_id: null, operator_id: 'nobody', reported_at: NOW.toISOString() },
    });
    places = [
      { name: 'search', path: '/', drawn: 'main [role=combobox]' },
      {
        ...{ name: 'results', path: '/troubleshooting', drawn: 'main [role=combobox]' },
        async act(page) {
          await page.locator('main [role=combobox]').fill('mar');
          await page.getByRole('option').first().waitFor();
          await page.keyboard.press('ArrowDown');
        },
      },
      {
        ...{ name: 'user', path: `/troubleshooting/${marc}`, drawn: '#enrolment' },
        async act(page) {
          // A row that evidence leads to must not end up below the bar, which stays in sight.
          const bar = await page.locator('main h1').locator('../..').boundingBox();
          const cleared = await page.evaluate(
            'parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)',
          );
          expect(bar?.height).toBeLessThan(Number(cleared));
        },
      },
      { name: 'user of many devices', path: `/troubleshooting/${olivia}`, drawn: '#enrolment' },
      { name: 'panel', path: `/troubleshooting/${marc}?device=${phone}`, drawn: '[role=dialog] table' },
      { name: 'unknown user', path: '/troubleshooting/nobody', drawn: 'main h1' },
      { name: 'device', path: `/devices/${lone}`, drawn: 'main h2' },
      { name: 'team', path: '/team', drawn: 'main ol.findings' },
      { name: 'help', path: '/help', drawn: 'main .ways' },
      { name: 'reported findings', path: '/reports', drawn: 'main ol' },
      { name: 'known issues', path: '/known-issues', drawn: 'main section' },
      { name: 'new known issue', path: '/known-issues/new', drawn: 'main form select' },
      { name: 'roles', path: '/roles', drawn: 'main table' },
      { name: 'new role', path: '/roles/new', drawn: 'main form' },
      { name: 'role', path: `/roles/${role}`, drawn: 'main table' },
      {
        ...{ name: 'assignment', path: `/roles/${role}/assign`, drawn: 'main form .steps' },
        async act(page) {
          await page.locator('main [role=combobox]').first().fill('sales');
          await page.getByRole('option').first().waitFor();
          await page.keyboard.press('ArrowDown');
        },
      },
      { name: 'nothing', path: '/nothing', drawn: 'main h1' },
      {
        ...{ name: 'shortcuts', path: '/', drawn: 'main [role=combobox]' },
        async act(page) {
          await page.locator('main [role=combobox]').blur();
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor();
        },
      },
    ];
  });

  async function go(page: Page, { path, drawn, act }: Place): Promise<void> {
    // The token is in the page's memory alone, which a new document does not have.
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
    await page.locator(drawn).first().waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await act?.(page);
  }

  test('answers at its own address, for a copied link and a reload', async () => {
    const statusOf = async ({ path }: Place) => [path, (await fetch(`${its.service.url}${path}`)).status];
    const pages = places.filter(({ name }) => name !== 'nothing');

    expect(await Promise.all(pages.map(statusOf))).toEqual(pages.map(({ path }) => [path, 200]));
  });

  const languages = ['en-GB', 'fr-FR'];
  const schemes = ['light', 'dark'] as const;
  test.each(languages.flatMap((locale) => schemes.map((colorScheme) => ({ locale, colorScheme }))))(
    'puts nothing serious in the way of assistive tools: %p',
    async (options) => {
      const viewport = { width: options.colorScheme === 'light' ? 1400 : 320, height: 900 };
      const { page } = await openPortal(its.browser, its.service, { ...options, viewport });
      const found: Record<string, string[]> = { 'sign-in': await barriers(page) };
      await signIn(page, await its.service.token('admin@contoso.example'));
      for (const place of places) {
        await go(page, place);
        found[place.name] = [...(await barriers(page)), ...(await page.evaluate<string[]>(UNNAMED))];
        await page.keyboard.press('Escape');
      }
      await openMenu(page);
      await page.getByRole('button', { name: /^(Sign out|Se déconnecter)$/ }).click();
      await signIn(page, await its.service.token('nobody@contoso.example'));
      await page.locator('main h1').waitFor();
      found['no access'] = await barriers(page);
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
      expect(Object.keys(found)).toHaveLength(places.length + 2);
      await page.context().close();
    },
  );

  test.each(languages)(
    'fits into every width from 320 to 1920 pixels, with tables from 720 on, in %s',
    async (locale) => {
      const { page } = await openPortal(its.browser, its.service, { locale });
      const found: Record<string, unknown> = {};
      const look = async (name: string) => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const scrolled = await page.evaluate('document.documentElement.scrollWidth');
          if (scrolled !== width) found[`${name} at ${width}`] = [scrolled, await page.evaluate(WIDER)];
          const inCards = await page.evaluate<string[]>(IN_CARDS);
          if (width >= NARROWEST_TABLE && inCards.length > 0) found[`tables of ${name} at ${width}`] = inCards;
        }
      };
      await look('sign-in');
      await signIn(page, await its.service.token('admin@contoso.example'));
      for (const place of places) {
        await page.setViewportSize({ width: 1400, height: 900 });
        await go(page, place);
        await look(place.name);
        await page.keyboard.press('Escape');
      }
      expect(found).toEqual({});
      await page.context().close();
    },
  );
});
