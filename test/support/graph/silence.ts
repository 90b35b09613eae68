import type { ServerResponse } from 'node:http';

/** A time without responses. */
export interface Silence {
  /** Resolves with the first request that gets no response. */
  readonly begun: Promise<void>;
  /** Closes the waiting connections, and answers new requests. */
  end(): void;
}

/** Stops answering at a request that a test names. */
export interface Silences {
  from(isFirst: (path: string) => boolean): Silence;
  /** Never answers the requests that a test names; all others are answered. */
  at(isMeant: (path: string) => boolean): void;
  /** Whether a request gets no response. */
  swallows(path: string, response: ServerResponse): boolean;
}

export function createSilences(): Silences {
  let current: ((path: string, response: ServerResponse) => boolean) | null = null;
  return {
    swallows: (path, response) => current?.(path, response) ?? false,
    at(isMeant) {
      current = isMeant;
    },
    from(isFirst) {
      const waiting: ServerResponse[] = [];
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      current = (path, response) => {
        if (waiting.length === 0 && !isFirst(path)) return false;
        waiting.push(response);
        begin();
        return true;
      };
      return {
        begun,
        end() {
          current = null;
          for (const response of waiting) response.destroy();
        },
      };
    },
  };
}
