import type { GraphQLSchema } from 'graphql';
import { checkedRules } from '../findings/needs';
import type { Rule } from '../findings/rule';
import sources from '../findings/sources.json';
import en from '../findings/texts.en.json';
import { coordinatesIn } from '../findings/views';
import type { FindingRule } from '../generated/graphql';

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

\`FINDINGS_SILENCED\` silences rules, \`FINDINGS_SHADOW\` puts them on trial, and \`FINDINGS_…\` change thresholds: see
[running.md](running.md). The thresholds that do not change are in [constants.ts](../src/findings/constants.ts).
`;

/** The documentation of a rule: its trigger, its known errors, and its source. */
const DOCUMENTED = sources as unknown as Readonly<
  Record<FindingRule, readonly [trigger: string, limits: string, source: string]>
>;
const TEXTS = en.rules as Readonly<Record<string, Readonly<Record<string, string>>>>;
const SHARED = en.shared as Readonly<Record<string, string>>;

const code = (text: string): string => `\`${text}\``;

/** The steps of a rule: the fixed ones, and the ones with texts of their own. */
function stepsOf({ id, steps }: Rule): string[] {
  const own = Object.entries(TEXTS[id] ?? {}).flatMap(([name, text]) =>
    name.startsWith('step.') ? [[name.slice('step.'.length), text] as const] : [],
  );
  const shared = steps.flatMap(({ text }) =>
    text !== undefined && own.every(([name]) => name !== text) ? [[text, SHARED[`step.${text}`] ?? ''] as const] : [],
  );
  return [...own, ...shared].map(([name, text]) => {
    const needs = steps.find((step) => (step.text ?? step.who) === name)?.needs ?? [];
    const needing = needs.length === 0 ? '' : ` Needs ${needs.map(code).join(', ')}.`;
    return `  - ${code(name)}: ${text.trim()}${needing}`;
  });
}

function section(rule: Rule, coordinates: readonly string[], needs: readonly string[]): string[] {
  const [trigger, limits, source] = DOCUMENTED[rule.id];
  const texts = TEXTS[rule.id] ?? {};
  const titles = Object.entries(texts).filter(([name]) => name === 'title' || name.startsWith('title.'));
  const explains =
    rule.explainsAll === undefined
      ? (rule.explains ?? [])
      : [`everything on the same ${rule.explainsAll.toLowerCase()}`];
  return [
    `## ${rule.id}`,
    '',
    `${code(rule.unproven ? 'WARNING' : rule.severity)} · ${code(rule.confidence)} · ${rule.topics.map(code).join(' ')}${
      rule.unproven ? ' · not tried on a real tenant: at most `WARNING` and `LIKELY`' : ''
    }`,
    '',
    `- **When**: ${trigger}`,
    ...titles.map(([name, text]) =>
      `- **Says**${name === 'title' ? '' : ` (${code(name.slice(6))})`}: ${text} ${texts[name.replace('title', 'why')] ?? ''}`.trim(),
    ),
    '- **Do**:',
    ...stepsOf(rule),
    ...(explains.length === 0
      ? []
      : [`- **Explains**: ${explains.map((name) => (name.includes(' ') ? name : code(name))).join(', ')}`]),
    `- **Not always right**: ${limits}`,
    `- **Reads**: ${coordinates.length === 0 ? 'when the others were read' : coordinates.map(code).join(', ')}${
      needs.length === 0 ? '' : `; needs ${needs.map(code).join(', ')}`
    }`,
    ...(rule.mayRead === undefined
      ? []
      : [`- **Reads, if the viewer may**: ${coordinatesIn(rule.mayRead).map(code).join(', ')}`]),
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
