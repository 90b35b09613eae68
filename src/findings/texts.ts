import { explainEnrollmentFailure } from '../failure/enrollment-failure';
import { explainCode } from '../failure/explain-code';
import { bidiIsolated } from '../resolving/bidi';
import { DAY_MS } from '../resolving/days';
import type { Language } from '../resolving/language';
import { HOUR_MS } from './constants';
import type { Draft, StepOf, TextValue, TextValues } from './rule';
import en from './texts.en.json';
import fr from './texts.fr.json';

/* Writes the texts of findings in a language, as plain text. */

type Table = Readonly<Record<string, string>>;

interface Texts {
  /** By rule: `title` and `why`, those of variants as `title.VARIANT`, sentences as `more.NAME`, steps as `step.NAME`. */
  readonly rules: Readonly<Record<string, Table>>;
  /** Sentences and steps that several rules share. */
  readonly shared: Table;
  /** Names of values of enums, by table. */
  readonly names: Readonly<Record<string, Table>>;
  readonly notChecked: Table;
  /** Ages and lists. */
  readonly words: Table;
}

const TEXTS: Record<Language, Texts> = { en, fr };

/** The longest list in a sentence. */
const MOST_LISTED = 4;

const FORMATS = Object.fromEntries(
  (['en', 'fr'] as const).map((language) => {
    const locale = language === 'en' ? 'en-GB' : 'fr-FR';
    return [
      language,
      {
        date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
        moment: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
        list: new Intl.ListFormat(locale, { type: 'conjunction' }),
      },
    ];
  }),
) as Record<Language, Record<'date' | 'moment', Intl.DateTimeFormat> & { readonly list: Intl.ListFormat }>;

/** The dates that were written, by language and day, since formatting takes its time. */
const DATES = new Map<string, string>();
const MOST_DATES = 2_000;

/** The place of a value in a template: `{name}`, or `{name|one|other}` for a number with its noun. */
interface Slot {
  readonly name: string;
  readonly one: string | undefined;
  readonly other: string | undefined;
}

const SLOTS = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/** The parsed templates. All of them come from the files of texts. */
const TEMPLATES = new Map<string, readonly (string | Slot)[]>();

function partsOf(template: string): readonly (string | Slot)[] {
  const known = TEMPLATES.get(template);
  if (known !== undefined) return known;
  const parts: (string | Slot)[] = [];
  let end = 0;
  for (const { 0: slot, 1: name = '', 2: one, 3: other, index } of template.matchAll(SLOTS)) {
    parts.push(template.slice(end, index), { name, one, other });
    end = index + slot.length;
  }
  parts.push(template.slice(end));
  TEMPLATES.set(template, parts);
  return parts;
}

/** Whether a value begins with words of ours, such as those for a device without a name. Names stay as they are. */
const isWorded = (value: TextValue | undefined): boolean =>
  typeof value === 'object' && ('list' in value ? isWorded(value.list[0]) : 'of' in value);

/** A date in French, where only the first day of a month is an ordinal number. */
const ordinal = (text: string, language: Language): string => (language === 'fr' ? text.replace(/^1 /, '1er ') : text);

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence with its full stop. Texts of Microsoft have none. */
const ended = (sentence: string): string => (/[.!?»”]$/.test(sentence) ? sentence : `${sentence}.`);

/** Writes texts for one request. */
export class TextWriter {
  readonly language: Language;
  private readonly now: number;

  constructor(language: Language, now: string) {
    this.language = language;
    this.now = Date.parse(now);
  }

  /** The text of a rule, the variant's if it has one. @throws if there is none */
  private find(rule: string, name: string, variant?: string): string {
    const table = TEXTS[this.language].rules[rule] ?? {};
    const own = variant === undefined ? undefined : table[`${name}.${variant}`];
    const found = own ?? table[name] ?? TEXTS[this.language].shared[name];
    if (found === undefined) throw new Error(`There is no text ${name} of ${rule} in ${this.language}.`);
    return found;
  }

  title(rule: string, { variant, values }: Draft, others: number): string {
    const title = this.fill(this.find(rule, 'title', variant), values);
    return others === 0
      ? title
      : `${title} ${this.fill(TEXTS[this.language].words['others'] ?? '', { count: others })}`;
  }

