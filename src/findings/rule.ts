import type {
  DeviceActionKind,
  FindingAudience,
  FindingConfidence,
  FindingRule,
  FindingSeverity,
  FindingTopic,
} from '../generated/graphql';
import type { CandidatesOf } from './candidates';
import type { Clock } from './clock';
import type { Thresholds } from './constants';
import type { DeviceFacts, ErrorFact, OrganizationFacts, StaleSection, TwinFacts, UserFacts } from './facts';

/**
 * A value of a text. Dates, ages and errors become words when the text is written, in its language. A `date` can be
 * another day for a reader far from UTC, so the instant at which access ends is a `moment`, and its text says *(UTC)*.
 */
export type TextValue =
  | string
  | number
  | { readonly date: string }
  | { readonly moment: string }
  | { readonly daysSince: string }
  | { readonly ageOf: string }
  | { readonly meaning: ErrorFact }
  | { readonly remedy: ErrorFact }
  | {
      readonly enrolment: { readonly category: string; readonly reason: string | null };
      readonly is: 'meaning' | 'remedy';
    }
  | { readonly name: string; readonly of: string }
  | { readonly list: readonly TextValue[] }
  /** A sentence about each of several things. */
  | { readonly sentences: readonly { readonly about: TextValue; readonly text: TextValue }[] };

export type TextValues = Readonly<Record<string, TextValue>>;

/** A fact as evidence. */
export interface EvidenceOf {
  readonly coordinate: string;
  readonly nodeId: string | null;
  readonly value: string | null;
}

/** A step. Its text is found by `text`, or else by its person. */
export interface StepOf {
  readonly who: FindingAudience;
  readonly text?: string;
  readonly action?: DeviceActionKind;
  readonly needs?: readonly string[];
  /** The place in the admin centre. */
  readonly at?: 'DEVICE' | 'USER' | 'APP';
}

/** A statement of a rule, before it is ordered and written. */
export interface Draft {
  /** The text to use; the plain one if left out. */
  readonly variant?: string;
  /** The severity, if it is not the rule's. */
  readonly severity?: FindingSeverity;
  readonly confidence?: FindingConfidence;
  /** The subjects of calls that it belongs to, if fewer than its rule says. */
  readonly topics?: readonly FindingTopic[];
  /** The view that it is about; null for the tenant as a whole. A device rule is about its device as well. */
  readonly subject: object | null;
  /** Further devices, as views. */
  readonly devices?: readonly object[];
  readonly since?: string | null;
  readonly count?: number;
  readonly codes?: readonly (string | null | undefined)[];
  readonly values?: TextValues;
  /** Sentences that are added to the reason. */
  readonly more?: readonly string[];
  readonly evidence: readonly EvidenceOf[];
  /** The steps, if they are not the rule's. */
  readonly steps?: readonly StepOf[];
  /** Distinguishes several statements of one rule about one subject. */
  readonly about?: string;
  /** States that what the device has reported is old, so the other statements on it are less sure. */
  readonly doubtsTheRest?: true;
  /** Marks symptoms that only some causes explain. */
  readonly tags?: readonly string[];
  /** The rules that it explains, if fewer than its own rule says. */
  readonly explains?: readonly string[];
  /** The rules whose findings, where it explains them, say nothing graver than it does itself. */
  readonly restatedBy?: readonly FindingRule[];
  /** When its effects began, if not at `since`: what was seen before is explained by something else. Null if that is not known. */
  readonly onset?: string | null;
  /** The rules whose findings it explains only if they were not seen before this instant. */
  readonly explainsSince?: { readonly at: string; readonly rules: readonly FindingRule[] };
}

/** The fields that a rule reads, by type: names, separated by spaces. */
export type Reads = Readonly<Record<string, string>>;

