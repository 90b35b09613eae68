import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isLoopback } from '../configuration/loopback';
import { onOrOff } from '../configuration/variable-shapes';
import { ConfigError } from '../resolving/foreseen';
import type { Credential, Credentials } from './credentials';
import type { Proxies } from './proxy';

/*
 * The environment variables for Microsoft Graph: address, credentials, proxies.
 */

// A token must not travel unencrypted, unless it stays on this machine.
const cloud = z
  .url({ protocol: /^https?$/, error: 'takes an address such as https://graph.microsoft.com' })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'takes an address that starts with https://')
  .transform((url) => url.replace(/\/+$/, ''));
// The managed identity endpoint is on the machine's own network, so it speaks HTTP.
const cloudOrMachine = z.url({ protocol: /^http$/ }).transform((url) => url.replace(/\/+$/, ''));
const proxy = z
  .url({ protocol: /^https?$/, error: 'takes the address of a proxy: http://proxy.example:8080' })
  .optional();

/** The environment variables for Microsoft Graph. */
export const GRAPH_VARIABLES = {
  GRAPH_TENANT_ID: z.string().min(1).optional(),
  GRAPH_CLIENT_ID: z.string().min(1).optional(),
  GRAPH_CLIENT_SECRET: z.string().min(1).optional(),
  GRAPH_CLIENT_CERTIFICATE: z.string().min(1).optional(),
  GRAPH_MANAGED_IDENTITY: onOrOff('off'),
  AZURE_TENANT_ID: z.string().optional(),
  AZURE_CLIENT_ID: z.string().optional(),
  AZURE_FEDERATED_TOKEN_FILE: z.string().optional(),
  AZURE_POD_IDENTITY_AUTHORITY_HOST: cloudOrMachine.default('http://169.254.169.254'),
  IDENTITY_ENDPOINT: z.string().optional(),
  IDENTITY_HEADER: z.string().optional(),
  HTTPS_PROXY: proxy,
  HTTP_PROXY: proxy,
  NO_PROXY: z.string().default(''),
  GRAPH_BASE_URL: cloud.default('https://graph.microsoft.com'),
  GRAPH_AUTHORITY: cloud.default('https://login.microsoftonline.com'),
};

const shape = z.object(GRAPH_VARIABLES);
type Variables = z.output<typeof shape>;

const CREDENTIALS = [
  'GRAPH_CLIENT_SECRET',
  'GRAPH_CLIENT_CERTIFICATE',
  'GRAPH_MANAGED_IDENTITY',
  'AZURE_FEDERATED_TOKEN_FILE',
] as const;

/** The names of the credentials that are set, in order of preference. */
export function credentialsIn(value: Variables): (typeof CREDENTIALS)[number][] {
  const set = CREDENTIALS.filter((name) => value[name] !== undefined && value[name] !== false);
  // A platform sets the token file by itself, so another credential takes precedence.
  return set.length > 1 ? set.filter((name) => name !== 'AZURE_FEDERATED_TOKEN_FILE') : set;
}

/** Calls `refuse` for each variable that is missing or contradicts another one. */
export function refuseAccess(value: Variables, refuse: (name: keyof Variables, message: string) => void): void {
  const needed = 'is needed to sync with Microsoft Graph';
  const [credential, another] = credentialsIn(value);
  if (another !== undefined) refuse(another, `must not be set beside ${credential}`);
  const isWanted =
    credential !== undefined || value.GRAPH_TENANT_ID !== undefined || value.GRAPH_CLIENT_ID !== undefined;
  if (!isWanted) return;
  const isFederated = credential === 'AZURE_FEDERATED_TOKEN_FILE';
  const tenant = value.GRAPH_TENANT_ID ?? (isFederated ? value.AZURE_TENANT_ID : undefined);
  const client = value.GRAPH_CLIENT_ID ?? (isFederated ? value.AZURE_CLIENT_ID : undefined);
  if (tenant === undefined) refuse('GRAPH_TENANT_ID', needed);
  if (client === undefined && credential !== 'GRAPH_MANAGED_IDENTITY') refuse('GRAPH_CLIENT_ID', needed);
  if (credential === undefined)
    refuse('GRAPH_CLIENT_SECRET', `${needed}, or one of ${CREDENTIALS.slice(1).join(', ')}`);
}

/** Adds the proxy variables in lower case, such as `https_proxy`, under their names in capitals. */
export function withProxies(set: Record<string, string | undefined>): Record<string, string | undefined> {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;
  const proxies = names.flatMap((name) => {
    const value = set[name] ?? set[name.toLowerCase()];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...set, ...Object.fromEntries(proxies) };
}

/** How to reach Microsoft Graph, and how to sign in. */
export interface GraphAccess extends Credentials {
  readonly baseUrl: string;
  /** Null to send requests directly. */
  readonly proxies: Proxies | null;
}

/** @throws ConfigError if the file of the certificate cannot be read */
function credentialOf(value: Variables): Credential | null {
  switch (credentialsIn(value)[0]) {
    case 'GRAPH_CLIENT_SECRET':
      return { kind: 'SECRET', secret: value.GRAPH_CLIENT_SECRET as string };
    case 'GRAPH_CLIENT_CERTIFICATE':
      return { kind: 'CERTIFICATE', pem: pemOf(value.GRAPH_CLIENT_CERTIFICATE as string) };
    case 'AZURE_FEDERATED_TOKEN_FILE':
      return { kind: 'FEDERATED', tokenFile: value.AZURE_FEDERATED_TOKEN_FILE as string };
    case 'GRAPH_MANAGED_IDENTITY': {
      const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = value;
      const ofMachine = `${value.AZURE_POD_IDENTITY_AUTHORITY_HOST}/metadata/identity/oauth2/token`;
      return endpoint !== undefined && header !== undefined
        ? { kind: 'MANAGED_IDENTITY', endpoint, header }
        : { kind: 'MANAGED_IDENTITY', endpoint: ofMachine, header: null };
    }
    default:
      return null;
  }
}

/** The certificate as PEM, given as text or as the name of a file. */
function pemOf(certificate: string): string {
  if (certificate.includes('-----BEGIN')) return certificate.replaceAll('\\n', '\n');
  try {
    return readFileSync(certificate, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `GRAPH_CLIENT_CERTIFICATE: ${certificate} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

/** How to reach Microsoft Graph; null if no credential is set. @throws ConfigError if its file cannot be read */
export function readAccess(value: Variables): GraphAccess | null {
  const credential = credentialOf(value);
  if (credential === null) return null;
  const { HTTPS_PROXY: https = null, HTTP_PROXY: http = null, NO_PROXY: none } = value;
  return {
    baseUrl: value.GRAPH_BASE_URL,
    authority: value.GRAPH_AUTHORITY,
    tenantId: value.GRAPH_TENANT_ID ?? value.AZURE_TENANT_ID ?? '',
    clientId: value.GRAPH_CLIENT_ID ?? (credential.kind === 'FEDERATED' ? value.AZURE_CLIENT_ID : undefined) ?? '',
    credential,
    proxies: https === null && http === null ? null : { https, http, none },
  };
}
