import type { DeviceRow } from '../device/store';
import { toHex } from '../failure/code-number';
import type {
  DeviceActionKind,
  FindingAudience,
  FindingConfidence,
  FindingRule,
  FindingSeverity,
  FindingTopic,
} from '../generated/graphql';
import type { KnownIssueRow } from '../known-issue/store';
import { settingWords } from '../policy/setting-words';
import type { Language } from '../resolving/language';
import type { UserRow } from '../user/store';
import type { Cause } from './causes';
import { MOST_EVIDENCE } from './constants';
import type { EvidenceOf, StepOf } from './rule';
import { actsOnSomebody } from './steps';
import type { TextWriter } from './texts';
import type { Fact } from './views';

/** A step as the graph answers it. */
export interface StepSource {
  readonly step: StepOf;
  readonly who: FindingAudience;
  readonly action: DeviceActionKind | null;
  readonly text: string;
  /** The device or user to act on; null for the tenant. */
  readonly subject: Pick<Fact, 'type' | 'row'> | null;
  /** The app that it is about. */
  readonly appId: string | null;
}

/** A fact as the graph answers it. */
export interface EvidenceSource extends EvidenceOf {
  readonly displayValue: string | null;
}

function toEvidence({ coordinate, nodeId, value }: EvidenceOf, language: Language): EvidenceSource {
  // Error codes are numbers in the facts, and hexadecimal in answers.
  const isCode = value !== null && coordinate.endsWith('.error') && /^-?\d+$/.test(value);
  const displayValue = value !== null && coordinate === 'SettingState.name' ? settingWords(value, language) : null;
  return { coordinate, nodeId, value: isCode ? toHex(value) : value, displayValue };
}

/**
 * A finding as the graph answers it. Its texts are written on request, by getters: a page selects hundreds of them, and a
 * resolver costs more.
 */
export class FindingSource {
  readonly key: string;
  readonly rule: FindingRule;
  readonly severity: FindingSeverity;
  /** The fact that it is about, and its devices. */
  readonly subject: Fact;
  readonly on: readonly Fact[];
  /** The user of the page. */
  readonly user: UserRow | null;
  private readonly cause: Cause;
  private readonly texts: TextWriter;

  constructor(cause: Cause, texts: TextWriter, user: UserRow | null) {
    this.key = cause.key;
    this.rule = cause.rule.id;
    this.severity = cause.severity;
    this.subject = cause.fact;
    this.on = cause.on;
    this.user = user;
    this.cause = cause;
    this.texts = texts;
  }

  get confidence(): FindingConfidence {
    return this.cause.confidence;
  }

  get topics(): readonly FindingTopic[] {
    return this.cause.topics;
  }

  get since(): string | null {
    return this.cause.since ?? null;
  }

  get count(): number {
    return this.cause.count ?? 1;
  }

  get codes(): string[] {
    return [...new Set((this.cause.codes ?? []).flatMap((code) => (code == null ? [] : [toHex(code)])))];
  }

  get evidence(): EvidenceSource[] {
    const { remarks, evidence } = this.cause;
    const { language } = this.texts;
    const all = remarks.length === 0 ? evidence : [...remarks.flatMap((remark) => remark.evidence), ...evidence];
    return all.slice(0, MOST_EVIDENCE).map((each) => toEvidence(each, language));
  }

  get title(): string {
    return this.texts.title(this.rule, this.cause, this.cause.others);
  }

  get why(): string {
    const { cause, texts } = this;
    const remarks = cause.remarks.map((remark) => texts.why(remark.rule.id, remark));
    return [texts.why(this.rule, cause), ...remarks].join(' ').trim();
  }

  get steps(): StepSource[] {
    const { cause, texts, rule, subject: fact, on, user } = this;
    const known = on[0] ?? (fact.type === 'User' ? fact : null);
    // An app that reports from an unknown device is still the user's.
    const owner = user === null ? null : { type: 'User', row: user };
    const appId = (fact.row as { readonly appId?: string }).appId ?? null;
    return (cause.steps ?? cause.rule.steps).flatMap((step) => {
      const text = texts.step(rule, step, cause);
      const subject = known ?? (actsOnSomebody(step) ? owner : null);
      // A step without a known remedy has nothing to say.
      return text === '' ? [] : [{ step, who: step.who, action: step.action ?? null, text, subject, appId }];
    });
  }

  get explains(): FindingSource[] {
    return this.cause.symptoms.map((symptom) => new FindingSource(symptom, this.texts, this.user));
  }

  get knownIssue(): KnownIssueRow | null {
    return this.cause.issue ?? null;
  }

  get devices(): DeviceRow[] {
    return this.on.map(({ row }) => row as DeviceRow);
  }
}
