import { bareName, PROPERTY_BY_BARE_NAME, PROPERTY_NAMES } from './known-names';
import { ImportError } from './source';

/*
 * The forms in which tools write answers of Microsoft Graph. They are read where their meaning is certain. Otherwise the
 * message names the tool and the right way to save.
 */

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A property of an envelope, whatever its case and punctuation: `value`, `Value`; `@odata.nextLink`, `OdataNextLink`. */
export function envelopePart(envelope: Json, name: string): unknown {
  if (Object.hasOwn(envelope, name)) return envelope[name];
  const bare = bareName(name);
  const found = Object.keys(envelope).find((key) => bareName(key) === bare);
  return found === undefined ? undefined : envelope[found];
}

/** Envelopes that are none of Microsoft Graph's, by their properties. */
const FOREIGN: readonly (readonly [readonly string[], string])[] = [
  [['log'], 'is a recording of a browser (HAR): save the answer itself'],
  [['data', 'meta'], 'is a file of AzureHound, which leaves out what is needed here: ask Microsoft Graph'],
  [['schema', 'values'], 'is an exported report of Intune, with other columns: ask Microsoft Graph for the objects'],
  [['info', 'item'], 'is a collection of Postman, which holds requests: save the answer with "Save response to file"'],
];

/** The body in an answer with its status: from Power Automate, Invoke-WebRequest, or the batches of SDKs. */
function unwrapped(json: unknown, where: string): unknown {
  if (!isObject(json)) return json;
  const status = envelopePart(json, 'statusCode');
  const body = envelopePart(json, 'body') ?? envelopePart(json, 'content');
  if (typeof status !== 'number' || body === undefined) return json;
  if (status !== 200) throw new ImportError(`${where}: has the status ${status}, not 200.`);
  return typeof body === 'string' ? parsedBody(body, where) : body;
}

function parsedBody(body: string, where: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ImportError(`${where}: holds a body that is not JSON.`);
  }
}

/** The answers in a file: PowerShell and scripts write the pages of a list as a list of answers. @throws ImportError */
export function answersIn(json: unknown, where: string): readonly Json[] {
  const answer = unwrapped(json, where);
  if (isObject(answer)) {
    const names = new Set(Object.keys(answer).map(bareName));
    const foreign = FOREIGN.find(([needed]) => needed.every((name) => names.has(name)));
    if (foreign !== undefined && !names.has('value')) throw new ImportError(`${where}: ${foreign[1]}.`);
    return [answer];
  }
  if (!Array.isArray(answer)) throw new ImportError(`${where}: is not a JSON object.`);
  const isAnswer = (each: unknown) =>
    isObject(each) &&
    ['value', 'responses'].some((name) => Array.isArray(envelopePart(each, name))) &&
    !Object.hasOwn(each, 'id');
  if (answer.length > 0 && answer.every(isAnswer)) return answer as Json[];
  // ConvertTo-Json and the Azure CLI write a list without its envelope.
  return [{ value: answer }];
}

/** Microsoft Graph's error in an answer; null where it is none. */
export function errorIn(answer: Json): string | null {
  const error = answer['error'];
  if (error === undefined) return null;
  const code = isObject(error) ? error['code'] : null;
  return typeof code === 'string' ? code : 'without a code';
}

/** The list in an answer. PowerShell writes a list of one object as the object alone. @throws ImportError */
export function listIn(answer: unknown, where: string): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  const found = isObject(answer) ? envelopePart(answer, 'value') : undefined;
  if (Array.isArray(found)) return found;
  if (isObject(answer)) {
    const error = errorIn(answer);
    if (error !== null) throw new ImportError(`${where}: holds Graph's error ${error}.`);
    if (found === undefined && ['id', 'skuid'].some((name) => typeof envelopePart(answer, name) === 'string'))
      return [answer];
  }
  throw new ImportError(`${where}: has no list \`value\`.`);
}

