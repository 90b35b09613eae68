import type { Language } from '../resolving/language';
import { fillIn, ownEntry, type Table, type Text } from './catalogue';
import structureEn from './texts/structure.en.json';
import structureFr from './texts/structure.fr.json';

type WithRest = Table & { other: Text };

interface Structure {
  syncml: WithRest;
  apple: WithRest;
  http: Table;
  areas: Table;
  undocumented: Text;
}

const STRUCTURE: Record<Language, Structure> = { en: structureEn, fr: structureFr };

/** Explains an undocumented code by its low 16 bits, if the high bits identify their meaning. */
export function guessFromNumber(hex: string, language: Language): Text | null {
  if (!is32Bit(hex)) return null;
  const structure = STRUCTURE[language];
  const facility = hex.slice(0, 6);
  const low = lowWord(hex);
  if (facility === '0x87D1' && low > 0 && low < 1000) {
    return filled(byRange(structure.syncml, low, 100), hex, low);
  }
  if (facility === '0x87D1' && low >= 10000 && low < 60000) {
    return filled(byRange(structure.apple, low - 10000, 1000), hex, low - 10000);
  }
  if (facility === '0x8019' && low >= 400 && low < 600) {
    const text = ownEntry(structure.http, String(low)) ?? ownEntry(structure.http, String(Math.floor(low / 100)));
    return text ? filled(text, hex, low) : null;
  }
  return null;
}

/** Names the part of the system that a code comes from. Longer prefixes are parts of shorter ones, so they come first. */
export function guessFromArea(hex: string, language: Language): Text {
  const { areas, undocumented } = STRUCTURE[language];
  const lengths = is32Bit(hex) ? [8, 6, 5] : [];
  const area = lengths.map((length) => ownEntry(areas, hex.slice(0, length))).find((text) => text !== undefined);
  return filled(area ?? undocumented, hex, lowWord(hex));
}

function filled({ meaning, remedy }: Text, hex: string, low: number): Text {
  const values = { hex, number: String(low) };
  return { meaning: fillIn(meaning, values), remedy: remedy === null ? null : fillIn(remedy, values) };
}

function is32Bit(hex: string): boolean {
  return hex.length === 10;
}

function lowWord(hex: string): number {
  return Number.parseInt(hex.slice(-4), 16);
}

function byRange(table: WithRest, number: number, width: number): Text {
  return ownEntry(table, String(Math.floor(number / width))) ?? table.other;
}
