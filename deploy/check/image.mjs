import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { OPERATOR, startAndAsk } from '../../test/support/first-start.mjs';
import { cached, debian, deploy, NODE_VERSION, need, needRoot, nodeFromNpm, root, run } from './tools.mjs';

const BASE = `localhost/node-on-debian:${NODE_VERSION}`;
const IMAGE = 'localhost/troubleshooting-graph';
const USER = 10001;

// Without a container engine: no overlay file system, no network of its own.
const SETTINGS = { STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' };
const storage = () => ['--root', cached('storage'), '--runroot', cached('storage-run')];
const buildah = (...args) => run('buildah', [...storage(), ...args], { env: SETTINGS });

/** Makes a base image like the official one, which only a registry has: Debian, and Node.js with npm, from npm. */
function makeBase() {
  const made = buildah('images', '--format', '{{.Name}}:{{.Tag}}').split('\n');
  if (made.includes(BASE)) return;
  const { node, npm } = nodeFromNpm();
  const container = buildah('from', 'scratch');
  const copy = (from, to) => buildah('copy', '--quiet', container, from, to);
  copy(debian('base'), '/');
  copy(node, '/usr/local/bin/node');
  copy(npm, '/usr/local/lib/node_modules/npm');
  buildah('run', container, '--', 'ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm');
  const authorities = process.env['NODE_EXTRA_CA_CERTS'];
  if (authorities !== undefined) {
    // npm in the image meets the same proxies as npm here.
    const npmrc = path.join(cached('node'), 'npmrc');
    writeFileSync(npmrc, 'cafile=/etc/ssl/certs/ca-certificates.crt\n');
    copy(npmrc, '/usr/local/etc/npmrc');
    copy(authorities, '/etc/ssl/certs/ca-certificates.crt');
  }
  buildah('commit', '--quiet', '--rm', container, BASE);
}

function build() {
  const npmCache = path.join(homedir(), '.npm');
  mkdirSync(npmCache, { recursive: true });
  const file = path.join(deploy, 'Dockerfile');
  // Docker's format has health checks, which that of the Open Container Initiative lacks.
  const options = ['--format', 'docker', '--build-arg', `BASE=${BASE}`, '--volume', `${npmCache}:/root/.npm:rw`];
  buildah('build', ...options, '--file', file, '--tag', IMAGE, root);
}

/**
 * A command that runs a program of an image as its user: with a root file system that is read-only, `/data`, and an empty `/tmp`.
 * @param files the folder with the files of the image
 * @param data the folder for `/data`
 */
function inContainer(files, data, program) {
  const steps = [
    'mount --bind "$1" "$1"',
    'mount -o remount,bind,ro "$1"',
    'mount --bind "$2" "$1/data"',
    'mount -t tmpfs tmpfs "$1/tmp"',
    'mount -t proc proc "$1/proc"',
    'mount --rbind /dev "$1/dev"',
    'files="$1"; shift 2',
    `exec chroot --userspec=${USER}:${USER} --groups= "$files" "$@"`,
  ];
  return ['unshare', '--mount', '--', 'sh', '-ec', steps.join('; '), 'sh', files, data, ...program];
}

/** Migrates, starts the image with the demo tenant, sends the README's query, and runs the health check. */
async function askImage(files, config) {
  const data = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-data-'));
  chownSync(data, USER, USER);
  const own = Object.fromEntries(config.Env.map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
  // The demo needs development sign-in, which is on loopback only.
  const env = { ...own, NODE_ENV: '', HOST: '127.0.0.1' };
  const start = (...args) => inContainer(files, data, [...config.Entrypoint, ...args]);
  const withEnv = (variables, program) => {
    const [command, ...args] = inContainer(files, data, program);
    return run(command, args, { env: variables });
  };
  const here = (...program) => withEnv(env, program);
  try {
    const probe = `try { require('fs').writeFileSync('/app/x', ''); } catch ({ code }) { console.log(process.getuid(), code); }`;
    const found = here('node', '-e', probe);
    if (found !== `${USER} EROFS`) throw new Error(`the container is not as it should be: ${found}`);
    // A command needs no setting of the service.
    withEnv(own, [...config.Entrypoint, 'db', 'migrate']);
    const code = await startAndAsk(start(...config.Cmd), start('token', '--as', OPERATOR), {
      env,
      whileItRuns: (url) => {
        const [, ...check] = config.Healthcheck.Test;
        const [command, ...args] = inContainer(files, data, check);
        run(command, args, { env: { ...env, PORT: new URL(url).port } });
      },
    });
    if (code !== 0) throw new Error(`the container ended with ${code} after SIGTERM.`);
  } finally {
    rmSync(data, { recursive: true });
  }
}

/** Builds the image on a Debian of this machine, and runs it without rights. */
export async function imageAnswers() {
  needRoot();
  need('buildah');
  makeBase();
  const started = performance.now();
  build();
  const seconds = (performance.now() - started) / 1000;
  const container = buildah('from', IMAGE);
  try {
    const { config } = JSON.parse(buildah('inspect', '--type', 'image', IMAGE)).Docker;
    if (config.User !== `${USER}:${USER}`) throw new Error(`the image runs as ${config.User}.`);
    const files = buildah('mount', container);
    if (!existsSync(path.join(files, 'app', 'sbom.cdx.json'))) throw new Error('the image has no bill of materials.');
    await askImage(files, config);
    const megabytes = (place) =>
      Number(run('du', ['--summarize', '--block-size=1M', path.join(files, place)]).split('\t')[0]);
    return `built in ${seconds.toFixed(0)} s, ${megabytes('.')} MB with ${megabytes('app')} MB of the service; answers the README's query as user ${USER} with a read-only root`;
  } finally {
    buildah('rm', container);
    buildah('rmi', IMAGE);
  }
}
