import { overEverything, reachesDevice } from '../authorization/reach';
import { contains } from '../authorization/rights';
import { NO_SCOPE, type Scope } from '../authorization/scope';
import type { Permission } from '../generated/graphql';
import { createLoaders } from '../graph/loaders';
import type { Context } from '../resolving/context';
import { type Probe, probe } from './probe';
import type { Question } from './question';
import { type Anchor, isInScope } from './store';

/** Checks whether scopes and permissions cover the subject of a question, as far as the asker may know. */
export interface AccessJudge {
  /** Whether the operator's permission covers the field; null if the asker may not know. */
  reaches(permission: Permission): Promise<boolean | null>;
  /** The assignments with whose scopes the permission covers the field, as far as the asker may know. */
  holding(permission: Permission, assignmentIds: readonly string[]): Promise<string[]>;
}

// The target of a link between these types is in scope by itself.
const ANCHOR_OF: Readonly<Record<string, Anchor['kind']>> = { User: 'USER', Device: 'DEVICE', Group: 'GROUP' };

/** Whether the asker sees everything that decides whether the subject is in a scope. */
async function seesPlace(context: Context, anchor: Anchor): Promise<boolean> {
  const { loaders } = context;
  if (anchor.kind === 'TENANT') return true;
  if (anchor.kind === 'USER') return (await loaders.userById.load(anchor.id)) !== null;
  // Any member can bring a group into a scope.
  if (anchor.kind === 'GROUP') return false;
  const device = await loaders.deviceById.load(anchor.id);
  if (device === null || !(await reachesDevice(context, 'ORGANIZATION_READ', device))) return false;
  return device.userId === null || (await loaders.userById.load(device.userId)) !== null;
}

/**
 * Queries the graph as the operator. The answer can reveal more than the asker may know. So the asker must see
 * everything and be able to read the field; otherwise the result is null, and only scopes are compared.
 */
async function probeAsOperator(context: Context, question: Question, seesEverything: boolean): Promise<Probe | null> {
  const { coordinate, subjectId, active } = question;
  const own = await probe(coordinate, subjectId, context);
  if (own === null || (subjectId !== null && !(seesEverything && own.refused.size === 0))) return null;
  const loaders = createLoaders(context.snapshot, active, context.now);
  return probe(coordinate, subjectId, { ...context, viewer: active, loaders });
}

/** Creates the judge of a question. It reads how much the asker sees, and queries the graph if that is allowed. */
export async function createJudge(context: Context, question: Question): Promise<AccessJudge> {
  const { snapshot, loaders } = context;
  const { anchor, active, ofType } = question;
  const seesEverything =
    (await overEverything(context, 'ORGANIZATION_READ')) && (await overEverything(context, 'MANAGED_DEVICES_READ'));
  const isPlaceSeen = seesEverything || (await seesPlace(context, anchor));
  const probed = question.overEverything === null ? await probeAsOperator(context, question, seesEverything) : null;

  /** Whether a scope contains the subject; null if the asker may not know. */
  async function holds(scope: Scope): Promise<boolean | null> {
    if (scope.everything) return true;
    if (isPlaceSeen) return isInScope(snapshot, scope, anchor);
    if (anchor.kind !== 'GROUP') return null;
    return (await contains(snapshot, scope, { ...NO_SCOPE, groups: [anchor.id] })) || null;
  }

  return {
    async reaches(permission) {
      if (permission === question.overEverything) return active.scopeOf(permission).everything;
      if (probed !== null) {
        return probed.isFound ? !probed.refused.has(permission) : !ofType.has(permission) && ofType.size > 0;
      }
      const scope = active.scopeOf(permission);
      const isHeld = await holds(scope);
      if (ofType.has(permission)) return isHeld;
      if (question.reach === 'LINK' && ANCHOR_OF[question.target] !== anchor.kind) return null;
      return question.reach === 'PART' ? scope.allDevices || isHeld || null : isHeld;
    },
    async holding(permission, assignmentIds) {
      const isWhole = permission === question.overEverything;
      const covers = async (scope: Scope) => (isWhole ? scope.everything : (await holds(scope)) === true);
      const scopes = await Promise.all(assignmentIds.map((id) => loaders.scopeByAssignment.load(id)));
      const held = await Promise.all(scopes.map(async (scope) => scope != null && (await covers(scope))));
      return assignmentIds.filter((_, i) => held[i]);
    },
  };
}
