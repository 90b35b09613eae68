import { Suspense } from 'react';
import { withMessages } from '../messages/language';
import { part } from './part';
import { useViewer } from './viewer';

// Few operators see it, so it is no part of the first page.
const MissingNote = part(() => withMessages(import('./missing-note')));

/** The note about missing troubleshooting permissions, if there are any. */
export function MissingPermissions() {
  const { missingPermissions } = useViewer();
  if (missingPermissions.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <MissingNote missing={missingPermissions} />
    </Suspense>
  );
}
