// This service for a viewer to whom everything is allowed without a rule: what authorization costs is the difference.
// Nothing in the service can do this, so two functions of its build are replaced before it starts.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Puts something else in the place of what a module exports. @throws when the module does not export it */
function replace(module, name, replacement) {
  const exported = require(module);
  if (typeof exported[name] !== 'function') throw new Error(`${module} has no ${name} to replace.`);
  exported[name] = replacement(exported[name]);
}

const EVERYTHING = { allUsers: true, allDevices: true, groups: [] };

replace('../../dist/authorization/permissions', 'protect', () => (schema) => ({
  schema,
  ruledFor: () => ({ missing: '', schema }),
}));
replace('../../dist/authorization/viewer', 'toViewer', (toViewer) => (...given) => ({
  ...toViewer(...given),
  scopeOf: () => EVERYTHING,
  refusal: () => null,
}));
require('../../dist/main');
