import { randomUUID } from 'node:crypto';

/** A request that Graph refuses, with Graph's message. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string) => new Refusal(400, 'BadRequest', message);
export const noSegment = (segment: string) => badRequest(`Resource not found for the segment '${segment}'.`);
export const noPayload = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
/** A feature of Graph that this stand-in lacks, which is not the client's fault. */
export const notHere = (what: string) => new Refusal(501, 'NotInStandIn', `Graph has ${what}, this stand-in does not.`);
export const notAllowed = () =>
  new Refusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.', {
    Allow: 'GET',
  });

const SERVICES: readonly (readonly [RegExp, string])[] = [
  [
    /^deviceManagement\/(deviceConfigurations|deviceCompliance|configurationPolicies|groupPolicy|settings)/i,
    'DeviceConfiguration_2608/StatelessDeviceConfigurationFEService',
  ],
  [/^deviceAppManagement\/(mobileApps|vppTokens)/i, 'AppLifecycle_2608/StatelessAppMetadataFEService'],
  [/^deviceAppManagement/i, 'MAMAdmin_2608/StatelessMAMAdminFEService'],
  [/^deviceManagement\/role/i, 'RoleAdministration_2608/StatelessRoleAdministrationFEService'],
  [/^deviceManagement\/reports/i, 'ReportingService/StatelessReportingFEService'],
];

/** The service behind Graph for a path. */
export const serviceOf = (where: string) =>
  SERVICES.find(([pattern]) => pattern.test(where))?.[1] ?? 'DeviceFE/StatelessDeviceFEService';

/** A message of Intune's services: JSON in a text, with ids for support. */
export function intuneMessage(text: string, where: string): string {
  const customer = '00000000-0000-0000-0000-000000000000';
  const url = `https://fef.msua01.manage.microsoft.com/${serviceOf(where)}/${where}?api-version=5026-08-10`;
  const ids = `Operation ID (for customer support): ${customer} - Activity ID: ${randomUUID()} - Url: ${url}`;
  const message = {
    _version: 3,
    Message: `${text} - ${ids}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  };
  return JSON.stringify(message, null, 2).replaceAll('\n', '\r\n');
}

export const intuneRefusal = (status: number, code: string, text: string, where: string) =>
  new Refusal(status, code, intuneMessage(text, where));

/** A missing object. The directory and Intune have different messages. */
export function absent(id: string, isDirectory: boolean, where: string): Refusal {
  if (!isDirectory) return intuneRefusal(404, 'ResourceNotFound', 'An error has occurred', where);
  const text = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new Refusal(404, 'Request_ResourceNotFound', text);
}

/** A decoded part of an address. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest('Bad Request - Error in query syntax.');
  }
}
