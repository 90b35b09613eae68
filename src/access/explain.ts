import {
  execute,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import type { Context } from '../context';
import { badUserInput } from '../errors';
import type { AccessReasonKind, Permission } from '../generated/graphql';
import { createLoaders } from '../loaders';
import { findNode } from '../node';
import { fromNodeId, keyOf, type NodeType } from '../node-id';
import { needsOfField, needsOfType } from '../permissions';
import { operatorWithGrants } from '../viewer/store';
import { toViewer, type Viewer } from '../viewer/viewer';
import { type Anchor, assignmentIdsWith, isInScope, roleIdsWith } from './store';

/** One assignment that an operator gets, through one of its member groups. */
export interface Grant {
  readonly operatorId: string;
  readonly assignmentId: string;
  readonly groupId: string;
}

export interface Reason {
  readonly kind: AccessReasonKind;
  readonly permission: Permission | null;
  readonly message: string;
  readonly roleIds: readonly string[];
  readonly grantsOf: readonly Grant[];
  readonly assignmentIds: readonly string[];
}

export interface Explanation {
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
}

/** By what the objects of each type are in a scope. */
function anchorOf(type: NodeType, key: string, row: { userId?: string | null; deviceId?: string | null }): Anchor {
  if (type === 'User') return { kind: 'USER', id: key };
  if (type === 'Device') return { kind: 'DEVICE', id: key };
  if (type === 'Group') return { kind: 'GROUP', id: key };
  if (type === 'EnrollmentFailure' || type === 'AppProtectionState') return { kind: 'USER', id: row.userId as string };
  if (row.deviceId != null) return { kind: 'DEVICE', id: row.deviceId };
  return { kind: 'TENANT' };
}

function fieldOf(schema: GraphQLSchema, coordinate: string) {
  const [typeName, fieldName, ...rest] = coordinate.split('.');
  const type = schema.getType(typeName ?? '');
  const field = isObjectType(type) && !type.name.startsWith('__') ? type.getFields()[fieldName ?? ''] : undefined;
  if (!isObjectType(type) || field === undefined || rest.length > 0) {
    throw badUserInput('`coordinate` takes a field of this graph, as Type.field.');
  }
  return { type, field };
}

interface Probe {
  /** Whether the subject exists for the viewer. */
  readonly isFound: boolean;
  /** The permissions that were missing, or not held over the subject. */
  readonly refused: ReadonlySet<Permission>;
}

/**
 * Asks the graph itself for the field, so that an explanation cannot differ from what is enforced.
 * @returns null for a root field that cannot be asked without arguments
 */
async function probe(
  schema: GraphQLSchema,
  coordinate: string,
  subjectId: string | null,
  context: Context,
): Promise<Probe | null> {
  const { type, field } = fieldOf(schema, coordinate);
  if (subjectId === null && (type !== schema.getQueryType() || field.args.some(isRequiredArgument))) return null;
  const asked = `${field.name} ${isCompositeType(getNamedType(field.type)) ? '{ __typename }' : ''}`;
  const document = parse(
    subjectId === null
      ? `{ ${asked} }`
      : `query ($id: ID!) { node(id: $id) { __typename ... on ${type.name} { asked: ${asked} } } }`,
  );
  const { data, errors } = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: { id: subjectId },
  });
  const unforeseen = errors?.find(({ extensions }) => extensions['code'] !== 'FORBIDDEN');
  if (subjectId === null && unforeseen?.extensions['code'] === 'BAD_USER_INPUT') return null;
  if (unforeseen !== undefined) throw unforeseen;
  const refused = errors?.flatMap(({ extensions }) => (extensions['missing'] as Permission[] | undefined) ?? []) ?? [];
  return { isFound: subjectId === null || data?.['node'] != null, refused: new Set(refused) };
}

/** The operator as one whom nothing but roles and scopes could refuse. */
async function asActive(
  context: Context,
  operatorId: string,
): Promise<{ isDisabled: boolean; isUnlicensed: boolean; active: Viewer } | null> {
  const { database, licenseNeeded } = context.administration;
  const found = await operatorWithGrants(database.reader, { id: operatorId });
  if (found === null) return null;
  return {
    isDisabled: found.operator.accountEnabled !== 1,
    isUnlicensed: licenseNeeded && found.operator.intuneLicensed !== 1,
    active: toViewer({ ...found.operator, accountEnabled: 1 }, found.grants, false),
  };
}

