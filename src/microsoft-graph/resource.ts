import type { SyncKind } from '../generated/graphql';

/** The parents of a resource that is read in parts, one for each parent; `a/b` is a part of a part. */
export type Parent =
  | 'roles'
  | 'devices'
  | 'devicesWithUser'
  | 'compliancePolicies/devices'
  | 'configurations/devices'
  | 'intents'
  | 'profiles'
  | 'apps'
  | 'relatedApps'
  | 'usersOfFailedApps'
  | 'licensedUsers';

/** An application permission of Microsoft Graph. */
export type GraphPermission = `${string}.Read.All`;

/** A report of Intune, which is read with POST, as rows with named columns. */
export interface Report {
  /** The column to filter by the parent; null for a report of the whole tenant. */
  readonly by: string | null;
  /** The columns without which the rows are useless, each with its possible names. */
  readonly columns?: readonly (readonly string[])[];
  /** A report with more rows is not read: it would cost more requests than it saves. */
  readonly mostRows?: number;
}

/** A resource of Microsoft Graph: how to read it, and which data depends on it. */
export interface GraphResource {
  /** The form of an answer, and of a file of an import. */
  readonly form: 'collection' | 'object' | 'batch';
  readonly version: 'v1.0' | 'beta';
  /**
   * The path and query, without the version; one of the parent's ids replaces each `{id}`. Null if no sync reads it: it
   * comes with another resource, or Microsoft has removed it.
   */
  readonly path: string | null;
  /** The path and query, without the version, for one user alone, whose id replaces `{id}`. */
  readonly ofUser?: string;
  /** The data that is not updated while this resource cannot be read, as a phrase for messages. */
  readonly gives: string;
  /** The least privileged permission for it. */
  readonly permission: GraphPermission;
  /** The kind with which a sync reads and writes it. */
  readonly kind: SyncKind;
  readonly parent?: Parent;
  /** Each part is one object, not a collection. */
  readonly isObjects?: true;
  /** The tenant may have none, which Microsoft Graph may answer with null in place of 404. */
  readonly mayBeNone?: true;
  readonly report?: Report;
  /** Supports delta queries: Microsoft Graph can return only the changes. */
  readonly isDelta?: true;
  /** The property with the unique id of an object, to detect repeated objects. */
  readonly id?: 'id' | 'skuId';
  /** The rest of its kind is useless without it, so the kind fails with it. */
  readonly isEssential?: true;
  /** A folder of an import may lack its file. */
  readonly isOptionalFile?: true;
  /** Read only in a tenant that is too large to read each device in every sync. */
  readonly isForLarge?: true;
  /** The least minutes between two readings, in a large tenant. */
  readonly everyMinutes?: number;
}

/** The path of one part of a resource. @param parent the ids that replace each `{id}` in turn, joined with `/` */
export function pathOfPart({ path }: GraphResource, parent: string): string {
  const ids = parent.split('/');
  return (path ?? '').replaceAll('{id}', () => encodeURIComponent(ids.shift() ?? ''));
}

/** The filter of a report for one parent. */
export const filterFor = ({ by }: Report, parent: string): string => `(${by} eq '${parent}')`;

type More = Omit<GraphResource, 'form' | 'version' | 'path' | 'gives'>;
type Maker = (version: GraphResource['version'], path: string | null, gives: string, more: More) => GraphResource;

const maker =
  (form: GraphResource['form']): Maker =>
  (version, path, gives, more) => ({ form, version, path, gives, ...more });

export const collection = maker('collection');
export const object = maker('object');
export const batch = maker('batch');
