import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  RefreshOfUserDocument,
  type RefreshProgressFragment,
  RefreshUserDocument,
  type RefreshUserMutation,
} from '../generated/graphql';

const PAUSE_MS = 1_000;

type ErrorCode = NonNullable<RefreshUserMutation['refreshUser']>['userErrors'][number]['code'];

/** A reading of one user from Microsoft Graph. */
export type RefreshStep =
  | { readonly step: 'asked' }
  | { readonly step: 'refused'; readonly code: ErrorCode }
  | { readonly step: 'lost'; readonly error: CombinedError | undefined }
  | { readonly step: 'running' | 'ended'; readonly progress: RefreshProgressFragment };

/**
 * Reads a user from Microsoft Graph, and follows the reading to its end.
 * @param onEnd runs when the reading has ended, so that the page can be read again
 */
export function useRefresh(userId: string, onEnd: () => void) {
  const client = useClient();
  const [last, setLast] = useState<RefreshStep | null>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);

  async function follow(first: RefreshProgressFragment): Promise<void> {
    let progress = first;
    while (progress.finishedAt === null) {
      setLast({ step: 'running', progress });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (isLeft.current) return;
      const { data, error } = await client.query(RefreshOfUserDocument, { userId }).toPromise();
      if (isLeft.current) return;
      const next = data?.user?.refresh;
      if (!next) return setLast({ step: 'lost', error });
      progress = next;
    }
    setLast({ step: 'ended', progress });
    onEnd();
  }

  async function start(): Promise<void> {
    setLast({ step: 'asked' });
    const { data, error } = await client.mutation(RefreshUserDocument, { input: { userId } }).toPromise();
    if (isLeft.current) return;
    const [refused] = data?.refreshUser?.userErrors ?? [];
    if (refused !== undefined) return setLast({ step: 'refused', code: refused.code });
    const progress = data?.refreshUser?.user?.refresh;
    if (!progress) return setLast({ step: 'lost', error });
    await follow(progress);
  }

  return { last, start };
}
