// Starts the stand-in of Microsoft Graph by hand: npm run graph-stand-in -- --help
import { createRequire } from 'node:module';
import { transformFileSync } from '@swc/core';
import { readArguments, wholeNumber } from '../../../usage.mjs';

// The stand-in is written for jest, which compiles it in the same way.
const require = createRequire(import.meta.url);
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformFileSync(filename, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
const { readGraphTenant, startStandIn } = require('../graph.ts');
const { scaled } = require('./scale.ts');
const { QUIRKS } = require('./quirks.ts');

const USAGE = `Usage: npm run graph-stand-in -- <folder> [options]

  --port N               0 takes a free one; the first line of output tells the address
  --scale N              so many times the users and devices of the folder
  --seed N               what happens by chance follows from it
  --page-size N          items on a page
  --permissions a,b,c    what the application was granted; without it, everything
  --fail what=status     device:<id>=500, user:<id>=403, path:<pattern>=404x3; may be repeated
  --help                 prints this
  --quirks list          name or name=N is on, -name off, none all off:
${Object.entries(QUIRKS)
  .map(([name, [usual, what]]) => `    ${name}=${usual}`.padEnd(36) + what)
  .join('\n')}`;

const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    'page-size': { type: 'string' },
    permissions: { type: 'string' },
    fail: { type: 'string', multiple: true, default: [] },
    quirks: { type: 'string', default: '' },
  },
});
const number = (name, least) => wholeNumber(USAGE, name, values[name], least);
const tenant = scaled(await readGraphTenant(positionals[0] ?? 'demo'), number('scale', 1));
const { url } = await startStandIn(tenant, {
  isOpen: true,
  port: number('port', 0),
  seed: number('seed', 0),
  quirks: values.quirks,
  failures: values.fail,
  ...(values['page-size'] !== undefined && { pageSize: number('page-size', 1) }),
  ...(values.permissions !== undefined && { permissions: values.permissions.split(',') }),
});
const { managedDevices, users } = tenant.collections;
console.log(`${url} (${managedDevices.length} devices, ${users.length} users)`);
