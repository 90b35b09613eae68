/**
 * Differences between the real Graph and its reference, and temporary trouble. A number is a share of requests, or a
 * count. Quirks that are on by default happen every day.
 */
export const QUIRKS = {
  'lists-without-action-results': [1, 'a list of managed devices has no deviceActionResults'],
  'lists-without-scope-tags': [1, 'a list of managed devices has no roleScopeTagIds'],
  'details-only-with-select': [1, 'hardwareInformation and the like come for one device, and only when selected'],
  'states-without-settings': [1, 'policy states have no settingStates; only .../{stateId}/settingStates has them'],
  'v1-setting-states': [0, 'v1.0 .../{stateId}/settingStates answers as beta does'],
  'expand-without-role': [1, 'an expanded roleDefinition is null, and scopes and tags are dropped'],
  'assignments-by-id-only': [1, 'roleDefinitions/{id}/roleAssignments has no members and scopes'],
  'v1-types': [1, 'v1.0 leaves out what is of a type that it lacks'],
  'v1-properties': [1, 'a version leaves out the properties that it lacks'],
  'default-properties': [1, 'users come with eleven properties unless others are selected'],
  'delta-without-licences': [1, 'a change of licences alone raises no delta'],
  'members-in-parts': [50, 'a group with more members than this comes again on the next pages of a delta'],
  'hidden-members': [1, 'groups with hidden membership have no members without Member.Read.Hidden'],
  'report-as-stream': [1, 'reports come as application/octet-stream, in a batch as base64'],
  'loc-not-selectable': [1, 'a report refuses columns in _loc in select'],
  'batch-shuffle': [1, 'parts of a batch come in any order'],
  'batch-write-needs-body': [1, 'a part of a batch that writes needs a Content-Type and a body'],
  'batch-base64': [0, 'bodies of batch parts come as base64'],
  'empty-pages': [0, 'every so-and-so-manyth page is empty and has a next one'],
  'expired-delta': [0, 'so many uses of a delta link are answered with 410'],
  'expired-page': [0, 'so many uses of a page token are answered with 400 Directory_ExpiredPageToken'],
  throttle: [0, 'share of requests answered with 429 and Retry-After'],
  'throttle-bare': [0, 'share of requests answered with 429 without Retry-After'],
  unavailable: [0, 'share of requests answered with 503'],
  'batch-throttle': [0, 'share of batch parts answered with 429 and Retry-After'],
  'retry-after': [1, 'seconds that a Retry-After asks for'],
  'device-limit': [0, 'more requests than this below devices in 20 seconds: 429 without Retry-After'],
  'report-limit': [0, 'share of reports answered with 500 and words about a rate limit'],
  slow: [0, 'milliseconds that every answer takes'],
} as const satisfies Record<string, readonly [number, string]>;

export type Quirk = keyof typeof QUIRKS;
export type Quirks = Record<Quirk, number>;

const NAMES = Object.keys(QUIRKS) as Quirk[];
const each = (value: (name: Quirk) => number) => Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Quirks;

export const DEFAULT_QUIRKS: Readonly<Quirks> = each((name) => QUIRKS[name][0]);

/** Parses a list such as `throttle=0.05,-v1-types`: `name` or `name=N` is on, `-name` off, `none` all off. */
export function quirksFrom(list: string): Partial<Quirks> {
  const chosen: Partial<Quirks> = {};
  for (const word of list.split(',').map((text) => text.trim())) {
    if (word === '') continue;
    if (word === 'none') {
      Object.assign(
        chosen,
        each(() => 0),
      );
      continue;
    }
    const [, minus, text = '', value] = /^(-?)([a-z0-9-]+?)(?:=([\d.]+))?$/.exec(word) ?? [];
    const name = NAMES.find((known) => known === text);
    if (name === undefined) throw new Error(`There is no quirk ${word}. There are: ${NAMES.join(', ')}`);
    chosen[name] = minus === '-' ? 0 : Number(value ?? (QUIRKS[name][0] || 1));
  }
  return chosen;
}
