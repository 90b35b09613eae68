import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind } from 'graphql';
import { parsed, sourcesIn } from './operation-files';

const OPERATIONS = ['portal/operations', 'examples'];
// Operations inside of other texts.
const TEXTS = [
  ...['README.md', 'README.fr.md', 'graphiql/graph.ts'],
  ...['docs/queries.md', 'docs/administering.md', 'docs/permissions.md', 'docs/your-tenant.md'],
];
const NAMED = /\b(?:query|mutation) ([A-Z]\w*)/g;

/** The TypeScript file with the names of all operations that this project ships, for the metrics. @param root its folder */
export function operationNames(root: string): string {
  const documents = parsed(
    sourcesIn(
      OPERATIONS.map((folder) => path.join(root, folder)),
      root,
    ),
  );
  const ofFiles = documents.flatMap(({ definitions }) =>
    definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION && each.name ? [each.name.value] : [])),
  );
  const ofTexts = TEXTS.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(NAMED)].map(([, name = '']) => name),
  );
  const names = [...new Set([...ofFiles, ...ofTexts, 'IntrospectionQuery'])].sort();
  const lines = names.map((name) => `  '${name}',`).join('\n');
  return `// Written by npm run codegen.\n\n/** The names of the operations that this project ships. */\nexport const OPERATION_NAMES: readonly string[] = [\n${lines}\n];\n`;
}
