import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from '../frame/page-heading';
import { Way } from './way';

/** The page of the documentation's way: Help and support → Troubleshoot. */
export default function HelpAndSupport() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('help.title')} />
      <ul className="ways">
        <Way link={<Link href="/troubleshooting">{t('navigation.troubleshoot')}</Link>} text={t('help.troubleshoot')} />
        <Way link={<Link href="/known-issues">{t('knownIssues.title')}</Link>} text={t('help.knownIssues')} />
        <Way link={<Link href="/roles">{t('navigation.roles')}</Link>} text={t('help.roles')} />
        <Way link={<a href="/graphiql">{t('help.explorer')}</a>} text={t('help.graphiql')} />
      </ul>
    </>
  );
}
