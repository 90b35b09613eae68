import { ConfigError } from '../resolving/foreseen';

const REASONS: Readonly<Record<string, (at: string, names: { port: string; host: string }) => string>> = {
  EADDRINUSE: (at, { port }) => `${port}: another process listens on ${at}. Stop it, or set ${port} to another port.`,
  EACCES: (at, { port }) => `${port}: this user may not listen on ${at}. Set ${port} to a port above 1023.`,
  EADDRNOTAVAIL: (at, { host }) => `${host}: this machine has no address ${at}.`,
  ENOTFOUND: (at, { host }) => `${host}: there is no host ${at}.`,
};

/**
 * Opens a port.
 * @param names the variables that set the port and the host
 * @throws ConfigError that names the variable to change
 */
export async function listening(
  names: { readonly port: string; readonly host: string },
  { host, port }: { readonly host: string; readonly port: number },
  listen: () => Promise<unknown>,
): Promise<void> {
  try {
    await listen();
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new ConfigError(reason(`${host}:${port}`, names));
  }
}
