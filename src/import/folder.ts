import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { RESOURCE_NAMES, type Resource, resourceOf } from '../microsoft-graph/resources';
import { missing, readSaved } from './saved-json';
import { ImportError, type Item, type Source } from './source';
import {
  answersIn,
  envelopePart,
  errorIn,
  hasToolForms,
  isObject,
  type Json,
  listIn,
  recordsInForm,
} from './tool-forms';

const NEXT_LINK = '@odata.nextLink';

/** One answer of Microsoft Graph in a file. */
interface Answer {
  readonly file: string;
  /** Whether it has values in forms that only tools give them. */
  readonly isOfTool: boolean;
  readonly body: Json;
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

/** Reads the answers in a file; null where it is missing. */
async function answersOf(folder: string, file: string): Promise<Answer[] | null> {
  const saved = await readSaved(folder, file);
  if (saved === null) return null;
  const isOfTool = hasToolForms(saved.text);
  return answersIn(saved.json, file).map((body) => ({ file, isOfTool, body }));
}

/** The name of a file. @param name the resource, or `resource/parent` @param n the number of the file, from 1 */
export const fileName = (name: string, n: number): string => (n === 1 ? `${name}.json` : `${name}.${n}.json`);

/** Reads numbered files in order. @param isOptional whether an only file may be missing @throws ImportError if one is */
async function* numbered(folder: string, name: string, last: number, isOptional: boolean): AsyncIterable<Answer> {
  for (let n = 1; n <= last; n++) {
    const file = fileName(name, n);
    const found = await answersOf(folder, file);
    if (found === null && last === 1 && isOptional) return;
    if (found === null) throw await missing(folder, file);
    yield* found;
  }
}

/** Reads the files of a resource in order. */
async function* answers(folder: string, resource: Resource): AsyncIterable<Answer> {
  yield* numbered(folder, resource, await lastOf(folder, resource), resourceOf(resource).isOptionalFile === true);
}

/** The records of a list, in Microsoft Graph's form. The columns of a report have names of their own. */
const recordsOf = (resource: Resource, list: readonly unknown[], isOfTool: boolean, where: string) =>
  resourceOf(resource).report === undefined ? recordsInForm(list, isOfTool, where) : list;

const hasNext = (body: unknown): boolean => isObject(body) && typeof envelopePart(body, NEXT_LINK) === 'string';

/** The records of a list that is saved page by page. @throws ImportError if its last page is missing */
async function* pages(from: AsyncIterable<Answer>, resource: Resource, parent: string | null): AsyncIterable<Item> {
  let open: string | null = null;
  for await (const { file, isOfTool, body } of from) {
    const list = recordsOf(resource, listIn(body, file), isOfTool, file);
    for (let i = 0; i < list.length; i++) yield { value: list[i], parent, where: `${file}, record ${i + 1}` };
    open = hasNext(body) ? file : null;
  }
  if (open !== null) throw new ImportError(`${open}: is cut off: it has a next link, and the next file is missing.`);
}

const collection = (folder: string, resource: Resource): AsyncIterable<Item> =>
  pages(answers(folder, resource), resource, null);

// Graph Explorer and scripts number the parts. Some answers name their parent all the same.
const NUMBER = /^\d{1,4}$/;
const PARENT = /[^']\('([0-9a-f-]{36})'\)/i;

/** The id of the object that a part belongs to. @throws ImportError if it is unknown */
function parentOf(id: string, answer: unknown, where: string): string {
  if (!NUMBER.test(id)) return id;
  const context = isObject(answer) ? answer['@odata.context'] : undefined;
  const found = typeof context === 'string' ? PARENT.exec(context)?.[1] : undefined;
  if (found !== undefined) return found;
  throw new ImportError(`${where}: has the id ${id}, which names no object: give each request the id of its object.`);
}

async function* batch(folder: string, resource: Resource): AsyncIterable<Item> {
  const unfinished = new Map<string, string>();
  for await (const { file, isOfTool, body } of answers(folder, resource)) {
    const parts = envelopePart(body, 'responses');
    if (!Array.isArray(parts)) throw new ImportError(`${file}: has no list \`responses\`.`);
    for (let i = 0; i < parts.length; i++) {
      const where = `${file}, part ${i + 1}`;
      const part: unknown = parts[i];
      const name = isObject(part) ? envelopePart(part, 'id') : undefined;
      if (!isObject(part) || typeof name !== 'string') throw new ImportError(`${where}: has no id.`);
      const [status, answer] = [envelopePart(part, 'status'), envelopePart(part, 'body')];
      if (status !== 200)
        throw new ImportError(`${where} (${name}): has the status ${JSON.stringify(status)}, not 200.`);
      const list = recordsOf(resource, listIn(answer, `${where} (${name})`), isOfTool, `${where} (${name})`);
      if (list.length === 0) continue;
      const id = parentOf(name, answer, where);
      for (let k = 0; k < list.length; k++) {
        yield { value: list[k], parent: id, where: `${where} (${id}), record ${k + 1}` };
      }
      if (hasNext(answer)) unfinished.set(id, where);
      else unfinished.delete(id);
    }
  }
  const [cut] = unfinished;
  if (cut !== undefined)
    throw new ImportError(`${cut[1]} (${cut[0]}): is cut off: it has a next link and no next part.`);
}

/** The files of a folder that is named after a resource: one for each parent, `<id>.json` or `<id>/<id>.json`. */
async function filesByParent(folder: string): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>();
  for (const file of (await readdir(folder, { recursive: true })).sort()) {
    // macOS writes `._<name>` beside a file on a disk that is not its own.
    if (path.basename(file).startsWith('.')) continue;
    const [, id, number] = /^(.+?)(?:\.(\d+))?\.json$/.exec(file.replaceAll(path.sep, '/')) ?? [];
    if (id !== undefined) last.set(id, Math.max(last.get(id) ?? 1, Number(number ?? 1)));
  }
  return last;
}

/** Reads a batch that was saved request by request. */
async function* byParent(folder: string, resource: Resource): AsyncIterable<Item> {
  for (const [id, last] of await filesByParent(path.join(folder, resource))) {
    yield* pages(numbered(folder, `${resource}/${id}`, last, false), resource, id);
  }
}

const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => null))?.isDirectory() === true;

