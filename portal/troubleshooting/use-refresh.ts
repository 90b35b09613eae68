import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  RefreshOfUserDocument,
  type RefreshProgressFragment,
  RefreshUserDocument,
  type RefreshUserMutation,
} from '../generated/graphql';
import { useMutationId } from '../graph/mutation-id';
import { waitIn } from '../graph/refusal';

const PAUSE_MS = 1_000;
/** The number of questions about the progress that may fail one after another before the page says so. */
const FAILURES = 5;

type ErrorCode = NonNullable<RefreshUserMutation['refreshUser']>['userErrors'][number]['code'];

/** A reading of one user from Microsoft Graph. */
export type RefreshStep =
  | { readonly step: 'asked' }
  | {
      readonly step: 'refused';
      readonly code: ErrorCode;
      /** After how many seconds it can be asked for again; null if that would not help. */
      readonly retryAfter: number | null;
    }
  | {
      readonly step: 'lost';
      readonly error: CombinedError | undefined;
      /** Whether the reading is known to have been queued. */
      readonly isQueued: boolean;
    }
  | { readonly step: 'running' | 'ended'; readonly progress: RefreshProgressFragment };

/**
 * Reads a user from Microsoft Graph, and follows the reading to its end.
 * @param onEnd runs when the reading has ended, so that the page can be read again
 */
export function useRefresh(userId: string, onEnd: () => void) {
  const client = useClient();
  const { id, renew } = useMutationId();
  const [last, setLast] = useState<RefreshStep | null>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  // The page has been drawn again when a reading ends, maybe in another language.
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });

  async function progressNow() {
    const { data, error } = await client.query(RefreshOfUserDocument, { userId }).toPromise();
    return { progress: data?.user?.refresh, error };
  }

  async function follow(first: RefreshProgressFragment): Promise<void> {
    let progress = first;
    let failures = 0;
    let wait = PAUSE_MS;
    while (progress.finishedAt === null) {
      setLast({ step: 'running', progress });
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (isLeft.current) return;
      const { progress: next, error } = await progressNow();
      if (isLeft.current) return;
      failures = next ? 0 : failures + 1;
      if (!next && (error === undefined || failures === FAILURES)) {
        return setLast({ step: 'lost', error, isQueued: true });
      }
      progress = next ?? progress;
      wait = Math.max(PAUSE_MS, (error === undefined ? 0 : (waitIn(error)?.seconds ?? 0)) * 1_000);
    }
    setLast({ step: 'ended', progress });
    ended.current();
  }

  async function start(): Promise<void> {
    setLast({ step: 'asked' });
    const input = { userId, clientMutationId: id };
    const { data, error } = await client.mutation(RefreshUserDocument, { input }).toPromise();
    if (isLeft.current) return;
    const [refused] = data?.refreshUser?.userErrors ?? [];
    const progress = data?.refreshUser?.user?.refresh;
    // Without an answer, the same request is sent again, which takes effect once.
    if (refused !== undefined || progress) renew();
    if (refused?.code === 'REFRESH_UNDER_WAY') {
      // It may be one of this user, from before a reload of the page.
      const { progress: own } = await progressNow();
      if (isLeft.current) return;
      if (own?.finishedAt === null) return follow(own);
    }
    if (refused !== undefined) return setLast({ step: 'refused', ...refused });
    if (!progress) return setLast({ step: 'lost', error, isQueued: false });
    await follow(progress);
  }

  /** Goes on after a request without an answer. */
  async function resume(): Promise<void> {
    if (last?.step !== 'lost' || !last.isQueued) return start();
    const { progress, error } = await progressNow();
    if (isLeft.current) return;
    if (!progress) return setLast({ step: 'lost', error, isQueued: true });
    await follow(progress);
  }

  return { last, start, resume };
}
