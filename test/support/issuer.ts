import { constants, createHmac, type KeyLike, KeyObject, sign } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** An identity provider on a port of its own: its description, and the keys that it publishes now. */
export class Issuer {
  readonly keys: JWK[] = [];
  /** What was asked of it, counted by path. */
  readonly asked: Record<string, number> = {};
  /** Whether it answers 500 to everything. */
  broken = false;
  /** What it calls itself, when that is not its address. */
  name: string | null = null;
  /** Another answer in place of its key set. */
  keySet: (() => unknown) | null = null;
  /** The path of its key set. */
  keysPath = '/keys';
  /** Answers a request itself if it returns true. */
  take: ((at: string, response: http.ServerResponse) => boolean) | null = null;
  #port = 0;
  #server: http.Server | null = null;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before. */
  async start(): Promise<this> {
    const server = http.createServer((request, response) => {
      const at = request.url ?? '';
      this.asked[at] = (this.asked[at] ?? 0) + 1;
      if (this.take?.(at, response) === true) return;
      const documents: Record<string, unknown> = {
        '/.well-known/openid-configuration': { issuer: this.name ?? this.url, jwks_uri: `${this.url}${this.keysPath}` },
        [this.keysPath]: this.keySet === null ? { keys: this.keys } : this.keySet(),
      };
      response.statusCode = this.broken ? 500 : at in documents ? 200 : 404;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.broken ? {} : documents[at]));
    });
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((closed) => (server === null ? closed(null) : server.close(closed)));
  }
}

export interface SigningKey {
  readonly kid: string;
  readonly private: KeyObject;
  readonly public: KeyObject;
  readonly jwk: JWK;
}

export async function signingKey(kid: string, alg: 'RS256' | 'ES256' = 'RS256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    private: KeyObject.from(pair.privateKey),
    public: KeyObject.from(pair.publicKey),
    jwk: { ...(await exportJWK(pair.publicKey)), kid, use: 'sig' },
  };
}

/** Now, in seconds since 1970. */
export const now = () => Math.floor(Date.now() / 1000);
export const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs anything at all, which jose would not. */
export function signed(header: Record<string, unknown>, payload: unknown, key: KeyObject | Buffer): string {
  const text = `${base64url(header)}.${base64url(payload)}`;
  const bytes = Buffer.from(text);
  const signature = Buffer.isBuffer(key)
    ? createHmac('sha256', key).update(bytes).digest()
    : sign(
        String(header['alg']).replace(/^\D+/, 'sha'),
        bytes,
        header['alg'] === 'PS256'
          ? ({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } as unknown as KeyLike)
          : ({ key, dsaEncoding: 'ieee-p1363' } as unknown as KeyLike),
      );
  return `${text}.${signature.toString('base64url')}`;
}
