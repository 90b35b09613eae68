import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

/** Shows a message when the page itself fails, instead of a blank page. */
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
