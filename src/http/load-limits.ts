/** The share of the service that one operator, or one address, gets. */
export interface LoadLimits {
  /** The operations of an operator that run at a time. */
  readonly operationsPerOperator: number;
  /** The rows that the service looks at for an operator in a minute. */
  readonly readsPerMinute: number;
  /** How long a request waits for its turn, in milliseconds. */
  readonly waitMs: number;
  /** The tokens of an address that are refused in a minute before it has to wait. */
  readonly failedSignInsPerMinute: number;
}

export const DEFAULT_LOAD_LIMITS: LoadLimits = {
  operationsPerOperator: 8,
  readsPerMinute: 5_000_000,
  waitMs: 250,
  failedSignInsPerMinute: 60,
};

/** The milliseconds from which an operation is slow. */
export const SLOW_OPERATION_MS = 1_000;
