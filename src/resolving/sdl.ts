import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concatAST, type DocumentNode, parse } from 'graphql';

const FOLDER = path.join(__dirname, '..', '..', 'schema');

/** The schema's definition: every `schema/*.graphql`. */
export const typeDefs: DocumentNode = concatAST(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => parse(readFileSync(path.join(FOLDER, file), 'utf8'))),
);
