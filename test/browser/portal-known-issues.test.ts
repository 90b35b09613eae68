import type { Page, Route } from 'playwright-core';
import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { changeIssue, idNamed, recordedIssue } from '../support/known-issue';
import { operatorWith } from '../support/operators';
import { openMenu, openPortal, section, selectUser } from '../support/portal';
import { NOW } from '../support/service';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const CAUSE = 'No Wi-Fi on PAR-IPH-0231: the certificate that is needed did not arrive.';
const READER = 'Adobe Acrobat Reader DC';
const TEXT = 'Version 24.5 of the reader cannot be installed.';
const dayAfter = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);

/** Answers one operation with a failure of the network until told otherwise. */
async function withoutAnswer(page: Page, operation: string): Promise<() => Promise<void>> {
  const refuse = (route: Route) =>
    route.request().postDataJSON().operationName === operation ? route.abort() : route.continue();
  await page.route('**/graphql', refuse);
  return () => page.unroute('**/graphql', refuse);
}

inBrowser('A finding that is wrong', (its) => {
  const reports = () => its.service.database.primary('reported_findings');
  beforeEach(() => its.service.database.writer('reported_findings').delete());

  test('is reported with a reason, which survives a failure', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const finding = page.locator('ol.findings > li').filter({ has: page.getByRole('heading', { name: CAUSE }) });
    await finding.getByRole('button', { name: `This is wrong: ${CAUSE}` }).press('Enter');
    const reason = finding.getByLabel('Why is it wrong?').and(page.locator(':focus'));
    await reason.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await finding.getByText('Enter a reason.').waitFor();
    await reason.fill('The certificate <b>is</b> there. j');
    const recover = await withoutAnswer(page, 'ReportFinding');
    await finding.getByRole('button', { name: 'Send' }).click();
    await finding.getByText('The service cannot be reached.').waitFor();
    expect(await finding.getByLabel('Why is it wrong?').inputValue()).toBe('The certificate <b>is</b> there. j');
    expect(await reports()).toEqual([]);
    await recover();
    await finding.getByRole('button', { name: 'Try again' }).click();
    await finding.getByRole('status').filter({ hasText: 'Reported. Thank you.' }).waitFor();
    expect(await reports()).toMatchObject([
      { rule: 'CERT_PROFILE_FAILED', severity: 'PROBLEM', reason: 'The certificate <b>is</b> there. j' },
    ]);
    await page.context().close();
  });

  test('keeps its reason when the sign-in expires while it is sent', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const finding = page.locator('ol.findings > li').filter({ has: page.getByRole('heading', { name: CAUSE }) });
    await finding.getByRole('button', { name: /^This is wrong/ }).click();
    await finding.getByLabel('Why is it wrong?').fill('Typed before the sign-in expired.');
    const refuse = (route: Route) => route.fulfill({ status: 401, json: { errors: [{ message: 'expired' }] } });
    await page.route('**/graphql', refuse);
    await finding.getByRole('button', { name: 'Send' }).click();
    const again = page.getByRole('alertdialog', { name: 'Sign in again' });
    await again.waitFor();
    expect(await reports()).toEqual([]);
    await page.unroute('**/graphql', refuse);
    await again.getByLabel('Bearer token').fill(await its.service.token(HELPDESK));
    await again.getByRole('button', { name: 'Sign in' }).click();
    await finding.getByText('Reported. Thank you.').waitFor();
    expect(await reports()).toMatchObject([{ reason: 'Typed before the sign-in expired.' }]);
    await page.context().close();
  });

  test('is reported in the panel of a device, and the reason can be given up', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: HELPDESK });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    const opener = panel.getByRole('button', { name: /^This is wrong: No Wi-Fi/ });
    await opener.click();
    await panel.getByLabel('Why is it wrong?').fill('No.');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await opener.and(page.locator(':focus')).waitFor();
    await opener.click();
    await page.keyboard.press('Escape');
    await opener.and(page.locator(':focus')).waitFor();
    await opener.click();
    // Neither Escape nor a click beside the panel loses what was typed.
    await panel.getByLabel('Why is it wrong?').fill('x'.repeat(501));
    await page.keyboard.press('Escape');
    await page.mouse.click(100, 500);
    expect(await panel.getByLabel('Why is it wrong?').inputValue()).toBe('x'.repeat(501));
    // Nor does a key of the panel, with the focus beside the form.
    for (const key of ['Escape', ']', '[', '/']) {
      await panel.getByRole('button', { name: 'Close' }).focus();
      await page.keyboard.press(key);
      expect(await panel.getByLabel('Why is it wrong?').inputValue()).toBe('x'.repeat(501));
    }
    await panel.getByRole('button', { name: 'Send' }).click();
    await panel.getByText('The reason can have at most 500 characters.').waitFor();
    await panel.getByLabel('Why is it wrong?').fill('No.');
    await panel.getByRole('button', { name: 'Send' }).click();
    await panel.getByText('Reported. Thank you.').waitFor();
    expect(await reports()).toMatchObject([{ user_id: null, reason: 'No.' }]);
    await page.mouse.click(100, 500);
    await panel.waitFor({ state: 'detached' });
    await page.context().close();
  });
});

