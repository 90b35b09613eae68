import { appendAudit } from '../audit/trail';
import { PERMISSIONS, TROUBLESHOOTING } from '../authorization/permission-list';
import type { Viewer } from '../authorization/viewer';
import { isMachine, readViewer, viewerOf } from '../authorization/viewer';
import type { Permission } from '../generated/graphql';
import type { Administration } from '../resolving/context';
import { badUserInput, forbidden } from '../resolving/errors';
import { keyOf, toNodeId } from '../resolving/node-id';

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

/**
 * The viewer of a request that runs with another operator's grants. The request is audited before it is answered.
 * @param header the value of the request header
 * @throws FORBIDDEN if the asker may not simulate, BAD_USER_INPUT if the operator does not exist
 */
export async function simulate(
  asker: Viewer,
  header: string,
  { database, auditKey, licenseNeeded, logHead }: Administration,
  request: { readonly id: string; readonly now: string },
): Promise<Viewer> {
  if (isMachine(asker)) {
    throw forbidden({ reason: 'PERMISSION', missing: [...NEEDED], coordinate: SIMULATE_HEADER });
  }
  const refused = asker.refusal(NEEDED);
  if (refused !== null) throw forbidden({ ...refused, coordinate: SIMULATE_HEADER });
  const partly = NEEDED.filter((permission) => !holdsOverEverything(asker, permission));
  if (partly.length > 0) throw forbidden({ reason: 'OUT_OF_SCOPE', missing: partly, coordinate: SIMULATE_HEADER });
  const id = keyOf('User', header);
  const operator = await database.readRights((db) => readViewer(db, { id }, licenseNeeded));
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
        requestId: request.id,
      }),
    ),
  );
  return withinReachOf(asker, operator);
}
