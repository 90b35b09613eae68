import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

/** Says so when the page itself fails, instead of leaving it blank. */
export class PageFailure extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <p role="alert" className="loading">
        {i18next.t('trouble.page')}
      </p>
    );
  }
}
