import { useState } from 'react';

interface MutationId {
  /** The `clientMutationId` of the present input. */
  readonly id: string;
  /** Takes a new id, for another input. */
  renew(): void;
  /** A setter of the input that also takes a new id. */
  changed<Value>(set: (value: Value) => void): (value: Value) => void;
}

/** One id per input, so that sending the same input twice takes effect once. */
export function useMutationId(): MutationId {
  const [id, setId] = useState(() => crypto.randomUUID());
  const renew = () => setId(crypto.randomUUID());
  return {
    id,
    renew,
    changed: (set) => (value) => {
      set(value);
      renew();
    },
  };
}
