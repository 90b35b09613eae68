import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WholeWords } from '../design/whole-words';
import { SHORTCUTS, useShortcut } from '../frame/shortcuts';
import type { FindingTopic } from '../generated/graphql';

/** The subjects of calls, in the order of their keys: 1, 2, 3 … */
const TOPICS = ['ACCESS', 'NETWORK', 'APPS', 'ENROLMENT', 'CONTACT'] as const satisfies readonly FindingTopic[];

export type Topic = (typeof TOPICS)[number];

export interface Subject {
  readonly topic: Topic | null;
  /** Selects a topic; the selected one is given up. */
  toggle(topic: Topic): void;
}

/** The subject of the call, which the keys 1 to 5 select too. */
export function useSubject(): Subject {
  const [topic, setTopic] = useState<Topic | null>(null);
  const toggle = (chosen: Topic) => setTopic((before) => (before === chosen ? null : chosen));
  useShortcut('topic', (key) => {
    const chosen = TOPICS[Number(key) - 1];
    if (chosen !== undefined) toggle(chosen);
  });
  return { topic, toggle };
}

/** The topics of calls. The selected one changes the order of the findings. */
export function Topics({ topic, toggle }: Subject) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset className="topics" aria-labelledby={id}>
      <span className="hint" id={id}>
        {t('findings.about')}
      </span>
      {TOPICS.map((each, i) => (
        <button
          type="button"
          key={each}
          aria-pressed={topic === each}
          aria-keyshortcuts={SHORTCUTS.topic[i]}
          onClick={() => toggle(each)}
        >
          <WholeWords text={t(`findings.topic.${each}`)} />
          <span className="hint" aria-hidden="true">
            {SHORTCUTS.topic[i]}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
