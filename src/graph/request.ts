import { noRights, readViewer, type Viewer } from '../authorization/viewer';
import type { Context, RequestContext } from '../resolving/context';
import { Deadline } from '../resolving/deadline';
import { createLoaders } from './loaders';

// A payload reads an object and what is around it.
const LEAST_PAYLOAD_MS = 2_000;

/** Opens a snapshot and loaders, runs `execution`, and always ends the snapshot. */
export async function inContext<Answer>(
  request: RequestContext,
  execution: (context: Context) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { now, readsPrimary, administration, deadline, trail } = request;
  const { database, licenseNeeded } = administration;
  const reading = (of: 'reader' | 'primary', viewer: Viewer, until = deadline) => {
    const snapshot = database.snapshot(of, until, trail.statements);
    return { viewer, snapshot, loaders: createLoaders(snapshot, viewer, now) };
  };
  let payload: Deadline | null = null;
  const context: Context = {
    ...request,
    ...reading(readsPrimary ? 'primary' : 'reader', request.viewer),
    async renew() {
      payload?.clear();
      await context.snapshot.end();
      const { viewer } = request;
      const rights = await database.readRights((db) => readViewer(db, { id: viewer.id }, licenseNeeded), deadline);
      // After a mutation read the primary through new loaders: a standby may lag, and cached rows are old.
      Object.assign(context, reading('primary', rights ?? noRights(viewer)));
    },
    async noteChange() {
      await context.snapshot.end();
      payload = new Deadline(Math.max(deadline.remainingMs, LEAST_PAYLOAD_MS));
      Object.assign(context, reading('primary', context.viewer, payload));
    },
  };
  try {
    return await execution(context);
  } finally {
    (payload as Deadline | null)?.clear();
    await context.snapshot.end();
  }
}
