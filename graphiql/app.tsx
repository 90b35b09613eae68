import {
  Component,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { Access } from '../portal/sign-in/access';
import type { Arrival } from '../portal/sign-in/arrival';
import type { Provider } from '../portal/sign-in/configuration';
import { onSignOut, ProviderSession } from '../portal/sign-in/provider-session';
import { leaveEditor } from './editor-focus';
import { type Operator, signIn, type Viewer } from './graph';
import { OperatorBar } from './operator-bar';
import { ProviderForm } from './provider-form';
import { sentence } from './sentences';
import { SignIn } from './sign-in';

const loading = import('./explorer');
// The chunk loads while the operator signs in. A failure shows when the explorer is needed.
loading.catch(() => {});
const Explorer = lazy(() => loading);

interface Session {
  access: Access;
  /** Null if the operator brought a token. */
  held: ProviderSession | null;
  viewer: Viewer;
  simulated: Operator | null;
}

/** How the page starts: as an operator, or with the sign-in form. */
interface Start {
  provider: Provider | null;
  problem: string | null;
  /** Whether the provider's account is not one of this tenant. */
  isStranger: boolean;
  session: Session | null;
}

/** Signs in with the tokens that the page came back with. */
export async function startOf({ provider, tokens, problem }: Arrival): Promise<Start> {
  const none = { provider, isStranger: false, session: null };
  if (provider === null || tokens === null) return { ...none, problem: problem && sentence(problem) };
  const asked = await signIn(tokens.access, provider.issuer);
  if ('problem' in asked) {
    return { ...none, problem: asked.problem, isStranger: asked.problem === sentence({ kind: 'operatorUnknown' }) };
  }
  // GraphiQL keeps its tabs in the browser's storage, so nothing is lost on the way.
  const held = new ProviderSession(provider, tokens, () => {});
  const access = new Access(tokens.access, held);
  return { ...none, problem: null, session: { access, held, viewer: asked.viewer, simulated: null } };
}

export function App({ start }: { start: Start }) {
  const [session, setSession] = useState(start.session);
  const [problem, setProblem] = useState(start.problem);
  const { provider } = start;

  const forget = useCallback(() => {
    setProblem(null);
    setSession(null);
  }, []);
  useEffect(() => onSignOut(forget), [forget]);

  function onSignedIn(token: string, viewer: Viewer) {
    if (session?.viewer.userPrincipalName === viewer.userPrincipalName) {
      setSession({ ...session, viewer });
      session.access.renew(token);
    } else setSession({ access: new Access(token, null), held: null, viewer, simulated: null });
  }

  if (session === null) {
    const heading = <h1>Explore the troubleshooting graph</h1>;
    return (
      <main className="welcome">
        {provider === null ? (
          <SignIn heading={heading} onSignedIn={onSignedIn} />
        ) : (
          <ProviderForm heading={heading} provider={provider} problem={problem} asksAgain={start.isStranger} />
        )}
      </main>
    );
  }

  const { access, held, viewer, simulated } = session;
  const name = viewer.userPrincipalName;
  return (
    <>
      <OperatorBar
        key={name}
        access={access}
        viewer={viewer}
        simulated={simulated}
        // Another operator may have signed in before the answer came.
        onSimulate={(operator) =>
          setSession((current) => (current?.access === access ? { ...current, simulated: operator } : current))
        }
        onSignOut={() => {
          forget();
          void held?.signOut();
        }}
      />
      <Again access={access} provider={provider} onSignedIn={onSignedIn} />
      <main className="explorer" onKeyDownCapture={leaveEditor}>
        <LoadFailure>
          <Suspense fallback={<p className="loading">Loading GraphiQL…</p>}>
            {/* Another operator starts with an empty page: they may not read the answers on the screen. */}
            <Explorer key={name} access={access} simulated={simulated?.id} />
          </Suspense>
        </LoadFailure>
      </main>
    </>
  );
}

interface AgainProps {
  access: Access;
  provider: Provider | null;
  onSignedIn(token: string, viewer: Viewer): void;
}

/** The sign-in form while requests wait for a new token. */
function Again({ access, provider, onSignedIn }: AgainProps) {
  const isExpired = useSyncExternalStore(access.subscribe, access.isExpired);
  const problem = useSyncExternalStore(access.subscribe, access.problem);
  useLayoutEffect(() => {
    if (!isExpired) return;
    // The form takes the focus from what the operator did, and gives it back. Its own effect runs after this one.
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isExpired]);
  if (!isExpired) return null;
  const heading = <h2>Sign in again</h2>;
  return (
    <div className="again">
      {provider === null ? (
        <SignIn
          heading={heading}
          notice="The service no longer accepts your token. Your tabs are kept."
          onSignedIn={onSignedIn}
        />
      ) : (
        <ProviderForm heading={heading} provider={provider} problem={problem && sentence(problem)} asksAgain={false} />
      )}
    </div>
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
