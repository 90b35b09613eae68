import type { Page } from 'playwright-core';
import { inBrowser } from '../support/browser';
import { openPortal } from '../support/portal';

/*
 * Calls to a help desk, from the search to the sentence that names the cause. Entering the name is one input.
 */

const HELPDESK = 'helpdesk@contoso.example';
const MOST_INPUTS = 3;
/** The characters that an operator reads before the cause. */
const MOST_READ = 300;
const SCREENS = [
  [1440, 900],
  [390, 844],
] as const;

interface Call {
  readonly about: string;
  readonly who: string;
  /** The key of the subject of the call, or the line to open. */
  readonly next?: string;
  readonly cause: string;
}

const CALLS: readonly Call[] = [
  {
    about: 'no Wi-Fi',
    who: 'marc dubois',
    next: '2',
    cause: 'Intune does not know the address of the certificate enrolment server (NDES).',
  },
  {
    about: 'no VPN',
    who: 'leïla haddad',
    next: '2',
    cause: 'Assigned, but kept from LYO-IPH-0201: iOS – User certificate (SCEP).',
  },
  { about: 'VPN drops', who: 'sofía garcía', next: '2', cause: 'Profiles contradict each other on MAD-LT-0051' },
  {
    about: 'SAP GUI does not install',
    who: 'théo marchand',
    next: '3',
    cause: 'SAP GUI 8.00 was installed on LYO-LT-0041, but is not found there.',
  },
  {
    about: 'the mail says not compliant',
    who: 'amélie roux',
    next: '1',
    cause: 'PAR-IPH-0190 is not compliant: operating system too old.',
  },
  {
    about: 'not compliant because of another user',
    who: 'lucie garnier',
    next: '1',
    cause: 'PAR-LT-0084 is not compliant because of another user: hugo.fontaine@contoso.example.',
  },
  {
    about: 'a laptop does not respond',
    who: 'lena fischer',
    next: '5',
    cause: 'BER-LT-0093 can no longer check in: its management certificate expired on 14 November 2026.',
  },
  {
    about: 'a tablet never worked',
    who: 'olivia martin',
    next: '5',
    cause: 'PAR-TAB-12 has never checked in since it was enrolled on 12 February 2026.',
  },
  {
    about: 'a new phone cannot enrol',
    who: 'inès moreau',
    next: '4',
    cause: 'The operating system of the device is older than the enrolment restriction allows.',
  },
  {
    about: 'a new user cannot enrol',
    who: 'nora lindqvist',
    next: '4',
    cause: 'The account has no usage location, and without one no licence can be assigned.',
  },
  {
    about: 'a locked Mac',
    who: 'isabelle faure',
    next: 'wrong, but',
    cause: 'PAR-MB-0138 was locked remotely on',
  },
  {
    about: 'a device is listed twice',
    who: 'PAR-LT-0288',
    cause: 'PAR-LT-0288 is in Intune 2 times, and this record is the old one.',
  },
  { about: 'Outlook is not protected', who: '田中 健二', cause: 'is reported as rooted' },
  { about: 'no licence', who: 'Павел Иванов', cause: 'Павел Иванов has no Intune licence.' },
];

inBrowser('A call to the help desk', (its) => {
  /** Opens the search, enters the name, and names the subject. Returns the number of inputs. */
  async function take(page: Page, { who, next }: Pick<Call, 'who' | 'next'>): Promise<number> {
    let inputs = 0;
    const input = async (act: () => Promise<void>) => {
      inputs++;
      await act();
    };
    await input(() => page.getByRole('combobox').fill(who));
    await input(() => page.keyboard.press('Enter'));
    await card(page).waitFor();
    if (next === undefined) return inputs;
    if (next.length > 1) await input(() => card(page).getByText(next).click());
    else {
      const answer = page.waitForResponse((each) => each.request().postDataJSON().operationName === 'RankUserFindings');
      await input(() => page.keyboard.press(next));
      await answer;
      await page.locator('ol.findings[aria-busy=false]').waitFor();
    }
    return inputs;
  }

  const card = (page: Page) => page.getByRole('region').filter({ has: page.getByText('What is the call about?') });

  async function open(width: number, height: number): Promise<Page> {
    return (await openPortal(its.browser, its.service, { as: HELPDESK, path: '/', viewport: { width, height } })).page;
  }

  for (const [width, height] of SCREENS) {
    test.each(CALLS)(`about "$about" ends at its cause, above the fold of ${width} × ${height}`, async (call) => {
      const page = await open(width, height);
      expect(await take(page, call)).toBeLessThanOrEqual(MOST_INPUTS);
      await expectInSight(page, call.cause, height);
      const text = (await card(page).innerText()).replace(/\s+/g, ' ');
      expect(text.indexOf(call.cause)).toBeGreaterThan(0);
      expect(text.indexOf(call.cause)).toBeLessThanOrEqual(MOST_READ);
      await page.context().close();
    });

    test(`about access after leaving a group ends at what is not checked, above the fold of ${width} × ${height}`, async () => {
      const page = await open(width, height);
      expect(await take(page, { who: 'oumar ba', next: '1' })).toBeLessThanOrEqual(MOST_INPUTS);
      const notChecked = card(page).getByText('Not checked:');
      expect(await notChecked.innerText()).toContain('Sign-ins and Conditional Access are not read.');
      expect(await notChecked.innerText()).toMatch(/Groups were last read (less than an hour|\d+ hours?) ago\./);
      await expectInSight(page, 'Not checked:', height);
      await page.context().close();
    });
  }

  async function expectInSight(page: Page, text: string, height: number): Promise<void> {
    const sentence = card(page).getByText(text).first();
    await sentence.waitFor();
    const box = await sentence.boundingBox();
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  }

  test.each([
    ['marc dubois', '2', 'No Wi-Fi on PAR-IPH-0231', 'PAR-IPH-0231'],
    ['sofía garcía', '2', 'Profiles contradict each other on MAD-LT-0051', 'MAD-LT-0051'],
    ['lena fischer', '5', 'BER-LT-0093 can no longer check in', 'BER-LT-0093'],
  ])('of %s is taken with the keyboard alone, down to the evidence and back', async (who, topic, title, device) => {
    const page = await open(1440, 900);
    await page.keyboard.press('/');
    await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.insertText(who);
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    await page.keyboard.press(topic);
    const first = page.locator('ol.findings > li').first();
    await first.getByRole('heading', { name: title }).waitFor();
    await page.keyboard.press('j');
    await first.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: device });
    await panel.locator('[data-shown]').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await card(page).waitFor();
    await page.context().close();
  });
});
