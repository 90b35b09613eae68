import type { GraphQLSchema } from 'graphql';
import { checkedRules } from '../findings/needs';
import type { Rule, StepOf } from '../findings/rule';
import sources from '../findings/sources.json';
import en from '../findings/texts.en.json';
import { coordinatesIn } from '../findings/views';
import type { FindingRule } from '../generated/graphql';

const code = (text: string): string => `\`${text}\``;

/** The rules that no fact tells when they became true: their findings have no \`since\`. */
export const UNDATED: readonly FindingRule[] = [
  ...(['TENANT_INACTIVE', 'COMPLIANCE_OF_OTHER_USER', 'ENTRA_DISAGREES', 'PROFILE_NOT_REACHING'] as const),
  ...([
    'STORAGE_FULL',
    'GRACE_ENDING',
    'LEAVER_DEVICE',
    'NOT_REGISTERED',
    'CERT_NOT_RENEWED',
    'CONNECTOR_ENDING',
  ] as const),
  ...(['NOT_ENCRYPTED', 'WRONG_PRIMARY_USER', 'COMPLIANCE_UNKNOWN', 'MAM_NOT_USED', 'NO_DEVICE'] as const),
];

const HEAD = `# Findings

Written by \`npm run codegen\` from the catalogue in [src/findings](../src/findings): the rules, in the order in which they rank.

\`User.findings\` and \`Device.findings\` list problems with their cause, the next steps, and the person for each step. A symptom
stands under the cause that explains it, and a cause takes the severity of a worse symptom. A rule needs the viewer's permission
for every field that it reads; \`notChecked\` names the rules that did not run. \`{…}\` are values. New rules are added over time, so clients show the title of a finding whose
\`rule\` they do not know. \`Query.findings\` lists the findings of all users and devices: see
[queries.md](queries.md#the-findings-of-everybody).

\`KNOWN_ISSUE\` comes from no rule. While a known issue is open (\`createKnownIssue\`), the findings of its rule about its app, policy
or kind of connector fold under it, and a finding that is also about other things stands beside it. A \`BLOCKER\` of another rule
never folds. \`FINDINGS_SILENCED=KNOWN_ISSUE\` turns it off.

\`since\` tells when a finding became true, as far as the facts tell it. They never do for
${UNDATED.map(code).join(', ')}.

The demo tenant has findings of all rules but \`TENANT_INACTIVE\`, \`APPLE_PUSH_EXPIRED\` and \`DATA_OUT_OF_DATE\`, which would be on
every page, or on that of everybody with an Apple device.

\`FINDINGS_SILENCED\` silences rules, \`FINDINGS_SHADOW\` puts them on trial, and \`FINDINGS_…\` change thresholds: see
[running.md](running.md). The thresholds that do not change are in [constants.ts](../src/findings/constants.ts).
`;

/** The documentation of a rule: its trigger, its known errors, and its source. */
const DOCUMENTED = sources as unknown as Readonly<
  Record<FindingRule, readonly [trigger: string, limits: string, source: string]>
>;
const TEXTS = en.rules as Readonly<Record<string, Readonly<Record<string, string>>>>;
const SHARED = en.shared as Readonly<Record<string, string>>;

/** A line for a text with the name of its case; none for an empty text. */
const line = (name: string, label: string, text: string): string[] =>
  text.trim() === '' ? [] : [`${label}${name === '' ? '' : ` (${code(name)})`}: ${text.trim()}`];

/** The names of the texts of a kind, such as the variants of a title; the plain one is ''. */
const namesOf = (texts: Readonly<Record<string, string>>, kind: string): string[] =>
  Object.keys(texts).flatMap((key) =>
    key === kind ? [''] : key.startsWith(`${kind}.`) ? [key.slice(kind.length + 1)] : [],
  );

/** What a rule says, in each of its variants: a variant without a title or a reason of its own has the plain one. */
function sayingsOf(texts: Readonly<Record<string, string>>): string[] {
  const variants = [...new Set([...namesOf(texts, 'title'), ...namesOf(texts, 'why')])];
  const textOf = (kind: string, variant: string) => texts[`${kind}.${variant}`] ?? texts[kind] ?? '';
  return variants.flatMap((variant) =>
    line(variant, '- **Says**', `${textOf('title', variant)} ${textOf('why', variant)}`),
  );
}

const needing = ({ needs = [] }: StepOf): string => (needs.length === 0 ? '' : ` Needs ${needs.map(code).join(', ')}.`);

/** The steps of a rule, each with its person. */
function stepsOf({ id, steps, otherSteps = [] }: Rule): string[] {
  const lines = [...steps, ...otherSteps].flatMap((step) => {
    const { who, text = '' } = step;
    const key = `step.${text === '' ? who : text}`;
    return line(text, `  - ${code(who)}`, `${(TEXTS[id]?.[key] ?? SHARED[key] ?? '').trim()}${needing(step)}`);
  });
  return [...new Set(lines)];
}

const list = (label: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`- **${label}**: ${items.join(', ')}`];

function section(rule: Rule, coordinates: readonly string[], needs: readonly string[]): string[] {
  const [trigger, limits, source] = DOCUMENTED[rule.id];
  const texts = TEXTS[rule.id] ?? {};
  const more = namesOf(texts, 'more').flatMap((name) => line('', `  - ${code(name)}`, texts[`more.${name}`] ?? ''));
  const steps = stepsOf(rule);
  const explains =
    rule.explainsAll === undefined
      ? (rule.explains ?? []).map(code)
      : [`everything on the same ${rule.explainsAll.toLowerCase()}`];
  const permissions = needs.length === 0 ? '' : `; needs ${needs.map(code).join(', ')}`;
  const everywhere = rule.needsAllDevices ? ' over all devices' : '';
  return [
    `## ${rule.id}`,
    '',
    `${code(rule.unproven ? 'WARNING' : rule.severity)} · ${code(rule.confidence)} · ${rule.topics.map(code).join(' ')}${
      rule.unproven ? ' · not tried on a real tenant: at most `WARNING` and `LIKELY`' : ''
    }`,
    '',
    `- **When**: ${trigger}`,
    ...sayingsOf(texts),
    ...(more.length === 0 ? [] : ['- **Adds, where it fits**:', ...more]),
    ...(steps.length === 0 ? [] : ['- **Do**:', ...steps]),
    ...list('Explains', explains),
    `- **Not always right**: ${limits}`,
    `- **Reads**: ${
      coordinates.length === 0 ? 'when the others were read' : coordinates.map(code).join(', ')
    }${permissions}${everywhere}`,
    ...list('Reads, if the viewer may', coordinatesIn(rule.mayRead ?? {}).map(code)),
    `- **Source**: ${source}`,
    '',
  ];
}

/** The page of docs/ about the rules of findings. */
export function findingsPage(schema: GraphQLSchema): string {
  return [
    HEAD,
    ...checkedRules(schema).flatMap(({ rule, coordinates, needs }) => section(rule, coordinates, needs)),
  ].join('\n');
}
