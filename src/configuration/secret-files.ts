import { readFileSync } from 'node:fs';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that hold secrets. Each can be given as a file, named by the variable with `_FILE` at its end. */
const SECRETS = ['DATABASE_URL', 'DATABASE_REPLICA_URL', 'GRAPH_CLIENT_SECRET', 'AUDIT_KEY', 'AUDIT_KEY_NEXT'] as const;

export const SECRET_FILES = SECRETS.map((name) => `${name}_FILE` as const);

interface SecretsRead {
  readonly environment: Environment;
  /** The files that cannot be used: the secret, and the reason. */
  readonly mistakes: ReadonlyMap<string, string>;
}

/** Reads the secrets that are given as files into their variables. */
export function withSecretFiles(environment: Environment): SecretsRead {
  const mistakes = new Map<string, string>();
  const secrets = new Map<string, string>();
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (file === undefined) continue;
    if (environment[name] !== undefined) mistakes.set(name, `must not be set beside ${name}`);
    try {
      // Editors and `echo` end a file with a line break, which is no part of the secret.
      const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
      if (secret === '') mistakes.set(name, `${file} is empty`);
      secrets.set(name, secret);
    } catch (error) {
      mistakes.set(name, `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return { environment: { ...environment, ...Object.fromEntries(secrets) }, mistakes };
}