// PowerShell's texts for values that lie deeper than -Depth.
const CUT = /^(System\.(Object\[\]|Collections\.\S+)|Microsoft\.Graph\.PowerShell\.Models\.\S+|@\{\S+?=[\s\S]*\})$/;
const DATE = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/;
const WITH_SPACE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d:\d\d|Z)$/;
const TOOL_TEXT = /"(?:\\?\/Date\(|System\.(?:Object\[\]|Collections\.)|Microsoft\.Graph\.PowerShell\.Models\.|@\{)/;
const ADDITIONAL = new Set(['additionalproperties', 'additionaldata']);

/** A text in Microsoft Graph's form: PowerShell 5 and Python write instants in forms of their own. */
function textInForm(text: string, name: string, where: string): string {
  if (PROPERTY_NAMES.has(name) && CUT.test(text)) {
    throw new ImportError(`${where}: \`${name}\` was cut by ConvertTo-Json: save it again with -Depth 20.`);
  }
  const ticks = DATE.exec(text)?.[1];
  if (ticks !== undefined) {
    const instant = new Date(Number(ticks));
    return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
  }
  return text.replace(WITH_SPACE, '$1T$2$3');
}

// ConvertTo-Json of PowerShell allows 100 at most.
const DEEPEST_RECORD = 100;

/** A value with the names and the forms of texts that Microsoft Graph gives it. */
function inForm(value: unknown, name: string, where: string, depth = 0): unknown {
  if (typeof value === 'string') return textInForm(value, name, where);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST_RECORD) throw new ImportError(`${where}: is nested more than ${DEEPEST_RECORD} deep.`);
  if (Array.isArray(value)) return value.map((each) => inForm(each, name, where, depth + 1));
  if (!isObject(value)) return value;
  // PowerShell 5 writes some instants as objects.
  if (Object.hasOwn(value, 'DateTime') && typeof value['value'] === 'string')
    return inForm(value['value'], name, where, depth + 1);
  const found = new Map<string, unknown>();
  const more: Json[] = [];
  for (const [given, inner] of Object.entries(value)) {
    const bare = bareName(given);
    if (ADDITIONAL.has(bare) && isObject(inner)) {
      more.push(inner);
      continue;
    }
    const known = PROPERTY_NAMES.has(given) ? given : (PROPERTY_BY_BARE_NAME.get(bare) ?? given);
    if (!found.has(known) || found.get(known) === null) found.set(known, inForm(inner, known, where, depth + 1));
  }
  for (const each of more) {
    for (const [known, inner] of Object.entries(inForm(each, name, where, depth + 1) as Json)) {
      if (!found.has(known) || found.get(known) === null) found.set(known, inner);
    }
  }
  return Object.fromEntries(found);
}

// Objects of SDKs have `Id`, or a place for properties that the SDK does not know.
const isFromSdk = (record: unknown): record is Json =>
  isObject(record) &&
  (!['id', 'skuId'].some((name) => Object.hasOwn(record, name)) ||
    ['additional_data', 'additionalData'].some((name) => Object.hasOwn(record, name)));

const isNamed = (record: Json): boolean => ['Id', 'SkuId', 'id'].some((name) => Object.hasOwn(record, name));

/** Whether a text has values in forms that only tools give them. */
export const hasToolForms = (text: string): boolean => TOOL_TEXT.test(text);

/**
 * The records of an answer in Microsoft Graph's form. SDKs write `null` for a property that was not
 * requested, so a property that is null in all records was not requested.
 * @param isOfTool whether the file has values in forms that only tools give them
 * @throws ImportError where a tool has cut them
 */
export function recordsInForm(records: readonly unknown[], isOfTool: boolean, where: string): readonly unknown[] {
  if (!isOfTool && !records.some(isFromSdk)) return records;
  const found = records.map((record, i) => inForm(record, '', `${where}, record ${i + 1}`));
  if (!records.every((record) => isFromSdk(record) && isNamed(record))) return found;
  const objects = found as Json[];
  const isTold = new Set(objects.flatMap((record) => Object.keys(record).filter((name) => record[name] !== null)));
  return objects.map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => isTold.has(name))));
}
