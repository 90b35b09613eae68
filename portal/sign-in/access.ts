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

/**
 * An operator's token, kept in memory only. When it has expired, requests wait for a new token and are sent again, so
 * that nothing on the page is lost.
 */
export class Access {
  #token: string;
  #renewed: PromiseWithResolvers<void> | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(token: string) {
    this.#token = token;
  }

  readonly fetch: Fetch = async (input, init) => {
    for (;;) {
      const token = this.#token;
      const answer = await fetchWith(token)(input, init);
      if (answer.status !== 401) return answer;
      if (token === this.#token) await this.#renewal();
    }
  };

  renew(token: string): void {
    this.#token = token;
    this.#renewed?.resolve();
    this.#renewed = null;
    this.#tell();
  }

  /** Whether requests are waiting for a new token. */
  readonly isExpired = (): boolean => this.#renewed !== null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #renewal(): Promise<void> {
    if (this.#renewed === null) {
      this.#renewed = Promise.withResolvers();
      this.#tell();
    }
    return this.#renewed.promise;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
