// Starts the stand-in of Microsoft Graph by hand. Usage: npm run graph-stand-in -- demo --port 4010 --scale 10
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { transformFileSync } from '@swc/core';

const HELP = `npm run graph-stand-in -- <folder> [options]
  --port N               0 takes a free one; the first line of output tells the address
  --scale N              so many times the users and devices of the folder
  --seed N               what happens by chance follows from it
  --page-size N          items on a page
  --permissions a,b,c    what the application was granted; without it, everything
  --fail what=status     device:<id>=500, user:<id>=403, path:<pattern>=404x3; may be repeated
  --quirks list          name or name=N is on, -name off, none all off:`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    'page-size': { type: 'string' },
    permissions: { type: 'string' },
    fail: { type: 'string', multiple: true, default: [] },
    quirks: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

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

if (values.help) {
  const quirks = Object.entries(QUIRKS).map(([name, [usual, what]]) => `    ${name}=${usual}`.padEnd(36) + what);
  console.log([HELP, ...quirks].join('\n'));
} else {
  const tenant = scaled(await readGraphTenant(positionals[0] ?? 'demo'), Number(values.scale));
  const { url } = await startStandIn(tenant, {
    isOpen: true,
    port: Number(values.port),
    seed: Number(values.seed),
    quirks: values.quirks,
    failures: values.fail,
    ...(values['page-size'] !== undefined && { pageSize: Number(values['page-size']) }),
    ...(values.permissions !== undefined && { permissions: values.permissions.split(',') }),
  });
  const { managedDevices, users } = tenant.collections;
  console.log(`${url} (${managedDevices.length} devices, ${users.length} users)`);
}
