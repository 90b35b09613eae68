import { constants } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ImportError } from './source';

/*
 * The text of a file that a tool saved, and its JSON. Where it is not JSON, the message says which tool wrote it and how to
 * save it instead. It never quotes the file, which can hold personal data.
 */

/** Why a text is not JSON, by its beginning. */
const NO_JSON: readonly (readonly [RegExp, string])[] = [
  [/^\s*HTTP\/[\d.]+ \d/, 'begins with HTTP headers: save the answer without them (curl without -i)'],
  [/^\s*</, 'is HTML or XML: save the JSON that Microsoft Graph answers'],
  [/^#TYPE |^"?[\w@. -]+"?[,;]"?[\w@. -]*"?[,;\r\n]/, 'is CSV: save it with ConvertTo-Json -Depth 20, not Export-Csv'],
  [/^\s*[\w@.]+ +: /, 'is a list as PowerShell shows it: save it with ConvertTo-Json -Depth 20'],
];

/** The text of a file: UTF-8, or UTF-16 with its mark, which PowerShell 5 writes with `>`. */
function textOf(bytes: Buffer, file: string): string {
  const [first, second] = bytes;
  if (first === 0x1f && second === 0x8b) throw new ImportError(`${file}: is compressed. Unpack it first.`);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new ImportError(`${file}: is larger than 512 MB. Save each page of the answer in a file of its own.`);
  }
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError(
      encoding === 'utf-8'
        ? `${file}: is not UTF-8. In PowerShell 5, save it with Out-File -Encoding utf8.`
        : `${file}: is not complete UTF-16.`,
    );
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const known = NO_JSON.find(([beginning]) => beginning.test(text.slice(0, 2_000)));
    if (known !== undefined) throw new ImportError(`${file}: ${known[1]}.`);
    const { message } = error as Error;
    const place = /position \d+/.exec(message)?.[0] ?? 'it ends too early';
    throw new ImportError(
      /after JSON/.test(message)
        ? `${file}: holds several JSON values (the first ends before ${place}): save each answer in a file of its own.`
        : `${file}: is not complete JSON (${place}).`,
    );
  }
}

/** A name in the folder under which the file may have been saved by mistake. */
async function lookalike(folder: string, file: string): Promise<string | undefined> {
  const stem = file.replace(/\.json$/, '').toLowerCase();
  const isLike = (name: string) =>
    [`${stem}.json`, `${stem}.csv`, `${stem}.json.txt`, `${stem}.txt`, `${stem}.xlsx`].includes(name.toLowerCase());
  return (await readdir(path.dirname(path.join(folder, file))).catch(() => [])).find(isLike);
}

/** A file of a folder. */
interface SavedJson {
  readonly json: unknown;
  readonly text: string;
}

/** Reads a file; null where it is missing. @throws ImportError where it is no JSON */
export async function readSaved(folder: string, file: string): Promise<SavedJson | null> {
  let bytes: Buffer;
  try {
    const place = path.join(folder, file);
    // Reading a pipe or a device may never end.
    if (!(await stat(place)).isFile()) throw new ImportError(`${file}: is not a file, but a folder or a pipe.`);
    bytes = await readFile(place);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new ImportError(`${file}: cannot be read (${code}).`);
    return null;
  }
  const text = textOf(bytes, file);
  return { json: parsed(text, file), text };
}

/** The error for a file that must be there. */
export async function missing(folder: string, file: string): Promise<ImportError> {
  const other = await lookalike(folder, file);
  return new ImportError(
    `${file}: is missing${other === undefined ? '' : `; there is ${other}`}. Save it as docs/import.md says.`,
  );
}
