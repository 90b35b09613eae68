import { Component, lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Operator, Viewer } from './graph';
import { OperatorBar } from './operator-bar';
import { SignIn } from './sign-in';

const loading = import('./explorer');
// The chunk loads while the operator looks for a token. A failure shows when the explorer is needed.
loading.catch(() => {});
const Explorer = lazy(() => loading);

interface Session {
  token: string;
  viewer: Viewer;
  /** Whether the service has answered 401 since it accepted the token. */
  refused: boolean;
  simulated: Operator | null;
}

export function App() {
  const [session, setSession] = useState<Session | null>(null);
  const onSignedIn = useCallback(
    (token: string, viewer: Viewer) => setSession({ token, viewer, refused: false, simulated: null }),
    [],
  );
  const onRefused = useCallback((token: string) => {
    // Compare the tokens: a late answer to an older token says nothing about the current one.
    setSession((current) => (current?.token === token ? { ...current, refused: true } : current));
  }, []);

  if (session === null) {
    return (
      <main className="welcome">
        <SignIn heading={<h1>Explore the troubleshooting graph</h1>} onSignedIn={onSignedIn} />
      </main>
    );
  }

  return (
    <>
      <OperatorBar
        key={session.token}
        token={session.token}
        viewer={session.viewer}
        simulated={session.simulated}
        onSimulate={(simulated) => setSession((current) => current && { ...current, simulated })}
        onSignOut={() => setSession(null)}
      />
      {session.refused ? (
        <div className="again">
          <SignIn
            heading={<h2>Sign in again</h2>}
            notice="The service no longer accepts your token. Your tabs are kept."
            onSignedIn={onSignedIn}
          />
        </div>
      ) : null}
      <main className="explorer">
        <LoadFailure>
          <Suspense fallback={<p className="loading">Loading GraphiQL…</p>}>
            {/* Another operator starts with an empty page: they may not read the answers on the screen. */}
            <Explorer
              key={session.viewer.userPrincipalName}
              token={session.token}
              simulated={session.simulated?.id}
              onRefused={onRefused}
            />
          </Suspense>
        </LoadFailure>
      </main>
    </>
  );
}

class LoadFailure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <p role="alert" className="loading">
        GraphiQL could not be loaded. Reload the page and sign in again.
      </p>
    );
  }
}
