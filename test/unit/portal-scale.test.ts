import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PORTAL = path.join(__dirname, '..', '..', 'portal');
/** The properties whose lengths come from the scale. Widths and heights of things follow their content. */
const SCALED =
  /^(?:margin|padding|gap|row-gap|column-gap|inset|border-radius|font-size|scroll-(?:margin|padding))(?:-|$)/;

const sheets = readdirSync(PORTAL, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));

/** The declarations of a sheet that write a length of their own. */
function literalLengths(file: string): string[] {
  const text = readFileSync(path.join(PORTAL, file), 'utf8');
  return [...text.matchAll(/([\w-]+):\s*([^;{}]+);/g)]
    .filter(([, property = '', value = '']) => SCALED.test(property) && /\d(?:px|rem|em)\b/.test(value))
    .map(([declaration]) => `${file}: ${declaration.trim()}`);
}

test('Spacing, corners and text of the portal have the lengths of the scale', () => {
  expect(sheets).toContain('scale.css');
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.flatMap(literalLengths)).toEqual([]);
});

test('The scale has every length that the sheets name', () => {
  const texts = sheets.map((file) => readFileSync(path.join(PORTAL, file), 'utf8')).join('\n');
  const named = new Set([...texts.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const defined = new Set([...texts.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  expect([...named].filter((name) => !defined.has(name))).toEqual([]);
});
