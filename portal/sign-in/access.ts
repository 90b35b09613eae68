import type { Problem } from './problem';

type Fetch = typeof globalThis.fetch;

/** The timeout of a request, in milliseconds. */
export const PATIENCE_MS = 30_000;

/** A `fetch` that sends the token and gives up after `PATIENCE_MS`. */
export function fetchWith(token: string): Fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    const patience = AbortSignal.timeout(PATIENCE_MS);
    return fetch(input, {
      ...init,
      headers,
      signal: init?.signal ? AbortSignal.any([init.signal, patience]) : patience,
    });
  };
}

/** Gets a new token without the operator. */
export interface Renewal {
  renew(): Promise<{ token: string } | { problem: Problem }>;
}

/**
 * An operator's token, kept in memory only. When it has expired, requests wait for a new token and are sent again, so
 * that nothing on the page is lost.
 */
export class Access {
  #token: string;
  readonly #renewal: Renewal | null;
  #renewed: PromiseWithResolvers<void> | null = null;
  #problem: Problem | null = null;
  #needsOperator = false;
  readonly #listeners = new Set<() => void>();

  /** @param renewal null if only the operator can bring a new token */
  constructor(token: string, renewal: Renewal | null) {
    this.#token = token;
    this.#renewal = renewal;
  }

  readonly fetch: Fetch = async (input, init) => {
    for (let refusals = 0; ; refusals++) {
      const token = this.#token;
      const answer = await fetchWith(token)(input, init);
      if (answer.status !== 401) return answer;
      // A new token that is refused like the old one would be renewed for ever.
      if (token === this.#token) await this.#wait(refusals === 0);
    }
  };

  renew(token: string): void {
    this.#token = token;
    this.#renewed?.resolve();
    this.#renewed = null;
    this.#needsOperator = false;
    this.#problem = null;
    this.#tell();
  }

  /** Whether requests are waiting for the operator to sign in again. */
  readonly isExpired = (): boolean => this.#needsOperator;

  /** Why the token could not be renewed without the operator. */
  readonly problem = (): Problem | null => this.#problem;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #wait(mayRenew: boolean): Promise<void> {
    if (this.#renewed === null) {
      this.#renewed = Promise.withResolvers();
      if (this.#renewal !== null && mayRenew) void this.#renewBy(this.#renewal);
      else this.#ask(null);
    }
    return this.#renewed.promise;
  }

  async #renewBy(renewal: Renewal): Promise<void> {
    const given = await renewal.renew().catch((): { problem: Problem } => ({ problem: { kind: 'incomplete' } }));
    if ('token' in given) this.renew(given.token);
    else this.#ask(given.problem);
  }

  #ask(problem: Problem | null): void {
    this.#needsOperator = true;
    this.#problem = problem;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
