import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AsOf, type Synced } from '../design/as-of';
import { BusyButton } from '../design/busy-button';
import { LoadingPage } from '../design/loading';
import { Refused } from '../design/refused';
import { AnchorContext } from '../design/section';
import { Trouble } from '../design/trouble';
import { PageHeading, usePageTitle } from '../frame/page-heading';
import { useRemember, userPath } from '../frame/recent';
import { useShortcut } from '../frame/shortcuts';
import { useSignedIn } from '../frame/viewer';
import { TroubleshootUserDocument, type TroubleshootUserQuery } from '../generated/graphql';
import { ReadingContext } from '../graph/reading';
import { refusalAt } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { AppProtection } from './app-protection';
import { AssignedSection, AssignedToUser } from './assigned';
import { CopyButton } from './copy-button';
import { DevicePanel } from './device/device-panel';
import { findingsByDevice } from './device-findings';
import type { DeviceFilter } from './device-order';
import { Devices } from './devices';
import { EnrollmentFailures } from './enrollment-failures';
import { useFindingKeys } from './finding-keys';
import { IntuneLink } from './finding-steps';
import { UserFindings } from './findings';
import { GroupMembership } from './group-membership';
import { ReadAgain, RefreshOutcome } from './read-again';
import { useShownRow } from './shown-row';
import type { ShownUser } from './shown-user';
import { TenantStatus } from './tenant-status';
import { useSubject } from './topics';
import { useAllDevices } from './use-all-devices';
import { useOpenDevice } from './use-open-device';
import { useRefresh } from './use-refresh';
import style from './user-page.module.css';
import { UserStatus } from './user-status';

