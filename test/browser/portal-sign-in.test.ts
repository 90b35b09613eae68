import type { BrowserContext, Page } from 'playwright-core';
import { oidcTokens } from '../../src/sign-in/oidc';
import { inBrowser } from '../support/browser';
import { IdentityProvider } from '../support/identity-provider';
import { needed } from '../support/needed';
import { openPortal, type Portal, selectUser } from '../support/portal';
import type { ServiceOptions } from '../support/service';
import { until } from '../support/until';

let provider: IdentityProvider;
/** The tokens that the service no longer takes, as if they had expired. */
let areExpired = false;

async function withProvider(): Promise<ServiceOptions> {
  provider = await new IdentityProvider().start();
  const { url: issuer, audience, clientId } = provider;
  const { verify } = oidcTokens({
    issuer,
    audience,
    tokenType: 'at+jwt',
    requiredScope: null,
    machineRole: null,
    operatorClaim: 'oid',
  });
  return { server: { verify, signIn: { issuer, clientId, scope: 'openid', resource: null, audience: null } } };
}

inBrowser(
  'The portal with an identity provider',
  (its) => {
    let helpdesk: string;
    let admin: string;
    beforeAll(async () => {
      const { primary } = its.service.database;
      const idOf = (name: string) => needed<string>(primary('users').where('upn_key', name).pluck('id'));
      [helpdesk, admin] = [await idOf('helpdesk@contoso.example'), await idOf('admin@contoso.example')];
    });
    beforeEach(() => {
      provider.operatorId = helpdesk;
      provider.hasSession = false;
      provider.refreshes = true;
      provider.refusal = null;
      provider.given = null;
      provider.clientId = 'portal';
      provider.redeemed.length = 0;
      provider.silent.length = 0;
      areExpired = false;
    });
    afterAll(async () => {
      await provider?.stop();
    });

    const open = (path?: string): Promise<Portal> =>
      openPortal(its.browser, its.service, path === undefined ? {} : { path });
    const press = (page: Page) => page.getByRole('button', { name: 'Sign in' }).click();
    const signedIn = (page: Page) => page.getByRole('navigation').waitFor();
    const storage = (page: Page) => page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');

    /** Lets the current tokens expire: the service answers 401 to each token that it saw until now. */
    async function expireTokens(context: BrowserContext): Promise<void> {
      const old = new Set<string>();
      areExpired = true;
      await context.route('**/graphql', async (route) => {
        const bearer = route.request().headers()['authorization'] ?? '';
        if (areExpired) old.add(bearer);
        areExpired = false;
        if (!old.has(bearer)) return route.continue();
        return route.fulfill({
          status: 401,
          json: { errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] },
        });
      });
    }

    test('signs in with a code and PKCE, and asks only the provider besides', async () => {
      const { page, foreign, complaints } = await open();
      await press(page);
      await selectUser(page, 'dubois', 'Marc Dubois');

      expect(provider.redeemed).toHaveLength(1);
      expect(provider.redeemed[0]?.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
      expect(foreign.length).toBeGreaterThan(0);
      expect(foreign.filter((url) => !url.startsWith(`${provider.url}/`))).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('keeps neither token nor code in the address or in the browser’s storage', async () => {
      const { page } = await open();
      await press(page);
      await signedIn(page);

      expect(await storage(page)).toBe('[{},{}]');
      expect(new URL(page.url()).search).toBe('');
      expect(await page.context().cookies()).toEqual([]);
      await page.context().close();
    });

    test('needs no click for a reload, a second tab and GraphiQL, and asks nothing of a stranger', async () => {
      const { page } = await open('/roles');
      await press(page);
      await signedIn(page);
      expect(provider.silent).toEqual([false]);
      await page.reload();
      await signedIn(page);
      expect(new URL(page.url()).pathname).toBe('/roles');

      const second = await page.context().newPage();
      await second.goto(`${its.service.url}/troubleshooting`);
      await signedIn(second);
      await second.goto(`${its.service.url}/graphiql`);
      await second.getByRole('region', { name: /^Signed in as/ }).waitFor();
      expect(await storage(second)).not.toContain('eyJ');
      expect(provider.silent).toEqual([false, true, true, true]);
      await page.context().close();
    });

    test('counts down when the service lets nobody in for a moment, and leaves for the provider again after that', async () => {
      const { page } = await open();
      await page.route(
        '**/graphql',
        (route) => route.fulfill({ status: 429, headers: { 'retry-after': '3' }, contentType: 'text/html', body: '' }),
        { times: 1 },
      );
      await press(page);
      await page.getByRole('alert').filter({ hasText: 'cannot sign you in at the moment (status 429)' }).waitFor();
      await page.getByRole('button', { name: /^Try again in [123] s$/, disabled: true }).waitFor();
      await press(page);
      await signedIn(page);
      await page.context().close();
    });

    test('renews by the refresh token, and the page goes on', async () => {
      const { page } = await open();
      await press(page);
      await signedIn(page);
      const before = provider.refreshed;
      await expireTokens(page.context());

      await selectUser(page, 'dubois', 'Marc Dubois');

      expect(provider.refreshed).toBe(before + 1);
      expect(provider.redeemed).toHaveLength(1);
      await page.context().close();
    });

    test.each([false, true])(
      'renews by the provider’s session, and the search goes on (with a refresh token that ended: %p)',
      async (refreshes) => {
        provider.refreshes = refreshes;
        const { page } = await open();
        await press(page);
        await signedIn(page);
        provider.forgetRefreshTokens();
        await expireTokens(page.context());

        await page.getByRole('combobox').focus();
        await page.keyboard.insertText('dubois');
        await page.getByRole('option', { name: 'Marc Dubois' }).waitFor();

        expect(provider.redeemed).toHaveLength(2);
        expect(await page.getByRole('combobox').inputValue()).toBe('dubois');
        expect(await storage(page)).toBe('[{},{}]');
        await page.context().close();
      },
    );

    test('keeps a form through the provider’s session', async () => {
      provider.operatorId = admin;
      provider.refreshes = false;
      const { page } = await open('/roles/new');
      await press(page);
      const name = page.getByLabel('Role name');
      await name.fill('Evening shift');
      await page.getByLabel('Role description').fill('Reads apps');
      await page.getByRole('checkbox', { name: 'Organization: Read' }).uncheck({ force: true });
      await expireTokens(page.context());
      await page.getByRole('button', { name: 'Create' }).click();
      await until(() => provider.redeemed.length === 2);
      await until(async () => (await name.count()) === 1 && (await name.inputValue()) === 'Evening shift');
      expect(await page.getByLabel('Role description').inputValue()).toBe('Reads apps');
      expect(await page.getByRole('checkbox', { name: 'Organization: Read' }).isChecked()).toBe(false);
      await page.context().close();
    });

    test('drops the form of an operator when another one comes back, who may not see it', async () => {
      const { primary, writer } = its.service.database;
      const ofParis = primary('users').where('upn_key', 'helpdesk.paris@contoso.example');
      const paris = await needed<string>(ofParis.clone().pluck('id'));
      const shown = await needed<string | null>(ofParis.clone().pluck('display_name'));
      const groups = await primary('group_members').where({ kind: 'USER', member_id: admin });
      await writer('group_members').insert(groups.map((row) => ({ ...row, member_id: paris })));
      provider.operatorId = admin;
      provider.refreshes = false;
      const { page } = await open('/roles/new');
      await press(page);
      const name = page.getByLabel('Role name');
      await name.fill('Evening shift');
      await page.getByLabel('Role description').fill('Reads apps');
      await expireTokens(page.context());
      provider.operatorId = paris;
      await page.getByRole('button', { name: 'Create' }).click();

      await page.getByRole('banner').getByText(shown).waitFor();
      expect(await name.inputValue()).toBe('');
      expect(await page.getByLabel('Role description').inputValue()).toBe('');
      expect(await page.content()).not.toContain('Evening shift');
      expect(await storage(page)).toBe('[{},{}]');
      // It is gone for the first operator too.
      provider.operatorId = admin;
      await page.reload();
      await page.getByRole('banner').getByText(shown).waitFor({ state: 'detached' });
      await name.waitFor();
      expect(await name.inputValue()).toBe('');
      await page.context().close();
    });

    test('comes back to the section in the address', async () => {
      const { page } = await open('/help#ways');
      await press(page);
      await signedIn(page);

      expect(new URL(page.url()).hash).toBe('#ways');
      await page.context().close();
    });

    test('keeps nothing that was typed after a sign-out, also when the provider was out of reach', async () => {
      provider.operatorId = admin;
      provider.refreshes = false;
      const { page } = await open('/roles/new');
      await press(page);
      await page.getByLabel('Role name').fill('Evening shift');
      await expireTokens(page.context());
      await page.context().route(`${provider.url}/**`, (route) => route.abort());
      await page.getByRole('button', { name: 'Create' }).click();
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('alert').waitFor();
      expect(await storage(page)).toContain('Evening shift');
      await dialog.getByRole('button', { name: 'Sign out' }).click();

      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await storage(page)).toBe('[{},{}]');
      await page.context().close();
    });

    test('signs out at the provider and in every tab', async () => {
      const { page } = await open();
      await press(page);
      await signedIn(page);
      const second = await page.context().newPage();
      await second.goto(`${its.service.url}/troubleshooting`);
      await signedIn(second);

      await page.getByRole('button', { name: 'Sign out' }).click();

      await second.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.waitForURL((url) => url.pathname === '/troubleshooting');
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(provider.hasSession).toBe(false);
      // The page leaves for the provider while it loads.
      // The page leaves for the provider by itself, and comes back to offer the button.
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.reload({ waitUntil: 'commit' });
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.context().close();
    });

    test('says why the provider refused, and can be tried again', async () => {
      const { page } = await open();
      // The page has asked the provider without a question, and is back.
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      provider.refusal = 'The account is blocked.';
      await press(page);
      await page.getByRole('alert').filter({ hasText: 'did not sign you in (The account is blocked.)' }).waitFor();
      provider.refusal = null;
      await press(page);
      await signedIn(page);
      await page.context().close();
    });

    test('says that the provider no longer knows this application, and is well again when it does', async () => {
      const says = /does not accept this application \(invalid_client\)\. Ask the administrator .* OIDC_CLIENT_ID/;
      const { page } = await open();
      await press(page);
      await signedIn(page);
      provider.clientId = 'rotated';
      await expireTokens(page.context());
      await page.getByRole('combobox').fill('dubois');
      await page.getByRole('alertdialog').getByRole('alert').filter({ hasText: says }).waitFor();

      // The client changes between the code and its token.
      await page.context().route(`${provider.url}/token`, (route) => {
        provider.clientId = 'rotated';
        return route.continue();
      });
      for (const path of ['/troubleshooting', '/graphiql']) {
        provider.clientId = 'portal';
        await page.goto(`${its.service.url}${path}`);
        await page.getByRole('alert').filter({ hasText: says }).waitFor();
      }
      await page.context().unroute(`${provider.url}/token`);
      provider.clientId = 'portal';
      await page.goto(`${its.service.url}/troubleshooting`);
      await signedIn(page);
      await page.context().close();
    });

    test('is ready again for an operator who comes back from the provider without signing in', async () => {
      const { page } = await open();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.route(`${provider.url}/authorize*`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Password?</h1>' }),
      );
      await press(page);
      await page.getByRole('heading', { name: 'Password?' }).waitFor();
      await page.unroute(`${provider.url}/authorize*`);
      await page.goBack();
      await press(page);
      await signedIn(page);
      await page.context().close();
    });

    test.each<[string, () => string, RegExp]>([
      ['an operator who is not in the tenant', () => '', /this tenant has no such user/],
      ['an opaque token', () => 'HmXz0aV7opaque', /gave a token that this service cannot read/],
      [
        'a version 1 token of Entra',
        () => `e30.${btoa(JSON.stringify({ ver: '1.0', iss: 'https://sts.windows.net/t/' }))}.c2ln`,
        /"requestedAccessTokenVersion" to 2/,
      ],
    ])('has a sentence of its own for %s, on the page and in GraphiQL', async (_, given, says) => {
      provider.operatorId = '00000000-0000-4000-8000-000000000000';
      provider.given = given() === '' ? null : given();
      const { page } = await open();
      await press(page);
      await page.getByRole('alert').filter({ hasText: says }).waitFor();
      await page.goto(`${its.service.url}/graphiql`);
      await page.getByRole('alert').filter({ hasText: says }).waitFor();
      await page.context().close();
    });

    test('says that an account is disabled, on the page and in GraphiQL', async () => {
      const { writer } = its.service.database;
      await writer('users').where({ id: helpdesk }).update({ account_enabled: 0 });
      try {
        const { page } = await open();
        await press(page);
        await page.getByRole('heading', { name: 'Your account is disabled' }).waitFor();
        await page.goto(`${its.service.url}/graphiql`);
        await page.getByText('Your account is disabled. Ask an administrator to enable it.').waitFor();
        await page.context().close();
      } finally {
        await writer('users').where({ id: helpdesk }).update({ account_enabled: 1 });
      }
    });

    test('ignores an answer that nobody here asked for', async () => {
      const { page } = await open('/signed-in?code=stolen&state=other');
      await page.getByRole('link', { name: 'open the portal' }).waitFor();
      expect(new URL(page.url()).search).toBe('');
      expect(provider.redeemed).toEqual([]);
      await page.context().close();
    });

    test('asks the provider for a token of OIDC_RESOURCE and OIDC_AUDIENCE_PARAMETER', async () => {
      const [resource, audience] = ['https://graph.example/api', 'https://troubleshooting.example'];
      const { page } = await open();
      await page.context().route('**/portal.json', async (route) => {
        const response = await route.fetch();
        const { signIn: settings } = await response.json();
        return route.fulfill({ response, json: { signIn: { ...settings, resource, audience } } });
      });
      await page.reload({ waitUntil: 'commit' });
      // A reload asks without a password first, and nobody is signed in at the provider.
      const asked = page.waitForRequest((request) => {
        const { searchParams } = new URL(request.url());
        return (
          request.url().startsWith(provider.url) && searchParams.has('code_challenge') && !searchParams.has('prompt')
        );
      });
      await press(page);
      const { searchParams } = new URL((await asked).url());
      expect([searchParams.get('resource'), searchParams.get('audience')]).toEqual([resource, audience]);
      await signedIn(page);
      expect(provider.redeemed.at(-1)?.get('resource')).toBe(resource);
      await page.context().close();
    });

    test('serves policies that name the provider and nobody else', async () => {
      const page = await fetch(`${its.service.url}/troubleshooting/anybody`);
      const graphiql = await fetch(`${its.service.url}/graphiql`);
      const configuration = await fetch(`${its.service.url}/portal.json`);

      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';script-src 'self';" +
          `style-src 'self';img-src 'self';connect-src 'self' ${provider.url}`,
      );
      expect(graphiql.headers.get('content-security-policy')).toContain(`connect-src 'self' ${provider.url};`);
      expect(graphiql.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await configuration.json()).toEqual({
        refreshes: false,
        silentDays: 14,
        signIn: { issuer: provider.url, clientId: 'portal', scope: 'openid', resource: null, audience: null },
      });
    });
  },
  withProvider,
);
