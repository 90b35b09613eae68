/** The names and addresses of this machine. */
export const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Whether an address such as `http://localhost:4000` leads to this machine. */
export const isLoopback = (url: string): boolean =>
  // A URL has brackets around an IPv6 address.
  URL.canParse(url) && LOOPBACK.includes(new URL(url).hostname.replace(/^\[(.+)\]$/, '$1'));