/** Why an operator can, or cannot, read a field; null where operator or subject does not exist for the viewer. */
export async function explainAccess(
  schema: GraphQLSchema,
  context: Context,
  args: { operatorId: string; coordinate: string; subjectId?: string | null | undefined },
): Promise<Explanation | null> {
  const { database } = context.administration;
  const { type, field } = fieldOf(schema, args.coordinate);
  const operator = await context.loaders.userById.load(keyOf('User', args.operatorId));
  const subject = args.subjectId == null ? null : fromNodeId(args.subjectId);
  if (subject === null && type.getInterfaces().length > 0)
    throw badUserInput(`\`subjectId\` is needed for a ${type.name}.`);
  if (subject !== null && subject.type !== type.name)
    throw badUserInput(`The subject is a ${subject.type}, not a ${type.name}.`);
  const row = subject === null ? null : await findNode(args.subjectId as string, context, schema);
  if (operator === null || (subject !== null && row === null)) return null;
  const viewers = await asActive(context, operator.id);
  if (viewers === null) return null;

  const { isDisabled, isUnlicensed, active } = viewers;
  const subjectId = subject === null ? null : (args.subjectId as string);
  // What the graph would tell the operator may be more than the viewer may know; then only the scopes are compared.
  const own = await probe(schema, args.coordinate, subjectId, context);
  const probed =
    own === null || own.refused.size > 0
      ? null
      : await probe(schema, args.coordinate, subjectId, {
          ...context,
          viewer: active,
          loaders: createLoaders(database.reader, active, context.now),
        });
  const anchor =
    subject === null || row === null ? ({ kind: 'TENANT' } as const) : anchorOf(subject.type, subject.key, row);
  const permissions = needsOfField(schema, type, field);
  const ofType = new Set(needsOfType(schema, type));
  const grants = await context.loaders.grantsByOperator.load(operator.id);
  const giving = async (permission: Permission) => {
    const ids = new Set(await assignmentIdsWith(database.reader, permission));
    return grants.filter(({ assignmentId }) => ids.has(assignmentId));
  };
  const nothing = { permission: null, roleIds: [], grantsOf: [], assignmentIds: [] };

  const reasons: Reason[] = [];
  if (isDisabled) {
    reasons.push({ ...nothing, kind: 'ACCOUNT_DISABLED', message: 'The account is not enabled.' });
  }
  if (isUnlicensed) {
    reasons.push({ ...nothing, kind: 'NO_LICENSE', message: 'The account has no Intune licence.' });
  }
  for (const permission of permissions) {
    const isOutside =
      probed === null
        ? !(await isInScope(database.reader, active.scopeOf(permission), anchor))
        : probed.isFound
          ? probed.refused.has(permission)
          : ofType.has(permission) || ofType.size === 0;
    if (active.refusal([permission]) !== null) {
      const roleIds = await roleIdsWith(database.reader, permission);
      const message = `No assignment gives ${permission}; ${roleIds.length} roles hold it.`;
      reasons.push({ ...nothing, kind: 'PERMISSION_MISSING', permission, message, roleIds });
    } else if (isOutside) {
      const over: string[] = [];
      for (const id of await assignmentIdsWith(database.reader, permission)) {
        const scope = (await context.loaders.scopeByAssignment.load(id)) ?? null;
        if (scope !== null && (await isInScope(database.reader, scope, anchor))) over.push(id);
      }
      const message = `${permission} is held, but not over this ${type.name}.`;
      reasons.push({
        ...nothing,
        kind: 'OUT_OF_SCOPE',
        permission,
        message,
        grantsOf: await giving(permission),
        assignmentIds: over,
      });
    } else {
      const message = `${permission} is held${subject === null ? '' : ` over this ${type.name}`}.`;
      reasons.push({ ...nothing, kind: 'GRANTED', permission, message, grantsOf: await giving(permission) });
    }
  }
  if (permissions.length === 0 && reasons.length === 0) {
    reasons.push({ ...nothing, kind: 'OPEN', message: 'Nothing is needed.' });
  }
  return { allowed: reasons.every(({ kind }) => kind === 'GRANTED' || kind === 'OPEN'), reasons };
}
