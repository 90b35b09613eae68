import { operatorWithGrants } from '../authorization/grants';
import { needsOfField, needsOfType } from '../authorization/permissions';
import { overEverything, reachesDevice } from '../authorization/reach';
import { contains } from '../authorization/rights';
import { NOTHING, type Scope } from '../authorization/scope';
import { toViewer, type Viewer } from '../authorization/viewer';
import type { AccessReasonKind, Permission } from '../generated/graphql';
import { createLoaders } from '../graph/loaders';
import { findNode } from '../graph/node';
import type { Context } from '../resolving/context';
import { badUserInput } from '../resolving/errors';
import { fromNodeId, keyOf, type NodeType } from '../resolving/node-id';
import { fieldOf, probe } from './probe';
import { type Anchor, assignmentIdsWith, type Grant, isInScope, roleIdsWith } from './store';

/** Fields that answer with a part where their subject is out of scope: what else is in scope decides. */
const PARTS: ReadonlySet<string> = new Set(['User.devices', 'Device.groupMemberships']);

/** Fields that lead to one thing, which is in scope by itself. */
const LINKS: ReadonlySet<string> = new Set(['AppProtectionState.device', 'Device.primaryUser']);

export interface Reason {
  readonly kind: AccessReasonKind;
  readonly permission: Permission | null;
  readonly message: string;
  readonly roleIds: readonly string[];
  readonly grantsOf: readonly Grant[];
  readonly assignmentIds: readonly string[];
}

