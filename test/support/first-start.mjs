/* The first steps in the README: install, start, make a token, ask the query. For scripts that run without jest. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/** Runs a command. @returns its standard output @throws with its last lines if it fails */
export function must(what, command, args, how = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...how });
  if (status === 0) return stdout;
  const lines = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`.trim().split('\n').slice(-40);
  throw new Error(`${what} failed (${status}).\n${lines.join('\n')}`);
}

/** Installs packages into a folder of their own below this one. @returns its node_modules */
function install(folder, ...packages) {
  const place = path.join(folder, packages.join('+'));
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{ "private": true }');
  must(`npm install ${packages}`, 'npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: place });
  return path.join(place, 'node_modules');
}

// The npm of each version; newer versions have npm 11.
const NPM = { 20: '10', 22: '10' };

/**
 * Installs a version of Node.js, which is an npm package, and the npm that it is released with.
 * @returns `node`, its file; `npm`, the command in parts; `env`, where `node` is this version; `name`, for people
 */
export function nodeVersion(folder, version) {
  const bin = path.join(install(folder, `node@${version}`), 'node', 'bin');
  const node = path.join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
  const npmFolder = path.join(install(folder, `npm@${NPM[version.split('.')[0]] ?? '11'}`), 'npm', 'bin');
  const npm = [node, path.join(npmFolder, 'npm-cli.js')];
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` };
  const versionOf = (...command) => must('--version', command[0], [...command.slice(1), '--version'], { env }).trim();
  return {
    node,
    npm,
    npx: [node, path.join(npmFolder, 'npx-cli.js')],
    env,
    name: `${versionOf(node)}, npm ${versionOf(...npm)}`,
  };
}

/** The environment of an npm that must not compile anything. The folder is for the script that npm runs instead. */
export function withoutBuilds(env, folder) {
  const noBuild = path.join(folder, 'no-build.cjs');
  writeFileSync(noBuild, "console.error('A native build was started.'); process.exit(1);");
  return { ...env, npm_config_node_gyp: noBuild };
}

/** The demo operator that the README signs in as. */
export const OPERATOR = 'helpdesk@contoso.example';

/** Sends the README's query to a service with the demo tenant. @throws if the answer is another one */
export async function askReadmeQuery(url, token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: readFileSync(path.join(root, 'examples/troubleshoot.graphql'), 'utf8'),
      variables: { upn: 'marc.dubois@contoso.example' },
    }),
  });
  const { data, errors } = await response.json();
  const states = data?.user?.devices?.nodes?.flatMap(({ configurationStates }) => configurationStates) ?? [];
  const failed = states.filter(({ state }) => state === 'ERROR').map(({ error }) => error?.hex);
  if (errors !== undefined || !failed.includes('0x87D1FDF2')) {
    throw new Error(`The README's query is not answered as it says: ${JSON.stringify({ errors, failed })}`);
  }
}

/**
 * Starts the service, makes a token and sends the README's query.
 * @param start the command that starts it, in parts
 * @param token the command that prints a token
 * @param whileItRuns is called with the address once the query is answered
 * @returns the exit code after SIGTERM, or the signal
 */
export async function startAndAsk(start, token, { cwd, env, whileItRuns = () => {} }) {
  const service = spawn(start[0], start.slice(1), {
    cwd,
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise((resolve) => service.once('exit', (code, signal) => resolve(signal ?? code)));
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    service.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /The troubleshooting graph: (\S+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`${start.join(' ')} ended (${code}).\n${printed}`)));
  });
  try {
    await askReadmeQuery(url, must(token.join(' '), token[0], token.slice(1), { cwd, env }).trim());
    await whileItRuns(url);
  } finally {
    // Not every version of npm passes the signal on, so it goes to the whole process group.
    process.kill(-service.pid, 'SIGTERM');
  }
  return ended;
}

/** A stop-watch: it runs parts of a work and keeps their times as text, in seconds. */
export function stopWatch() {
  const times = [];
  const timed = async (what, work) => {
    const started = performance.now();
    const answer = await work();
    times.push(`${what} ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return answer;
  };
  return { times, timed };
}
