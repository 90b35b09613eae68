// Takes the pictures of the documentation anew: npm run pictures -- --help
import path from 'node:path';
import { readArguments } from '../usage.mjs';
import { takeCalls } from './call-pictures.mjs';
import { startDemo } from './demo.mjs';

const USAGE = `Usage: npm run pictures -- [options]

Takes the pictures of the documentation anew, from the real service on the demo tenant.

  --calls   only those of calls to the help desk
  --help    prints this`;

const { values: options } = readArguments(USAGE, { options: { calls: { type: 'boolean', default: false } } });
const picture = (name) => path.join(import.meta.dirname, 'pictures', name);
const { url, browser, token, stop } = await startDemo();

async function takeGraphiql(bearer) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
  await page.goto(`${url}/graphiql`);
  await page.getByLabel('Bearer token').fill(bearer);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: '"data"' }).first().waitFor();
  // The editor colours what is in sight a moment after it has drawn it.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: picture('graphiql.png') });
}

async function takePortal(bearer, locale, name) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale, timezoneId: 'Europe/Paris' });
  await page.goto(`${url}/troubleshooting`);
  await page.locator('input[type=password]').fill(bearer);
  await page.locator('button[type=submit]').click();
  await page.getByRole('combobox').fill('dubois');
  await page.getByRole('option', { name: 'Marc Dubois' }).click();
  await page.getByRole('heading', { level: 1, name: 'Marc Dubois' }).waitFor();
  // The pointer and the focus ring are of no interest.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: picture(`${name}.png`), fullPage: true });
  await page.getByRole('button', { name: 'PAR-IPH-0231', exact: true }).click();
  const failure = page.getByRole('dialog').getByText('0x87D159DC').first();
  await failure.waitFor();
  // The profiles from the top, below the panel's heading: the Wi-Fi with the certificate that it needs.
  await page
    .getByRole('region', { name: /^(Configuration profiles|Profils de configuration)$/ })
    .evaluate((profiles) => {
      profiles.style.scrollMarginTop = '5rem';
      profiles.scrollIntoView();
    });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: picture(`${name}-device.png`) });
}

try {
  const bearer = token('helpdesk@contoso.example');
  if (options.calls) await takeCalls({ url, browser, bearer });
  else {
    await takeGraphiql(bearer);
    await takePortal(bearer, 'en-GB', 'portal.en');
    await takePortal(bearer, 'fr-FR', 'portal.fr');
  }
} finally {
  await stop();
}
