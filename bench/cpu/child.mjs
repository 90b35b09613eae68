// Loaded into every server: reports the operating system's figures of its process.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects all garbage. The flag shows the collector only to contexts that are made after it. */
function collect() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

// The process of slow operations inherits this, and its first message must reach itself.
if (process.argv[1]?.endsWith('slow-process.js') !== true) {
  process.on('message', (question) => {
    if (question !== 'usage' && question !== 'usage without garbage') return;
    if (question !== 'usage') collect();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ cpuUs: user + system, rss, heapUsed, statements: globalThis.benchStatements ?? null });
  });

  // An aborted bench cannot stop its servers, so they end with the connection.
  process.on('disconnect', () => process.exit());
}
