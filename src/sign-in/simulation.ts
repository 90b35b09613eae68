import { recordRefusal } from '../audit/refusal';
import { appendAudit } from '../audit/trail';
import { PERMISSIONS, TROUBLESHOOTING } from '../authorization/permission-list';
import type { Viewer } from '../authorization/viewer';
import { isMachine, readViewer, viewerOf } from '../authorization/viewer';
import type { Permission } from '../generated/graphql';
import type { Administration } from '../resolving/context';
import type { Deadline } from '../resolving/deadline';
import { badUserInput, forbidden, type Refusal } from '../resolving/errors';
import { keyOf, keyOrNull, toNodeId } from '../resolving/node-id';
import type { Trail } from '../resolving/request-trail';

/** The request header with the user id of the simulated operator. */
export const SIMULATE_HEADER = 'x-simulate-operator';

/** The permissions that a simulating operator must hold over all users and all devices. */
const NEEDED: readonly Permission[] = ['ROLES_READ', ...TROUBLESHOOTING];

const holdsOverEverything = (viewer: Viewer, permission: Permission): boolean => viewer.scopeOf(permission).everything;

/** The simulated operator, without permissions that the asker does not hold over everything. */
function withinReachOf(asker: Viewer, operator: Viewer): Viewer {
  const isDenied = (permission: Permission) => !holdsOverEverything(asker, permission);
  const isGranted = (permission: Permission) => operator.granted.some((held) => held.permission === permission);
  return viewerOf({
    ...operator,
    granted: operator.granted.filter(({ permission }) => !isDenied(permission)),
    withheld: PERMISSIONS.map(({ permission }) => permission).filter((each) => isGranted(each) && isDenied(each)),
  });
}

/** Why the asker may not simulate anybody; null if they may. */
function whyRefused(asker: Viewer): Omit<Refusal, 'coordinate'> | null {
  if (isMachine(asker)) return { reason: 'PERMISSION', missing: NEEDED };
  const refused = asker.refusal(NEEDED);
  if (refused !== null) return refused;
  const partly = NEEDED.filter((permission) => !holdsOverEverything(asker, permission));
  return partly.length > 0 ? { reason: 'OUT_OF_SCOPE', missing: partly, over: 'EVERYTHING' } : null;
}

/**
 * The viewer of a request that runs with another operator's grants. The request is audited before it is answered, also
 * if it is refused.
 * @param header the value of the request header
 * @throws FORBIDDEN if the asker may not simulate, BAD_USER_INPUT if the operator does not exist
 */
export async function simulate(
  asker: Viewer,
  header: string,
  administration: Administration,
  request: { readonly ids: Trail['ids']; readonly now: string; readonly deadline: Deadline },
): Promise<Viewer> {
  const { database, auditKey, licenseNeeded, logHead } = administration;
  const refused = whyRefused(asker);
  if (refused !== null) {
    const attempt = { viewer: asker, now: request.now, trail: request, administration };
    const named = keyOrNull('User', header) === null ? null : header;
    await recordRefusal(attempt, { action: 'SIMULATE', named, ...refused });
    throw forbidden({ ...refused, coordinate: SIMULATE_HEADER });
  }
  const id = keyOf('User', header);
  const operator = await database.readRights((db) => readViewer(db, { id }, licenseNeeded), request.deadline);
  if (operator === null) throw badUserInput('The operator does not exist.');
  logHead(
    await database.write((trx) =>
      appendAudit(trx, auditKey, {
        occurredAt: request.now,
        actorId: toNodeId('User', asker.id),
        action: 'SIMULATE',
        outcome: 'DONE',
        subjectId: toNodeId('User', operator.id),
        before: null,
        after: null,
        requestId: request.ids.requestId,
      }),
    ),
    request.ids,
  );
  return withinReachOf(asker, operator);
}
