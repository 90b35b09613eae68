import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import { WholeWords } from '../design/whole-words';
import { type FindingsCardFragment, RankDeviceFindingsDocument, RankUserFindingsDocument } from '../generated/graphql';
import type { Refusal } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { Banners, isBanner } from './banners';
import { type About, CopyForTicket } from './copy-for-ticket';
import { isOutdated } from './device-findings';
import { FindingItem, Symptoms } from './finding-item';
import { IntuneLink } from './finding-steps';
import { type Subject, Topics } from './topics';

type Report = FindingsCardFragment;

interface Judged {
  /** The findings as the page or the panel read them, in the order of their weight; null if they could not be read. */
  readonly report: Report | null;
  readonly refusal: Refusal | null;
  readonly subject: Subject;
  /** The subject of the findings, as a ticket names it. */
  readonly about: About;
  again(): void;
}

/** The findings of a user. */
export function UserFindings({ userId, ...judged }: Judged & { readonly userId: string }) {
  const { topic } = judged.subject;
  const ranked = useAnswer(RankUserFindingsDocument, { userId, topic }, topic === null);
  return (
    <Ranked {...judged} answer={ranked} ranked={ranked.data?.user?.findings} subjectId={userId} inPanelOf={null} />
  );
}

/** The findings of a device. */
export function DeviceFindings({ deviceId, ...judged }: Judged & { readonly deviceId: string }) {
  const { topic } = judged.subject;
  const ranked = useAnswer(RankDeviceFindingsDocument, { deviceId, topic }, topic === null);
  const found = ranked.data?.device?.findings;
  return <Ranked {...judged} answer={ranked} ranked={found} subjectId={deviceId} inPanelOf={deviceId} />;
}

interface RankedProps extends Judged {
  /** The answer about the subject of the call, and the findings in it. */
  readonly answer: Answer<unknown>;
  readonly ranked: Report | undefined;
  /** The user or the device. */
  readonly subjectId: string;
  readonly inPanelOf: string | null;
}

function Ranked({ report, refusal, subject, about, again, answer, ranked, ...where }: RankedProps) {
  const { t } = useTranslation();
  const isRanked = subject.topic !== null;
  const fresh = isRanked ? ranked : report;
  // Until the answer about another subject arrives, the list stays as it is.
  const [last, setLast] = useState(report);
  if (fresh !== undefined && fresh !== last) setLast(fresh);
  const shown = fresh ?? last;

  const read = useRef(report);
  useEffect(() => {
    if (read.current === report) return;
    // The page was read again.
    read.current = report;
    if (isRanked) void answer.again();
  });

  if (shown === null) {
    return (
      <Section title={t('findings.title')}>{refusal ? <Refused refusal={refusal} again={again} /> : null}</Section>
    );
  }
  const listed = shown.nodes.filter((finding) => !isBanner(finding));
  const onlyBanners = shown.nodes.length > 0 ? t('findings.noOther') : t('findings.heading', { count: 0 });
  const none = isOutdated(shown) ? t('findings.outdated') : onlyBanners;
  return (
    <>
      <Banners findings={shown.nodes} />
      <Section
        title={listed.length === 0 ? none : t('findings.heading', { count: listed.length })}
        syncedAt={shown.asOf}
      >
        <Topics {...subject} />
        {isRanked && answer.trouble ? <Trouble error={answer.trouble} again={answer.again} /> : null}
        <Report report={shown} nodes={listed} subject={subject} isBusy={isRanked && answer.fetching} {...where} />
        <CopyForTicket about={about} report={shown} />
      </Section>
    </>
  );
}

interface ReportProps extends Pick<RankedProps, 'subjectId' | 'inPanelOf'> {
  readonly report: Report;
  /** The findings without those about the whole tenant, which stand above. */
  readonly nodes: Report['nodes'];
  readonly subject: Subject;
  readonly isBusy: boolean;
}

function Report({ report, nodes, subject: { topic }, isBusy, ...where }: ReportProps) {
  const { t } = useTranslation();
  const { normal, notChecked } = report;
  const isOffTopic =
    topic !== null && !isBusy && nodes.length > 0 && !nodes.some(({ topics }) => topics.includes(topic));
  return (
    <>
      {isOffTopic ? (
        <p>
          <WholeWords text={t('findings.noneOnTopic', { topic: t(`findings.topic.${topic}`) })} />
        </p>
      ) : null}
      {nodes.length === 0 ? null : (
        <ol className="findings" aria-busy={isBusy}>
          {nodes.map((finding) => (
            <li key={finding.key}>
              <FindingItem finding={finding} {...where} />
            </li>
          ))}
        </ol>
      )}
      {normal.length === 0 ? null : (
        <Symptoms summary={t('findings.normal', { count: normal.length })} symptoms={normal} />
      )}
      {notChecked.length === 0 ? null : (
        <p className="hint">
          {t('findings.notChecked')}
          {notChecked.map(({ text, adminCentreUrl }) => (
            <span key={text}>
              {' '}
              {text} {adminCentreUrl === null ? null : <IntuneLink url={adminCentreUrl} about={text} />}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
