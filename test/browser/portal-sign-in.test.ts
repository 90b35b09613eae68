import type { Page } from 'playwright-core';
import { oidcTokens } from '../../src/sign-in/oidc';
import { inBrowser } from '../support/browser';
import { IdentityProvider } from '../support/identity-provider';
import { needed } from '../support/needed';
import { openPortal, type Portal, selectUser } from '../support/portal';
import type { ServiceOptions } from '../support/service';

let provider: IdentityProvider;

async function withProvider(): Promise<ServiceOptions> {
  provider = await new IdentityProvider().start();
  const { url: issuer, audience, clientId } = provider;
  const verify = oidcTokens({ issuer, audience, tokenType: 'at+jwt', requiredScope: null, operatorClaim: 'oid' });
  return { server: { verify, signIn: { issuer, clientId, scope: 'openid', resource: null, audience: null } } };
}

inBrowser(
  'The portal with an identity provider',
  (its) => {
    beforeAll(async () => {
      const { primary } = its.service.database;
      provider.operatorId = await needed(primary('users').where('upn_key', 'helpdesk@contoso.example').pluck('id'));
    });
    afterAll(async () => {
      await provider?.stop();
    });

    const open = (path?: string): Promise<Portal> =>
      openPortal(its.browser, its.service, path === undefined ? {} : { path });
    const press = (page: Page) => page.getByRole('button', { name: 'Sign in' }).click();

    test('signs in with a code and PKCE in a window of its own, and asks only the provider besides', async () => {
      const { page, foreign, complaints } = await open();
      const popup = page.waitForEvent('popup');
      await press(page);
      const signInWindow = await popup;
      await selectUser(page, 'dubois', 'Marc Dubois');

      expect(provider.redeemed).toHaveLength(1);
      expect(provider.redeemed[0]?.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
      expect(foreign.length).toBeGreaterThan(0);
      expect(foreign.filter((url) => !url.startsWith(`${provider.url}/`))).toEqual([]);
      expect(complaints).toEqual([]);
      if (!signInWindow.isClosed()) await signInWindow.waitForEvent('close', { timeout: 5_000 });
      await page.context().close();
    });

    test('keeps neither token nor code in the address or in the browser’s storage', async () => {
      const { page } = await open();
      await press(page);
      await page.getByRole('navigation').waitFor();

      expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');
      expect(new URL(page.url()).search).toBe('');
      expect(await page.context().cookies()).toEqual([]);
      await page.context().close();
    });

    test('says why the provider refused, and can be tried again', async () => {
      provider.refusal = 'The account is blocked.';
      const { page } = await open();
      await press(page);
      await page.getByRole('alert').filter({ hasText: 'did not sign you in (The account is blocked.)' }).waitFor();
      provider.refusal = null;
      await press(page);
      await page.getByRole('navigation').waitFor();
      await page.context().close();
    });

    test('opens the window at the click, and says so when the rest of the page cannot be loaded', async () => {
      const { page } = await openPortal(its.browser, its.service, { path: '/signed-in' });
      await page.route('**/assets/identity-provider-*.js', (route) => route.abort());
      await page.goto(`${its.service.url}/troubleshooting`);
      const popup = page.waitForEvent('popup');
      await press(page);
      const signInWindow = await popup;
      await page.getByRole('alert').filter({ hasText: 'Part of this page could not be loaded.' }).waitFor();
      if (!signInWindow.isClosed()) await signInWindow.waitForEvent('close', { timeout: 5_000 });
      await page.context().close();
    });

    test('leaves an abandoned attempt behind: it closes its own window and no other', async () => {
      const { page } = await open();
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      let asked = 0;
      await page.route('**/.well-known/openid-configuration', async (route) => {
        if (asked++ === 0) await held;
        return route.continue().catch(() => null);
      });
      const first = page.waitForEvent('popup');
      await press(page);
      const abandoned = await first;
      const second = page.waitForEvent('popup');
      await page.getByRole('button', { name: 'Signing in…' }).click();
      await second;
      if (!abandoned.isClosed()) await abandoned.waitForEvent('close', { timeout: 5_000 });
      await page.getByRole('navigation').waitFor();
      letGo();
      await page.context().close();
    });

    test('serves a policy that names the provider and nobody else', async () => {
      const page = await fetch(`${its.service.url}/troubleshooting/anybody`);
      const configuration = await fetch(`${its.service.url}/portal.json`);

      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';script-src 'self';" +
          `style-src 'self';img-src 'self';connect-src 'self' ${provider.url}`,
      );
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await configuration.json()).toEqual({
        signIn: { issuer: provider.url, clientId: 'portal', scope: 'openid', resource: null, audience: null },
      });
    });
  },
  withProvider,
);
