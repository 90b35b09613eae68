import { Suspense, use, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Client, Provider as GraphProvider } from 'urql';
import { Loading } from './design/loading';
import { Frame } from './frame/frame';
import { NoAccess } from './frame/no-access';
import { PageFailure } from './frame/page-failure';
import { Pages } from './frame/pages';
import { ViewerContext } from './frame/viewer';
import { Welcome } from './frame/welcome';
import { ViewerDocument } from './generated/graphql';
import { graphClient } from './graph/client';
import { Access } from './sign-in/access';
import type { Provider } from './sign-in/configuration';
import { SignInAgain } from './sign-in/sign-in-again';
import type { Viewer } from './sign-in/viewer';

interface Session {
  readonly access: Access;
  readonly graph: Client;
  readonly viewer: Viewer;
}

export function App({ configuration }: { readonly configuration: Promise<Provider | null> }) {
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <PageFailure>
        <Suspense fallback={<Loading />}>
          <Sessions configuration={configuration} />
        </Suspense>
      </PageFailure>
    </I18nProvider>
  );
}

function Sessions({ configuration }: { readonly configuration: Promise<Provider | null> }) {
  const provider = use(configuration);
  const [session, setSession] = useState<Session | null>(null);

  function onSignedIn(token: string, viewer: Viewer) {
    if (session?.viewer.id === viewer.id) {
      setSession({ ...session, viewer });
      session.access.renew(token);
      return;
    }
    const access = new Access(token);
    setSession({ access, graph: graphClient(access.fetch), viewer });
  }

  if (session === null) return <Welcome provider={provider} onSignedIn={onSignedIn} />;
  const { access, graph, viewer } = session;
  async function askAgain() {
    const { data, error } = await graph.query(ViewerDocument, {}).toPromise();
    const now = data?.viewer;
    // The operator may have signed out, or another one in, in the meantime.
    if (now) setSession((last) => (last?.viewer.id === now.id ? { ...last, viewer: now } : last));
    return now ? undefined : error;
  }
  const signOut = () => setSession(null);
  const mayRead = viewer.state === 'ACTIVE' && viewer.permissions.length > 0;
  return (
    // Another operator starts with an empty page: they may not read what is on the screen.
    <GraphProvider value={graph} key={viewer.id}>
      <ViewerContext value={{ viewer, askAgain }}>
        <Frame onSignOut={signOut}>{mayRead ? <Pages /> : <NoAccess />}</Frame>
        <SignInAgain access={access} provider={provider} onSignedIn={onSignedIn} onSignOut={signOut} />
      </ViewerContext>
    </GraphProvider>
  );
}
