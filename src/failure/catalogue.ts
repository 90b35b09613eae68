import type { Language } from '../resolving/language';
import { toHex } from './code-number';
import appleEn from './texts/apple.en.json';
import appleFr from './texts/apple.fr.json';
import appsEn from './texts/apps.en.json';
import appsFr from './texts/apps.fr.json';
import pcAgentEn from './texts/pc-agent.en.json';
import pcAgentFr from './texts/pc-agent.fr.json';
import policiesEn from './texts/policies.en.json';
import policiesFr from './texts/policies.fr.json';
import storeEn from './texts/store.en.json';
import storeFr from './texts/store.fr.json';
import syncmlEn from './texts/syncml.en.json';
import syncmlFr from './texts/syncml.fr.json';
import windowsEn from './texts/windows.en.json';
import windowsFr from './texts/windows.fr.json';
import windowsAppsEn from './texts/windows-apps.en.json';
import windowsAppsFr from './texts/windows-apps.fr.json';
import windowsEnrolmentEn from './texts/windows-enrolment.en.json';
import windowsEnrolmentFr from './texts/windows-enrolment.fr.json';
import windowsUpdateEn from './texts/windows-update.en.json';
import windowsUpdateFr from './texts/windows-update.fr.json';

export interface Text {
  meaning: string;
  remedy: string | null;
}

/** Texts by the code in hex. */
export type Table = Record<string, Text>;

/** One table per family of codes, because joining them at the start would take longer than all look-ups. */
const CATALOGUE: Record<Language, readonly Table[]> = {
  en: [
    appleEn,
    appsEn,
    pcAgentEn,
    policiesEn,
    storeEn,
    syncmlEn,
    windowsEn,
    windowsAppsEn,
    windowsEnrolmentEn,
    windowsUpdateEn,
  ],
  fr: [
    appleFr,
    appsFr,
    pcAgentFr,
    policiesFr,
    storeFr,
    syncmlFr,
    windowsFr,
    windowsAppsFr,
    windowsEnrolmentFr,
    windowsUpdateFr,
  ],
};

/** Codes that Microsoft sends in the place of an error although nothing failed and nothing is left to do. */
const SUCCESS: ReadonlySet<string> = new Set([
  '0x000006AB', // 1707: the installation worked
  '0x0000FDE9', // 65001: the setting does not apply
  '0x00240006', // the update is already installed
  '0x00240008', // the update is already downloaded
  '0x87D10000', // no error code
  '0x87D100C8', // SyncML 200: done
  '0x87D100C9', // SyncML 201: added
  '0x87D100CC', // SyncML 204: done, nothing to send back
  '0x87D100D2', // SyncML 210: deleted
  '0x87D100D4', // SyncML 212: signed in for the session
  '0x87D1025B', // SyncML 603: the health attestation is complete
  '0x87D1076C', // the app is installed
  '0x87D107D0', // device capability 1200: done
  '0x87D107D1', // device capability 1201: switched on
]);

/** @param code the result of `normalizeCode` */
export function meansSuccess(code: string): boolean {
  return SUCCESS.has(toHex(code));
}

/** The text of a documented code that is not a success. */
export function catalogued(hex: string, language: Language): Text | undefined {
  const key = asWindowsError(hex);
  const table = CATALOGUE[language].find((texts) => Object.hasOwn(texts, key));
  return table?.[key];
}

/**
 * Windows Installer ends with a plain Windows error number: 1601 to 1654, or 3010. Other small numbers are an
 * installer's own.
 */
function asWindowsError(hex: string): string {
  const number = Number(hex);
  return (number >= 1601 && number <= 1654) || number === 3010 ? `0x8007${hex.slice(-4)}` : hex;
}

/** A look-up that ignores inherited properties such as `constructor`. */
export function ownEntry<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Replaces each `{name}` by its value. A name without a value stays. */
export function fillIn(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => ownEntry(values, name) ?? whole);
}
