import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CODES } from '../../src/errors';

test('README lists every error code, and no other', () => {
  const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const [, section = ''] = readme.split('### Error codes');
  const listed = [...(section.split('\n### ')[0] ?? '').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);

  expect(listed.sort()).toEqual([...ERROR_CODES].sort());
});
