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
  /** The only client that it knows. */
  clientId = 'portal';
  /** The parameters of each redeemed code. */
  readonly redeemed: URLSearchParams[] = [];
  /** The answers to `prompt=none`, in order: whether somebody was signed in. */
  readonly silent: boolean[] = [];
  /** Whether somebody is signed in here. */
  hasSession = false;
  /** Whether codes give refresh tokens. */
  refreshes = true;
  /** The number of redeemed refresh tokens. */
  refreshed = 0;
  /** The life of a token, in seconds. */
  life = 3600;
  /** A response in place of a valid access token. */
  given: string | null = null;
  #refreshTokens = new Set<string>();
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
        end_session_endpoint: `${this.url}/end-session`,
      });
    } else if (at.pathname === '/keys') json(200, { keys: [(await this.#key).jwk] });
    else if (at.pathname === '/authorize') {
      // A provider never sends the browser to the address of a client that it does not know.
      if (at.searchParams.get('client_id') !== this.clientId) return void response.writeHead(400).end('Unknown client');
      response.writeHead(302, { location: this.#authorize(at.searchParams) }).end();
    } else if (at.pathname === '/end-session') {
      this.hasSession = false;
      const back = new URL(at.searchParams.get('post_logout_redirect_uri') ?? '');
      back.searchParams.set('state', at.searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
    } else if (at.pathname === '/token') {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const given = new URLSearchParams(body);
      if (given.get('client_id') !== this.clientId) return json(401, { error: 'invalid_client' });
      const isRefresh = given.get('grant_type') === 'refresh_token';
      // Each refresh token is good for once.
      const isGood = isRefresh ? this.#refreshTokens.delete(given.get('refresh_token') ?? '') : this.#redeems(given);
      if (!isGood) return json(400, { error: 'invalid_grant' });
      if (isRefresh) this.refreshed++;
      else this.redeemed.push(given);
      const next = this.refreshes ? { refresh_token: randomUUID() } : {};
      if (next.refresh_token !== undefined) this.#refreshTokens.add(next.refresh_token);
      json(200, {
        access_token: this.given ?? (await this.#token()),
        token_type: 'Bearer',
        expires_in: this.life,
        ...next,
      });
    } else json(404, {});
  }

  /** Ends every refresh token, as a provider does after a while. */
  forgetRefreshTokens(): void {
    this.#refreshTokens.clear();
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
    if (asked.get('prompt') === 'none') {
      this.silent.push(this.hasSession);
      if (!this.hasSession) {
        back.searchParams.set('error', 'login_required');
        return back.href;
      }
    }
    this.hasSession = true;
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
        // Two tokens of one second would be the same.
        .setJti(randomUUID())
        .setExpirationTime(`${this.life} s`),
    );
  }
}
