// The real service on the demo tenant, on a database of its own, and a browser to look at it with.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.join(import.meta.dirname, '..');

/** Starts both. `token` makes a token of development sign-in, `stop` ends both and removes the database. */
export async function startDemo() {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-demo-'));
  const env = { ...process.env, PORT: '0', DATABASE_URL: path.join(folder, 'graph.db'), LOG_LEVEL: 'error' };
  const service = spawn(process.execPath, ['dist/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  async function stop() {
    await browser.close();
    service.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
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
    const token = (as) =>
      execFileSync(process.execPath, ['dist/cli.js', 'token', '--as', as], { cwd: root, env, encoding: 'utf8' }).trim();
    return { url, browser, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
