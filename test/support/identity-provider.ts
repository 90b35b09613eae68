import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

const AUDIENCE = 'api://troubleshooting';

/** A granted authorization, whose code can be redeemed once. */
interface Granted {
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * An identity provider on its own port, for a public client with PKCE. It signs in every user at once, as the operator
 * with the given id.
 */
export class IdentityProvider {
  readonly audience = AUDIENCE;
  readonly clientId = 'portal';
  /** The parameters of each redeemed code. */
  readonly redeemed: URLSearchParams[] = [];
  /** The error with which it refuses every sign-in; null for none. */
  refusal: string | null = null;
  /** The id of the operator to sign in. */
  operatorId = '';
  #codes = new Map<string, Granted>();
  #server = http.createServer((request, response) => void this.#answer(request, response));
  #key: Promise<{ jwk: JWK; sign: (token: SignJWT) => Promise<string> }> = generateKeyPair('RS256', {
    extractable: true,
  }).then(async ({ privateKey, publicKey }) => ({
    jwk: { ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'RS256' },
    sign: (token) => token.sign(privateKey),
  }));

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const at = new URL(request.url ?? '/', this.url);
    const json = (status: number, body: unknown) => {
      const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
    if (at.pathname === '/.well-known/openid-configuration') {
      json(200, {
        issuer: this.url,
        jwks_uri: `${this.url}/keys`,
        authorization_endpoint: `${this.url}/authorize`,
        token_endpoint: `${this.url}/token`,
      });
    } else if (at.pathname === '/keys') json(200, { keys: [(await this.#key).jwk] });
    else if (at.pathname === '/authorize') {
      response.writeHead(302, { location: this.#authorize(at.searchParams) }).end();
    } else if (at.pathname === '/token') {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const given = new URLSearchParams(body);
      if (!this.#redeems(given)) return json(400, { error: 'invalid_grant' });
      this.redeemed.push(given);
      json(200, { access_token: await this.#token(), token_type: 'Bearer', expires_in: 3600 });
    } else json(404, {});
  }

  /** The URL to which the browser returns. */
  #authorize(asked: URLSearchParams): string {
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('state', asked.get('state') ?? '');
    if (this.refusal !== null) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', this.refusal);
      return back.href;
    }
    const code = randomUUID();
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      redirectUri: asked.get('redirect_uri') ?? '',
    });
    back.searchParams.set('code', code);
    return back.href;
  }

  #redeems(given: URLSearchParams): boolean {
    const code = given.get('code') ?? '';
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    return (
      granted?.challenge === challenge &&
      granted.redirectUri === given.get('redirect_uri') &&
      given.get('client_id') === this.clientId &&
      !given.has('client_secret')
    );
  }

  async #token(): Promise<string> {
    const { sign } = await this.#key;
    return sign(
      new SignJWT({ oid: this.operatorId })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'one' })
        .setIssuer(this.url)
        .setAudience(AUDIENCE)
        .setSubject('pairwise')
        .setIssuedAt()
        .setExpirationTime('1h'),
    );
  }
}
