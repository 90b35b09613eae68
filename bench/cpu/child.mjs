// Loaded into every server: reports the operating system's figures of its process.

// The process of slow operations inherits this, and its first message must reach itself.
if (process.argv[1]?.endsWith('slow-process.js') !== true) {
  process.on('message', (question) => {
    if (question !== 'usage') return;
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ cpuUs: user + system, rss, heapUsed, statements: globalThis.benchStatements ?? null });
  });

  // An aborted bench cannot stop its servers, so they end with the connection.
  process.on('disconnect', () => process.exit());
}
