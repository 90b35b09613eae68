import { folderSource } from '../../../src/import/folder';
import { RESOURCES, type Resource } from '../../../src/microsoft-graph/resources';

/** What hangs on a parent, and is asked for one parent at a time. */
export type BatchResource = { [R in Resource]: (typeof RESOURCES)[R]['form'] extends 'batch' ? R : never }[Resource];
/** What is asked for as a whole: lists, and single objects. */
export type CollectionResource = Exclude<Resource, BatchResource>;

/** A tenant as Graph's own objects, which tests may change between syncs, in place or by replacing lists. */
export interface GraphTenant {
  readonly id: string;
  /** An object resource has one item, or none where nothing is set up. */
  collections: Record<CollectionResource, object[]>;
  /** By the parent's id; a parent that is not there has nothing. */
  parts: Record<BatchResource, Map<string, object[]>>;
}

export const idOf = (object: object): string => String((object as { id?: unknown }).id);

const isBatch = (resource: Resource): resource is BatchResource => RESOURCES[resource].form === 'batch';

/** Reads a tenant from a folder of Graph's answers, as docs/import.md describes it. */
export async function readGraphTenant(folder: string): Promise<GraphTenant> {
  const source = await folderSource(folder);
  const collections = {} as Record<CollectionResource, object[]>;
  const parts = {} as Record<BatchResource, Map<string, object[]>>;
  for (const resource of Object.keys(RESOURCES) as Resource[]) {
    const byParent = new Map<string | null, object[]>();
    for await (const { value, parent } of source.read(resource)) {
      const { '@odata.context': _, ...object } = value as Record<string, unknown>;
      const siblings = byParent.get(parent);
      if (siblings === undefined) byParent.set(parent, [object]);
      else siblings.push(object);
    }
    if (isBatch(resource)) parts[resource] = byParent as Map<string, object[]>;
    else collections[resource] = byParent.get(null) ?? [];
  }
  const [organization] = collections.organization;
  if (organization === undefined) throw new Error(`${folder}: holds no organisation.`);
  return { id: idOf(organization), collections, parts };
}

/** Finds objects by id, whatever its case, in lists that may change at any time. */
export function createFinder(): (list: object[], id: string) => object | undefined {
  const positions = new WeakMap<object[], Map<string, number>>();
  const positionsIn = (list: object[], isFresh: boolean) => {
    const known = positions.get(list);
    if (known !== undefined && !isFresh) return known;
    const found = new Map(list.map((object, i) => [idOf(object).toLowerCase(), i]));
    positions.set(list, found);
    return found;
  };
  return (list, id) => {
    const wanted = id.toLowerCase();
    for (const isFresh of [false, true]) {
      const object = list[positionsIn(list, isFresh).get(wanted) ?? -1];
      if (object !== undefined && idOf(object).toLowerCase() === wanted) return object;
    }
    return undefined;
  };
}
