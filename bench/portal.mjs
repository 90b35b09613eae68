// Measures the time from the selection of a user to the complete page: npm run bench:portal -- --help
import { startDemo } from '../docs/demo.mjs';
import { readArguments } from '../usage.mjs';

readArguments(`Usage: npm run bench:portal

Measures the time from the selection of a user to the complete page, and the graph's share of it, in a browser.`);

const WORDS = ['dubois', 'chevalier', 'fischer', 'moreau', 'amrani', 'ricci', 'rolland', 'girard', 'weber', 'leroy'];
const OF_MANY_DEVICES = 'olivia martin';
const ROUNDS = 3;

const { url, browser, token, stop } = await startDemo();

/** Runs in the page. Records the time from Enter to the last drawn section, and the time of the graph's response. */
function prepare() {
  window.measured = new Promise((resolve) => {
    let chosenAt = 0;
    const choose = ({ key }) => {
      if (key === 'Enter') chosenAt = performance.now();
    };
    addEventListener('keydown', choose, { capture: true });
    const observer = new MutationObserver(() => {
      const headings = [...document.querySelectorAll('#content h2')];
      if (chosenAt === 0 || !headings.some(({ textContent }) => textContent === 'Enrolment failures')) return;
      observer.disconnect();
      removeEventListener('keydown', choose, { capture: true });
      // After the next frame has been drawn.
      requestAnimationFrame(() =>
        setTimeout(() => {
          const drawn = performance.now() - chosenAt;
          const answer = performance
            .getEntriesByType('resource')
            .findLast(({ name, startTime }) => name.endsWith('/graphql') && startTime >= chosenAt);
          resolve({ drawn, answer: answer.responseEnd - answer.startTime });
        }),
      );
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];

try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
  await page.goto(`${url}/troubleshooting`);
  await page.getByLabel('Bearer token').fill(token('helpdesk@contoso.example'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  async function choose(word) {
    await page.getByRole('link', { name: 'Troubleshoot', exact: true }).click();
    await page.getByRole('combobox').fill(word);
    await page
      .getByRole('option', { name: new RegExp(word, 'i') })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.evaluate(prepare);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Enrolment failures' }).waitFor();
    return page.evaluate('window.measured');
  }

  async function measure(title, words) {
    const found = [];
    for (const word of words) found.push(await choose(word));
    const rows = {
      drawn: ({ drawn }) => drawn,
      'the graph’s answer': ({ answer }) => answer,
      'over the answer': ({ drawn, answer }) => drawn - answer,
    };
    console.log(`${title}, in milliseconds\n\tmedian\t95 %\tlongest`);
    for (const [name, of] of Object.entries(rows)) {
      const values = found.map(of);
      console.log([name, ...[0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(0))].join('\t'));
    }
  }

  await measure(`${WORDS.length * ROUNDS} users`, Array.from({ length: ROUNDS }, () => WORDS).flat());
  await measure(`A user of many devices (${OF_MANY_DEVICES})`, Array(10).fill(OF_MANY_DEVICES));
  console.log(
    await page
      .locator('#status')
      .getByText(/^\d+ devices$/)
      .innerText(),
  );
} finally {
  await stop();
}
