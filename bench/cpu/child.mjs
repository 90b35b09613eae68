// Loaded into every server: tells what the operating system says of its process.
process.on('message', (question) => {
  if (question !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ cpuUs: user + system, rss, heapUsed, statements: globalThis.benchStatements ?? null });
});

// Nobody is left to stop a server whose bench was broken off.
process.on('disconnect', () => process.exit());
