import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type DocumentNode, GraphQLError, getLocation, parse, Source } from 'graphql';
import { ForeseenError } from '../resolving/foreseen';

/** Operations that cannot be read, or that the service would refuse: a line each, as `file:line:column: what is wrong`. */
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

/** What to throw for mistakes, each with its place. */
export const invalid = (errors: readonly GraphQLError[]): InvalidOperations =>
  new InvalidOperations(errors.map(described).join('\n'));

/** The documents in texts. @throws InvalidOperations where one is no GraphQL */
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

/** The files of GraphQL in a folder and in its folders, by their names; packages and hidden folders are left out. */
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
 * The texts of files, and of the files of GraphQL in folders, by their paths from a folder.
 * @throws InvalidOperations where one is not there
 */
export function sourcesIn(paths: readonly string[], from: string): Source[] {
  const missing = paths.filter((each) => !existsSync(each));
  if (missing.length > 0) throw new InvalidOperations(`There is no ${missing.join(', and no ')}.`);
  const files = paths.flatMap((each) => (statSync(each).isDirectory() ? filesIn(each) : [each]));
  return [...new Set(files.map((file) => path.resolve(file)))].map(
    (file) => new Source(readFileSync(file, 'utf8'), path.relative(from, file).replaceAll(path.sep, '/')),
  );
}