inBrowser('The known issues of the portal', (its) => {
  beforeEach(() => its.service.database.writer('known_issues').delete());
  const open = (options: Parameters<typeof openPortal>[2] = {}) =>
    openPortal(its.browser, its.service, { as: ADMIN, path: '/known-issues', ...options });

  test('are recorded with the keyboard from Help and support, and replace the findings of an app', async () => {
    const { page, complaints } = await open({ path: '/help' });
    await page.getByRole('link', { name: 'Known issues' }).click();
    await section(page, 'No open known issues').waitFor();
    await page.getByRole('link', { name: 'Record a known issue' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await page.getByLabel('Kind of finding').selectOption({ label: 'Required app failed' });
    await page.getByLabel('About').selectOption('An app');
    await page.getByLabel('Text for operators').fill(TEXT);
    await page.getByLabel('Ticket').fill('INC-7');
    // A slip in the year, as the keyboard makes it.
    await page.getByLabel('Last day').fill('20266-12-01');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Select a day in the future.').waitFor();
    await page.getByLabel('Last day').fill(dayAfter(9));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Select an app, a policy or a kind of connector.').waitFor();
    await page.getByRole('combobox', { name: 'App' }).focus();
    await page.keyboard.insertText('acrobat');
    await page.getByRole('option', { name: READER }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(`Selected app: ${READER}`).waitFor();
    const recover = await withoutAnswer(page, 'CreateKnownIssue');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The service cannot be reached.').waitFor();
    expect(await page.getByLabel('Text for operators').inputValue()).toBe(TEXT);
    await recover();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The known issue is recorded.').waitFor();
    const told = await section(page, '1 open known issue').innerText();
    expect(told).toMatch(/Required app failed · Adobe Acrobat Reader DC · INC-7 · Recorded .* · ends /);
    expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);

    await page.goto(`${its.service.url}/`);
    await page.context().close();
    const desk = (await openPortal(its.browser, its.service, { as: HELPDESK })).page;
    await selectUser(desk, 'bastien rolland', 'Bastien Rolland');
    const card = desk.locator('ol.findings > li').filter({ has: desk.getByRole('heading', { name: TEXT }) });
    const text = await card.innerText();
    expect(text).toMatch(/^Problem\s+Known issue\s+Version 24\.5/);
    expect(text).toMatch(/It is expected to be solved by .* The ticket is INC-7\./);
    expect(text).toMatch(/Explains 1 symptom/);
    await desk.context().close();
  });

  test('can have their kinds read again when they could not be read, in the form and on the team page', async () => {
    const { page } = await openPortal(its.browser, its.service, { as: ADMIN, path: '/help' });
    let answer = await withoutAnswer(page, 'FindingRules');
    await page.getByRole('link', { name: 'Known issues' }).click();
    await page.getByRole('link', { name: 'Record a known issue' }).click();
    await page.getByRole('alert').filter({ hasText: 'The service cannot be reached.' }).waitFor();
    await answer();
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    const kind = page.getByLabel('Kind of finding');
    await kind.and(page.locator(':focus')).waitFor();
    await kind.selectOption('Required app failed');

    answer = await withoutAnswer(page, 'FindingRules');
    await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
    await page.getByText('This data could not be read.').waitFor();
    await answer();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This data could not be read.').waitFor({ state: 'detached' });
    await page.getByLabel('Kind').selectOption('Required app failed');
    await page.context().close();
  });

  test('are no longer said to be recorded once they have ended', async () => {
    const { page } = await open({ path: '/known-issues/new' });
    await page.getByLabel('Kind of finding').selectOption('Required app failed');
    await page.getByLabel('Text for operators').fill(TEXT);
    await page.getByLabel('Last day').fill(dayAfter(9));
    await page.getByRole('button', { name: 'Save' }).click();
    const recorded = page.getByText('The known issue is recorded.');
    await recorded.waitFor();
    await page.getByRole('button', { name: `End now: ${TEXT}` }).click();
    await page.getByRole('button', { name: 'End the known issue' }).click();
    await section(page, 'No open known issues').waitFor();
    expect(await recorded.count()).toBe(0);
    await page.context().close();
  });

  test('are changed and ended, and a change of somebody else loses nothing of what was typed', async () => {
    const appId = await idNamed(its.service, 'App', 'apps', READER);
    const id = await recordedIssue(its.service, { rule: 'REQUIRED_APP_FAILED', appId, text: TEXT });
    const { page } = await open();
    await page.getByRole('button', { name: `Change: ${TEXT}` }).click();
    const text = page.getByLabel('Text for operators');
    await text.and(page.locator(':focus')).waitFor();
    await text.fill('Mine.');
    const theirs = await changeIssue(its.service, 'updateKnownIssue', { knownIssueId: id, ticket: 'INC-8' });
    expect(theirs.data.updateKnownIssue.userErrors).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Someone else has changed this known issue.').waitFor();
    await page.getByText('INC-8').waitFor();
    expect(await text.inputValue()).toBe('Mine.');
    await page.getByLabel('Last day').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Select a day in the future.').waitFor();
    await page.getByLabel('Last day').fill(dayAfter(3));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 3, name: 'Mine.' }).waitFor();

    await page.getByRole('button', { name: 'End now: Mine.' }).click();
    await page.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'End the known issue' }).click();
    await section(page, 'No open known issues').waitFor();
    // What had the focus has gone.
    await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Show ended known issues' }).click();
    const ended = section(page, '1 ended known issue');
    await ended.getByText('Mine.').waitFor();
    expect(await page.locator(':focus').filter({ has: ended }).count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0);
    await page.context().close();
  });

  test('are about a policy or a kind of connector too', async () => {
    const { page } = await open({ path: '/known-issues/new?rule=CONNECTOR_DOWN' });
    await page.getByLabel('About').selectOption('A policy');
    await page
      .getByLabel('Policy')
      .locator('option', { hasText: 'iOS – Wi-Fi CONTOSO-CORP' })
      .waitFor({ state: 'attached' });
    await page.getByLabel('About').selectOption('A kind of connector');
    await page.getByLabel('Kind of connector').selectOption('Certificate connector (NDES)');
    await page.getByLabel('Text for operators').fill('NDES is down.');
    await page.getByLabel('Last day').fill(dayAfter(2));
    await page.getByRole('button', { name: 'Save' }).click();
    await section(page, '1 open known issue').getByText('Connector down · Certificate connector (NDES)').waitFor();
    await page.context().close();
  });

  test('name all fields to fill in at once, also the kind of finding when the address names an unknown one', async () => {
    const { page, complaints } = await open({ path: '/known-issues/new?rule=NO_SUCH_RULE' });
    await page
      .getByLabel('Kind of finding')
      .locator('option', { hasText: 'Connector down' })
      .waitFor({ state: 'attached' });
    await page.getByLabel('Last day').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Select a kind of finding.').waitFor();
    await page.getByText('Enter a text.').waitFor();
    await page.getByText('Select a day in the future.').waitFor();
    await page.getByLabel('Kind of finding').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Kind of finding').selectOption('Connector down');
    await page.getByLabel('Text for operators').fill('NDES is down.');
    await page.getByLabel('Last day').fill(dayAfter(2));
    await page.getByRole('button', { name: 'Save' }).click();
    await section(page, '1 open known issue').getByText('Connector down').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('are for those who may read roles, and change for those who may over everything', async () => {
    const scope = { allUsers: true, allDevices: true };
    const reader = await operatorWith(its.service, { permissions: ['ROLES_READ'], scope });
    const { page } = await open({ as: reader.as });
    await page.getByText('Changing known issues needs Roles: Update over all users and all devices').waitFor();
    await section(page, 'No open known issues').waitFor();
    expect(await page.getByRole('link', { name: 'Record a known issue' }).count()).toBe(0);
    const other = await operatorWith(its.service, { permissions: ['ORGANIZATION_READ'], scope });
    const { page: refused } = await open({ as: other.as });
    await refused.getByText('You do not have the permission Roles: Read.').waitFor();
    await Promise.all([page.context().close(), refused.context().close()]);
  });

  test.each([
    [1440, 900, 'light'],
    [390, 844, 'dark'],
  ] as const)('speak French at %d × %d, without serious barriers', async (width, height, colorScheme) => {
    await recordedIssue(its.service, { rule: 'NOT_REGISTERED', text: TEXT, ticket: 'INC-7' });
    const { page } = await open({ locale: 'fr-FR', path: '/help', viewport: { width, height }, colorScheme });
    await openMenu(page);
    await page.getByRole('link', { name: 'Équipe' }).click();
    await page.getByRole('link', { name: 'Problèmes connus' }).click();
    await section(page, '1 problème connu ouvert').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: `Modifier : ${TEXT}` }).click();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.getByRole('link', { name: 'Ajouter un problème connu' }).click();
    await page.getByLabel('Concerne').selectOption('Une application');
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.context().close();
  });
});
