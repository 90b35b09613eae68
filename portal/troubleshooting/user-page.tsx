import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { AsOf, type Synced } from '../design/as-of';
import { BusyButton } from '../design/busy-button';
import { Loading } from '../design/loading';
import { Refused } from '../design/refused';
import { Trouble } from '../design/trouble';
import { PageHeading, usePageTitle } from '../frame/page-heading';
import { useSignedIn } from '../frame/viewer';
import { TroubleshootUserDocument, type TroubleshootUserQuery } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { AppProtection } from './app-protection';
import { Assigned } from './assigned';
import { DevicePanel } from './device/device-panel';
import { Devices } from './devices';
import { EnrollmentFailures } from './enrollment-failures';
import { UserFindings } from './findings';
import { GroupMembership } from './group-membership';
import { SelectUser } from './select-user';
import { useShownRow } from './shown-row';
import type { ShownUser } from './shown-user';
import { TenantStatus } from './tenant-status';
import { useSubject } from './topics';
import { UserStatus } from './user-status';

interface UserPageProps {
  readonly userId: string;
  onChange(userId: string): void;
}

/** The whole page of one user. */
export function UserPage({ userId, onChange }: UserPageProps) {
  const { t } = useTranslation();
  const answer = useAnswer(TroubleshootUserDocument, { userId });
  const { data, error, trouble, fetching, again } = answer;

  if (data?.user) return <Found user={data.user} answer={answer} onChange={onChange} />;
  if (fetching) return <Loading />;
  if (trouble) return <Trouble error={trouble} again={again} />;
  const refusal = refusalAt(error, 'user');
  return (
    <section className="card">
      <PageHeading title={refusal ? t('selectUser.title') : t('user.unknown')} />
      {refusal ? <Refused refusal={refusal} again={again} /> : <p>{t('user.unknownText')}</p>}
      <SelectUser onSelect={onChange} />
    </section>
  );
}

interface FoundProps {
  readonly user: ShownUser;
  readonly answer: Answer<TroubleshootUserQuery>;
  onChange(userId: string): void;
}

function Found({ user, answer: { data, error, trouble, fetching, again }, onChange }: FoundProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const deviceId = search.get('device');
  const row = search.get('row');
  const subject = useSubject();
  const isGone = useShownRow(deviceId === null ? row : null);
  // The Back button must not reopen a closed panel.
  const closeDevice = () => setSearch({}, { replace: true });

  return (
    <>
      <UserHeader user={user} tenant={data?.tenant ?? null} fetching={fetching} again={again} onChange={onChange} />
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {isGone ? <p className="note">{t('findings.gone')}</p> : null}
      <UserFindings
        userId={user.id}
        about={[user.displayName ?? t('user.noName'), user.userPrincipalName, user.id]}
        report={data?.judged?.findings ?? null}
        refusal={refusalAt(error, 'judged')}
        subject={subject}
        again={again}
      />
      <Person user={user} />
      <div className="overview">
        <TenantStatus tenant={data?.tenant ?? null} error={error} />
        <UserStatus user={user} error={error} />
        <GroupMembership user={user} error={error} />
      </div>
      <Devices
        user={user}
        error={error}
        report={data?.judged?.findings ?? null}
        onOpen={(device) => setSearch({ device })}
      />
      <Assigned userId={user.id} />
      <AppProtection user={user} error={error} />
      <EnrollmentFailures user={user} error={error} />
      {deviceId === null ? null : <DevicePanel key={deviceId} {...{ deviceId, row, subject }} onClose={closeDevice} />}
    </>
  );
}

interface UserHeaderProps {
  readonly user: ShownUser;
  readonly tenant: TroubleshootUserQuery['tenant'];
  readonly fetching: boolean;
  again(): void;
  onChange(userId: string): void;
}

/** The bar with the user's name and the age of the data. It is always visible. */
function UserHeader({ user, tenant, fetching, again, onChange }: UserHeaderProps) {
  const { t } = useTranslation();
  const { askAgain } = useSignedIn();
  const [isChanging, setIsChanging] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const name = user.displayName ?? t('user.noName');
  usePageTitle(name);

  function refresh() {
    again();
    // The operator's rights may have changed too. If this request fails, the page's own request reports it.
    void askAgain();
  }

  function keepAtEscape({ key, target }: KeyboardEvent) {
    // The first Escape closes the result list.
    if (key !== 'Escape' || (target as HTMLElement).ariaExpanded === 'true') return;
    setIsChanging(false);
    change.current?.focus();
  }

  return (
    <>
      <div className="user-bar">
        <PageHeading title={name}>
          <AsOf parts={partsOf(user, tenant)} />
        </PageHeading>
        <BusyButton busy={fetching} busyText={t('loading')} onPress={refresh}>
          {t('freshness.refresh')}
        </BusyButton>
        <Button className="primary" ref={change} onPress={() => setIsChanging(!isChanging)}>
          {isChanging ? t('selectUser.keep') : t('selectUser.change')}
        </Button>
      </div>
      {isChanging ? (
        <section className="card" aria-label={t('selectUser.change')} onKeyDown={keepAtEscape}>
          <SelectUser
            onSelect={(id) => {
              setIsChanging(false);
              onChange(id);
            }}
          />
        </section>
      ) : null}
    </>
  );
}

function Person({ user }: { readonly user: ShownUser }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={user.displayName ?? t('user.noName')}>
      {user.accountEnabled === false ? (
        <p className="refused" data-row="User.accountEnabled">
          {t('user.disabled')}
        </p>
      ) : null}
      <dl className="facts person">
        <Fact name={t('user.principalName')} value={user.userPrincipalName} row="User.userPrincipalName" />
        <Fact name={t('user.mail')} value={user.mail} />
        <Fact name={t('user.jobTitle')} value={user.jobTitle} />
        <Fact name={t('user.department')} value={user.department} />
        <Fact name={t('user.usageLocation')} value={user.usageLocation} row="User.usageLocation" />
      </dl>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string | null;
  /** Its name as a row to which evidence leads. */
  readonly row?: string;
}

function Fact({ name, value, row }: FactProps) {
  return (
    <div data-row={row}>
      <dt>{name}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

/** The parts of the page that were read from Microsoft. */
function partsOf(user: ShownUser, tenant: TroubleshootUserQuery['tenant']): readonly Synced[] {
  const { groupMemberships, devices, appProtectionStates, enrollmentFailures } = user;
  return [
    ...[user, ...(tenant ? [tenant] : [])],
    ...[...(devices?.nodes ?? []), ...(appProtectionStates?.nodes ?? []), ...(enrollmentFailures?.nodes ?? [])],
    ...groupMemberships.nodes.map(({ group }) => group),
  ];
}
