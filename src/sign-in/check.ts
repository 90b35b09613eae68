import { decodeJwt } from 'jose';
import { readViewer, type Viewer } from '../authorization/viewer';
import type { Config, Oidc } from '../config';
import type { Database } from '../database/database';
import { messageOf } from '../resolving/message-of';
import { commandLine } from '../terminal/version';
import { describeIssuer, fetchJson, issuerClockSkew } from './issuer';
import { oidcTokens } from './oidc';
import { CLOCK_TOLERANCE_S, IssuerUnreachable } from './tokens';

/** One result of a check. A wrong one says what to change. */
interface CheckResult {
  readonly isGood: boolean;
  readonly text: string;
}

const good = (text: string): CheckResult => ({ isGood: true, text });
const bad = (text: string): CheckResult => ({ isGood: false, text });

async function ofIssuer({ issuer }: Oidc, signIn: Config['signIn']): Promise<CheckResult[]> {
  const findings: CheckResult[] = [];
  try {
    const description = await describeIssuer(issuer);
    findings.push(good(`Discovery: ${issuer} describes itself.`));
    const { keys } = await fetchJson(description.jwks_uri);
    const count = Array.isArray(keys) ? keys.length : 0;
    findings.push(
      count > 0 ? good(`Keys: ${count} at ${description.jwks_uri}.`) : bad(`Keys: none at ${description.jwks_uri}.`),
    );
    const skew = await issuerClockSkew(description.jwks_uri);
    if (skew !== null && Math.abs(skew) > CLOCK_TOLERANCE_S) {
      findings.push(
        bad(
          `Clocks: the issuer's is ${skew} seconds from this machine's. Tokens may differ by ${CLOCK_TOLERANCE_S}: set the clock.`,
        ),
      );
    } else if (skew !== null) findings.push(good('Clocks: the same.'));
    if (signIn === null) {
      findings.push(
        good(
          'Pages: OIDC_CLIENT_ID is not set. It is the client with which the portal and GraphiQL sign in; without it, they take a pasted token.',
        ),
      );
    } else if (description.authorization_endpoint === undefined || description.token_endpoint === undefined) {
      findings.push(
        bad('Pages: the issuer names no authorization_endpoint or token_endpoint, so nobody can sign in on the pages.'),
      );
    } else {
      const out = description.end_session_endpoint === undefined ? ', and has no sign-out (end_session_endpoint)' : '';
      findings.push(
        good(`Pages: the client is ${signIn.clientId}; the redirect URI to register ends in /signed-in${out}.`),
      );
    }
  } catch (error) {
    findings.push(bad(`Issuer: ${messageOf(error)}`));
  }
  return findings;
}

function ofOperator(viewer: Viewer, licenseNeeded: boolean): CheckResult[] {
  const name = viewer.userPrincipalName;
  const findings = [good(`Operator: ${name}.`)];
  if (viewer.state === 'DISABLED') findings.push(bad('Account: disabled. Enable it in the directory, and sync.'));
  else if (viewer.state === 'UNLICENSED') {
    findings.push(bad('Licence: no Intune plan. Assign one and sync, or set ALLOW_UNLICENSED_OPERATORS=on.'));
  } else
    findings.push(good(licenseNeeded ? 'Account: enabled and licensed.' : 'Account: enabled; no licence is needed.'));
  findings.push(
    viewer.granted.length === 0
      ? bad(
          `Role: none. Assign a role to a group of the operator, use ADMIN_GROUP, or run: ${commandLine('admin', 'grant')}`,
        )
      : good(`Role: ${viewer.granted.map(({ permission }) => permission).join(', ')}.`),
  );
  return findings;
}

async function ofToken(token: string, oidc: Oidc, database: Database, licenseNeeded: boolean): Promise<CheckResult[]> {
  try {
    const caller = await oidcTokens(oidc).verify(token);
    const findings = [good('Token: accepted.')];
    if ('machineId' in caller) return [...findings, good('Operator: none. An application reads with MACHINE_GROUP.')];
    const claim = oidc.operatorClaim;
    const viewer = await readViewer(database.primary, caller, licenseNeeded);
    if (viewer !== null) return [...findings, ...ofOperator(viewer, licenseNeeded)];
    const held = ['oid', 'upn', 'preferred_username', 'email', 'sub'].filter(
      (each) => decodeJwt(token)[each] !== undefined,
    );
    const kind = claim === 'oid' || claim === 'sub' ? 'id' : 'user principal name';
    return [
      ...findings,
      bad(
        `Operator: no user of this tenant has the ${kind} in the claim ${claim}. Sync, or set OIDC_OPERATOR_CLAIM to ` +
          `another claim of the token: ${held.join(', ')}.`,
      ),
    ];
  } catch (error) {
    if (error instanceof IssuerUnreachable) return [bad('Token: not checked, because the issuer cannot be reached.')];
    return [bad(`Token: refused, because ${messageOf(error)}.`)];
  }
}

/** A token to check, and the database with its operator. */
interface Presented {
  readonly token: string;
  readonly database: Database;
}

/** Checks the sign-in with an identity provider, and a token if there is one. The token is neither stored nor printed. */
export async function checkSignIn(
  { oidc, signIn, licenseNeeded }: Pick<Config, 'oidc' | 'signIn' | 'licenseNeeded'>,
  presented: Presented | null,
): Promise<CheckResult[]> {
  if (oidc === null)
    return [bad('AUTH_MODE is development: there is no identity provider to check. Set AUTH_MODE=oidc.')];
  const findings = await ofIssuer(oidc, signIn);
  if (presented === null)
    return [...findings, good('Token: none given. Check one with --token <token>, or --token - from stdin.')];
  const { token, database } = presented;
  return [...findings, ...(await ofToken(token.trim().replace(/^bearer\s+/i, ''), oidc, database, licenseNeeded))];
}
