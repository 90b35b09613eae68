import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../database/make-folder';
import { fileName } from '../import/folder';
import { MEMBER_KINDS } from '../import/groups';
import { PROPERTY_NAMES } from '../import/known-names';
import { AppInstallRow } from '../import/report-shapes';
import { createValues } from '../import/values';
import { RESOURCE_NAMES, type Resource, resourceOf } from '../microsoft-graph/resources';
import { ForeseenError } from '../resolving/foreseen';
import { addTo } from '../resolving/grouping';
import type { Anonymizer } from './anonymize';
import { memberRows, readMembers } from './members';
import { UNSET } from './patient-reader';
import type { Spool } from './spool';

/*
 * Saves the data of a sync as an import folder. Only properties that this service reads are written, so no secret is.
 */

/** A folder that cannot be saved to. */
class SaveError extends ForeseenError {
  readonly code = 'SAVE';
}

/** An object, and the id of the object that it belongs to. */
interface Saved {
  readonly value: unknown;
  readonly parent: string | null;
}

// Objects per file.
const A_FILE = 1_000;
const COLUMNS: ReadonlySet<string> = new Set(Object.keys(AppInstallRow.shape));
/** The OData type of a group's member, by its kind. */
const TYPES: ReadonlyMap<unknown, string> = new Map([...MEMBER_KINDS].map(([type, kind]) => [kind, type]));

/** An object without the properties that are not read. */
function known(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => known(each, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => names.has(name));
  return Object.fromEntries(entries.map(([name, each]) => [name, known(each, names)]));
}

async function* members(spool: Spool): AsyncIterable<Saved> {
  for (const [group, found] of await readMembers(spool, createValues(0))) {
    for (const { kind, member_id: id } of memberRows(group, found)) {
      yield { value: { '@odata.type': `#${TYPES.get(kind)}`, id }, parent: group };
    }
  }
}

async function* objects(spool: Spool, resource: Resource): AsyncIterable<Saved> {
  const names = resourceOf(resource).report === undefined ? PROPERTY_NAMES : COLUMNS;
  for await (const { value, parent } of spool.read(resource)) {
    yield { value: known({ ...UNSET[resource], ...(value as object) }, names), parent };
  }
}

/** One file of a resource. */
function answerOf(resource: Resource, saved: readonly Saved[]): unknown {
  const { form } = resourceOf(resource);
  if (form === 'object' && saved.length === 1) return saved[0]?.value;
  if (form !== 'batch') return { value: saved.map(({ value }) => value) };
  const parts = new Map<string, unknown[]>();
  for (const { value, parent } of saved) addTo(parts, parent ?? '', value);
  return { responses: [...parts].map(([id, value]) => ({ id, status: 200, body: { value } })) };
}

async function saveResource(folder: string, resource: Resource, all: AsyncIterable<Saved>, hidden: Anonymizer | null) {
  let n = 0;
  let waiting: Saved[] = [];
  const write = async () => {
    n++;
    const file = path.join(folder, fileName(resource, n));
    await writeFile(file, JSON.stringify(answerOf(resource, waiting), null, 1), { mode: 0o600 });
    waiting = [];
  };
  for await (const saved of all) {
    const { value, parent } = saved;
    waiting.push(
      hidden === null ? saved : { value: hidden.hide(value), parent: parent === null ? null : hidden.hideId(parent) },
    );
    if (waiting.length === A_FILE) await write();
  }
  if (waiting.length > 0 || n === 0) await write();
}

/** Creates the folder. @throws FolderError if that is not possible, and SaveError where it holds something already */
export async function openSaveFolder(folder: string): Promise<void> {
  makeFolder(folder, 0o700);
  if ((await readdir(folder)).length > 0) throw new SaveError(`${folder}: is not empty.`);
}

/**
 * Saves the data of a sync. Resources that could not be read are left out.
 * @param hidden replaces names; null to keep them
 */
export async function saveFolder(spool: Spool, folder: string, hidden: Anonymizer | null): Promise<void> {
  for (const resource of RESOURCE_NAMES) {
    const isMembers = resource === 'groupMembers';
    // An import does not read the reports of failed policies.
    if (resourceOf(resource).isForLarge === true) continue;
    if (!spool.reached(isMembers ? 'groups' : resource).isComplete) continue;
    await saveResource(folder, resource, isMembers ? members(spool) : objects(spool, resource), hidden);
  }
}
