/*
 * The thresholds of the rules, with the reason for each. `FINDINGS_…` variables override some of them for a tenant. When a
 * connector is healthy is no opinion of the rules: see src/tenant/health.ts.
 */

export const HOUR_MS = 60 * 60 * 1000;

/** The thresholds that a tenant can change. */
export interface Thresholds {
  /** Days without contact after which a silent device is a warning. Two weeks are a holiday. */
  readonly silentDays: number;
  /** Days without contact after which it is a problem; null for the validity period of compliance that was imported. */
  readonly validityDays: number | null;
  /** Hours that a remote action may wait. A device checks in about every 8 hours. */
  readonly actionHours: number;
  /** Days for which a failed enrolment is news. */
  readonly enrolmentDays: number;
  /** Days without a report of a protected app after which it counts as stopped. */
  readonly protectionDays: number;
  /** A user with more devices than this gets one finding for all of them. */
  readonly groupAbove: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  silentDays: 14,
  validityDays: null,
  actionHours: 24,
  enrolmentDays: 14,
  protectionDays: 14,
  groupAbove: 15,
};

/** The validity period of compliance in days, if none was imported: Intune's default. */
export const VALIDITY_DAYS = 30;

/** Days without contact that are worth a remark. A weekend is not. */
export const QUIET_DAYS = 3;

/** A certificate that ends within this many days should have been renewed. */
export const CERTIFICATE_DAYS = 7;
/** Renewal starts about this many days before the end, while the device is in contact. */
export const RENEWAL_DAYS = 41;

/** Days for which a set-up that failed is news. */
export const SETUP_NEWS_DAYS = 14;
/** A device in contact for longer than this after its set-up failed is in use as it is. */
export const SETUP_USED_HOURS = 24;

/** A wipe that is pending for longer than this, on a silent device, may be done: the device resets before it can report. */
export const SURELY_DONE_DAYS = 7;

/** In the last hours before access ends it is urgent. */
export const GRACE_SOON_HOURS = 24;

/** Intune judges the rules of its built-in policy this often, so a device that is back stays bad for as long. */
export const BUILT_IN_HOURS = 24;

/** A device checks in about every eight hours, so a symptom can seem to begin this much before its cause. */
export const SLACK_HOURS = 24;

/** A month is enough to renew a connector. In the last week it is urgent. */
export const ENDING_DAYS = 30;
export const ENDING_SOON_DAYS = 7;

/** Days for which a logon shows a user of the device. */
export const LOGON_DAYS = 14;

/** Less free storage than this many megabytes keeps apps and updates out; less than the second stops the device. */
export const LOW_STORAGE_MEGABYTES = 2_000;
export const NO_STORAGE_MEGABYTES = 500;

/** Hours for which the change of a failing policy is worth a remark. */
export const CHANGE_HOURS = 72;

/** Days that a finished or failed remote action is news. */
export const ACTION_NEWS_DAYS = 7;

/** Windows tries for about a day to install an app again. */
export const RETRY_HOURS = 24;

/** An app fails widely from this many other devices on … */
export const WIDELY_DEVICES = 3;
/** … if they are this share of the devices where it was installed or failed. */
export const WIDELY_SHARE = 0.2;
/** The limit for counting installations: for each failure, as many as make the share too small. */
export const WIDELY = { wide: WIDELY_DEVICES, perFailure: Math.ceil(1 / WIDELY_SHARE) } as const;

/** A profile works, if this share of at least so many devices have it. Then its failure is the device's. */
export const WORKING_SHARE = 0.8;
export const WORKING_DEVICES = 5;
/** More working devices than this need not be counted. */
export const MOST_WORKING = 1_000;
/** Failing devices are counted up to so many. A profile that fails on so many is not said to work. */
export const MOST_FAILING = 10_000;
/** How far the successes of a profile are counted: so that they can be shown, and four outweigh a failure (`WORKING_SHARE`). */
export const WORKING = { shown: MOST_WORKING, perFailure: 4 } as const;

/** Days for which a failed enrolment can be explained by the licence or the push certificate. */
const ENROLMENT_CAUSE_DAYS = 30;
/** The same for a tenant: what is news can be explained. */
export const enrolmentCauseDays = ({ enrolmentDays }: Thresholds): number =>
  Math.max(ENROLMENT_CAUSE_DAYS, enrolmentDays);

/** A new device needs up to an hour for its first contact, and up to a day for its first policies. */
export const FIRST_CONTACT_HOURS = 1;
export const NEW_DEVICE_HOURS = 24;

/** Entra follows Intune after a while. Sooner than this after a contact, a difference means nothing. */
export const ENTRA_LAG_HOURS = 2;

/** Two records with one serial number are one device that was enrolled again, if the older is silent for longer. */
export const DUPLICATE_DAYS = 3;

/** A protected app reports within this many days while it is used. */
export const PROTECTION_NEWS_DAYS = 7;

/** Facts older than two sync intervals, and than this, are worth a warning. */
export const STALE_HOURS = 2;
/** An imported folder is not refreshed; after a day its age is worth a remark. */
export const IMPORT_STALE_HOURS = 24;
/** Older facts support no statement about the present. */
export const USELESS_DAYS = 7;

/** The devices of a user that are looked at. */
export const MOST_DEVICES = 50;
/** The apps of a device that are looked at, worst first. */
export const MOST_APPS = 50;
/** The protected apps of a user that are looked at, worst first. */
export const MOST_PROTECTED_APPS = 100;
/** The failed enrolments of a user that are looked at, newest first. */
export const MOST_FAILURES = 20;
/** The facts that a finding shows. An operator reads no more. */
export const MOST_EVIDENCE = 20;
/** The findings of a report. The list of all findings has the others too. */
export const MOST_FINDINGS = 50;
