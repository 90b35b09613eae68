import path from 'node:path';
import { z } from 'zod';
import { type ConfigPart, type FieldOf, onlyOf } from './configuration/config-parts';
import { LOOPBACK } from './configuration/loopback';
import { type Environment, SECRET_FILES } from './configuration/secret-files';
import { unreadAmong } from './configuration/unread-variables';
import { validVariables } from './configuration/valid-variables';
import { listOf, onOrOff, origin, proxyNetwork, wholeNumber } from './configuration/variable-shapes';
import { ADDRESS_FORMS, dataFolder, isDatabaseAddress, isPostgres } from './database/address';
import { POOL_SIZE, type PostgresOptions, STATEMENT_TIMEOUT_MS } from './database/postgres';
import { DEFAULT_THRESHOLDS } from './findings/constants';
import { DEFAULT_FINDING_SETTINGS, type FindingConfig } from './findings/settings';
import { FindingRule } from './generated/graphql';
import { DEFAULT_LOAD_LIMITS, type LoadLimits, SLOW_OPERATION_MS } from './http/load-limits';
import type { SignIn } from './http/web-pages';
import { OMITTABLE, type Omitted } from './import/values';
import {
  credentialsIn,
  GRAPH_VARIABLES,
  type GraphAccess,
  readAccess,
  refuseAccess,
  withProxies,
} from './microsoft-graph/access';
import { OPERATION_TIMEOUT_MS } from './resolving/deadline';
import { trapsOf } from './sign-in/provider-traps';

const auditKey = z.string().min(32, 'takes at least 32 characters');

const TAKES_RULES = 'takes rules of docs/findings.md, separated by commas';
const RULE_NAME = z.enum(FindingRule, TAKES_RULES);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

const NEEDED_FOR_OIDC = { signIn: ['OIDC_ISSUER', 'OIDC_AUDIENCE'], trail: ['AUDIT_KEY'] } as const;

