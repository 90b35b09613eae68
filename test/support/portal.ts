import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Service } from './service';

/** The portal of a service, open in a tab. */
export interface Portal {
  readonly page: Page;
  /** The requests to other hosts than the service. */
  readonly foreign: readonly string[];
  /** The errors and warnings of the browser. */
  readonly complaints: string[];
  /** The names of the operations sent to the graph. */
  readonly asked: readonly string[];
}

interface PortalOptions extends BrowserContextOptions {
  /** The operator to sign in; by default nobody. */
  readonly as?: string;
  readonly path?: string;
}

const TIME_ZONE = 'Europe/Paris';

/** Noon of the day in so many days, in the browser's time zone. So its day does not depend on the time of the test. */
export function noonIn(days: number): Date {
  const today = new Intl.DateTimeFormat('sv', { timeZone: TIME_ZONE }).format(new Date());
  return new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000);
}

/** Opens the page in a new browser profile. */
export async function openPortal(
  browser: Browser,
  service: Service,
  { as, path = '/troubleshooting', ...options }: PortalOptions = {},
): Promise<Portal> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: TIME_ZONE,
    viewport: { width: 1400, height: 1000 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${service.url}/`)) foreign.push(request.url());
    if (request.url().endsWith('/graphql')) asked.push(request.postDataJSON().operationName);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${service.url}${path}`);
  if (as !== undefined) await signIn(page, await service.token(as));
  return { page, foreign, complaints, asked };
}

/** Signs in with a token, in either language. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel(/Bearer token|Jeton d’accès/).fill(token);
  await page.getByRole('button', { name: /^(Sign in|Se connecter)$/ }).click();
  await page.getByRole('banner').waitFor();
}

/** Opens the menu of the header, which a narrow screen hides. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', expanded: false });
  if (await menu.isVisible()) await menu.click();
}

/** Selects a user with the keyboard only. */
export async function selectUser(page: Page, search: string, name: string): Promise<void> {
  await page.getByRole('combobox').focus();
  await page.keyboard.insertText(search);
  await page.getByRole('option', { name }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('[role=option][data-focused]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** A section of the page, by its heading. */
export function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** Holds the requests of an operation. @returns sends them on */
export async function holding(page: Page, operation: string): Promise<() => void> {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postDataJSON().operationName === operation) await held;
    return route.continue();
  });
  return goOn;
}