export interface Explanation {
  /** Null where it cannot be told. */
  readonly allowed: boolean | null;
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

/** The operator as one whom nothing but roles and scopes could refuse. */
async function asActive(
  context: Context,
  operatorId: string,
): Promise<{ isDisabled: boolean; isUnlicensed: boolean; active: Viewer } | null> {
  const { licenseNeeded } = context.administration;
  const found = await operatorWithGrants(context.snapshot, { id: operatorId });
  if (found === null) return null;
  return {
    isDisabled: found.operator.accountEnabled !== 1,
    isUnlicensed: licenseNeeded && found.operator.intuneLicensed !== 1,
    active: toViewer({ ...found.operator, accountEnabled: 1 }, found.grants, false),
  };
}

/** Whether the viewer sees all that puts a subject into a scope, or leaves it out. */
async function seesWhatPlaces(context: Context, anchor: Anchor): Promise<boolean> {
  const { loaders } = context;
  if (anchor.kind === 'TENANT') return true;
  if (anchor.kind === 'USER') return (await loaders.userById.load(anchor.id)) !== null;
  // A group can be in a scope by any of its members.
  if (anchor.kind === 'GROUP') return false;
  const device = await loaders.deviceById.load(anchor.id);
  if (device === null || !(await reachesDevice(context, 'ORGANIZATION_READ', device.id))) return false;
  return device.userId === null || (await loaders.userById.load(device.userId)) !== null;
}

/** Why an operator can, or cannot, read a field; null where operator or subject does not exist for the viewer. */
export async function explainAccess(
  context: Context,
  args: { operatorId: string; coordinate: string; subjectId?: string | null | undefined },
): Promise<Explanation | null> {
  const { schema, snapshot } = context;
  const { type, field } = fieldOf(schema, args.coordinate);
  const operator = await context.loaders.userById.load(keyOf('User', args.operatorId));
  const subject = args.subjectId == null ? null : fromNodeId(args.subjectId);
  if (subject === null && type.getInterfaces().length > 0)
    throw badUserInput(`\`subjectId\` is needed for a ${type.name}.`);
  if (subject !== null && subject.type !== type.name)
    throw badUserInput(`The subject is a ${subject.type}, not a ${type.name}.`);
  const row = subject === null ? null : await findNode(args.subjectId as string, context);
  if (operator === null || (subject !== null && row === null)) return null;
  const viewers = await asActive(context, operator.id);
  if (viewers === null) return null;

  const { isDisabled, isUnlicensed, active } = viewers;
  const subjectId = subject === null ? null : (args.subjectId as string);
  const anchor =
    subject === null || row === null ? ({ kind: 'TENANT' } as const) : anchorOf(subject.type, subject.key, row);
  const seesEverything =
    (await overEverything(context, 'ORGANIZATION_READ')) && (await overEverything(context, 'MANAGED_DEVICES_READ'));
  const seesPlace = seesEverything || (await seesWhatPlaces(context, anchor));
  // What the graph would tell the operator may be more than the viewer may know; then only the scopes are compared.
  const own = await probe(args.coordinate, subjectId, context);
  const mayProbe = own !== null && (subjectId === null || (seesEverything && own.refused.size === 0));
  const probed = mayProbe
    ? await probe(args.coordinate, subjectId, {
        ...context,
        viewer: active,
        loaders: createLoaders(snapshot, active, context.now),
      })
    : null;
  const permissions = needsOfField(schema, type, field);
  const ofType = new Set(needsOfType(schema, type));
  const grants = await context.loaders.grantsByOperator.load(operator.id);

  /** Whether a scope holds the subject; null where the viewer does not see enough to be told. */
  const holds = async (scope: Scope): Promise<boolean | null> => {
    if (scope.everything) return true;
    if (seesPlace) return isInScope(snapshot, scope, anchor);
    if (anchor.kind !== 'GROUP') return null;
    const group = { ...NOTHING, groups: [anchor.id] };
    return (await contains(snapshot, scope, group)) || null;
  };
  /** Whether the operator's permission reaches the field; null where the viewer does not see enough to be told. */
  const reaches = async (permission: Permission): Promise<boolean | null> => {
    if (probed !== null) {
      return probed.isFound ? !probed.refused.has(permission) : !ofType.has(permission) && ofType.size > 0;
    }
    const scope = active.scopeOf(permission);
    const isHeld = await holds(scope);
    if (ofType.has(permission)) return isHeld;
    if (LINKS.has(args.coordinate)) return null;
    return PARTS.has(args.coordinate) ? scope.allDevices || isHeld || null : isHeld;
  };
  /** Those of these assignments whose scopes are told to hold the subject. */
  const holding = async (assignmentIds: readonly string[]): Promise<string[]> => {
    const scopes = await Promise.all(assignmentIds.map((id) => context.loaders.scopeByAssignment.load(id)));
    const held = await Promise.all(scopes.map(async (scope) => scope != null && (await holds(scope)) === true));
    return assignmentIds.filter((_, i) => held[i]);
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
    if (active.refusal([permission]) !== null) {
      const roleIds = await roleIdsWith(snapshot, permission);
      const message = `No assignment gives ${permission}; ${roleIds.length} roles hold it.`;
      reasons.push({ ...nothing, kind: 'PERMISSION_MISSING', permission, message, roleIds });
      continue;
    }
    const giving = await assignmentIdsWith(snapshot, permission);
    const over = await holding(giving);
    const own = grants.filter(({ assignmentId }) => giving.includes(assignmentId));
    const isReached = await reaches(permission);
    if (isReached === true) {
      const message = `${permission} is held${subject === null ? '' : ` over this ${type.name}`}.`;
      const allowing = own.filter(({ assignmentId }) => over.includes(assignmentId));
      // Where a part of something allows it, or several scopes together, no assignment alone does.
      const grantsOf = allowing.length > 0 ? allowing : own;
      reasons.push({ ...nothing, kind: 'GRANTED', permission, message, grantsOf });
    } else {
      const [kind, message] =
        isReached === false
          ? (['OUT_OF_SCOPE', `${permission} is held, but not over this ${type.name}.`] as const)
          : ([
              'NOT_TOLD',
              `${permission} is held; whether over this ${type.name}, depends on what you cannot see.`,
            ] as const);
      reasons.push({ ...nothing, kind, permission, message, grantsOf: own, assignmentIds: over });
    }
  }
  if (permissions.length === 0 && reasons.length === 0) {
    reasons.push({ ...nothing, kind: 'OPEN', message: 'Nothing is needed.' });
  }
  const isDenied = reasons.some(({ kind }) => !['GRANTED', 'OPEN', 'NOT_TOLD'].includes(kind));
  const isTold = reasons.every(({ kind }) => kind !== 'NOT_TOLD');
  return { allowed: isDenied ? false : isTold ? true : null, reasons };
}
