// Takes the pictures of the README anew, from the real service on the demo tenant: npm run pictures.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-pictures-'));
const env = { ...process.env, PORT: '0', DATABASE_URL: path.join(folder, 'graph.db'), LOG_LEVEL: 'error' };
const picture = (name) => path.join(import.meta.dirname, 'pictures', name);

const service = spawn(process.execPath, ['dist/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  const url = await new Promise((resolve, reject) => {
    let said = '';
    service.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /(http:\S+)\/graphql\b/.exec(said);
      if (found) resolve(found[1]);
    });
    service.on('exit', (code) => reject(new Error(`The service ended with ${code}.`)));
  });
  const token = execFileSync(process.execPath, ['dist/cli.js', 'token', '--as', 'helpdesk@contoso.example'], {
    cwd: root,
    env,
    encoding: 'utf8',
  }).trim();

  const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
  await page.goto(`${url}/graphiql`);
  await page.getByLabel('Bearer token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: '"data"' }).first().waitFor();
  // The editor colours what is in sight a moment after it has drawn it.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: picture('graphiql.png') });
} finally {
  await browser.close();
  service.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