const variables = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(4000),
  DATABASE_URL: z.string().min(1).refine(isDatabaseAddress, `takes ${ADDRESS_FORMS}`).default('file:./data/graph.db'),
  DATABASE_REPLICA_URL: z
    .string()
    .refine(isPostgres, 'takes the address of a PostgreSQL standby: postgres://user:password@host/database')
    .optional(),
  DATABASE_POOL_SIZE: wholeNumber(4, 500).default(POOL_SIZE),
  DATABASE_STATEMENT_TIMEOUT_MS: wholeNumber(100, 3_600_000).default(STATEMENT_TIMEOUT_MS),
  MIGRATE_AT_START: onOrOff('on'),
  DATABASE_NAMED_STATEMENTS: onOrOff('on'),
  DEMO: onOrOff('on'),
  AUTH_MODE: z.enum(['development', 'oidc'], 'takes development or oidc').default('development'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'takes the address of the identity provider' }).optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  OIDC_TOKEN_TYPE: z.enum(['at+jwt', 'JWT', 'none'], 'takes at+jwt, JWT or none').default('at+jwt'),
  OIDC_REQUIRED_SCOPE: z.string().regex(/^\S+$/, 'takes one scope').optional(),
  OIDC_RESOURCE: z.url({ error: 'takes an address: the resource of RFC 8707' }).optional(),
  OIDC_AUDIENCE_PARAMETER: z.string().min(1).optional(),
  OIDC_OPERATOR_CLAIM: z.string().min(1).default('oid'),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_SCOPE: z.string().min(1).default('openid'),
  CORS_ORIGINS: listOf(origin),
  ALLOW_UNLICENSED_OPERATORS: onOrOff('off'),
  ADMIN_GROUP: z.guid({ error: 'takes the object id of a group in Entra' }).toLowerCase().optional(),
  MACHINE_GROUP: z.guid({ error: 'takes the object id of a group in Entra' }).toLowerCase().optional(),
  MACHINE_ROLE: z.string().regex(/^\S+$/, 'takes one app role').optional(),
  AUDIT_KEY: auditKey.optional(),
  AUDIT_KEY_NEXT: auditKey.optional(),
  ...GRAPH_VARIABLES,
  IMPORT_OMIT: listOf(
    z
      .string()
      .toUpperCase()
      .pipe(z.enum(OMITTABLE, `takes a list of ${OMITTABLE.join(', ')}`)),
  ),
  REFRESHES_PER_HOUR: wholeNumber(0, 1_000).default(10),
  SYNC_FOLDER: z.string().min(1).optional(),
  SYNC_DIRECTORY_MINUTES: wholeNumber(0, 1_440).default(5),
  SYNC_EVERYTHING_MINUTES: wholeNumber(0, 10_080).default(DEFAULT_FINDING_SETTINGS.syncMinutes),
  ADMIN_CENTRE_URL: origin.default(DEFAULT_FINDING_SETTINGS.adminCentreUrl),
  FINDINGS_SILENCED: listOf(RULE_NAME),
  // KNOWN_ISSUE is not a rule of its own, so it cannot be on trial.
  FINDINGS_SHADOW: listOf(RULE_NAME.exclude(['KNOWN_ISSUE'], TAKES_RULES)),
  FINDINGS_SILENT_DAYS: wholeNumber(1, 365).default(DEFAULT_THRESHOLDS.silentDays),
  FINDINGS_VALIDITY_DAYS: wholeNumber(1, 365).optional(),
  FINDINGS_ACTION_HOURS: wholeNumber(1, 8_760).default(DEFAULT_THRESHOLDS.actionHours),
  FINDINGS_ENROLMENT_DAYS: wholeNumber(1, 365).default(DEFAULT_THRESHOLDS.enrolmentDays),
  FINDINGS_PROTECTION_DAYS: wholeNumber(1, 90).default(DEFAULT_THRESHOLDS.protectionDays),
  FINDINGS_GROUP_ABOVE: wholeNumber(1, 50).default(DEFAULT_THRESHOLDS.groupAbove),
  COMPRESSION: onOrOff('on'),
  OPERATION_TIMEOUT_MS: wholeNumber(100, 600_000).default(OPERATION_TIMEOUT_MS),
  SHUTDOWN_DELAY_MS: wholeNumber(0, 300_000).default(0),
  OPERATIONS_PER_OPERATOR: wholeNumber(1, 1_000).default(DEFAULT_LOAD_LIMITS.operationsPerOperator),
  READS_PER_MINUTE: wholeNumber(100_000, 999_999_999).default(DEFAULT_LOAD_LIMITS.readsPerMinute),
  OPERATION_WAIT_MS: wholeNumber(10, 60_000).default(DEFAULT_LOAD_LIMITS.waitMs),
  FAILED_SIGN_INS_PER_MINUTE: wholeNumber(1, 1_000_000).default(DEFAULT_LOAD_LIMITS.failedSignInsPerMinute),
  TRUST_PROXY: listOf(proxyNetwork),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  SLOW_OPERATION_MS: wholeNumber(1, 600_000).default(SLOW_OPERATION_MS),
  LOG_LEVEL: z.enum(LOG_LEVELS, `takes ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** Finds what is missing, or contradicts another variable, in what these parts read. */
const refusing =
  (parts: ReadonlySet<ConfigPart | 'service'>) => (value: z.output<typeof variables>, context: z.RefinementCtx) => {
    const has = (part: ConfigPart) => parts.has(part) || parts.has('service');
    const refuse = (name: keyof typeof value, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (value.DATABASE_REPLICA_URL !== undefined && !isPostgres(value.DATABASE_URL)) {
      refuse('DATABASE_REPLICA_URL', 'needs a DATABASE_URL of PostgreSQL');
    }
    refuseAccess(value, refuse);
    if ((value.MACHINE_GROUP === undefined) !== (value.MACHINE_ROLE === undefined)) {
      refuse('MACHINE_ROLE', 'is set together with MACHINE_GROUP, or neither is');
    }
    if (value.AUTH_MODE === 'oidc') {
      for (const part of ['signIn', 'trail'] as const)
        for (const name of has(part) ? NEEDED_FOR_OIDC[part] : [])
          if (value[name] === undefined) refuse(name, 'is needed while AUTH_MODE is oidc');
      const traps = value.OIDC_ISSUER === undefined ? [] : trapsOf(value.OIDC_ISSUER, value.OIDC_OPERATOR_CLAIM);
      for (const { variable, message } of traps) refuse(variable, message);
      return;
    }
    if (!parts.has('service')) {
      // The key of development must never seal the trail of a tenant.
      if (has('trail') && value.NODE_ENV === 'production' && value.AUDIT_KEY === undefined)
        refuse('AUDIT_KEY', 'is needed while NODE_ENV is production');
      return;
    }
    // Development sign-in has no real authentication, so only this machine may reach the service.
    if (!LOOPBACK.includes(value.HOST)) {
      refuse('HOST', `must be one of ${LOOPBACK.join(', ')} while AUTH_MODE is development`);
    }
    if (value.NODE_ENV === 'production') refuse('AUTH_MODE', 'must be oidc while NODE_ENV is production');
  };

/** The checks of an identity provider's access tokens. */
export interface Oidc {
  readonly issuer: string;
  readonly audience: string;
  /** The `typ` in the header of an access token; `none` if the provider writes none. */
  readonly tokenType: 'at+jwt' | 'JWT' | 'none';
  /** The scope that every operator's token must have; null for none in particular. */
  readonly requiredScope: string | null;
  /** The app role that lets an application read; null if none is let in. */
  readonly machineRole: string | null;
  /** The claim that names the operator. */
  readonly operatorClaim: string;
}

/** The configuration of the service. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Options for PostgreSQL only. */
  readonly postgres: Required<PostgresOptions>;
  /** Whether missing migrations run when the database is opened. */
  readonly migrateAtStart: boolean;
  /** Whether an empty database gets the demo tenant. */
  readonly demo: boolean;
  /** Null for development sign-in. */
  readonly oidc: Oidc | null;
  /** The portal's sign-in with an identity provider; null if it takes a token. */
  readonly signIn: SignIn | null;
  readonly corsOrigins: readonly string[];
  readonly licenseNeeded: boolean;
  /** The id of the group whose members are administrators; null for none. */
  readonly administratorGroup: string | null;
  /** The id of the group whose assignments applications hold; null if none is let in. */
  readonly machineGroup: string | null;
  /** The key that seals the audit trail; null in development, which creates its own key. */
  readonly auditKey: string | null;
  /** The key that `audit rotate-key` changes to; null without a rotation. */
  readonly nextAuditKey: string | null;
  /** Null without Microsoft Graph. */
  readonly graph: GraphAccess | null;
  /** The folder where a sync stages data before it writes them. */
  readonly syncFolder: string;
  /**
   * The interval between syncs in minutes: `directory` for users and groups, `everything` for the rest; 0 for never.
   */
  readonly syncMinutes: { readonly directory: number; readonly everything: number };
  /** The most refreshes of single users by one operator in an hour. */
  readonly refreshesPerHour: number;
  /** The personal data that imports and syncs leave out. */
  readonly omitted: readonly Omitted[];
  /** The configuration of findings. */
  readonly findings: FindingConfig;
  /** Whether long answers are compressed. */
  readonly compresses: boolean;
  /** How long an operation may take, in milliseconds. */
  readonly operationTimeoutMs: number;
  /** How long requests are still answered after SIGTERM, while `/readyz` fails, in milliseconds. */
  readonly shutdownDelayMs: number;
  readonly load: LoadLimits;
  /** The addresses and networks of the proxies whose `x-forwarded-for` names the client. */
  readonly trustedProxies: readonly string[];
  /** Where metrics are served; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** An operation that takes at least as many milliseconds is logged with its statements. */
  readonly slowOperationMs: number;
  readonly logLevel: string;
}

/** The variables that look like those of this service, but are not read. */
export const unreadVariables = (environment: Environment = process.env) =>
  unreadAmong(Object.keys(environment), [...Object.keys(variables.shape), ...SECRET_FILES]);

// An empty variable counts as not set.
const setIn = (environment: Environment): Environment =>
  withProxies(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));

/**
 * Reads the configuration of the service. No other code reads the environment.
 * @throws ConfigError with one line for each invalid variable
 */
export const readConfig = (environment: Environment = process.env): Config =>
  configOf(validVariables(variables.superRefine(refusing(new Set(['service']))), setIn(environment), 'AUTH_MODE'));

/**
 * Reads some parts of the configuration, for a command. It neither needs nor checks the variables of the others.
 * @throws ConfigError with one line for each invalid variable of these parts
 */
export function readParts<Named extends ConfigPart>(
  named: readonly Named[],
  environment: Environment = process.env,
): Pick<Config, FieldOf[Named]> {
  const read = onlyOf(named, setIn(environment));
  return configOf(validVariables(variables.superRefine(refusing(new Set(named))), read, 'AUTH_MODE'));
}

function configOf(value: z.output<typeof variables>): Config {
  return {
    host: value.HOST,
    port: value.PORT,
    databaseUrl: value.DATABASE_URL,
    postgres: {
      replicaUrl: value.DATABASE_REPLICA_URL ?? null,
      poolSize: value.DATABASE_POOL_SIZE,
      statementTimeoutMs: value.DATABASE_STATEMENT_TIMEOUT_MS,
      namedStatements: value.DATABASE_NAMED_STATEMENTS,
    },
    migrateAtStart: value.MIGRATE_AT_START,
    // A database for a sync does not get the demo tenant.
    demo: value.DEMO && value.AUTH_MODE === 'development' && credentialsIn(value).length === 0,
    oidc:
      value.AUTH_MODE === 'oidc'
        ? {
            issuer: value.OIDC_ISSUER as string,
            audience: value.OIDC_AUDIENCE as string,
            tokenType: value.OIDC_TOKEN_TYPE,
            requiredScope: value.OIDC_REQUIRED_SCOPE ?? null,
            machineRole: value.MACHINE_ROLE ?? null,
            operatorClaim: value.OIDC_OPERATOR_CLAIM,
          }
        : null,
    signIn:
      value.AUTH_MODE === 'oidc' && value.OIDC_CLIENT_ID !== undefined
        ? {
            issuer: value.OIDC_ISSUER as string,
            clientId: value.OIDC_CLIENT_ID,
            scope: value.OIDC_SCOPE,
            resource: value.OIDC_RESOURCE ?? null,
            audience: value.OIDC_AUDIENCE_PARAMETER ?? null,
          }
        : null,
    corsOrigins: value.CORS_ORIGINS,
    licenseNeeded: !value.ALLOW_UNLICENSED_OPERATORS,
    administratorGroup: value.ADMIN_GROUP ?? null,
    machineGroup: value.MACHINE_GROUP ?? null,
    auditKey: value.AUDIT_KEY ?? null,
    nextAuditKey: value.AUDIT_KEY_NEXT ?? null,
    graph: readAccess(value),
    syncFolder: value.SYNC_FOLDER ?? path.join(dataFolder(value.DATABASE_URL), 'sync'),
    syncMinutes: { directory: value.SYNC_DIRECTORY_MINUTES, everything: value.SYNC_EVERYTHING_MINUTES },
    refreshesPerHour: value.REFRESHES_PER_HOUR,
    omitted: value.IMPORT_OMIT,
    findings: {
      thresholds: {
        silentDays: value.FINDINGS_SILENT_DAYS,
        validityDays: value.FINDINGS_VALIDITY_DAYS ?? null,
        actionHours: value.FINDINGS_ACTION_HOURS,
        enrolmentDays: value.FINDINGS_ENROLMENT_DAYS,
        protectionDays: value.FINDINGS_PROTECTION_DAYS,
        groupAbove: value.FINDINGS_GROUP_ABOVE,
      },
      silenced: new Set(value.FINDINGS_SILENCED),
      shadowed: new Set(value.FINDINGS_SHADOW),
      adminCentreUrl: value.ADMIN_CENTRE_URL,
      syncMinutes: value.SYNC_EVERYTHING_MINUTES,
    },
    compresses: value.COMPRESSION,
    operationTimeoutMs: value.OPERATION_TIMEOUT_MS,
    shutdownDelayMs: value.SHUTDOWN_DELAY_MS,
    load: {
      operationsPerOperator: value.OPERATIONS_PER_OPERATOR,
      readsPerMinute: value.READS_PER_MINUTE,
      waitMs: value.OPERATION_WAIT_MS,
      failedSignInsPerMinute: value.FAILED_SIGN_INS_PER_MINUTE,
    },
    trustedProxies: value.TRUST_PROXY,
    metrics: value.METRICS_PORT === undefined ? null : { host: value.METRICS_HOST, port: value.METRICS_PORT },
    slowOperationMs: value.SLOW_OPERATION_MS,
    logLevel: value.LOG_LEVEL,
  };
}
