import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { type DocumentNode, parse, specifiedRules, validate } from 'graphql';
import { createGraph } from '../../src/graph/schema';

const TESTS = path.join(__dirname, '..');

/** Every string and template without substitutions in a TypeScript file. */
function literalsIn(file: string): string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look);
    else if (typeof node === 'object' && node !== null) {
      const { type, value, expressions, quasis } = node as Record<string, unknown>;
      if (type === 'StringLiteral') found.push(value as string);
      else if (type === 'TemplateLiteral' && (expressions as unknown[]).length === 0) {
        found.push((quasis as { cooked: string }[])[0]?.cooked ?? '');
      }
      Object.values(node).forEach(look);
    }
  };
  look(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }));
  return found;
}

/** The GraphQL operation in a text; null if it is none. */
function operationIn(text: string): DocumentNode | null {
  // `{id}` alone is a placeholder in a path or a message.
  if (!/^\s*(\{|query\b|mutation\b|fragment\b)/.test(text) || /^\{\w+\}$/.test(text)) return null;
  try {
    const document = parse(text);
    return document.definitions.some(({ kind }) => kind === 'OperationDefinition') ? document : null;
  } catch {
    return null;
  }
}

const NONSENSE = 'Cannot query field "nonsense" on type "Query". Did you mean "nodes"?';

// Tests expect errors for these documents: the errors, by file.
const ON_PURPOSE: Readonly<Record<string, readonly string[]>> = {
  'contract/permissions-manifest.test.ts': [
    'Unknown fragment "Card".',
    'Unknown directive "@unmask".',
    'Cannot query field "displayNmae" on type "Viewer". Did you mean "displayName"?',
    'Cannot query field "nobody" on type "Query". Did you mean "node"?',
    'Int cannot represent non-integer value: "x"',
    'Unknown fragment "Name".',
  ],
  'contract/every-field.test.ts': ['Cannot query field "id" on type "Query".'],
  'findings/reading.test.ts': ['Value "WEATHER" does not exist in "FindingTopic" enum.'],
  'http/bad-input.test.ts': [
    'Value "SYMBIAN" does not exist in "Platform" enum.',
    'Value "ios" does not exist in "Platform" enum. Did you mean the enum value "IOS"?',
    'Enum "Platform" cannot represent non-enum value: "IOS". Did you mean the enum value "IOS"?',
    'Value "PASSWORD" does not exist in "UserOrderField" enum.',
    'Enum "UserOrderField" cannot represent non-enum value: "name; drop table users".',
    'Value "SIDEWAYS" does not exist in "OrderDirection" enum.',
  ],
  'http/commands.test.ts': [
    'Unknown fragment "Name".',
    'Cannot query field "displayNmae" on type "Viewer". Did you mean "displayName"?',
    'Unknown fragment "Nowhere".',
  ],
  'http/limits.test.ts': [
    'Field "nodes" argument "ids" of type "[ID!]!" is required, but it was not provided.',
    'Cannot query field "totalCount" on type "Query".',
    'Cannot spread fragment "A" within itself via "B".',
    'Cannot spread fragment "A" within itself.',
    'Unknown directive "@defer".',
    'Unknown directive "@stream".',
    'Cannot query field "deleteUser" on type "Mutation". Did you mean "deleteRole" or "refreshUser"?',
  ],
  'http/metrics.test.ts': [NONSENSE],
  'http/request-lines.test.ts': [NONSENSE],
  'http/transport.test.ts': Array(3).fill(NONSENSE),
};

test('each operation that a test writes out fits the schema, but those that are to be refused', () => {
  const { schema } = createGraph();
  const rules = specifiedRules.filter(({ name }) => name !== 'NoUnusedFragmentsRule');
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  let operations = 0;
  const wrong: Record<string, string[]> = {};
  for (const file of files.sort()) {
    for (const document of literalsIn(path.join(TESTS, file)).flatMap((text) => operationIn(text) ?? [])) {
      operations++;
      const [error] = validate(schema, document, rules);
      if (error !== undefined) wrong[file] = [...(wrong[file] ?? []), error.message];
    }
  }

  expect(operations).toBeGreaterThan(400);
  expect(wrong).toEqual(ON_PURPOSE);
});
