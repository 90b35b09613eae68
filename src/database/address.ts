import path from 'node:path';

/** The folder for files beside the database: that of the SQLite file, or `data` for PostgreSQL. */
export const dataFolder = (url: string): string =>
  isPostgres(url) ? path.resolve('data') : path.dirname(sqliteFile(url));

/** Whether an address names a PostgreSQL server. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** Says the forms of addresses that {@link isDatabaseAddress} accepts. */
export const ADDRESS_FORMS = 'a file, such as file:./data/graph.db, or postgres://user:password@host/database';

/** Whether a text is the address of a database: of a PostgreSQL server, or of a file, with `file:` or as a path. */
export const isDatabaseAddress = (url: string): boolean =>
  // A drive of Windows has one letter.
  isPostgres(url) || url.startsWith('file:') || !/^[a-z][a-z\d+.-]+:/i.test(url);

/** The absolute path of an SQLite address. */
export function sqliteFile(url: string): string {
  return path.resolve(url.startsWith('file:') ? url.slice('file:'.length) : url);
}

/** The address of a PostgreSQL database. It can name several hosts; the service uses one of them at a time. */
export interface PostgresAddress {
  /** The hosts with their ports, separated by commas, for messages. */
  readonly hosts: string;
  /** One address for each host. */
  readonly urls: readonly string[];
  /** Whether the address asks for a server that takes writes. */
  readonly needsPrimary: boolean;
}

const PARTS = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/s;
const ATTRIBUTES = 'target_session_attrs';

/**
 * Reads `postgres://user:password@host,host/database`, which may have `target_session_attrs` of `any`, `read-write` or
 * `primary`; null if it is invalid.
 */
export function postgresAddress(url: string): PostgresAddress | null {
  const [, start = '', hosts = '', rest = ''] = PARTS.exec(url) ?? [];
  const urls: string[] = [];
  let asked = 'any';
  for (const host of hosts.split(',')) {
    if (!URL.canParse(`${start}${host}${rest}`)) return null;
    const one = new URL(`${start}${host}${rest}`);
    asked = one.searchParams.get(ATTRIBUTES) ?? 'any';
    // pg does not know the parameter, and a pooler would refuse it.
    if (one.searchParams.has(ATTRIBUTES)) one.searchParams.delete(ATTRIBUTES);
    urls.push(one.href);
  }
  if (!['any', 'read-write', 'primary'].includes(asked)) return null;
  return {
    hosts: urls.map((each) => new URL(each).host).join(',') || 'the default host',
    urls,
    needsPrimary: asked !== 'any',
  };
}
