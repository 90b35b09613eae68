import type { z } from 'zod';
import { ConfigError } from '../resolving/foreseen';
import { type Environment, withSecretFiles } from './secret-files';

/** The first mistake in each variable, by its name. */
function mistakesOf(variables: z.ZodType, environment: Environment): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of variables.safeParse(environment).error?.issues ?? []) {
    const name = String(path[0]);
    if (!found.has(name)) found.set(name, message);
  }
  return found;
}

/** Every wrong variable with its mistake. */
function allMistakes(variables: z.ZodType, environment: Environment, leading: string): [string, string][] {
  const mistakes = mistakesOf(variables, environment);
  if (mistakes.has(leading)) return [...mistakes];
  // Zod compares variables with each other only while each is valid by itself.
  const valid = Object.fromEntries(Object.entries(environment).filter(([name]) => !mistakes.has(name)));
  return [...mistakes, ...[...mistakesOf(variables, valid)].filter(([name]) => !mistakes.has(name))];
}

/**
 * Checks the environment variables, and reads secrets from their files.
 * @param leading the variable that decides which others are needed
 * @throws ConfigError with one line for each wrong variable
 */
export function validVariables<Values>(variables: z.ZodType<Values>, given: Environment, leading: string): Values {
  const { environment, mistakes: files } = withSecretFiles(given);
  const read = variables.safeParse(environment);
  if (read.success && files.size === 0) return read.data;
  const others = allMistakes(variables, environment, leading).filter(([name]) => !files.has(name));
  const lines = [...[...files].map(([name, mistake]) => [`${name}_FILE`, mistake]), ...others];
  throw new ConfigError(lines.map((line) => line.join(': ')).join('\n'));
}
