import { type ComponentProps, Suspense, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Client, Provider as GraphProvider } from 'urql';
import { Router } from 'wouter';
import { Loading } from './design/loading';
import { Frame } from './frame/frame';
import { navigateOnce } from './frame/navigate-once';
import { PageFailure } from './frame/page-failure';
import { Pages } from './frame/pages';
import { part } from './frame/part';
import { RecentPlaces } from './frame/recent';
import { ViewerContext } from './frame/viewer';
import { Welcome } from './frame/welcome';
import { ViewerDocument } from './generated/first';
import { graphClient } from './graph/client';
import { Access } from './sign-in/access';
import type { Arrival } from './sign-in/arrival';
import { forgetDrafts, keepDrafts, restoreDrafts } from './sign-in/drafts';
import type { Problem } from './sign-in/problem';
import { onSignOut, ProviderSession } from './sign-in/provider-session';
import { askViewer, type Viewer } from './sign-in/viewer';

const SignInAgain = part(() => import('./sign-in/sign-in-again'));

interface Session {
  readonly access: Access;
  /** Null if the operator brought a token. */
  readonly provider: ProviderSession | null;
  readonly graph: Client;
  readonly viewer: Viewer;
}

/** How the page starts: as an operator, or with the sign-in form. */
interface Start extends Omit<Arrival, 'tokens'> {
  readonly session: Session | null;
}

function sessionOf(token: string, viewer: Viewer, provider: ProviderSession | null): Session {
  const access = new Access(token, provider);
  return { access, provider, graph: graphClient(access.fetch), viewer };
}

/** Signs in with the tokens that the page came back with. */
export async function startOf({ tokens, ...arrived }: Arrival): Promise<Start> {
  const { provider } = arrived;
  if (provider === null || tokens === null) return { ...arrived, session: null };
  const asked = await askViewer(tokens.access, provider.issuer);
  if ('problem' in asked) return { ...arrived, problem: asked.problem, session: null };
  restoreDrafts(asked.viewer.id);
  const held = new ProviderSession(provider, tokens, keepDrafts);
  return { ...arrived, problem: null, session: sessionOf(tokens.access, asked.viewer, held) };
}

export function App({ start }: { readonly start: Promise<Start> }) {
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <PageFailure>
        <Suspense fallback={<Loading />}>
          <Sessions start={start} />
        </Suspense>
      </PageFailure>
    </I18nProvider>
  );
}

function Sessions({ start }: { readonly start: Promise<Start> }) {
  const { provider, refreshes, silentDays, problem: first, session: arrived } = use(start);
  const [session, setSession] = useState(arrived);
  const [problem, setProblem] = useState<Problem | null>(first);

  const forget = useCallback(() => {
    forgetDrafts();
    setProblem(null);
    setSession(null);
  }, []);
  useEffect(() => onSignOut(forget), [forget]);

  function onSignedIn(token: string, viewer: Viewer) {
    if (session?.viewer.id === viewer.id) {
      setSession({ ...session, viewer });
      session.access.renew(token);
    } else setSession(sessionOf(token, viewer, null));
  }

  if (session === null) return <Welcome provider={provider} problem={problem} onSignedIn={onSignedIn} />;
  const { access, graph, viewer, provider: held } = session;
  async function askAgain() {
    const { data, error } = await graph.query(ViewerDocument, {}).toPromise();
    const now = data?.viewer;
    // The operator may have signed out, or another one in, in the meantime.
    if (now) setSession((last) => (last?.viewer.id === now.id ? { ...last, viewer: now } : last));
    return now ? undefined : error;
  }
  const signOut = () => {
    forget();
    void held?.signOut();
  };
  const mayRead = viewer.state === 'ACTIVE' && viewer.permissions.length > 0;
  return (
    // Another operator starts with an empty page: they may not read what is on the screen.
    <GraphProvider value={graph} key={viewer.id}>
      <ViewerContext value={{ viewer, askAgain, refreshes, silentDays }}>
        <Expiry access={access} provider={provider} onSignedIn={onSignedIn} onSignOut={signOut} />
        <RecentPlaces>
          <Router aroundNav={navigateOnce}>
            <Frame onSignOut={signOut}>
              <Pages mayRead={mayRead} />
            </Frame>
          </Router>
        </RecentPlaces>
      </ViewerContext>
    </GraphProvider>
  );
}

/** Asks the operator to sign in again while requests wait for a new token. */
function Expiry(props: ComponentProps<typeof SignInAgain>) {
  const { access } = props;
  const isExpired = useSyncExternalStore(access.subscribe, access.isExpired);
  if (!isExpired) return null;
  return (
    <Suspense>
      <SignInAgain {...props} />
    </Suspense>
  );
}
