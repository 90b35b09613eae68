import { GRAPH_VARIABLES } from '../microsoft-graph/access';
import type { Environment } from './secret-files';

const named = (names: readonly string[]): string => names.map((name) => `${name}$`).join('|');

/** The parts of the configuration that commands need, each with the names of its variables and of the files of its secrets. */
const PARTS = {
  database: /^(?:DATABASE_|MIGRATE_AT_START$)/,
  // The last two decide whether the key of development may be used.
  trail: /^(?:AUDIT_KEY|AUTH_MODE$|NODE_ENV$)/,
  licence: /^ALLOW_UNLICENSED_OPERATORS$/,
  import: /^IMPORT_/,
  // The default of SYNC_FOLDER is beside the database.
  microsoftGraph: new RegExp(`^(?:GRAPH_|SYNC_FOLDER$|DATABASE_URL|${named(Object.keys(GRAPH_VARIABLES))})`),
  signIn: /^(?:AUTH_MODE$|OIDC_|MACHINE_)/,
} as const satisfies Record<string, RegExp>;

/** A part of the configuration. */
export type ConfigPart = keyof typeof PARTS;

/** The fields of the configuration that each part gives. */
export interface FieldOf {
  readonly database: 'databaseUrl' | 'postgres' | 'migrateAtStart';
  readonly trail: 'auditKey' | 'nextAuditKey';
  readonly licence: 'licenseNeeded';
  readonly import: 'omitted';
  readonly microsoftGraph: 'graph' | 'syncFolder';
  readonly signIn: 'oidc' | 'signIn';
}

/** The variables of these parts. */
export const onlyOf = (parts: readonly ConfigPart[], environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => parts.some((part) => PARTS[part].test(name))));
