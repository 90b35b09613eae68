import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type Service, type ServiceOptions, startService } from './service';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine; null where none is installed. */
const BROWSER: string | null = PLACES.find((place) => place !== undefined && existsSync(place)) ?? null;

/** A headless browser that asks nothing of its own maker. */
function openBrowser(): Promise<Browser> {
  if (BROWSER === null) throw new Error('No browser is installed.');
  return chromium.launch({
    executablePath: BROWSER,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What tests in a browser run on. */
interface Given {
  readonly service: Service;
  readonly browser: Browser;
}

/**
 * Tests on a service and in a browser of their own; skipped where no browser is installed.
 * @param options what the service starts with
 */
export function inBrowser(
  name: string,
  tests: (its: Given) => void,
  options: () => Promise<ServiceOptions> = async () => ({}),
): void {
  if (BROWSER === null) console.warn(`SKIPPED: ${name} (no Chromium is installed; set CHROMIUM to its path).`);
  const described = BROWSER === null ? describe.skip : describe;
  described(name, () => {
    const its = {} as { -readonly [Key in keyof Given]: Given[Key] };
    beforeAll(async () => {
      its.service = await startService(await options());
      its.browser = await openBrowser();
    });
    afterAll(async () => {
      await its.browser?.close();
      await its.service?.stop();
    });
    tests(its);
  });
}
