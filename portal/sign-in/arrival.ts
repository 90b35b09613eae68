import { type Configuration, type Provider, readConfiguration } from './configuration';
import { takeAnswer } from './handshake';
import type { Tokens } from './identity-provider';
import type { Problem } from './problem';

/** How a page starts: with the tokens of the provider, with a problem to show, or with neither. */
export interface Arrival extends Omit<Configuration, 'signIn'> {
  /** Null where operators sign in with a token. */
  readonly provider: Provider | null;
  readonly tokens: Tokens | null;
  readonly problem: Problem | null;
}

const load = () => import('./identity-provider');

/**
 * Finds out who is here. A page that comes back from the provider redeems its code. Any other page asks the provider
 * first, without a question to the operator, so that a reload or a second tab needs no password.
 * @throws if the service does not answer
 */
export async function arrive(): Promise<Arrival> {
  const answer = takeAnswer();
  const { signIn: provider, ...settings } = await readConfiguration();
  const nobody = { ...settings, provider, tokens: null, problem: null };
  if (provider === null || answer?.trip.kind === 'signOut') return nobody;
  try {
    const { leaveToSignIn, redeem } = await load();
    if (answer === null) return await leaveToSignIn(provider, 'none');
    return { ...nobody, tokens: await redeem(provider, answer) };
  } catch (error) {
    return { ...nobody, problem: await problemFor(error, provider) };
  }
}

/** A failure as a problem to show, also if the rest of the page could not be loaded. */
async function problemFor(error: unknown, provider: Provider): Promise<Problem> {
  try {
    return (await load()).problemOf(error, provider);
  } catch {
    return { kind: 'incomplete' };
  }
}

/** Leaves for the provider's sign-in page. @returns a problem if that is not possible */
export async function leave(provider: Provider, prompt: 'login' | null = null): Promise<Problem> {
  try {
    return await (await load()).leaveToSignIn(provider, prompt);
  } catch (error) {
    return problemFor(error, provider);
  }
}