/** The whole page of one user. */
export function UserPage({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const answer = useAnswer(TroubleshootUserDocument, { userId });
  const { data, error, trouble, fetching, again } = answer;
  usePageTitle(t('navigation.troubleshoot'), fetching && !data?.user);

  if (data?.user) return <Found user={data.user} answer={answer} />;
  if (fetching) return <LoadingPage />;
  if (trouble) {
    return (
      <>
        <PageHeading title={t('navigation.troubleshoot')} />
        <Trouble error={trouble} again={again} />
      </>
    );
  }
  const refusal = refusalAt(error, 'user');
  return (
    <section className="card">
      <PageHeading title={refusal ? t('navigation.troubleshoot') : t('user.unknown')} />
      {refusal ? <Refused refusal={refusal} again={again} /> : <p>{t('user.unknownText')}</p>}
    </section>
  );
}

interface FoundProps {
  readonly user: ShownUser;
  readonly answer: Answer<TroubleshootUserQuery>;
}

function Found({ user, answer: { data, error, trouble, fetching, again } }: FoundProps) {
  const { t } = useTranslation();
  const report = data?.judged?.findings ?? null;
  const { devices, alone, ...beyond } = useAllDevices(user);
  const findings = useMemo(() => findingsByDevice(report, user.devices?.nodes ?? [], alone), [report, user, alone]);
  const [filter, setFilter] = useState<DeviceFilter>('ALL');
  const { deviceId, row, rowOfPage, open, close } = useOpenDevice(devices, findings, filter);
  const subject = useSubject();
  const isGone = useShownRow(rowOfPage);
  const name = user.displayName ?? t('user.noName');
  usePageTitle(name, deviceId === null);
  useRemember({ kind: 'person', id: user.id, name, detail: user.userPrincipalName, href: userPath(user.id) });
  const refresh = useRefresh(user.id, again);
  useFindingKeys();
  useEffect(() => {
    // The browser looked for the section before it was there.
    if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);

  return (
    <ReadingContext value={data}>
      <UserBar {...{ user, name, fetching, again, refresh }} tenant={data?.tenant ?? null} />
      <RefreshOutcome {...refresh} />
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {isGone ? <p className="note">{t('findings.gone')}</p> : null}
      <AnchorContext value="findings">
        <UserFindings
          userId={user.id}
          about={[name, user.userPrincipalName, user.id]}
          report={report}
          refusal={refusalAt(error, 'judged')}
          subject={subject}
          again={again}
        />
      </AnchorContext>
      <Person user={user} />
      <div className="overview">
        <AnchorContext value="tenant">
          <TenantStatus tenant={data?.tenant ?? null} findings={report?.nodes ?? []} error={error} />
        </AnchorContext>
        <AnchorContext value="status">
          <UserStatus user={user} error={error} />
        </AnchorContext>
        <AnchorContext value="groups">
          <GroupMembership user={user} error={error} />
        </AnchorContext>
      </div>
      <AnchorContext value="devices">
        <Devices user={{ ...user, devices }} {...{ error, findings, filter, setFilter }} {...beyond} onOpen={open} />
      </AnchorContext>
      <AnchorContext value="assigned">
        <AssignedSection>
          <AssignedToUser userId={user.id} />
        </AssignedSection>
      </AnchorContext>
      <AnchorContext value="protection">
        <AppProtection user={user} error={error} />
      </AnchorContext>
      <AnchorContext value="enrolment">
        <EnrollmentFailures user={user} error={error} />
      </AnchorContext>
      {deviceId === null ? null : (
        <DevicePanel key={deviceId} {...{ deviceId, row, subject }} userName={name} onClose={close} />
      )}
    </ReadingContext>
  );
}

interface UserBarProps {
  readonly user: ShownUser;
  readonly name: string;
  readonly tenant: TroubleshootUserQuery['tenant'];
  readonly fetching: boolean;
  readonly refresh: ReturnType<typeof useRefresh>;
  again(): void;
}

/** The bar with the user's name and the age of the data. It is always visible. */
function UserBar({ user, name, tenant, fetching, again, refresh }: UserBarProps) {
  const { t } = useTranslation();
  const { askAgain } = useSignedIn();
  useShortcut('reload', reload);

  function reload() {
    again();
    // The operator's rights may have changed too. If this request fails, the page's own request reports it.
    void askAgain();
  }

  return (
    <div className={style['bar']}>
      <div className={style['name']}>
        <PageHeading title={name}>
          <AsOf parts={partsOf(user, tenant)} />
        </PageHeading>
      </div>
      <div className={style['actions']}>
        <ReadAgain {...refresh} />
        <BusyButton busy={fetching} busyText={t('loading')} onPress={reload}>
          {t('freshness.reload')}
        </BusyButton>
      </div>
    </div>
  );
}

function Person({ user }: { readonly user: ShownUser }) {
  const { t } = useTranslation();
  const name = user.displayName ?? t('user.noName');
  return (
    <section className="card" aria-label={name}>
      {user.accountEnabled === false ? (
        <p className="refused" data-row="User.accountEnabled">
          {t('user.disabled')}
        </p>
      ) : null}
      <dl className="facts person">
        <Fact name={t('user.principalName')} value={user.userPrincipalName} row="User.userPrincipalName">
          <CopyButton value={user.userPrincipalName} what="principalName" />
        </Fact>
        <Fact name={t('user.mail')} value={user.mail} />
        <Fact name={t('user.jobTitle')} value={user.jobTitle} />
        <Fact name={t('user.department')} value={user.department} />
        <Fact name={t('user.usageLocation')} value={user.usageLocation} row="User.usageLocation" />
        <div>
          <dt>{t('user.adminCentre')}</dt>
          <dd>
            <IntuneLink url={user.adminCentreUrl} about={name} />{' '}
            <IntuneLink url={user.signInLogUrl} about={name} text={t('user.signInLog')} />{' '}
            <CopyButton value={user.id} what="userId" isNamed />
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string | null;
  /** Its name as a row to which evidence leads. */
  readonly row?: string;
  /** A button beside the value. */
  readonly children?: ReactNode;
}

function Fact({ name, value, row, children }: FactProps) {
  return (
    <div data-row={row}>
      <dt>{name}</dt>
      <dd>
        {value ?? '–'} {children}
      </dd>
    </div>
  );
}

/** The parts of the page that were read from Microsoft. */
function partsOf(user: ShownUser, tenant: TroubleshootUserQuery['tenant']): readonly Synced[] {
  const { groupMemberships, devices, appProtectionStates, enrollmentFailures } = user;
  return [
    user,
    ...(tenant ? [tenant] : []),
    ...(devices?.nodes ?? []),
    ...(appProtectionStates?.nodes ?? []),
    ...(enrollmentFailures?.nodes ?? []),
    ...groupMemberships.nodes.map(({ group }) => group),
  ];
}
