import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { openMenu, openPortal, section, selectUser } from '../support/portal';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';

inBrowser('The page of reported findings', (its) => {
  test('shows an administrator what an operator reported, from the team page down to the user', async () => {
    const desk = (await openPortal(its.browser, its.service, { as: HELPDESK })).page;
    await selectUser(desk, 'marc dubois', 'Marc Dubois');
    const finding = desk.locator('ol.findings > li').filter({ hasText: 'No Wi-Fi on PAR-IPH-0231' });
    await finding.getByRole('button', { name: /^This is wrong/ }).click();
    await finding.getByLabel('Why is it wrong?').fill('The certificate <b>is</b> there.');
    await finding.getByRole('button', { name: 'Send' }).click();
    await finding.getByRole('status').filter({ hasText: 'Reported.' }).waitFor();
    await desk.context().close();

    const { page, complaints } = await openPortal(its.browser, its.service, { as: ADMIN, path: '/team' });
    await page.getByRole('link', { name: 'Findings reported as wrong' }).click();
    await page
      .getByRole('heading', { level: 1, name: 'Findings reported as wrong' })
      .and(page.locator(':focus'))
      .waitFor();
    const report = section(page, '1 report').getByRole('listitem');
    await report.getByRole('heading', { name: 'The certificate <b>is</b> there.' }).waitFor();
    const rule = 'Certificate missing, profile failed';
    await section(page, 'Reports by kind').getByRole('link', { name: rule }).click();
    await page.getByText(`Only reports of this kind: ${rule}.`).waitFor();
    expect(new URL(page.url()).search).toBe('?rule=CERT_PROFILE_FAILED');
    await page.getByRole('link', { name: 'Show all' }).press('Enter');
    await page.getByText('Only reports of this kind').waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).count()).toBe(1);
    await report.getByRole('link', { name: 'Marc Dubois' }).click();
    await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is not offered to an operator who may not read it, and says why at its address', async () => {
    const { page } = await openPortal(its.browser, its.service, {
      as: 'helpdesk.paris@contoso.example',
      path: '/reports',
    });
    await page.getByText(/Roles: Read/).waitFor();
    expect(await page.getByText('The certificate').count()).toBe(0);
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    await page.getByRole('heading', { level: 1, name: 'Team findings' }).waitFor();
    expect(await page.getByRole('link', { name: 'Findings reported as wrong' }).count()).toBe(0);
    await page.context().close();
  });

  test('speaks French on a phone, without serious barriers', async () => {
    const viewport = { width: 390, height: 844 };
    const { page } = await openPortal(its.browser, its.service, { as: ADMIN, locale: 'fr-FR', path: '/', viewport });
    await openMenu(page);
    await page.getByRole('link', { name: 'Équipe' }).click();
    await page.getByRole('link', { name: 'Constats signalés comme faux' }).click();
    await section(page, '1 signalement').getByRole('link', { name: 'Marc Dubois' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});
