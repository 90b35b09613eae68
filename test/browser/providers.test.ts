import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openDatabase } from '../../src/database/open';
import { oidcTokens } from '../../src/sign-in/oidc';
import { inBrowser } from '../support/browser';
import { ownAuthority } from '../support/certificate';
import { createTestDatabase } from '../support/engines';
import { needed } from '../support/needed';
import { type OtherProvider, type ProviderSettings, startProvider } from '../support/other-provider';
import { Place } from '../support/place';
import { selectUser } from '../support/portal';
import { startService } from '../support/service';

/*
 * The recipes of docs/sign-in/, tried: each starts the service with the recipe's variables and signs in at npm's
 * oidc-provider, which gives the tokens of the recipe's provider.
 */

const API = '11111111-1111-4111-8111-111111111111';
const UPN = 'helpdesk@contoso.example';
/** A page that has its navigation beside the search. A narrower one has it in a menu. */
const WIDE = { locale: 'en-GB', viewport: { width: 1440, height: 900 } };

interface Recipe extends Pick<ProviderSettings, 'profile' | 'audience' | 'scope'> {
  readonly variables: Readonly<Record<string, string>>;
}

const RECIPES: readonly Recipe[] = [
  {
    profile: 'entra',
    audience: API,
    scope: `api://${API}/access_as_user`,
    variables: {
      OIDC_TOKEN_TYPE: 'JWT',
      OIDC_REQUIRED_SCOPE: 'access_as_user',
      OIDC_SCOPE: `openid offline_access api://${API}/access_as_user`,
    },
  },
  {
    profile: 'keycloak',
    audience: 'troubleshooting',
    scope: 'troubleshooting',
    variables: {
      OIDC_TOKEN_TYPE: 'JWT',
      OIDC_REQUIRED_SCOPE: 'troubleshooting',
      OIDC_SCOPE: 'openid troubleshooting',
      OIDC_OPERATOR_CLAIM: 'preferred_username',
    },
  },
  {
    profile: 'auth0',
    audience: 'https://troubleshooting.example',
    scope: 'read:graph',
    variables: {
      OIDC_TOKEN_TYPE: 'JWT',
      OIDC_REQUIRED_SCOPE: 'read:graph',
      OIDC_SCOPE: 'openid offline_access read:graph',
      OIDC_AUDIENCE_PARAMETER: 'https://troubleshooting.example',
      OIDC_OPERATOR_CLAIM: 'https://contoso.example/upn',
    },
  },
  {
    profile: 'okta',
    audience: 'api://troubleshooting',
    scope: 'troubleshooting',
    variables: {
      OIDC_TOKEN_TYPE: 'none',
      OIDC_REQUIRED_SCOPE: 'troubleshooting',
      OIDC_SCOPE: 'openid offline_access troubleshooting',
      OIDC_OPERATOR_CLAIM: 'upn',
    },
  },
];

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    }),
  );
}

/** Types a name and any password at the provider, and consents. */
async function signInAtProvider(page: Page, login = 'helpdesk'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: /Sign-in/i }).click();
  await page.getByRole('button', { name: /Continue/i }).click();
}

