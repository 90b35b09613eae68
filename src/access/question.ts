import { type GraphQLObjectType, getNamedType } from 'graphql';
import { operatorWithGrants } from '../authorization/grants';
import { needsOfField, needsOfType } from '../authorization/permissions';
import { type FieldReach, reachOf } from '../authorization/reach';
import { toViewer, type Viewer } from '../authorization/viewer';
import type { Permission } from '../generated/graphql';
import { findNode, NODES_OF_EVERYTHING } from '../graph/node';
import type { Context } from '../resolving/context';
import { badUserInput } from '../resolving/errors';
import { fromNodeId, keyOf, type NodeType } from '../resolving/node-id';
import { fieldOf } from './probe';
import type { Anchor } from './store';

/** The question to `explainAccess`, with the data that the asker may see. */
export interface Question {
  readonly coordinate: string;
  /** The node id of the subject; null for a field without one. */
  readonly subjectId: string | null;
  readonly type: GraphQLObjectType;
  readonly anchor: Anchor;
  readonly operatorId: string;
  readonly isDisabled: boolean;
  readonly isUnlicensed: boolean;
  /** The operator as if enabled and licensed, so that only roles and scopes can refuse this viewer. */
  readonly active: Viewer;
  /** The permissions of the field. */
  readonly permissions: readonly Permission[];
  /** The permissions of the field's type, with which the subject is found. */
  readonly ofType: ReadonlySet<Permission>;
  readonly reach: FieldReach['reach'] | null;
  /** The permission that a single assignment must give over all users and all devices; null if the scopes decide. */
  readonly overEverything: Permission | null;
  /** The type of the field's value. */
  readonly target: string;
}

/** The object that decides whether a subject is in a scope. */
function anchorOf(type: NodeType, key: string, row: { userId?: string | null; deviceId?: string | null }): Anchor {
  if (type === 'User') return { kind: 'USER', id: key };
  if (type === 'Device') return { kind: 'DEVICE', id: key };
  if (type === 'Group') return { kind: 'GROUP', id: key };
  if (type === 'EnrollmentFailure' || type === 'AppProtectionState') return { kind: 'USER', id: row.userId as string };
  if (row.deviceId != null) return { kind: 'DEVICE', id: row.deviceId };
  return { kind: 'TENANT' };
}

/**
 * Reads the data of a question with the asker's own rights.
 * @returns null if the asker cannot see the operator or the subject
 * @throws BAD_USER_INPUT for a coordinate or a subject that does not fit the schema
 */
export async function readQuestion(
  context: Context,
  args: { operatorId: string; coordinate: string; subjectId?: string | null | undefined },
): Promise<Question | null> {
  const { schema, snapshot, administration } = context;
  const { type, field } = fieldOf(schema, args.coordinate);
  const operator = await context.loaders.userById.load(keyOf('User', args.operatorId));
  const subjectId = args.subjectId ?? null;
  const subject = subjectId === null ? null : fromNodeId(subjectId);
  if (subject === null && type.getInterfaces().length > 0)
    throw badUserInput(`\`subjectId\` is needed for a ${type.name}.`);
  if (subject !== null && subject.type !== type.name)
    throw badUserInput(`The subject is a ${subject.type}, not a ${type.name}.`);
  const row = subjectId === null ? null : await findNode(subjectId, context);
  if (operator === null || (subject !== null && row === null)) return null;
  const found = await operatorWithGrants(snapshot, { id: operator.id });
  const reached = reachOf(field);
  if (found === null) return null;
  return {
    coordinate: args.coordinate,
    subjectId,
    type,
    anchor: subject === null || row === null ? { kind: 'TENANT' } : anchorOf(subject.type, subject.key, row),
    operatorId: operator.id,
    isDisabled: found.operator.accountEnabled !== 1,
    isUnlicensed: administration.licenseNeeded && found.operator.intuneLicensed !== 1,
    active: toViewer({ ...found.operator, accountEnabled: 1 }, found.grants, false),
    permissions: needsOfField(schema, type, field),
    ofType: new Set(needsOfType(schema, type)),
    reach: reached?.reach ?? null,
    overEverything:
      reached?.reach === 'EVERYTHING' ? reached.permission : ((subject && NODES_OF_EVERYTHING[subject.type]) ?? null),
    target: getNamedType(field.type).name,
  };
}
