// The schema of this service, for the peers with the same operations.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', '..', 'schema');

export const typeDefs = readdirSync(folder)
  // The schema of the last release is no part of it.
  .filter((name) => name.endsWith('.graphql') && name !== 'released.graphql')
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  .join('\n');
