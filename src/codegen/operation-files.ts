import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
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

const OPERATIONS = /\.(?:graphql|gql)$/;
const SCHEMA = /\.graphqls$/;
const PROGRAM = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
// As gql`…`, gql(`…`) and graphql(/* GraphQL */ `…`).
const TEMPLATE = /(?:(?<![`\w])(?:gql|graphql)\s*\(?\s*|\/\*\s*GraphQL\s*\*\/\s*)`/;
const DEFINITION = /^\s*(?:query|mutation|fragment)\s+\w/m;

const isFolder = (place: string): boolean => existsSync(place) && statSync(place).isDirectory();

/**
 * The files below a folder, sorted by name, without packages and hidden folders. A folder to which several links lead
 * counts once.
 * @param seen the folders that were found before
 */
function filesIn(folder: string, seen: Set<string>): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const place = path.join(folder, name);
      if (!isFolder(place)) return [place];
      return name === 'node_modules' || name.startsWith('.') ? [] : filesIn(place, seen);
    });
}

const nameOf = (file: string, from: string): string => path.relative(from, file).replaceAll(path.sep, '/');

/**
 * The contents of files, and of the GraphQL files in folders, named by their paths relative to a folder.
 * @throws InvalidOperations if a path does not exist
 */
export function sourcesIn(paths: readonly string[], from: string): Source[] {
  const seen = new Set<string>();
  const files = paths.flatMap((each) =>
    isFolder(each) ? filesIn(each, seen).filter((file) => OPERATIONS.test(file)) : [each],
  );
  const missing = files.filter((each) => !existsSync(each));
  if (missing.length > 0) throw new InvalidOperations(`There is no ${missing.join(', and no ')}.`);
  const once = new Map<string, string>();
  for (const file of files) {
    const real = realpathSync(file);
    if (!once.has(real)) once.set(real, file);
  }
  return [...once.values()].map((file) => new Source(readFileSync(file, 'utf8'), nameOf(file, from)));
}

/** A sentence about each file in folders that has operations and that {@link sourcesIn} does not read. */
export function unreadIn(paths: readonly string[], from: string): string[] {
  const seen = new Set<string>();
  const has = (file: string, text: RegExp) => existsSync(file) && text.test(readFileSync(file, 'utf8'));
  return paths
    .filter(isFolder)
    .flatMap((folder) => filesIn(folder, seen))
    .flatMap((file) => {
      const name = nameOf(file, from);
      if (SCHEMA.test(file) && has(file, DEFINITION)) {
        return [`${name} is not read: files of operations end in .graphql or .gql.`];
      }
      if (PROGRAM.test(file) && has(file, TEMPLATE)) {
        return [`${name} is not read: move its operations from templates to .graphql files.`];
      }
      return [];
    });
}
