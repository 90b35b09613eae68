import { noRights, readViewer, type Viewer } from '../authorization/viewer';
import type { Context, RequestContext } from '../resolving/context';
import { createLoaders } from './loaders';

/** Opens a snapshot and loaders, runs `execution`, and always ends the snapshot. */
export async function inContext<Answer>(
  request: RequestContext,
  execution: (context: Context) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { now, readsPrimary, administration, deadline } = request;
  const { database, licenseNeeded } = administration;
  const reading = (of: 'reader' | 'primary', viewer: Viewer) => {
    const snapshot = database.snapshot(of, deadline);
    return { viewer, snapshot, loaders: createLoaders(snapshot, viewer, now) };
  };
  const context: Context = {
    ...request,
    ...reading(readsPrimary ? 'primary' : 'reader', request.viewer),
    async renew() {
      await context.snapshot.end();
      const { viewer } = request;
      const rights = await database.readRights((db) => readViewer(db, { id: viewer.id }, licenseNeeded));
      // After a mutation read the primary through new loaders: a standby may lag, and cached rows are old.
      Object.assign(context, reading('primary', rights ?? noRights(viewer)));
    },
  };
  try {
    return await execution(context);
  } finally {
    await context.snapshot.end();
  }
}
