import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
  validate,
} from 'graphql';
import type { Permission } from './generated/graphql';
import type { Requirement } from './permissions';
import { createGraph } from './schema';
import { PERMISSIONS } from './sdl';

type Coordinates = Partial<Record<Permission, readonly string[]>>;

/** The permissions that an operation needs. */
export interface OperationNeeds {
  /** The file that holds the operation. */
  readonly file: string;
  readonly type: OperationTypeNode;
  /** Every permission that the whole answer needs, whatever the variables. */
  readonly permissions: readonly Permission[];
  /** For each of them, the fields where it begins to be needed. Without it, these are null. */
  readonly opens: Coordinates;
  /** The variables, or their fields, that need a permission of their own when they are given. */
  readonly variables?: Coordinates;
}

/** Documents that cannot be read, or do not fit the schema; the message names the file. */
export class ManifestError extends Error {}

/** The manifest of some `.graphql` or `.gql` files, and of all such files in some folders. @throws ManifestError */
export function manifestOfFiles(places: readonly string[]): Record<string, OperationNeeds> {
  const { permissions, schema } = createGraph();
  return permissionsManifest(new Map(places.flatMap(documentsAt)), permissions, schema);
}

/** Each document with the name of its file, relative to the place that was asked for. */
function documentsAt(place: string): [string, DocumentNode][] {
  let isFolder: boolean;
  try {
    isFolder = statSync(place).isDirectory();
  } catch {
    throw new ManifestError(`There is no file or folder ${place}.`);
  }
  if (!isFolder) return [[path.basename(place), readDocument(place)]];
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(graphql|gql)$/.test(name) && !name.split(path.sep).includes('node_modules'))
    .sort();
  if (files.length === 0) throw new ManifestError(`There is no .graphql or .gql file in ${place}.`);
  return files.map((name) => [name, readDocument(path.join(place, name))]);
}

function readDocument(file: string): DocumentNode {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ManifestError(`${file}: ${error instanceof GraphQLError ? placed(error) : (error as Error).message}`);
  }
}

/**
 * The permissions that each operation of some documents needs, by the operation's name, or by its file where it has none.
 * Fragments may stand in any of the files.
 * @param documents by the names of their files
 * @param permissions what every field needs
 * @param schema the schema that they were compiled from
 * @throws ManifestError when an operation is not valid, or a name is used twice
 */
export function permissionsManifest(
  documents: ReadonlyMap<string, DocumentNode>,
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Record<string, OperationNeeds> {
  const fragments = fragmentsOf(documents);
  const manifest: Record<string, OperationNeeds> = {};
  for (const [file, { definitions }] of documents) {
    for (const operation of definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const name = operation.name?.value ?? file;
      const earlier = manifest[name];
      if (earlier !== undefined) throw new ManifestError(`${file}: the operation ${name} is in ${earlier.file} too.`);
      const used = fragmentsIn(operation, fragments);
      const [error] = validate(schema, { kind: Kind.DOCUMENT, definitions: [operation, ...used] });
      if (error !== undefined) throw new ManifestError(`${file}: ${placed(error)}`);
      manifest[name] = { file, type: operation.operation, ...needsOf(operation, fragments, permissions, schema) };
    }
  }
  return manifest;
}

const placed = ({ message, locations }: GraphQLError): string =>
  locations?.[0] === undefined ? message : `line ${locations[0].line}: ${message}`;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function fragmentsOf(documents: ReadonlyMap<string, DocumentNode>): Fragments {
  const found = new Map<string, FragmentDefinitionNode>();
  for (const [file, { definitions }] of documents) {
    for (const node of definitions) {
      if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
      if (found.has(node.name.value))
        throw new ManifestError(`${file}: the fragment ${node.name.value} is there twice.`);
      found.set(node.name.value, node);
    }
  }
  return found;
}

/** The fragments that an operation spreads at any depth; one that is nowhere is left to the validation. */
function fragmentsIn(operation: OperationDefinitionNode, fragments: Fragments): FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind !== Kind.FRAGMENT_SPREAD) {
        if (node.selectionSet) collect(node.selectionSet);
        continue;
      }
      const fragment = fragments.get(node.name.value);
      if (fragment === undefined || used.has(fragment)) continue;
      used.add(fragment);
      collect(fragment.selectionSet);
    }
  };
  collect(operation.selectionSet);
  return [...used];
}

