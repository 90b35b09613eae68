/** The proxies of HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
export interface Proxies {
  readonly https: string | null;
  readonly http: string | null;
  /** Hosts to reach without a proxy, separated by commas. */
  readonly none: string;
}

// Never use a proxy for the managed identity endpoint of Azure, or for loopback.
const NEVER = '169.254.169.254,127.0.0.1,localhost,::1';

/** A `fetch` that uses the proxies. Node's own does not support proxies before version 24. */
export async function fetchThrough(proxies: Proxies | null): Promise<typeof fetch> {
  if (proxies === null) return fetch;
  // Load undici only if there is a proxy.
  const { EnvHttpProxyAgent, fetch: fetchByProxy } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    ...(proxies.https !== null && { httpsProxy: proxies.https }),
    ...(proxies.http !== null && { httpProxy: proxies.http }),
    noProxy: [NEVER, proxies.none].filter((part) => part !== '').join(','),
  });
  const send = (url: string, init: object) => fetchByProxy(url, { ...init, dispatcher });
  return send as unknown as typeof fetch;
}
