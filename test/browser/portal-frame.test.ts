import { inBrowser } from '../support/browser';
import { holding, openPortal, section, selectUser } from '../support/portal';
import { asImport } from '../support/service';

const HELPDESK = 'helpdesk@contoso.example';
/** The grids and rows of boxes inside which a page of paper can end, where browsers draw what follows over each other. */
const BREAKABLE = `[...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && /^(grid|flex)$/.test(getComputedStyle(one).display) && one.id !== 'page')
  .filter((one) => {
    for (let at = one; at !== null; at = at.parentElement) if (getComputedStyle(at).breakInside === 'avoid') return false;
    return true;
  })
  .map((one) => one.tagName + ' ' + one.className)`;
/** The texts in which *Wi-Fi* or an option of a command is on two lines. */
const BROKEN = `(() => {
  const WHOLE = /Wi-Fi|(?<!\\S)--\\S*/g;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const { index, 0: { length } } of text.data.matchAll(WHOLE)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(text.data);
    }
  }
  return broken;
})()`;

inBrowser('The frame of the portal', (its) => {
  test('shows an outline of the page while it loads, and says so to assistive tools', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    const answer = await holding(page, 'TroubleshootUser');
    await page.getByRole('combobox').fill('marc dubois');
    await page.getByRole('combobox').press('Enter');
    await page.getByRole('status').filter({ hasText: 'Loading…' }).waitFor();
    await page.locator('.card[aria-hidden=true]').nth(4).waitFor();
    answer();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    expect(await page.locator('.card[aria-hidden=true]').count()).toBe(0);
    await page.context().close();
  });

  test.each(['/roles', '/known-issues', '/reports'])(
    'shows an outline of %s, and no word on an empty page',
    async (path) => {
      const { page } = await openPortal(its.browser, its.service, { as: 'admin@contoso.example', path: '/help' });
      let answer = () => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route('**/graphql', async (route) => {
        await held;
        return route.continue();
      });
      await page.evaluate(`history.pushState(null, '', '${path}')`);
      await page.getByRole('heading', { level: 1 }).and(page.locator(':not(:text("Help and support"))')).waitFor();
      const status = page.getByRole('status').filter({ hasText: 'Loading…' });
      await status.waitFor();
      expect(await page.evaluate("getComputedStyle(document.querySelector('p.loading')).clipPath")).toBe('inset(50%)');
      answer();
      await status.waitFor({ state: 'detached' });
      await page.context().close();
    },
  );

  test('marks the page in the menu, also where another page leads to it', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: 'admin@contoso.example', path: '/' });
    for (const [path, entry] of [
      ['/', 'Troubleshoot'],
      ['/known-issues', 'Team'],
      ['/troubleshooting', 'Troubleshoot'],
      ['/reports', 'Team'],
      ['/devices/a-device', 'Troubleshoot'],
      ['/team', 'Team'],
      ['/roles/new', 'Intune roles'],
      ['/help', 'Help and support'],
    ] as const) {
      await page.evaluate(`history.pushState(null, '', '${path}')`);
      const current = page.getByRole('navigation').locator('[aria-current=page]');
      await current.and(page.getByRole('link', { name: entry, exact: true })).waitFor();
      expect(await current.count()).toBe(1);
    }
    await page.context().close();
  });

  test('ends no line inside Wi-Fi', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    for (let width = 320; width <= 700; width += 4) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(BROKEN)).toEqual([]);
    }
    await page.context().close();
  });

  test.each(['/', '/graphiql'])('ends no line inside an option of the command that %s shows', async (path) => {
    const { page } = await openPortal(its.browser, its.service, { path });
    await page.getByText('--as').waitFor();
    for (let width = 300; width <= 700; width += 4) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(BROKEN)).toEqual([]);
    }
    await page.context().close();
  });

  test('prints the findings first, with the address, the operator and the time, and without buttons', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    expect(await page.getByText('Printed by Chloé Lambert').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    const text = await page.locator('body').innerText();
    expect(text).toMatch(/^Printed by Chloé Lambert, \d+ \w+ \d{4}, [\d:]+\n/);
    expect(text).toContain(page.url());
    expect(text.indexOf('4 things are wrong')).toBeLessThan(text.indexOf('Tenant status'));
    expect(text).toContain('Group membership');
    // Neither a section that is not open nor a name without its button.
    expect(text).not.toMatch(/Assigned policies and apps|^Id$/m);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    for (const name of ['Reload', 'Apps', 'Show more']) {
      expect(await page.getByRole('button', { name }).filter({ visible: true }).count()).toBe(0);
    }
    await page.context().close();
  });

  test('prints tables as tables on A4, with the name where the page begins, and nothing wider than the paper', async () => {
    // The width of A4 without its margins.
    const viewport = { width: 718, height: 1000 };
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, viewport });
    await selectUser(page, 'dubois', 'Marc Dubois');
    await section(page, 'Devices').scrollIntoViewIfNeeded();
    await page.emulateMedia({ media: 'print' });
    const devices = section(page, 'Devices').getByRole('table');
    const headings = devices.getByRole('columnheader').filter({ visible: true });
    expect(await headings.allInnerTexts()).toEqual([
      ...['Device name', 'Findings', 'Intune compliant', 'Profiles', 'App install', 'Last check-in'],
    ]);
    const shapes = `[...document.querySelectorAll('#devices tr')].map((row) => getComputedStyle(row).display)`;
    expect(await page.evaluate(shapes)).toEqual(Array(5).fill('table-row'));
    const [name, findings] = await Promise.all(
      [page.getByRole('heading', { level: 1 }), section(page, '4 things are wrong')].map((one) => one.boundingBox()),
    );
    expect((name?.y ?? 0) + (name?.height ?? 0)).toBeLessThanOrEqual(findings?.y ?? 0);
    expect(await page.getByText('What is the call about?').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    await page.context().close();
  });

  test.each(['the page', 'the panel'])('lets no page of paper end inside a grid, on %s', async (place) => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    if (place === 'the panel') {
      await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
      await page.getByRole('dialog').getByRole('table').first().waitFor();
    }
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(BREAKABLE)).toEqual([]);
    await page.context().close();
  });

  test.each([1400, 320])('shows the whole of a long name, %d pixels wide', async (width) => {
    const { writer } = its.service.database;
    const name = `Prof. Dr. Maximiliane-Charlotte ${'von Hohenzollern-Sigmaringen '.repeat(4)}Straße`;
    const own = { upn_key: 'marc.dubois@contoso.example' };
    await writer('users').where(own).update({ display_name: name });
    try {
      const viewport = { width, height: 800 };
      const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, viewport });
      await selectUser(page, 'marc.dubois', name);
      const heading = page.getByRole('heading', { level: 1 });
      const cut = await heading.evaluate((shown) => {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = shown as unknown as Record<string, number>;
        return [Number(scrollWidth) > Number(clientWidth), Number(scrollHeight) > Number(clientHeight)];
      });
      expect(cut).toEqual([false, false]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const box = await heading.boundingBox();
      const next = await section(page, '4 things are wrong').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(next?.y ?? 0);
      await page.context().close();
    } finally {
      await writer('users').where(own).update({ display_name: 'Marc Dubois' });
    }
  });

  test.each([390, 320])('has the name, the age of the data and the button in one row of %d pixels', async (width) => {
    const viewport = { width, height: 800 };
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK, locale: 'fr-FR', viewport });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const parts = [page.getByRole('heading', { level: 1 }), page.getByRole('button', { name: 'Recharger' })];
    const age = page.locator('main h1 + p');
    expect(await age.innerText()).toMatch(/^Données du .* \(.*\)$/);
    const boxes = await Promise.all([...parts, age].map((part) => part.boundingBox()));
    const tops = boxes.map((box) => box?.y ?? 0);
    const ends = boxes.map((box) => (box?.y ?? 0) + (box?.height ?? 0));
    expect(Math.max(...ends) - Math.min(...tops)).toBeLessThanOrEqual(56);
    await page.context().close();
  });

  test('shows the connectors in one line, apart from those on which a finding depends', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const tenant = section(page, 'Tenant status');
    const line = tenant.locator('details');
    expect(await line.locator('summary').innerText()).toBe('3 other connectors need attention');
    expect(await line.locator('summary .mark').getAttribute('class')).toBe('mark caution');
    expect(await tenant.getByText('Certificate connector (NDES): Warning').isVisible()).toBe(true);
    expect(await tenant.getByText(/^PAR-SRV-NDES01 · last contact /).isVisible()).toBe(true);
    const push = tenant.getByText(/^Apple push certificate: /);
    expect(await push.isVisible()).toBe(false);
    await line.locator('summary').click();
    expect(await push.isVisible()).toBe(true);

    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const json = await response.json();
      const fact = { coordinate: 'Connector.kind', nodeId: null, value: 'APPLE_PUSH_CERTIFICATE' };
      json.data.judged.findings.nodes[0].evidence.push(fact);
      return route.fulfill({ response, json });
    });
    await page.getByRole('button', { name: 'Reload' }).click();
    await line.getByText('2 other connectors need attention').waitFor();
    expect(await push.isVisible()).toBe(true);
    expect(await line.getByText(/^Apple push certificate: /).count()).toBe(0);
    await page.context().close();
  });

  test('leads to a section by its anchor, before and after the page is there', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    await section(page, 'App protection status').getByRole('link', { name: 'Link to App protection status' }).click();
    expect(new URL(page.url()).hash).toBe('#protection');
    const address = page.url().slice(its.service.url.length);
    const viewport = { width: 1400, height: 600 };
    const copied = (await openPortal(its.browser, its.service, { as: HELPDESK, path: address, viewport })).page;
    await section(copied, 'App protection status').waitFor();
    expect(await copied.evaluate('scrollY')).toBeGreaterThan(100);
    await Promise.all([page.context().close(), copied.context().close()]);
  });

  test('shows above the findings that Intune is not active', async () => {
    const { primary } = its.service.database;
    const before = await primary('tenants').first('subscription_state');
    await asImport(its.service, (trx) => trx('tenants').update({ subscription_state: 'LOCKED_OUT' }));
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'dubois', 'Marc Dubois');
    const banner = page.getByRole('region', { name: 'Intune is not active for the whole organisation.' });
    const [above, list] = await Promise.all([
      banner.boundingBox(),
      section(page, 'Nothing else wrong was found').boundingBox(),
    ]);
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0);
    expect(await banner.innerText()).toContain('Escalate at once.');
    expect(await page.locator('ol.findings > li').count()).toBe(0);
    await asImport(its.service, (trx) => trx('tenants').update(before ?? {}));
    await page.context().close();
  });

  test('weighs less than 120 kB compressed before the first search', async () => {
    for (const locale of ['en-GB', 'fr-FR']) {
      const loaded: Promise<number>[] = [];
      const context = await its.browser.newContext({ locale });
      const page = await context.newPage();
      page.on('requestfinished', (request) => {
        if (/\/assets\/.*\.(js|css)$/.test(request.url())) {
          loaded.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
        }
      });
      await page.goto(its.service.url);
      await page.locator('input[type=password]').fill(await its.service.token(HELPDESK));
      await page.locator('button[type=submit]').click();
      await page.getByRole('combobox').waitFor();
      const sizes = await Promise.all(loaded);
      expect(sizes.length).toBeGreaterThan(3);
      expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(120_000);
      await context.close();
    }
  });
});
