import { configure, render } from '@testing-library/react';
import i18next from 'i18next';
import { act, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Provider } from 'urql';
import { ViewerContext } from '../../portal/frame/viewer';
import { graphClient } from '../../portal/graph/client';
import { chooseLanguage, type Language, startLanguage } from '../../portal/messages/language';
import type { Viewer } from '../../portal/sign-in/viewer';

// It ends what hangs, and is no measure of speed.
configure({ asyncUtilTimeout: 30_000 });

/** An operator without any permission. */
const NOBODY = { permissions: [] } as unknown as Viewer;

/** An answer without some of its parts. */
export class PartAnswer {
  readonly data: unknown;
  readonly errors: readonly object[];

  /**
   * @param failed the paths of the parts that could not be read
   * @param refused the paths of the parts that are out of the scope of the operator
   */
  constructor(data: unknown, failed: readonly Path[], refused: readonly Path[] = []) {
    this.data = data;
    this.errors = [
      ...failed.map((path) => ({ message: 'Too late.', path, extensions: { code: 'TIMEOUT', retryAfter: 1 } })),
      ...refused.map((path) => ({
        ...{ message: 'Forbidden.', path },
        extensions: { code: 'FORBIDDEN', reason: 'OUT_OF_SCOPE' },
      })),
    ];
  }
}

type Path = readonly (string | number)[];

/** The data of the answers, answers with errors, or promises of either, by the name of the operation. */
export type Answers = Readonly<Record<string, (variables: Readonly<Record<string, unknown>>) => unknown>>;

interface ShowOptions {
  readonly answers?: Answers;
  readonly language?: Language;
  /** Days without contact after which a device is silent. */
  readonly silentDays?: number;
}

/** A graph that fails for an operation without an answer. */
const graphOf =
  (answers: Answers): typeof fetch =>
  async (_, init) => {
    const { operationName, variables } = JSON.parse(String(init?.body));
    const answer = answers[operationName];
    const answered = await answer?.(variables);
    const body = answer
      ? answered instanceof PartAnswer
        ? { data: answered.data, errors: answered.errors }
        : { data: answered }
      : { errors: [{ message: `No answer to ${operationName}.`, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
    const headers = new Map([['content-type', 'application/json']]);
    return {
      ...{ ok: true, status: 200, statusText: 'OK', text: async () => JSON.stringify(body) },
      headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null },
    } as Response;
  };

/** Draws a part of the portal in a document without a browser, with its messages and a graph. */
export async function show(part: ReactNode, { answers = {}, language = 'en', silentDays = 14 }: ShowOptions = {}) {
  if (!i18next.isInitialized) await startLanguage();
  await act(() => chooseLanguage(language));
  const client = graphClient(graphOf(answers));
  const viewer = { viewer: NOBODY, askAgain: async () => undefined, refreshes: false, silentDays };
  return render(part, {
    wrapper: ({ children }) => (
      <Provider value={client}>
        <I18nProvider locale={language}>
          <ViewerContext value={viewer}>{children}</ViewerContext>
        </I18nProvider>
      </Provider>
    ),
  });
}
