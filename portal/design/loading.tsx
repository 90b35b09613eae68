import { useTranslation } from 'react-i18next';
import style from './loading.module.css';

/** A loading message, also for assistive tools. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}

/** The outline of a page while its data loads, so that the eye can stay where the data will be. */
export function LoadingPage() {
  return (
    <div className={style['page']}>
      <Loading />
      <div className={style['heading']} />
      <Outline lines={5} />
      <Outline lines={2} />
      <div className="overview">
        <Outline lines={3} />
        <Outline lines={3} />
        <Outline lines={3} />
      </div>
      <Outline lines={4} />
    </div>
  );
}

/** The outline of the sections of a panel. */
export function LoadingSections() {
  return (
    <div className={style['page']}>
      <Loading />
      <Outline lines={4} />
      <Outline lines={4} />
    </div>
  );
}

/** The outline of a list inside a section. */
export function LoadingLines() {
  return (
    <div className={style['page']}>
      <Loading />
      <Lines count={4} />
    </div>
  );
}

function Outline({ lines }: { readonly lines: number }) {
  return (
    <div className="card" aria-hidden="true">
      <Lines count={lines} />
    </div>
  );
}

function Lines({ count }: { readonly count: number }) {
  return (
    <>
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <div key={line} className={style['line']} />
      ))}
    </>
  );
}
