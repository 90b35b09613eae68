/** A setting that can never work, or that lets the wrong people in. */
interface Trap {
  readonly variable: 'OIDC_ISSUER' | 'OIDC_OPERATOR_CLAIM';
  readonly message: string;
}

const ENTRA = /(^|\.)(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net)$/;
const TENANTLESS = /^\/(common|organizations|consumers)(\/|$)/;

// At Entra, these claims name nobody in the directory, or can be changed to another person's.
const UNSAFE_CLAIMS: Readonly<Record<string, string>> = {
  sub: 'differs for each application at Microsoft Entra, so it names no user: use oid',
  email: 'is not verified by Microsoft Entra, so anybody could have it: use oid',
  unique_name: 'is for display only at Microsoft Entra: use oid',
};

/** Finds the settings with which a provider's sign-in cannot work, or is not safe. */
export function trapsOf(issuer: string, operatorClaim: string): Trap[] {
  if (!URL.canParse(issuer)) return [];
  const { hostname, pathname } = new URL(issuer);
  if (/[,;\s]/.test(issuer)) {
    return [{ variable: 'OIDC_ISSUER', message: 'takes the address of one identity provider' }];
  }
  if (!ENTRA.test(hostname)) return [];
  const traps: Trap[] = [];
  if (TENANTLESS.test(pathname)) {
    const message = 'takes the address of one tenant: https://login.microsoftonline.com/<tenant id>/v2.0';
    traps.push({ variable: 'OIDC_ISSUER', message });
  } else if (!/^\/[^/]+\/v2\.0$/.test(pathname)) {
    const message =
      'is the issuer of version 1 tokens: use https://login.microsoftonline.com/<tenant id>/v2.0, and set ' +
      '"requestedAccessTokenVersion": 2 in the manifest of the application';
    traps.push({ variable: 'OIDC_ISSUER', message });
  }
  const unsafe = UNSAFE_CLAIMS[operatorClaim];
  if (unsafe !== undefined) traps.push({ variable: 'OIDC_OPERATOR_CLAIM', message: unsafe });
  return traps;
}
