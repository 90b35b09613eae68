import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The contrast that WCAG asks of text. */
const LEAST_CONTRAST = 4.5;
/** The fields whose text is too faint, which axe-core sees only of labels: their names with the contrast. */
const FAINT = `(() => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0.05);
  return [...document.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea, select')].flatMap((field) => {
    const { color, backgroundColor } = getComputedStyle(field);
    const [one, other] = [light(color), light(backgroundColor)];
    const contrast = Math.max(one, other) / Math.min(one, other);
    return contrast < ${LEAST_CONTRAST} ? [(field.placeholder || field.id) + ': contrast of ' + contrast.toFixed(1)] : [];
  });
})()`;

/** The serious and critical findings of axe-core on a page, rule and place, and the fields with faint text. */
export async function barriers(page: Page): Promise<string[]> {
  // Evaluated instead of loaded, so that the page's content security policy can stay.
  await page.evaluate(AXE);
  const serious = await page.evaluate<string[]>(`axe.run(document).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`);
  return [...serious, ...(await page.evaluate<string[]>(FAINT))];
}
