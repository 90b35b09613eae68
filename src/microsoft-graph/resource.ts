import type { SyncKind } from '../generated/graphql';

/** What a resource that is read part by part hangs on; `a/b` names a part of a part. */
export type Parent =
  | 'roles'
  | 'devices'
  | 'devicesWithUser'
  | 'compliancePolicies/devices'
  | 'configurations/devices'
  | 'intents'
  | 'apps'
  | 'usersOfFailedApps'
  | 'licensedUsers';

/** A permission of Microsoft Graph that an administrator grants to the application. */
export type GraphPermission = `${string}.Read.All`;

/** A resource of Microsoft Graph: how it is asked for, in which form it arrives, and what it is needed for. */
export interface GraphResource {
  /** The form of one answer, which is also the form of one file of an import. */
  readonly form: 'collection' | 'object' | 'batch';
  readonly version: 'v1.0' | 'beta';
  /**
   * Without the version; each `{id}` stands for one of the parent's ids. Null where no sync asks for it: it comes with
   * another resource, or Microsoft has removed it.
   */
  readonly path: string | null;
  /** The part of the graph that stays as it was while it cannot be read. */
  readonly gives: string;
  /** The least permission that allows it. */
  readonly permission: GraphPermission;
  /** What a sync reads and writes it with. */
  readonly kind: SyncKind;
  readonly parent?: Parent;
  /** Whether a part is one object, and not a collection. */
  readonly isObjects?: true;
  /** Of a report, which is asked for with POST: the column that its filter names. */
  readonly report?: string;
  /** Whether Microsoft Graph tells what changed since the last time. */
  readonly isDelta?: true;
  /** The property that names one object of the tenant: a page that repeats it repeats the object. */
  readonly id?: 'id' | 'skuId';
  /** Whether the rest of its kind means nothing without it. */
  readonly isEssential?: true;
  /** Whether a folder may lack its file. */
  readonly isOptionalFile?: true;
  /** How many minutes pass at least between two readings, in a large tenant. */
  readonly everyMinutes?: number;
}

type More = Omit<GraphResource, 'form' | 'version' | 'path' | 'gives'>;
type Maker = (version: GraphResource['version'], path: string | null, gives: string, more: More) => GraphResource;

const maker =
  (form: GraphResource['form']): Maker =>
  (version, path, gives, more) => ({ form, version, path, gives, ...more });

export const collection = maker('collection');
export const object = maker('object');
export const batch = maker('batch');
