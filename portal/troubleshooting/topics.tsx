import { useCallback, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingTopic } from '../generated/graphql';

/** The subjects of calls, in the order of their keys: 1, 2, 3 … */
const TOPICS = ['ACCESS', 'NETWORK', 'APPS', 'ENROLMENT', 'CONTACT'] as const satisfies readonly FindingTopic[];

export type Topic = (typeof TOPICS)[number];

export interface Subject {
  readonly topic: Topic | null;
  /** Selects a topic; the selected one is given up. */
  toggle(topic: Topic): void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** The subject of the call, which the keys 1 to 5 select too. */
export function useSubject(): Subject {
  const [topic, setTopic] = useState<Topic | null>(null);
  const toggle = useCallback((chosen: Topic) => setTopic((before) => (before === chosen ? null : chosen)), []);
  useEffect(() => {
    function select(event: KeyboardEvent) {
      // By its place too, because French keyboards have digits only with Shift.
      const digit = /^Digit(\d)$/.exec(event.code)?.[1] ?? event.key;
      const chosen = TOPICS[Number(digit) - 1];
      const { ctrlKey, metaKey, altKey, repeat } = event;
      if (chosen === undefined || ctrlKey || metaKey || altKey || repeat || isTyping(event.target)) return;
      toggle(chosen);
    }
    // Before the panel of a device, which keeps keys to itself.
    window.addEventListener('keydown', select, true);
    return () => window.removeEventListener('keydown', select, true);
  }, [toggle]);
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
          aria-keyshortcuts={String(i + 1)}
          onClick={() => toggle(each)}
        >
          {t(`findings.topic.${each}`)}
          <span className="hint" aria-hidden="true">
            {i + 1}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
