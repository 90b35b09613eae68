import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { lexicographicSortSchema, print, visit } from 'graphql';
import { createGraph } from '../graph/schema';
import { RELEASED } from '../resolving/sdl';

/* Writes the schema of a release, for `npm run release:schema`. A contract test compares later changes with this file. */

const HEAD = `# The schema of the last release, with its rules and without descriptions. Written by \`npm run release:schema\`.
# It is no part of the schema: a contract test compares the schema with it.`;

// Sorted and without descriptions, so that its diff shows only changes that affect clients and operators.
const sorted = getDocumentNodeFromSchema(lexicographicSortSchema(createGraph().schema));
const bare = visit(sorted, {
  enter: (node) =>
    'description' in node && node.description !== undefined ? { ...node, description: undefined } : undefined,
});
writeFileSync(path.join(__dirname, '..', '..', 'schema', RELEASED), `${HEAD}\n${print(bare)}\n`);
