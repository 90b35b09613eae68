import { explainCode } from '../failure/explain-code';
import type { ErrorFact } from './facts';
import { namesOnce } from './naming';
import type { TextValue, TextValues } from './rule';

interface Failed {
  readonly error: ErrorFact | null;
}

/** The meaning and the remedy of errors for a text, each with what has it if they differ; null without any. */
export function errorsOf<Each extends Failed>(
  failed: readonly Each[],
  called: (each: Each) => TextValue,
): TextValues | null {
  const byError = new Map<string, { readonly error: ErrorFact; readonly names: TextValue[] }>();
  for (const each of failed) {
    const { error } = each;
    if (error === null) continue;
    const key = JSON.stringify([error.code, error.description]);
    const known = byError.get(key) ?? { error, names: [] };
    known.names.push(called(each));
    byError.set(key, known);
  }
  const all = [...byError.values()];
  const [first] = all;
  if (first === undefined) return null;
  const { error } = first;
  if (all.length === 1) return { meaning: { meaning: error }, remedy: { remedy: error } };
  const eachOf = (text: (of: ErrorFact) => TextValue): TextValue => ({
    sentences: all.map((one) => ({ about: { list: namesOnce(one.names) }, text: text(one.error) })),
  });
  return { meaning: eachOf((of) => ({ meaning: of })), remedy: eachOf((of) => ({ remedy: of })) };
}

/** A remedy that has the device synced. Others have a token synced. */
const ASKS_FOR_SYNC = /(^|[.,:] |\b(then|and) )sync\b/i;

/** Whether the remedy of each of these errors asks for a sync, so that no step has to ask for it again. */
export const remediesAskForSync = (failed: readonly Failed[]): boolean =>
  failed.length > 0 &&
  failed.every(
    ({ error }) => error !== null && ASKS_FOR_SYNC.test(explainCode(error.code, error.description, 'en')?.remedy ?? ''),
  );
