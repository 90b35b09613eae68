// Takes the pictures of calls: a user's page once the subject of the call is named, and twice the evidence that it leads to.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** A call: the user, the key of its subject, and the device whose panel shows the evidence, if the picture is of it. */
const CALLS = [
  { name: 'wifi', who: 'marc dubois', subject: '2' },
  { name: 'vpn', who: 'sofía garcía', subject: '2', device: 'MAD-LT-0051' },
  { name: 'mail', who: 'lucie garnier', subject: '1' },
  { name: 'silent', who: 'lena fischer', subject: '5', device: 'BER-LT-0093' },
  { name: 'enrol', who: 'inès moreau', subject: '4' },
];
const FOLDER = path.join(import.meta.dirname, 'pictures', 'calls');
const WIDTHS = { 1440: 900, 390: 844 };
const LANGUAGES = { en: 'en-GB', fr: 'fr-FR' };

/** Every call on both screens, in both schemes and both languages: pictures/calls/<call>.<language>-<width>-<scheme>.webp. */
export async function takeCalls({ url, browser, bearer }) {
  for (const [language, locale] of Object.entries(LANGUAGES)) {
    for (const [width, height] of Object.entries(WIDTHS)) {
      for (const colorScheme of ['light', 'dark']) {
        const viewport = { width: Number(width), height };
        const page = await browser.newPage({ viewport, locale, colorScheme, timezoneId: 'Europe/Paris' });
        await page.goto(`${url}/`);
        await page.locator('input[type=password]').fill(bearer);
        await page.locator('button[type=submit]').click();
        for (const call of CALLS) {
          await takeCall(page, call);
          await takeWebp(page, path.join(FOLDER, `${call.name}.${language}-${width}-${colorScheme}.webp`));
        }
        await page.close();
      }
    }
  }
}

async function takeCall(page, { who, subject, device }) {
  await page.evaluate("history.pushState(null, '', '/')");
  const search = page.locator('main').getByRole('combobox');
  await search.fill(who);
  await search.press('Enter');
  await page.locator('ol.findings').waitFor();
  await page.locator('h1').focus();
  const ranked = page.waitForResponse((each) => each.request().postDataJSON()?.operationName === 'RankUserFindings');
  await page.keyboard.press(subject);
  await ranked;
  await page.locator('ol.findings[aria-busy=false]').waitFor();
  if (device !== undefined) {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: device }).locator('[data-shown]').waitFor();
  }
  // The pointer and the focus ring are of no interest.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement?.blur()');
}

/** A picture as WebP, which Playwright does not write itself. */
async function takeWebp(page, file) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  writeFileSync(file, Buffer.from(data, 'base64'));
  await session.detach();
}
