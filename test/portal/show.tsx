import { configure, render } from '@testing-library/react';
import i18next from 'i18next';
import { act, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Provider } from 'urql';
import { graphClient } from '../../portal/graph/client';
import { chooseLanguage, type Language, startLanguage } from '../../portal/messages/language';

// It ends what hangs, and is no measure of speed.
configure({ asyncUtilTimeout: 30_000 });

/** The data of the answers, or promises of them, by the name of the operation. */
export type Answers = Readonly<Record<string, (variables: Readonly<Record<string, unknown>>) => unknown>>;

interface ShowOptions {
  readonly answers?: Answers;
  readonly language?: Language;
}

/** A graph that fails for an operation without an answer. */
const graphOf =
  (answers: Answers): typeof fetch =>
  async (_, init) => {
    const { operationName, variables } = JSON.parse(String(init?.body));
    const answer = answers[operationName];
    const body = answer
      ? { data: await answer(variables) }
      : { errors: [{ message: `No answer to ${operationName}.`, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
    const headers = new Map([['content-type', 'application/json']]);
    return {
      ...{ ok: true, status: 200, statusText: 'OK', text: async () => JSON.stringify(body) },
      headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null },
    } as Response;
  };

/** Draws a part of the portal in a document without a browser, with its messages and a graph. */
export async function show(part: ReactNode, { answers = {}, language = 'en' }: ShowOptions = {}) {
  if (!i18next.isInitialized) await startLanguage();
  await act(() => chooseLanguage(language));
  const client = graphClient(graphOf(answers));
  return render(part, {
    wrapper: ({ children }) => (
      <Provider value={client}>
        <I18nProvider locale={language}>{children}</I18nProvider>
      </Provider>
    ),
  });
}
