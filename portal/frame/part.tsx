import { Component, type ComponentType, lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

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
  function again() {
    loadStyles();
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
  /** Makes the part load again with the next drawing. */
  again(): void;
}

class Loading extends Component<LoadingProps, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  readonly #again = () => {
    this.props.again();
    this.setState({ error: null });
  };

  override render() {
    const { error }: { error: unknown } = this.state;
    if (error === null) return this.props.children();
    if (!(error instanceof NotLoaded)) throw error;
    return <Failure again={this.#again} />;
  }
}

function Failure({ again }: { again(): void }) {
  const { t } = useTranslation();
  return (
    <div className="card trouble">
      <p role="alert">{t('trouble.part')}</p>
      <button type="button" onClick={again}>
        {t('trouble.again')}
      </button>
    </div>
  );
}