  why(rule: string, { variant, values, more = [] }: Draft): string {
    const sentences = [this.find(rule, 'why', variant), ...more.map((name) => this.find(rule, `more.${name}`))];
    return sentences
      .map((sentence) => this.fill(sentence, values))
      .filter((sentence) => sentence !== '')
      .map(ended)
      .join(' ');
  }

  step(rule: string, step: StepOf, { values }: Draft): string {
    return this.fill(this.find(rule, `step.${step.text ?? step.who}`), values).trim();
  }

  notChecked(name: string, values: TextValues): string {
    return this.fill(TEXTS[this.language].notChecked[name] ?? name, values);
  }

  /** The name in Intune of an action, by Microsoft's id. */
  intuneAction(id: string): string {
    return this.word({ name: id, of: 'INTUNE_ACTION' });
  }

  private fill(template: string, values: TextValues = {}): string {
    let text = '';
    for (const part of partsOf(template)) {
      if (typeof part === 'string') text += part;
      else if (Object.hasOwn(values, part.name)) {
        const filled = this.filled(part, values[part.name]);
        text += text === '' && isWorded(values[part.name]) ? capitalised(filled) : filled;
      }
    }
    return text;
  }

  private filled({ one, other }: Slot, value: TextValue | undefined): string {
    if (value === undefined) return '';
    const text = this.word(value);
    if (one === undefined) return text;
    const isOne = this.language === 'fr' ? Number(value) < 2 : value === 1;
    return `${text} ${isOne ? one : other}`;
  }

  private amount(unit: 'days' | 'hours', count: number): string {
    return this.fill(TEXTS[this.language].words[unit] ?? '', { count });
  }

  private since(instant: string, unitMs: number): number {
    return Math.max(0, Math.floor((this.now - Date.parse(instant)) / unitMs));
  }

  private word(value: TextValue): string {
    const { language } = this;
    if (typeof value === 'string') return bidiIsolated(value);
    if (typeof value !== 'object') return String(value);
    if ('date' in value) return this.date(value.date);
    if ('moment' in value) return ordinal(FORMATS[language].moment.format(Date.parse(value.moment)), language);
    if ('daysSince' in value) return this.amount('days', this.since(value.daysSince, DAY_MS));
    if ('ageOf' in value) {
      const hours = this.since(value.ageOf, HOUR_MS);
      if (hours === 0) return TEXTS[language].words['underAnHour'] ?? '';
      return hours < 48 ? this.amount('hours', hours) : this.amount('days', this.since(value.ageOf, DAY_MS));
    }
    if ('meaning' in value) return explainCode(value.meaning.code, value.meaning.description, language)?.meaning ?? '';
    if ('remedy' in value) return explainCode(value.remedy.code, value.remedy.description, language)?.remedy ?? '';
    if ('enrolment' in value) {
      const { category, reason } = value.enrolment;
      return explainEnrollmentFailure(category, reason, language)[value.is] ?? '';
    }
    if ('list' in value) return this.listed(value.list);
    if ('sentences' in value) return this.sentences(value.sentences);
    return TEXTS[language].names[value.of]?.[value.name] ?? bidiIsolated(value.name);
  }

  private sentences(all: readonly { readonly about: TextValue; readonly text: TextValue }[]): string {
    const template = TEXTS[this.language].words['about'] ?? '';
    return all
      .filter(({ text }) => this.word(text) !== '')
      .map(({ about, text }) => ended(this.fill(template, { about, text })))
      .join(' ');
  }

  private date(instant: string): string {
    const { language } = this;
    const day = `${language} ${instant.slice(0, 10)}`;
    const known = DATES.get(day) ?? ordinal(FORMATS[language].date.format(Date.parse(instant)), language);
    if (DATES.size >= MOST_DATES) DATES.clear();
    DATES.set(day, known);
    return known;
  }

  private listed(values: readonly TextValue[]): string {
    const { list } = FORMATS[this.language];
    const all = values.map((value) => this.word(value));
    if (all.length < 2) return all[0] ?? '';
    if (all.length <= MOST_LISTED) return list.format(all);
    const more = this.fill(TEXTS[this.language].words['more'] ?? '', { count: all.length - MOST_LISTED + 1 });
    return list.format([...all.slice(0, MOST_LISTED - 1), more]);
  }
}
