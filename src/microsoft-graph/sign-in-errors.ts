import { type Judge, judge, MicrosoftGraphError, members } from './errors';

/** How an application proves to Microsoft Entra that it is the one. */
type Proof = 'SECRET' | 'CERTIFICATE' | 'FEDERATED';

/** By the kind of the credential. */
type Advice = Readonly<Record<Proof, string>>;

const alike = (says: string): Advice => ({ SECRET: says, CERTIFICATE: says, FEDERATED: says });
const NOT_TAKEN: Advice = {
  SECRET: 'The client secret is wrong (is it its id?): look at GRAPH_CLIENT_SECRET',
  CERTIFICATE: 'The certificate is not accepted: look at GRAPH_CLIENT_CERTIFICATE',
  FEDERATED: 'The workload token is not accepted: look at AZURE_FEDERATED_TOKEN_FILE',
};
// By the error code of Entra; the coarser error names of OAuth come last.
const SETTINGS: readonly (readonly [RegExp, Advice])[] = [
  [/AADSTS7000222\b/, alike('The client secret has expired: look at GRAPH_CLIENT_SECRET')],
  [
    /AADSTS700024\b/,
    {
      ...NOT_TAKEN,
      CERTIFICATE: "What this machine signs is not valid at this time: look at this machine's clock",
      FEDERATED:
        "The workload token is not valid at this time: look at AZURE_FEDERATED_TOKEN_FILE and this machine's clock",
    },
  ],
  [
    /AADSTS700021\b/,
    {
      ...NOT_TAKEN,
      FEDERATED:
        'The workload token is for another application: look at GRAPH_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE',
    },
  ],
  [
    /AADSTS700023\b/,
    {
      ...NOT_TAKEN,
      CERTIFICATE: 'What this machine signs is for another address: look at GRAPH_AUTHORITY and GRAPH_TENANT_ID',
      FEDERATED: 'The workload token is for another address: look at AZURE_FEDERATED_TOKEN_FILE and its audience',
    },
  ],
  [
    /AADSTS700030\b/,
    { ...NOT_TAKEN, CERTIFICATE: 'The subject of the certificate is not allowed: look at GRAPH_CLIENT_CERTIFICATE' },
  ],
  [
    /AADSTS(700027|7000218)\b/,
    {
      ...alike('The application does not know this certificate: look at GRAPH_CLIENT_CERTIFICATE'),
      FEDERATED: NOT_TAKEN.FEDERATED,
    },
  ],
  [
    /AADSTS(70021|700211|700212|700213|700222|700223|700238)\d*\b/,
    alike(
      'The application does not trust this workload: look at its federated credentials and AZURE_FEDERATED_TOKEN_FILE',
    ),
  ],
  [/AADSTS(90002|900021|900023|50059)\b/, alike('There is no such tenant: look at GRAPH_TENANT_ID')],
  [/AADSTS7000112\b/, alike('The tenant has disabled the application: look at GRAPH_CLIENT_ID')],
  [/AADSTS(700016|700038|7000229)\b/, alike('The tenant has no such application: look at GRAPH_CLIENT_ID')],
  [/AADSTS70002\d\d\b|^invalid_client/, NOT_TAKEN],
  [/^unauthorized_client/, alike('The application may not sign in: look at GRAPH_CLIENT_ID')],
];
const ANY_SETTING = alike('Signing in failed: look at GRAPH_TENANT_ID, GRAPH_CLIENT_ID and the credential');
const TRANSIENT = /^temporarily_unavailable|AADSTS90033\b/;

/** Judges the response of Microsoft Entra to a request for a token with this kind of credential. */
export const judgeSignIn =
  (proof: Proof): Judge =>
  (answer, path, hide) => {
    const { error, error_description: description } = members(answer.json);
    if (typeof error !== 'string' || answer.status >= 500 || answer.status === 429) return judge(answer, path, hide);
    const code = /AADSTS\d+/.exec(String(description))?.[0] ?? hide(error.replace(/\s+/g, ' '));
    if (TRANSIENT.test(`${error} ${code}`)) {
      const says = `Microsoft Entra fails at ${path} (${answer.status}: ${code}).`;
      return { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', says), waitMs: answer.waitMs };
    }
    const says = (SETTINGS.find(([pattern]) => pattern.test(`${error} ${code}`))?.[1] ?? ANY_SETTING)[proof];
    return { sort: 'FINAL', error: new MicrosoftGraphError('CREDENTIALS', `${says} (${code}).`) };
  };

/** Judges the response of a managed identity endpoint to a request for a token. */
export const judgeIdentity: Judge = (answer, path, hide) => {
  const { error, error_description: description } = members(answer.json);
  if (![400, 401, 403, 404].includes(answer.status) && typeof error !== 'string') return judge(answer, path, hide);
  if (answer.status >= 500 || answer.status === 429) return judge(answer, path, hide);
  const quoted = hide(String(description ?? error ?? answer.status).replace(/\s+/g, ' ')).slice(0, 200);
  const says = `This machine has no managed identity, or not the one that GRAPH_CLIENT_ID names (${quoted}).`;
  return { sort: 'FINAL', error: new MicrosoftGraphError('CREDENTIALS', says) };
};
