import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type DocumentNode, GraphQLError, getLocation, parse, Source } from 'graphql';
import { ForeseenError } from '../resolving/foreseen';

/** Operations that are invalid or that the service would refuse, one per line as `file:line:column: message`. */
export class InvalidOperations extends ForeseenError {
  readonly code = 'INVALID_OPERATIONS';
}

function described({ message, source, positions, nodes }: GraphQLError): string {
  const locations =
    nodes?.flatMap(({ loc }) => (loc === undefined ? [] : [{ source: loc.source, start: loc.start }])) ??
    positions?.flatMap((start) => (source === undefined ? [] : [{ source, start }])) ??
    [];
  const [first, ...others] = locations.map(({ source: file, start }) => {
    const { line, column } = getLocation(file, start);
    return `${file.name}:${line}:${column}`;
  });
  return [...(first === undefined ? [] : [`${first}:`]), message, ...others.map((other) => `(${other})`)].join(' ');
}

/** The error for these mistakes, each with its place. */
export const invalid = (errors: readonly GraphQLError[]): InvalidOperations =>
  new InvalidOperations(errors.map(described).join('\n'));

/** Parses the documents. @throws InvalidOperations if one is not GraphQL */
export function parsed(sources: readonly Source[]): DocumentNode[] {
  const errors: GraphQLError[] = [];
  const documents = sources.flatMap((source) => {
    try {
      return [parse(source)];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      errors.push(error);
      return [];
    }
  });
  if (errors.length > 0) throw invalid(errors);
  return documents;
}

const isOfOperations = (name: string): boolean => /\.(graphql|gql)$/.test(name);

/** The GraphQL files below a folder, sorted by name, without packages and hidden folders. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (!entry.isDirectory()) return isOfOperations(entry.name) ? [place] : [];
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesIn(place);
    });
}

/**
 * The contents of files, and of the GraphQL files in folders, named by their paths relative to a folder.
 * @throws InvalidOperations if a path does not exist
 */
export function sourcesIn(paths: readonly string[], from: string): Source[] {
  const missing = paths.filter((each) => !existsSync(each));
  if (missing.length > 0) throw new InvalidOperations(`There is no ${missing.join(', and no ')}.`);
  const files = paths.flatMap((each) => (statSync(each).isDirectory() ? filesIn(each) : [each]));
  return [...new Set(files.map((file) => path.resolve(file)))].map(
    (file) => new Source(readFileSync(file, 'utf8'), path.relative(from, file).replaceAll(path.sep, '/')),
  );
}
