import { inBrowser } from '../support/browser';
import { noonIn, openPortal, section, selectUser } from '../support/portal';

const HELPDESK = 'helpdesk@contoso.example';

inBrowser('The devices of the portal', (its) => {
  async function openUser(search: string, name: string, options: Parameters<typeof openPortal>[2] = {}) {
    const portal = await openPortal(its.browser, its.service, { as: HELPDESK, ...options });
    await selectUser(portal.page, search, name);
    return portal;
  }

  test('come with the worst finding first, and with the state of their profiles', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois');
    const devices = section(page, 'Devices');
    expect(await devices.getByRole('rowheader').getByRole('button').allInnerTexts()).toEqual([
      ...['PAR-AND-0175', 'PAR-IPH-0231', 'PAR-LT-0412', 'PAR-IPD-0044'],
    ]);
    const cells = async (name: string) => devices.getByRole('row', { name }).getByRole('cell').allInnerTexts();
    const phone = await cells('PAR-IPH-0231');
    expect([phone[0], phone[6]]).toEqual(['Problem', 'Failed']);
    expect((await cells('PAR-AND-0175'))[0]).toMatch(/^Blocker\s*2 findings$/);
    expect((await cells('PAR-IPD-0044'))[0]).toBe('none');
    expect(await devices.getByRole('table', { name: 'Devices' }).count()).toBe(1);
    await page.context().close();
  });

  test('can be filtered by problem, silence and platform', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois');
    const devices = section(page, 'Devices');
    const names = () => devices.getByRole('rowheader').getByRole('button').allInnerTexts();
    await devices.getByRole('button', { name: 'Windows' }).click();
    expect(await names()).toEqual(['PAR-LT-0412']);
    await devices.getByRole('button', { name: 'Problems' }).click();
    expect(await names()).not.toContain('PAR-IPD-0044');
    expect(await devices.getByRole('button', { name: 'Problems' }).getAttribute('aria-pressed')).toBe('true');
    await page.context().close();
  });

  test('say how long they are silent, with a clock that is off by a day too', async () => {
    const portal = await openPortal(its.browser, its.service, { as: HELPDESK });
    const { page } = portal;
    const now = new Date();
    const contacts = [noonIn(-19), null, noonIn(2), now];
    await page.route('**/graphql', async (route) => {
      if (route.request().postDataJSON().operationName !== 'TroubleshootUser') return route.continue();
      const response = await route.fetch();
      const { data } = await response.json();
      contacts.forEach((at, i) => {
        data.user.devices.nodes[i].lastCheckInAt = at?.toISOString() ?? null;
      });
      return route.fulfill({ response, json: { data } });
    });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const devices = section(page, 'Devices');
    const told = await devices.locator('tbody td:last-child').allInnerTexts();
    expect(told.sort()).toEqual(['19 days ago', 'Never', 'in 2 days', 'just now']);
    await devices.getByRole('button', { name: 'Silent for 14 days' }).click();
    expect(await devices.getByRole('rowheader').count()).toBe(2);
    await devices.getByRole('button', { name: 'Windows' }).click();
    expect(await devices.getByRole('rowheader').count()).toBe(1);
    await page.context().close();
  });

  test('that look alike are one row, which opens', async () => {
    const { page } = await openUser('olivia', 'Olivia Martin');
    const devices = section(page, 'Devices');
    const all = await devices.getByRole('rowheader').count();
    expect(all).toBeLessThan(35);
    const group = devices.getByRole('button', { name: /^\d+ more devices in the same state$/ }).first();
    const count = Number(/^\d+/.exec(await group.innerText())?.[0]);
    await group.click();
    expect(await devices.getByRole('rowheader').count()).toBe(all + count);
    await page.context().close();
  });

  test.each([1440, 768, 390])('fit into a page of %d pixels', async (width) => {
    const { page } = await openUser('olivia', 'Olivia Martin', { viewport: { width, height: 900 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const row = section(page, 'Devices').getByRole('row').nth(1);
    expect((await row.boundingBox())?.height).toBeLessThan(120);
    await page.context().close();
  });

  test.each([1440, 768])('stand below an overview without a hole at %d pixels', async (width) => {
    const { page } = await openUser('marc dubois', 'Marc Dubois', { viewport: { width, height: 900 } });
    const cards = await Promise.all(
      ['Tenant status', 'User status', 'Group membership'].map((name) => section(page, name).boundingBox()),
    );
    const devices = await section(page, 'Devices').boundingBox();
    const ends = cards.map((card) => (card?.x ?? 0) + (card?.width ?? 0));
    expect(Math.max(...ends)).toBe(ends.at(-1));
    expect(ends.at(-1)).toBe((devices?.x ?? 0) + (devices?.width ?? 0));
    await page.context().close();
  });

  test('are a table down to 720 pixels, and below it cards of three lines', async () => {
    const { page } = await openUser('marc dubois', 'Marc Dubois', { viewport: { width: 720, height: 900 } });
    const ofRows = (what: string) =>
      page.evaluate<unknown[]>(`[...document.querySelectorAll('#devices tbody tr')].map((row) => ${what})`);
    const shapes = () => ofRows('getComputedStyle(row).display');
    expect(await shapes()).toEqual(Array(4).fill('table-row'));
    for (const width of [719, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await shapes()).toEqual(Array(4).fill('flex'));
      // Three lines of 28 pixels, and the space around them.
      expect(Math.max(...(await ofRows('row.clientHeight')).map(Number))).toBeLessThanOrEqual(3 * 28 + 16);
    }
    await page.context().close();
  });
});