/** The facts of a run that belong to no object. */
export interface Surroundings {
  readonly tenant: OrganizationFacts | null;
  readonly clock: Clock;
  readonly thresholds: Thresholds;
  /** Whether the facts come from a folder, which is never refreshed. */
  readonly isImported: boolean;
  /** The sections that the page rests on and that are old, the oldest first. */
  readonly stale: readonly StaleSection[];
  /** When the field was last read completely from Microsoft; null if never. The rule must declare the field. */
  readAt(coordinate: string): string | null;
}

/** The input of a rule about one device. */
export interface DeviceView extends Surroundings {
  readonly device: DeviceFacts;
  /** The user of the page; null on the page of a device. */
  readonly user: UserFacts | null;
  /** The other devices of its user, in the viewer's scope. */
  others(): readonly DeviceFacts[];
  /** Other records of the device in the viewer's scope: with its serial number, or in Entra if it hides that. */
  twins(): readonly TwinFacts[];
}

/** The input of a rule about one user or a whole page. */
export interface PageView extends Surroundings {
  /** Null on the page of a device. */
  readonly user: UserFacts | null;
  readonly devices: readonly DeviceFacts[];
}

interface RuleBase {
  readonly id: FindingRule;
  /** The worst severity. */
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  readonly topics: readonly FindingTopic[];
  readonly reads: Reads;
  /**
   * Further facts that it reads if the viewer may; otherwise the tenant is null, and a list of apps or of the user is empty.
   * `notChecked` names the rule where a list of the user is not reached.
   */
  readonly mayRead?: Reads;
  /** The lists of the user, as coordinates, that it needs whole: it claims that something is absent from them. */
  readonly claimsAbsence?: readonly string[];
  /** Not tried on a real tenant. */
  readonly unproven?: true;
  /** The rules whose findings it explains, as `RULE`, or as `RULE:tag` for those with that tag. */
  readonly explains?: readonly string[];
  /** Explains everything on the same device, or everywhere. */
  readonly explainsAll?: 'DEVICE' | 'PAGE';
  /** Nothing explains it. */
  readonly standsAlone?: true;
  /** Gives one statement for all devices of a user. */
  readonly joinsDevices?: true;
  /** Looks also at devices of other primary users on which the user logged on. */
  readonly looksAtUsedDevices?: true;
  /** Adds a sentence to the findings that rest on its subject, instead of giving a finding. */
  readonly isRemark?: true;
  /** Compares a device with all others, so the scope must hold all devices. */
  readonly needsAllDevices?: true;
  readonly steps: readonly StepOf[];
  /** Steps that it gives instead in some cases. */
  readonly otherSteps?: readonly StepOf[];
  /** The users and devices that it may fire on, in SQL; `TENANT` if it is about the tenant as a whole. */
  readonly candidates: CandidatesOf | 'TENANT';
  /** The text for a fact that Microsoft does not give, so that the rule cannot judge; null if it can. */
  unknown?(view: Pick<PageView, 'user' | 'devices'>): string | null;
}

/** The states of the items of a list, `ANY` for any item, or the values of another field. */
type ValuesIn<Facts> = [Facts] extends [readonly (infer Item)[]]
  ? 'ANY' | ([Item] extends [{ readonly state: infer State }] ? readonly State[] : never)
  : readonly Facts[];

/** Values of some fields of a device. */
type DeviceValues = { readonly [Field in keyof DeviceFacts]?: ValuesIn<DeviceFacts[Field]> };

export interface DeviceRule extends RuleBase {
  readonly about: 'DEVICE';
  /** It runs only on devices with one of these values in one of these fields, which it must declare. */
  readonly onlyWith?: DeviceValues;
  find(view: DeviceView): Iterable<Draft>;
}

export interface PageRule extends RuleBase {
  /** `USER` rules do not run on the page of a device, and `TENANT` rules on no page of a user or device. */
  readonly about: 'USER' | 'PAGE' | 'TENANT';
  find(view: PageView): Iterable<Draft>;
}

export type Rule = DeviceRule | PageRule;
