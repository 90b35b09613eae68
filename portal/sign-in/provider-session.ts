import { leave } from './arrival';
import type { Provider } from './configuration';
import type { Tokens } from './identity-provider';
import type { Problem } from './problem';

const SIGN_OUT = 'sign-out';

/** Renews an operator's token, and ends the sign-in at the provider. */
export class ProviderSession {
  readonly provider: Provider;
  readonly #beforeLeaving: () => void;
  #tokens: Tokens;

  /** @param beforeLeaving called before the page leaves for the provider and comes back */
  constructor(provider: Provider, tokens: Tokens, beforeLeaving: () => void) {
    this.provider = provider;
    this.#tokens = tokens;
    this.#beforeLeaving = beforeLeaving;
  }

  /** Gets a new token by the refresh token, else by a trip to the provider's session. */
  async renew(): Promise<{ token: string } | { problem: Problem }> {
    const { problemOf, refresh } = await import('./identity-provider');
    try {
      const tokens = await refresh(this.provider, this.#tokens);
      if (tokens !== null) {
        this.#tokens = tokens;
        return { token: tokens.access };
      }
    } catch (error) {
      return { problem: problemOf(error, this.provider) };
    }
    return { problem: await this.leave() };
  }

  /** Leaves for the provider's sign-in page. @returns a problem if that is not possible */
  leave(): Promise<Problem> {
    this.#beforeLeaving();
    return leave(this.provider);
  }

  /** Signs out at the provider and in every tab. The page is forgotten also if the provider has no sign-out. */
  async signOut(): Promise<void> {
    const channel = new BroadcastChannel(SIGN_OUT);
    channel.postMessage(null);
    channel.close();
    try {
      await (await import('./identity-provider')).leaveToSignOut(this.provider, this.#tokens);
    } catch {
      // The provider cannot be reached. The tokens are forgotten here all the same.
    }
  }
}

/** Calls back when another tab signs out. @returns what stops it */
export function onSignOut(callback: () => void): () => void {
  const channel = new BroadcastChannel(SIGN_OUT);
  channel.onmessage = callback;
  return () => channel.close();
}
