import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type Service, type ServiceOptions, startService } from './service';

const PLACES = [
  process.env['CHROMIUM'],
  // The same browser without windows, which takes less CPU.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine; null if none is installed. */
const BROWSER: string | null = PLACES.find((place) => place !== undefined && existsSync(place)) ?? null;

/** A headless browser that does not contact its vendor. */
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

/** The environment of browser tests. */
interface Given {
  readonly service: Service;
  readonly browser: Browser;
}

/**
 * Tests with their own service and browser; skipped if no browser is installed.
 * @param options of the service
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