/** Collects coordinates by permission, each once. */
class Places {
  private readonly found = new Map<Permission, Set<string>>();

  add(permission: Permission, place: string): void {
    this.found.set(permission, (this.found.get(permission) ?? new Set()).add(place));
  }

  /** In the order of the permissions. */
  get all(): Coordinates {
    return Object.fromEntries(
      PERMISSIONS.flatMap(({ permission }) => {
        const places = this.found.get(permission);
        return places === undefined ? [] : [[permission, [...places]]];
      }),
    );
  }
}

/**
 * Whether a field is given a value at a path of its arguments: always, never, or as a variable decides, which is named
 * with the rest of the path.
 */
function givenAt(
  { arguments: args = [] }: FieldNode,
  [name, ...rest]: readonly string[],
  variables: ReadonlySet<string>,
): 'ALWAYS' | 'NEVER' | { readonly variable: string } {
  let value: ValueNode | undefined = args.find((argument) => argument.name.value === name)?.value;
  for (const [depth, part] of rest.entries()) {
    if (value?.kind === Kind.VARIABLE) return { variable: [`$${value.name.value}`, ...rest.slice(depth)].join('.') };
    if (value?.kind !== Kind.OBJECT) return 'NEVER';
    value = value.fields.find((field) => field.name.value === part)?.value;
  }
  if (value === undefined || value.kind === Kind.NULL) return 'NEVER';
  if (value.kind !== Kind.VARIABLE || variables.has(value.name.value)) return 'ALWAYS';
  return { variable: `$${value.name.value}` };
}

function needsOf(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Pick<OperationNeeds, 'permissions' | 'opens' | 'variables'> {
  const opens = new Places();
  const conditional = new Places();
  const required = new Set(
    (operation.variableDefinitions ?? [])
      .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );

  function visitInputs(field: FieldNode, { inputs }: Requirement, place: string, held: ReadonlySet<Permission>): void {
    for (const input of inputs) {
      const given = givenAt(field, input.path, required);
      if (given === 'NEVER') continue;
      for (const permission of input.permissions) {
        if (held.has(permission)) continue;
        if (given === 'ALWAYS') opens.add(permission, place);
        else conditional.add(permission, given.variable);
      }
    }
  }

  function visit(set: SelectionSetNode, typeName: string, at: readonly string[], held: ReadonlySet<Permission>): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value) as FragmentDefinitionNode;
        visit(fragment.selectionSet, fragment.typeCondition.name.value, at, held);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        visit(node.selectionSet, node.typeCondition?.name.value ?? typeName, at, held);
      } else {
        const here = [...at, node.alias?.value ?? node.name.value];
        const requirement = permissions.get(`${typeName}.${node.name.value}`);
        const needed = requirement?.permissions ?? [];
        for (const permission of needed) if (!held.has(permission)) opens.add(permission, here.join('.'));
        const holding = new Set([...held, ...needed]);
        if (requirement !== undefined) visitInputs(node, requirement, here.join('.'), holding);
        const type = schema.getType(typeName);
        const inner = isObjectType(type) ? getNamedType(type.getFields()[node.name.value]?.type) : undefined;
        if (node.selectionSet && isCompositeType(inner)) visit(node.selectionSet, inner.name, here, holding);
      }
    }
  }

  visit(operation.selectionSet, (schema.getRootType(operation.operation) as { name: string }).name, [], new Set());
  const variables = conditional.all;
  return {
    permissions: Object.keys(opens.all) as Permission[],
    opens: opens.all,
    ...(Object.keys(variables).length > 0 && { variables }),
  };
}
