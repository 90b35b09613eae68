// npm's oidc-provider, configured to give the tokens of another provider. It needs Node 22, so the tests start it as a
// program of its own: the settings come as JSON in its first argument, and its address goes to stdout.
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';

/*
 * { profile, redirectUri, life, audience, scope, operators: { <login>: { id, upn } }, tls: { key, cert } | null }
 */
const settings = JSON.parse(process.argv[2]);
const { profile, redirectUri, life, audience, scope, operators, tls } = settings;

// The clock of the provider, which a test can set forward.
const RealDate = Date;
let ahead = 0;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }
  static now() {
    return RealDate.now() + ahead;
  }
};

const { Provider } = await import('oidc-provider');

/** The header and the claims of an access token, as each provider writes them. */
const WRITTEN = {
  entra({ scope: granted, client_id: azp, ...claims }, { id }) {
    const payload = {
      ...claims,
      azp,
      azpacr: '0',
      // A page requests the long name of a scope, and its token has the short one.
      scp: granted.replaceAll(`api://${claims.aud}/`, ''),
      oid: id,
      sub: `pairwise-${id}`,
      tid: 'tenant',
      ver: '2.0',
    };
    return { header: { typ: 'JWT' }, payload };
  },
  keycloak({ client_id: azp, ...claims }, { upn }) {
    const payload = { ...claims, aud: [claims.aud, 'account'], azp, typ: 'Bearer', sid: 's', preferred_username: upn };
    return { header: { typ: 'JWT' }, payload };
  },
  auth0({ client_id: azp, ...claims }, { upn }) {
    const payload = { ...claims, azp, sub: `auth0|${claims.sub}`, 'https://contoso.example/upn': upn };
    return { header: { typ: 'JWT' }, payload };
  },
  okta({ scope: granted, client_id: cid, ...claims }, { upn }) {
    const payload = { ...claims, ver: 1, cid, uid: '00u1', scp: granted.split(' '), upn };
    return { header: { typ: undefined }, payload };
  },
};

const resource = profile === 'auth0' ? audience : `urn:${profile}`;
const options = { key: tls?.key, cert: tls?.cert };
const server = tls === null ? createHttp() : createHttps(options);
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `${tls === null ? 'http' : 'https'}://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'portal',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  scopes: ['openid', 'offline_access', 'profile'],
  extraParams: ['audience'],
  clientBasedCORS: () => true,
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  findAccount: (_, login) => ({ accountId: login, claims: async () => ({ sub: login }) }),
  ttl: {
    AccessToken: life,
    IdToken: life,
    Session: 7 * 86_400,
    Grant: 7 * 86_400,
    RefreshToken: 86_400,
    Interaction: 3600,
  },
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Auth0 gives a token of the API only for the parameter `audience`.
      defaultResource: (ctx) => (profile !== 'auth0' || ctx.oidc.params?.audience === audience ? resource : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope, audience, accessTokenFormat: 'jwt', accessTokenTTL: life }),
    },
  },
  formats: {
    customizers: {
      jwt(_, token, jwt) {
        const written = WRITTEN[profile](jwt.payload, operators[token.accountId] ?? { id: 'unknown', upn: 'unknown' });
        Object.assign(jwt, { header: { ...jwt.header, ...written.header }, payload: written.payload });
      },
    },
  },
});
provider.on('server_error', (_, error) => console.error(error));
const answer = provider.callback();
server.on('request', (request, response) => {
  const forward = /^\/forward\/(\d+)$/.exec(request.url ?? '')?.[1];
  if (forward === undefined) return answer(request, response);
  ahead += Number(forward) * 1000;
  return response.end();
});
console.log(issuer);
