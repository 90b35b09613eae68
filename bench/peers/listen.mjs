// Where a peer tells that it listens, as the service does: an address on standard output.
export function listen(server) {
  server.listen(0, '127.0.0.1', () => announce(server.address().port));
}

export const announce = (port) => console.log(`http://127.0.0.1:${port}`);
