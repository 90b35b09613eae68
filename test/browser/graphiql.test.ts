import type { Page } from 'playwright-core';
import { inBrowser } from '../support/browser';
import { operatorWith } from '../support/operators';
import { until } from '../support/until';

/** Opens the tab of the troubleshooting operation. GraphiQL loses a click while its editor starts. */
const openTroubleshoot = (page: Page): Promise<void> =>
  until(async () => {
    await page.getByRole('tab', { name: 'Troubleshoot' }).click();
    const line = page.locator('.graphiql-query-editor .view-line', { hasText: /query.Troubleshoot/ });
    return (await line.count()) > 0;
  }, 60_000);

/** The text of one of GraphiQL's editors. */
const textOf = (page: Page, file: string): Promise<string> =>
  page.evaluate<string>(`__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('${file}')).getValue()`);

/** Replaces the text of one of GraphiQL's editors. */
const write = (page: Page, file: string, text: string): Promise<void> =>
  page.evaluate(
    `__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('${file}')).setValue(${JSON.stringify(text)})`,
  );

const focused = (page: Page): Promise<string | null> =>
  page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.tagName');

inBrowser('GraphiQL', (its) => {
  /** A page of its own, and how to sign in on it. */
  async function ownPage() {
    const own = await its.browser.newPage({ colorScheme: 'light' });
    await own.goto(`${its.service.url}/graphiql`);
    const enter = async (name: string) => {
      await own.getByLabel('Bearer token').fill(await its.service.token(name));
      await own.getByRole('button', { name: 'Sign in' }).click();
      await own.locator('.graphiql-query-editor .view-line').first().waitFor();
      await until(async () => (await textOf(own, 'operation.graphql')) !== '');
    };
    return { own, enter };
  }

  let page: Page;
  const foreign: string[] = [];
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await its.browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${its.service.url}/`)) foreign.push(request.url());
      if (request.url().endsWith('/graphql')) asked.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${its.service.url}/graphiql`);
  });

  test('asks for a token before it asks the graph anything', async () => {
    await page.getByLabel('Bearer token').waitFor();

    expect(asked).toEqual([]);
  });

  test('says that a token is not accepted, and keeps what was typed', async () => {
    await page.getByLabel('Bearer token').fill('not.a.token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'not accepted' }).waitFor();

    expect(await page.getByLabel('Bearer token').inputValue()).toBe('not.a.token');
    // The browser itself logs the 401 that this test provokes.
    expect(complaints.splice(0).filter((text) => !text.includes('401'))).toEqual([]);
  });

  test('shows the answer on a phone, where it is below the editors, and frames no apostrophe in it', async () => {
    const phone = await its.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'fr-FR' });
    await phone.goto(`${its.service.url}/graphiql`);
    await phone.getByLabel('Bearer token').fill(await its.service.token('helpdesk@contoso.example'));
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await phone.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(await phone.evaluate('scrollY')).toBe(0);
    await phone.getByRole('button', { name: /Execute query/ }).click();
    const answer = phone.locator('.graphiql-response .view-line', { hasText: '"data"' }).first();
    await until(async () => (await phone.evaluate<number>('scrollY')) > 0);
    // The editor draws its lines again, and a line that has gone has no box.
    await until(async () => ((await answer.boundingBox())?.y ?? 844) < 844);
    const framed = '.graphiql-response .unicode-highlight';
    await phone.locator(framed).first().waitFor({ state: 'attached' });
    const frame = await phone.evaluate(`getComputedStyle(document.querySelector('${framed}')).borderTopColor`);
    expect(frame).toBe('rgba(0, 0, 0, 0)');
    await phone.close();
  });

  test('signs in and runs the troubleshooting operation', async () => {
    await page.getByLabel('Bearer token').fill(await its.service.token('helpdesk@contoso.example'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('region', { name: /^Signed in as/ }).waitFor();
    await openTroubleshoot(page);
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.locator('.graphiql-response .view-line', { hasText: '"data"' }).first().waitFor();
    const shown = await textOf(page, 'response.json');

    const { data, errors } = JSON.parse(shown);
    expect(errors).toBeUndefined();
    expect(data.tenant.displayName).toBe('Contoso');
    expect(data.user.displayName).toBe('Marc Dubois');
    expect(data.user.devices.nodes).toHaveLength(4);
  });

  test('runs a tab in the moment in which it opens', async () => {
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('query WhoAmI') ?? false,
    );
    await page.evaluate(`
      document.querySelector('button[title=WhoAmI]').click();
      document.querySelector('.graphiql-execute-button').click();
    `);
    const { data, errors } = await (await answered).json();

    expect(errors).toBeUndefined();
    expect(data.viewer.userPrincipalName).toBe('helpdesk@contoso.example');
  });

  test('shows an administrator what another operator sees', async () => {
    const other = await its.browser.newPage();
    await other.goto(`${its.service.url}/graphiql`);
    await other.getByLabel('Bearer token').fill(await its.service.token('admin@contoso.example'));
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByLabel('See as').fill('nobody.at.all@contoso.example');
    await other.getByRole('button', { name: 'See as' }).click();
    await other.getByRole('alert').filter({ hasText: 'was not found' }).waitFor();
    await other.getByLabel('See as').fill('apps.only@contoso.example');
    await other.getByRole('button', { name: 'See as' }).click();
    await other.getByRole('status').filter({ hasText: 'You see what' }).waitFor();
    expect(await other.getByRole('status').filter({ hasText: 'You see what' }).innerText()).not.toContain('Not shown');
    const simulated = other.waitForResponse(
      (response) => response.request().postData()?.includes('query Troubleshoot') ?? false,
    );
    await openTroubleshoot(other);
    await other.getByRole('button', { name: /Execute query/ }).click();
    const { data, errors } = await (await simulated).json();
    await other.close();

    expect(data).toEqual({ tenant: null, user: null });
    expect(errors.map(({ extensions }: { extensions: { missing: string[] } }) => extensions.missing)).toEqual([
      ['ORGANIZATION_READ'],
      ['ORGANIZATION_READ'],
    ]);
  });

  test('tells what it does not show of another operator, and why', async () => {
    const reads = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'] as const;
    const permissions = ['ROLES_READ', ...reads] as const;
    const { as } = await operatorWith(its.service, { permissions, scope: { allUsers: true, allDevices: true } });
    const other = await its.browser.newPage();
    await other.goto(`${its.service.url}/graphiql`);
    await other.getByLabel('Bearer token').fill(await its.service.token(as));
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByLabel('See as').fill('helpdesk@contoso.example');
    await other.getByRole('button', { name: 'See as' }).click();
    const status = other.getByRole('status').filter({ hasText: 'You see what' });
    await status.waitFor();

    expect(await status.innerText()).toContain(
      'Not shown: AUDIT_DATA_READ, which you do not have over all users and all devices.',
    );
    await other.close();
  });

  test('starts no view as another operator for who signed in before its answer', async () => {
    const other = await its.browser.newPage();
    await other.goto(`${its.service.url}/graphiql`);
    const enter = async (name: string) => {
      await other.getByLabel('Bearer token').fill(await its.service.token(name));
      await other.getByRole('button', { name: 'Sign in' }).click();
      await other.getByLabel('See as').waitFor();
    };
    await enter('admin@contoso.example');
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await other.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('withheldPermissions')) await held;
      return route.continue();
    });
    await other.getByLabel('See as').fill('helpdesk@contoso.example');
    const asked = other.waitForRequest((request) => Boolean(request.postData()?.includes('withheldPermissions')));
    await other.getByRole('button', { name: 'See as' }).click();
    const answered = (await asked).response();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await enter('helpdesk.paris@contoso.example');
    answer();
    await (await answered)?.finished();
    await other.getByLabel('See as').fill('still.here@contoso.example');

    expect(await other.getByText('You see what').count()).toBe(0);
    await other.close();
  });

  test('opens the tab of the last visit with its variables, and adds none', async () => {
    const { own, enter } = await ownPage();
    await enter('helpdesk@contoso.example');
    const tabs = await own.getByRole('tab').allTextContents();
    const kept = (index: number) =>
      until(() => own.evaluate(`JSON.parse(localStorage['graphiql:tabState'] ?? '{}').activeTabIndex === ${index}`));
    await kept(0);
    await own.reload();
    await enter('helpdesk@contoso.example');
    expect(JSON.parse(await textOf(own, 'variables.json'))).toEqual({ upn: 'marc.dubois@contoso.example' });

    await openTroubleshoot(own);
    await kept(1);
    await own.getByRole('button', { name: 'Sign out' }).click();
    await enter('helpdesk.paris@contoso.example');
    expect(await textOf(own, 'operation.graphql')).toContain('query Troubleshoot(');
    expect(JSON.parse(await textOf(own, 'variables.json'))).toMatchObject({ upn: 'marc.dubois@contoso.example' });
    expect(await own.getByRole('tab').allTextContents()).toEqual(tabs);
    await own.close();
  });

  test('has the colours of the system when it is opened again', async () => {
    const { own, enter } = await ownPage();
    await enter('helpdesk@contoso.example');
    await own.getByRole('button', { name: 'Sign out' }).click();
    await own.emulateMedia({ colorScheme: 'dark' });
    await enter('helpdesk@contoso.example');
    await own.locator('.graphiql-query-editor .monaco-editor.vs-dark').waitFor({ timeout: 5_000 });
    await own.close();
  });

  test('says in a sentence why an operation is not sent, or not answered', async () => {
    const { own, enter } = await ownPage();
    await enter('helpdesk@contoso.example');
    const run = async () => {
      const before = await textOf(own, 'response.json');
      await own.getByRole('button', { name: /Execute query/ }).click();
      await until(async () => ![before, ''].includes(await textOf(own, 'response.json')));
      const { errors } = JSON.parse(await textOf(own, 'response.json'));
      return errors.map((error: Record<string, unknown>) => [error['message'], 'stack' in error]);
    };
    await write(own, 'operation.graphql', 'subscription { changes }');
    expect(await run()).toEqual([['This graph has no subscriptions.', false]]);

    await write(own, 'operation.graphql', '{ viewer { state } }');
    await own.getByRole('button', { name: 'Headers' }).click();
    await write(own, 'request-headers.json', '{ "x trace": "1" }');
    expect(await run()).toEqual([
      ['Request not sent. HTTP does not allow the name or the value of the header x trace.', false],
    ]);
    await own.close();
  });

  test('has the focus in its editor after the sign-in, which Escape leaves', async () => {
    const { own, enter } = await ownPage();
    await enter('helpdesk@contoso.example');
    const inEditor = "document.activeElement.matches('.graphiql-query-editor textarea')";
    await until(() => own.evaluate<boolean>(inEditor));
    await own.keyboard.press('Control+Enter');
    await until(async () => (await textOf(own, 'response.json')).includes('"data"'));

    await own.keyboard.press('Escape');
    expect(await own.evaluate(inEditor)).toBe(false);
    await own.keyboard.press('Shift+Tab');
    const inEditors = "document.activeElement.closest('.graphiql-query-editor') !== null";
    expect(await own.evaluate(inEditors)).toBe(false);
    await own.getByRole('button', { name: 'Sign out' }).click();

    // An operator who uses another control before the editor is there keeps the focus on it.
    await own.route('**/*monaco*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return route.continue();
    });
    await own.reload();
    await own.getByLabel('Bearer token').fill(await its.service.token('helpdesk@contoso.example'));
    await own.getByRole('button', { name: 'Sign in' }).click();
    await own.getByLabel('See as').focus();
    await own.locator('.graphiql-query-editor .view-line').first().waitFor();
    await own.waitForTimeout(200);
    expect(await own.getByLabel('See as').and(own.locator(':focus')).count()).toBe(1);
    await own.close();
  });

  test('keeps the focus where a form goes away', async () => {
    const { own, enter } = await ownPage();
    await enter('admin@contoso.example');
    const bar = await own.getByRole('region', { name: /^Signed in as/ }).getAttribute('aria-label');
    await own.getByLabel('See as').fill('helpdesk@contoso.example');
    await own.keyboard.press('Enter');
    await own.getByRole('button', { name: 'Stop' }).waitFor();
    await until(async () => (await focused(own)) === bar);
    await own.getByRole('button', { name: 'Stop' }).click();
    await own.getByLabel('See as').waitFor();
    expect(await focused(own)).toBe(bar);

    await own.route('**/graphql', (route) => route.fulfill({ status: 401, json: { errors: [] } }), { times: 1 });
    const execute = own.getByRole('button', { name: /Execute query/ });
    await execute.focus();
    await own.keyboard.press('Enter');
    await own.getByLabel('Bearer token').fill(await its.service.token('admin@contoso.example'));
    await own.keyboard.press('Enter');
    await own.getByLabel('Bearer token').waitFor({ state: 'detached' });
    expect(await focused(own)).toMatch(/Execute query|Stop query/);
    await own.close();
  });

  test('asked no other host, and the browser had nothing to complain of', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
