/** The proxies of an enterprise, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY name them. */
export interface Proxies {
  readonly https: string | null;
  readonly http: string | null;
  /** The hosts that are reached without a proxy, separated by commas. */
  readonly none: string;
}

// The address at which a machine of Azure asks for its identity is never reached by a proxy.
const NEVER = '169.254.169.254,127.0.0.1,localhost,::1';

/** How requests are sent: by Node itself, or through proxies, which Node itself does not know before version 24. */
export async function fetchThrough(proxies: Proxies | null): Promise<typeof fetch> {
  if (proxies === null) return fetch;
  // Only who has a proxy loads it.
  const { EnvHttpProxyAgent, fetch: fetchByProxy } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    ...(proxies.https !== null && { httpsProxy: proxies.https }),
    ...(proxies.http !== null && { httpProxy: proxies.http }),
    noProxy: [NEVER, proxies.none].filter((part) => part !== '').join(','),
  });
  const send = (url: string, init: object) => fetchByProxy(url, { ...init, dispatcher });
  return send as unknown as typeof fetch;
}
