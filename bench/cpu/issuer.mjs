// An identity provider for the bench, because in production mode this service accepts no other tokens.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const AUDIENCE = 'troubleshooting-graph';
const KEY_ID = 'bench';

/** Starts the provider. `environment` makes the service trust it. `token` creates a token for an operator's id. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
  const server = createServer(({ url }, response) => {
    const answer = url === '/keys' ? keys : { issuer, jwks_uri: `${issuer}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    environment: { AUTH_MODE: 'oidc', OIDC_ISSUER: issuer, OIDC_AUDIENCE: AUDIENCE },
    token: (operatorId) =>
      new SignJWT({ oid: operatorId })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: KEY_ID })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject('pairwise')
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(privateKey),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