async function* batchOrFiles(folder: string, resource: Resource): AsyncIterable<Item> {
  if (await isFolder(path.join(folder, resource))) yield* byParent(folder, resource);
  else yield* batch(folder, resource);
}

async function* object(folder: string, resource: Resource): AsyncIterable<Item> {
  const file = `${resource}.json`;
  for await (const { isOfTool, body } of answers(folder, resource)) {
    const error = errorIn(body);
    if (error !== null) {
      // Graph answers "not found" if nothing is configured. Any other error is a failed request.
      if (!/notfound/i.test(error)) throw new ImportError(`${file}: holds Graph's error ${error}.`);
      return;
    }
    const inner = envelopePart(body, 'value');
    if (Array.isArray(inner) && inner.length === 0) return;
    // Some tools write a list of one, and examples in Microsoft's documentation wrap a single object; the service does not.
    const value = isObject(inner) ? inner : Array.isArray(inner) && inner.length === 1 ? inner[0] : body;
    yield { value: recordsOf(resource, [value], isOfTool, file)[0], parent: null, where: file };
    return;
  }
}

const READERS = { collection, batch: batchOrFiles, object };

/** The resources without a file and without a folder of files. */
async function lackingIn(folder: string): Promise<ReadonlySet<Resource>> {
  const names = new Set((await readdir(folder)).map((name) => name.replace(/(\.\d+)?\.json$/, '')));
  return new Set(RESOURCE_NAMES.filter((resource) => !names.has(resource)));
}

/**
 * A folder of Microsoft Graph's responses, as docs/import.md describes it.
 * @throws ImportError if the folder does not exist; `read` throws it, with file and record, for broken files
 */
export async function folderSource(folder: string): Promise<Source> {
  if (!(await isFolder(folder))) throw new ImportError(`${folder}: is not a folder.`);
  return {
    read: (resource) => READERS[resourceOf(resource).form](folder, resource),
    lacking: () => lackingIn(folder),
  };
}
