// Without a version of its own this finds version 13 in the folder above, which crashes Node 20.
if (!require('better-sqlite3/package.json').version.startsWith('12.'))
  throw Object.assign(new Error('better-sqlite3 12 is not installed.'), { code: 'MODULE_NOT_FOUND' });
module.exports = require('better-sqlite3');
