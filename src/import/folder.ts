import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { ImportError, type Item, type Source } from './source';

const NEXT_LINK = '@odata.nextLink';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function readJson(folder: string, file: string): Promise<Json | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path.join(folder, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ImportError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError(`${file}: is not UTF-8.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the file, which can hold personal data, so keep only the position.
    const place = /position \d+/.exec((error as Error).message)?.[0] ?? 'it ends too early';
    throw new ImportError(`${file}: is not complete JSON (${place}).`);
  }
  if (!isObject(parsed)) throw new ImportError(`${file}: is not a JSON object.`);
  return parsed;
}

/** The number of the last file of a resource. */
async function lastOf(folder: string, resource: Resource): Promise<number> {
  const numbers = (await readdir(folder)).flatMap((file) => {
    const [name, number, ending, ...rest] = file.split('.');
    return name === resource && ending === 'json' && rest.length === 0 && /^\d+$/.test(number ?? '')
      ? [Number(number)]
      : [];
  });
  return Math.max(1, ...numbers);
}

/** Reads the files of a resource in order. None may be missing. */
async function* files(folder: string, resource: Resource): AsyncIterable<{ file: string; body: Json }> {
  const last = await lastOf(folder, resource);
  for (let n = 1; n <= last; n++) {
    const file = n === 1 ? `${resource}.json` : `${resource}.${n}.json`;
    const body = await readJson(folder, file);
    if (body === null && last === 1 && resourceOf(resource).isOptionalFile === true) return;
    if (body === null) throw new ImportError(`${file}: is missing.`);
    yield { file, body };
  }
}

/** The list in a response of Graph. */
function values(body: unknown, where: string): unknown[] {
  const list = isObject(body) ? body['value'] : undefined;
  if (!Array.isArray(list)) throw new ImportError(`${where}: has no list \`value\`.`);
  return list;
}

async function* collection(folder: string, resource: Resource): AsyncIterable<Item> {
  let open = `${resource}.json`;
  let goesOn = false;
  for await (const { file, body } of files(folder, resource)) {
    const list = values(body, file);
    for (let i = 0; i < list.length; i++) yield { value: list[i], parent: null, where: `${file}, record ${i + 1}` };
    goesOn = typeof body[NEXT_LINK] === 'string';
    open = file;
  }
  if (goesOn) throw new ImportError(`${open}: is cut off: it has a next link, and the next file is missing.`);
}

async function* batch(folder: string, resource: Resource): AsyncIterable<Item> {
  const unfinished = new Map<string, string>();
  for await (const { file, body } of files(folder, resource)) {
    const parts = body['responses'];
    if (!Array.isArray(parts)) throw new ImportError(`${file}: has no list \`responses\`.`);
    for (let i = 0; i < parts.length; i++) {
      const where = `${file}, part ${i + 1}`;
      const part: unknown = parts[i];
      if (!isObject(part) || typeof part['id'] !== 'string') throw new ImportError(`${where}: has no id.`);
      const { id, status, body: answer } = part as { id: string; status?: unknown; body?: unknown };
      if (status !== 200) throw new ImportError(`${where} (${id}): has the status ${JSON.stringify(status)}, not 200.`);
      const list = values(answer, `${where} (${id})`);
      for (let k = 0; k < list.length; k++) {
        yield { value: list[k], parent: id, where: `${where} (${id}), record ${k + 1}` };
      }
      if (typeof (answer as Json)[NEXT_LINK] === 'string') unfinished.set(id, where);
      else unfinished.delete(id);
    }
  }
  const [cut] = unfinished;
  if (cut !== undefined)
    throw new ImportError(`${cut[1]} (${cut[0]}): is cut off: it has a next link and no next part.`);
}

async function* object(folder: string, resource: Resource): AsyncIterable<Item> {
  const file = `${resource}.json`;
  for await (const { body } of files(folder, resource)) {
    const error = body['error'];
    if (error !== undefined) {
      // Graph answers "not found" if nothing is configured. Any other error is a failed request.
      const code = isObject(error) ? String(error['code']) : '';
      if (!/notfound/i.test(code)) throw new ImportError(`${file}: holds Graph's error ${code}.`);
      return;
    }
    if (Array.isArray(body['value']) && body['value'].length === 0) return;
    // Examples in Microsoft's documentation wrap a single object in `value`; the service does not.
    yield { value: isObject(body['value']) ? body['value'] : body, parent: null, where: file };
    return;
  }
}

const READERS = { collection, batch, object };

/**
 * A folder of Microsoft Graph's responses, as docs/import.md describes it.
 * @throws ImportError if the folder does not exist; `read` throws it, with file and record, for broken files
 */
export async function folderSource(folder: string): Promise<Source> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new ImportError(`${folder}: is not a folder.`);
  return { read: (resource) => READERS[resourceOf(resource).form](folder, resource) };
}
