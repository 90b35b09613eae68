import type { Credential } from './credentials';

/** The proxies of HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
export interface Proxies {
  readonly https: string | null;
  readonly http: string | null;
  /** Hosts to reach without a proxy, separated by commas. */
  readonly none: string;
}

// Never use a proxy for the managed identity endpoint of Azure, or for loopback.
const NEVER = ['169.254.169.254', '127.0.0.1', 'localhost', '[::1]'];

/** The host and port that hand out the tokens of a managed identity: App Service has its own, and sends it a secret. */
function identityHost(credential: Credential): string[] {
  if (credential.kind !== 'MANAGED_IDENTITY' || !URL.canParse(credential.endpoint)) return [];
  return [new URL(credential.endpoint).host];
}

/** A `fetch` that uses the proxies, but not to a managed identity. Node's own does not support proxies before version 24. */
export async function fetchThrough(proxies: Proxies | null, credential: Credential): Promise<typeof fetch> {
  // undici takes an asterisk only if it stands alone.
  if (proxies === null || proxies.none.trim() === '*') return fetch;
  // Load undici only if there is a proxy.
  const { EnvHttpProxyAgent, fetch: fetchByProxy } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    ...(proxies.https !== null && { httpsProxy: proxies.https }),
    ...(proxies.http !== null && { httpProxy: proxies.http }),
    noProxy: [...NEVER, ...identityHost(credential), proxies.none].join(','),
  });
  const send = (url: string, init: object) => fetchByProxy(url, { ...init, dispatcher });
  return send as unknown as typeof fetch;
}
