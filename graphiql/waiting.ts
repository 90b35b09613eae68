import { isUnavailable, secondsToWait } from '../portal/graph/retry-after';

/** The retry that an answer asks for. */
interface Passing {
  readonly errors?: readonly { message: string; extensions?: { code?: unknown; retryAfter?: unknown } }[];
}

// These were refused before they began, so that even a mutation can be sent again.
const NOT_BEGUN = ['OVERLOADED', 'RATE_LIMITED'];
const LONGEST_WAIT_S = 30;

/**
 * Sends a request, and once more after the wait that the service asks for. An error that may pass by itself says in its
 * message after how many seconds.
 */
export async function sentInTurn(send: () => Promise<Response>, signal?: AbortSignal | null): Promise<Response> {
  const first = await send();
  const wait = await waitOf(first);
  if (wait === null || wait > LONGEST_WAIT_S) return withAdvice(first);
  await pause(wait * 1_000, signal);
  return withAdvice(await send());
}

/** The seconds to wait before the request is sent again; null if it is not. */
async function waitOf(answer: Response): Promise<number | null> {
  if (answer.status !== 429 && answer.status !== 503) return null;
  const { errors } = await bodyOf(answer);
  const seconds = secondsToWait(answer);
  return seconds > 0 && NOT_BEGUN.includes(String(errors?.[0]?.extensions?.code)) ? seconds : null;
}

async function withAdvice(answer: Response): Promise<Response> {
  const body = await bodyOf(answer);
  if (!body.errors?.some(({ extensions }) => extensions?.retryAfter !== undefined)) return answer;
  const errors = body.errors.map((error) =>
    error.extensions?.retryAfter === undefined
      ? error
      : { ...error, message: `${error.message} ${advice(error.extensions.retryAfter)}` },
  );
  return Response.json({ ...body, errors }, { status: answer.status });
}

const advice = (seconds: unknown): string => `A retry may succeed in ${seconds} seconds.`;

/** Says what is wrong with an answer without JSON, such as the page of a proxy, and when a retry may succeed. */
export function sentenceWithoutJson(answer: Response): string {
  const { status } = answer;
  if (!isUnavailable(answer)) return `The service sent an answer without JSON (status ${status}).`;
  const seconds = secondsToWait(answer);
  return `The service is not available at the moment (status ${status}). ${seconds === 0 ? 'Try again in a moment.' : advice(seconds)}`;
}

async function bodyOf(answer: Response): Promise<Passing> {
  try {
    return (await answer.clone().json()) as Passing;
  } catch {
    return {};
  }
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
