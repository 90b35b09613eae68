import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concatAST, type DocumentNode, parse } from 'graphql';

const FOLDER = path.join(__dirname, '..', '..', 'schema');

/** The schema of the last release. It lies beside the definition but is not part of it. */
export const RELEASED = 'released.graphql';

/** The schema's definition: every `schema/*.graphql` except the released one. */
export const typeDefs: DocumentNode = concatAST(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql') && file !== RELEASED)
    .sort()
    .map((file) => parse(readFileSync(path.join(FOLDER, file), 'utf8'))),
);
