import { Component, type ComponentType, lazy, type ReactNode, startTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { RetryButton } from '../design/retry-button';

/** The failure of a request for code, as opposed to a failure of the code itself. */
class NotLoaded extends Error {}

/**
 * A part of the portal whose code is loaded when it is first shown. If that fails, the rest of the page stays, and the
 * part can be loaded again.
 */
export function part<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  const loaded = () =>
    lazy(() =>
      load().catch((cause) => {
        throw new NotLoaded('A part of the portal could not be loaded.', { cause });
      }),
    ) as ComponentType<Props>;
  let Loaded = loaded();
  async function again() {
    loadStyles();
    await load();
    Loaded = loaded();
  }
  return (props) => <Loading again={again}>{() => <Loaded {...props} />}</Loading>;
}

/** Loads the style sheets that failed. The loader of the code asks for each of them once. */
function loadStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (!hasRules(link)) link.replaceWith(link.cloneNode());
  }
}

function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return (sheet?.cssRules.length ?? 0) > 0;
  } catch {
    // The rules of a sheet that failed cannot be read.
    return false;
  }
}

interface LoadingProps {
  children(): ReactNode;
  /** Loads the part again for the next drawing. */
  again(): Promise<void>;
}

class Loading extends Component<LoadingProps, { error: unknown; times: number }> {
  override state = { error: null, times: 0 };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  // The button stays with the focus until the code is here, so that it shows that it loads.
  readonly #again = async () => {
    try {
      await this.props.again();
      startTransition(() => this.setState({ error: null }));
    } catch {
      this.setState(({ times }) => ({ times: times + 1 }));
    }
  };

  override render() {
    const { error, times }: { error: unknown; times: number } = this.state;
    if (error === null) return this.props.children();
    if (!(error instanceof NotLoaded)) throw error;
    return <Failure times={times} again={this.#again} />;
  }
}

interface FailureProps {
  /** How often it was tried again in vain. */
  readonly times: number;
  again(): Promise<void>;
}

function Failure({ times, again }: FailureProps) {
  const { t } = useTranslation();
  return (
    <div className="card trouble">
      {/* A new element each time, so that the same sentence is announced again. */}
      <p role="alert" key={times}>
        {t('trouble.part')}
      </p>
      {/* The browser does not say what the service answered, so no wait is known. */}
      <RetryButton answer={null} seconds={0} again={again} />
    </div>
  );
}
