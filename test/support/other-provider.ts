import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Certificate } from './certificate';
import { ROOT } from './place';

const OWN_NODE = path.join(ROOT, 'node_modules', '.cache', 'node-22');

/** A Node.js that oidc-provider runs on: this one, or `node@22` of npm, installed once. */
function newerNode(): string {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const bin = path.join(OWN_NODE, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(bin)) {
    mkdirSync(OWN_NODE, { recursive: true });
    writeFileSync(path.join(OWN_NODE, 'package.json'), '{ "private": true }');
    const args = ['install', '--no-audit', '--no-fund', 'node@22'];
    const { status, stderr } = spawnSync('npm', args, { cwd: OWN_NODE, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm install node@22 failed: oidc-provider needs it. ${stderr}`);
  }
  return bin;
}

export interface ProviderSettings {
  readonly profile: 'entra' | 'keycloak' | 'auth0' | 'okta';
  readonly redirectUri: string;
  /** The life of an access token, in seconds. */
  readonly life: number;
  readonly audience: string;
  /** The scopes of the service as a page requests them, separated by spaces. */
  readonly scope: string;
  /** The operators by the name that they type at the provider. */
  readonly operators: Readonly<Record<string, { readonly id: string; readonly upn: string }>>;
  readonly tls: Certificate | null;
}

/** npm's oidc-provider, with the tokens of another provider. */
export interface OtherProvider {
  readonly url: string;
  /** Sets its clock forward. */
  forward(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startProvider(settings: ProviderSettings): Promise<OtherProvider> {
  const script = path.join(__dirname, 'oidc-provider.mjs');
  const child: ChildProcess = spawn(newerNode(), [script, JSON.stringify(settings)], { cwd: ROOT });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => resolve(text.trim()));
    void ended.then(() => reject(new Error(`oidc-provider ended. ${said}`)));
  });
  return {
    url,
    async forward(seconds) {
      await fetch(`${url}/forward/${seconds}`);
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
