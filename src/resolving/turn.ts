/** The turn of an operation among those of all operators. */
export interface Turn {
  /** Who signed in, also while another operator is simulated. */
  readonly operator: string;
  /**
   * Counts rows that the service may look at.
   * @throws RateLimited if the operator has asked for too many in the last minute
   */
  spend(reads: number): void;
  /** Lets another operation start, because this one goes on outside of this process. */
  stepAside(): void;
}

/** The turn of an operation that no request asks for. */
export const FREE_TURN: Turn = { operator: '', spend() {}, stepAside() {} };