/** @param own the service's address: what the browser complains of at the provider is not ours */
async function newPage(context: BrowserContext, own: string): Promise<{ page: Page; complaints: string[] }> {
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && page.url().startsWith(own)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

inBrowser('Another provider', (its) => {
  const cases = RECIPES.flatMap((recipe) => [false, true].map((isSecure) => ({ recipe, isSecure })));

  test.each(cases)(
    'with the tokens of $recipe.profile signs in to the page and to GraphiQL (https: $isSecure)',
    async ({ recipe, isSecure }) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const database = await createTestDatabase('demo');
      const opened = await openDatabase(database.url);
      const id = await needed<string>(opened.primary('users').where('upn_key', UPN).pluck('id'));
      await opened.close();
      const own = isSecure ? ownAuthority() : null;
      const tls = own?.server ?? null;
      const place = new Place();
      const ca = path.join(place.folder, 'ca.pem');
      if (own !== null) writeFileSync(ca, own.authority);
      const operators = { helpdesk: { id, upn: UPN } };
      const { profile, audience, scope, variables } = recipe;
      const provider = await startProvider({
        profile,
        audience,
        scope,
        operators,
        tls,
        life: 900,
        redirectUri: `${url}/signed-in`,
      });
      const service = place.start('main', [], {
        ...variables,
        AUTH_MODE: 'oidc',
        OIDC_ISSUER: provider.url,
        OIDC_AUDIENCE: audience,
        OIDC_CLIENT_ID: 'portal',
        AUDIT_KEY: 'a key of the tests, and of nothing else',
        DATABASE_URL: database.url,
        PORT: String(port),
        ...(own !== null && { NODE_EXTRA_CA_CERTS: ca }),
      });
      const context = await its.browser.newContext({ ...WIDE, ignoreHTTPSErrors: true });
      try {
        while (!service.said.out.includes('the service is ready'))
          await new Promise((resolve) => setTimeout(resolve, 50));
        const { page, complaints } = await newPage(context, url);
        await page.goto(`${url}/troubleshooting`);
        await signInAtProvider(page);
        await selectUser(page, 'dubois', 'Marc Dubois');

        await page.goto(`${url}/graphiql`);
        await page.getByRole('region', { name: /^Signed in as/ }).waitFor();
        await page.getByRole('link', { name: 'Portal' }).click();
        await page.getByRole('navigation').waitFor();
        expect(complaints).toEqual([]);
        expect(service.said.out).not.toContain('token refused');

        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('button', { name: /Yes, sign me out/i }).click();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        await page.reload();
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByPlaceholder('Enter any login').waitFor();
      } finally {
        await context.close();
        service.child.kill();
        await service.ended;
        await provider.stop();
        await database.drop();
      }
    },
  );

  test('a day of 15-minute tokens passes without a click', async () => {
    // Only the clock: requests, time-outs and sockets go on as they are.
    jest.useFakeTimers({
      doNotFake: [
        ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
        ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
      ],
    });
    const start = Date.now();
    const recipe = RECIPES[1] as Recipe;
    const { profile, audience, scope, variables } = recipe;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const operators = { helpdesk: { id: 'unused', upn: UPN } };
    const provider: OtherProvider = await startProvider({
      ...{ profile, audience, scope, operators, tls: null, life: 900 },
      redirectUri: `${url}/signed-in`,
    });
    const issuer = provider.url;
    const operatorClaim = 'preferred_username';
    const service = await startService({
      server: {
        port,
        verify: oidcTokens({
          issuer,
          audience,
          tokenType: 'JWT',
          requiredScope: scope,
          machineRole: null,
          operatorClaim,
        }).verify,
        signIn: {
          issuer,
          clientId: 'portal',
          scope: variables['OIDC_SCOPE'] as string,
          resource: null,
          audience: null,
        },
      },
    });
    const context = await its.browser.newContext(WIDE);
    try {
      const { page } = await newPage(context, url);
      let refused = 0;
      let navigations = 0;
      page.on('response', (response) => {
        if (response.url().endsWith('/graphql') && response.status() === 401) refused++;
      });
      await page.goto(`${url}/troubleshooting`);
      await signInAtProvider(page);
      await page.getByRole('navigation').waitFor();
      page.on('framenavigated', () => {
        navigations++;
      });
      for (let quarter = 1; quarter <= 96; quarter++) {
        await provider.forward(900);
        jest.setSystemTime(start + quarter * 900_000);
        await page.clock.setSystemTime(start + quarter * 900_000);
        const text = quarter % 2 === 0 ? 'dubois' : 'moreau';
        const name = quarter % 2 === 0 ? 'Marc Dubois' : 'Inès Moreau';
        await page.getByRole('combobox').fill(text);
        await page.getByRole('option', { name }).waitFor();
      }
      // A token of 15 minutes is good for one more minute by the tolerance of clocks, so not every quarter renews.
      expect(refused).toBeGreaterThan(40);
      expect(navigations).toBe(0);
      expect(await page.getByRole('alert').count()).toBe(0);
    } finally {
      await context.close();
      await service.stop();
      await provider.stop();
      jest.useRealTimers();
    }
  });
});
