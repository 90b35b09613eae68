import type { CombinedError } from 'urql';
import { refusalAt } from '../graph/refusal';
import { Refused } from './refused';
import { Trouble } from './trouble';

interface NotDoneProps {
  readonly error: CombinedError;
  /** The field of the mutation that has no payload. */
  readonly mutation: string;
  again(): unknown;
}

/** Why a mutation has no payload: a right that was withdrawn meanwhile, or a failure, which can be tried again. */
export function NotDone({ error, mutation, again }: NotDoneProps) {
  const refusal = refusalAt(error, mutation);
  const isForbidden = refusal?.every(({ reason }) => reason !== 'FAILED') ?? false;
  if (refusal === null || !isForbidden) return <Trouble error={error} again={again} />;
  return (
    <div role="alert">
      <Refused refusal={refusal} />
    </div>
  );
}
