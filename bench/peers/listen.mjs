// Prints the address of a listening peer to standard output, like the service.
export function listen(server) {
  server.listen(0, '127.0.0.1', () => announce(server.address().port));
}

export const announce = (port) => console.log(`http://127.0.0.1:${port}`);
