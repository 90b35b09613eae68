import {
  concatAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isExecutableDefinitionNode,
  isInterfaceType,
  isObjectType,
  Kind,
  KnownDirectivesRule,
  LoneAnonymousOperationRule,
  NoUnusedFragmentsRule,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
  type Source,
  specifiedRules,
  type ValidationRule,
  type ValueNode,
  validate,
} from 'graphql';
import { inSchemaOrder } from '../authorization/permission-list';
import type { Requirement } from '../authorization/permissions';
import type { Permission } from '../generated/graphql';
import { createGraph } from '../graph/schema';
import { InvalidOperations, invalid, parsed, sourcesIn } from './operation-files';

/** For each permission, the topmost places in the answer that need it. Without the permission they are null. */
type Opens = Partial<Record<Permission, readonly string[]>>;

/** The requirements of an operation. */
export interface OperationNeeds {
  /** The file with the operation. */
  readonly file: string;
  readonly type: OperationTypeNode;
  /** Every permission that the whole answer needs, for any variables. */
  readonly permissions: readonly Permission[];
  readonly opens: Opens;
  /** The additional permissions if a variable is given, by the path of the value, such as `filter.groupId`. */
  readonly whenGiven: Readonly<Record<string, Opens>>;
}

// Client libraries use their own fragments and directives, which never reach the service. Names are checked below.
const LEFT_OUT = new Set<ValidationRule>([KnownDirectivesRule, LoneAnonymousOperationRule, NoUnusedFragmentsRule]);
const RULES = specifiedRules.filter((rule) => !LEFT_OUT.has(rule));

const isOperation = (node: { readonly kind: Kind }): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION;
const isFragment = (node: { readonly kind: Kind }): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

/** The mistakes beyond GraphQL's own rules: a manifest needs named operations of types that the graph has. */
function unfit(operation: OperationDefinitionNode, schema: GraphQLSchema): GraphQLError[] {
  const { name, operation: type } = operation;
  return [
    ...(name === undefined ? [new GraphQLError('An operation needs a name here.', { nodes: operation })] : []),
    ...(schema.getRootType(type) == null
      ? [new GraphQLError(`This graph has no ${type}s.`, { nodes: operation })]
      : []),
  ];
}

/**
 * The requirements of each operation, by name. Fragments may come from any of the files.
 * @param sources the files by name
 * @param permissions the requirements of every field
 * @param schema the schema of these requirements
 * @throws InvalidOperations if the service would refuse one
 */
export function permissionsManifest(
  sources: readonly Source[],
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Record<string, OperationNeeds> {
  // A folder of operations may also contain a saved schema.
  const isAsked = ({ definitions }: DocumentNode) => definitions.some(isExecutableDefinitionNode);
  const document = concatAST(parsed(sources).filter(isAsked));
  const operations = document.definitions.filter(isOperation);
  const errors = [...operations.flatMap((operation) => unfit(operation, schema)), ...validate(schema, document, RULES)];
  if (errors.length > 0) throw invalid(errors);
  const fragments = new Map(document.definitions.filter(isFragment).map((node) => [node.name.value, node]));
  return Object.fromEntries(
    operations.map((operation) => [
      operation.name?.value,
      {
        file: operation.loc?.source.name,
        type: operation.operation,
        ...needsOf(operation, fragments, permissions, schema),
      },
    ]),
  );
}

/**
 * How a value in a document provides the value at a path inside it.
 * @returns `true` if always; the path in the variables if they decide; `false` if never
 */
function givenBy(
  value: ValueNode | undefined,
  at: readonly string[],
  operation: OperationDefinitionNode,
): string | boolean {
  if (value === undefined || value.kind === Kind.NULL) return false;
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    const variable = operation.variableDefinitions?.find((definition) => definition.variable.name.value === name);
    if (at.length === 0 && variable?.type.kind === Kind.NON_NULL_TYPE) return true;
    // Without a value the default applies.
    return givenBy(variable?.defaultValue, at, operation) || [name, ...at].join('.');
  }
  const [name, ...rest] = at;
  if (name === undefined) return true;
  if (value.kind !== Kind.OBJECT) return false;
  return givenBy(value.fields.find((field) => field.name.value === name)?.value, rest, operation);
}

/** The places of an answer by their permissions. */
class Places {
  private readonly places = new Map<Permission, Set<string>>();

  add(permission: Permission, place: string): void {
    this.places.set(permission, (this.places.get(permission) ?? new Set()).add(place));
  }

  /** In the order of the schema. */
  get permissions(): Permission[] {
    return inSchemaOrder(this.places.keys());
  }

  get opens(): Opens {
    return Object.fromEntries(
      this.permissions.map((permission) => [permission, [...(this.places.get(permission) ?? [])]]),
    );
  }
}

function needsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Pick<OperationNeeds, 'permissions' | 'opens' | 'whenGiven'> {
  const always = new Places();
  const given = new Map<string, Places>();

  /** Records the permissions of a field. @returns the permissions already required below it */
  function note(node: FieldNode, typeName: string, place: string, held: ReadonlySet<Permission>): Set<Permission> {
    const required = permissions.get(`${typeName}.${node.name.value}`);
    const inputs = (required?.inputs ?? []).map((input) => {
      const [argument, ...rest] = input.path;
      const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
      return { by: givenBy(value, rest, operation), permissions: input.permissions };
    });
    const needed = [
      ...(required?.permissions ?? []),
      ...inputs.filter(({ by }) => by === true).flatMap((input) => input.permissions),
    ];
    const below = new Set([...held, ...needed]);
    for (const permission of needed) if (!held.has(permission)) always.add(permission, place);
    for (const { by, permissions: more } of inputs) {
      if (typeof by === 'boolean') continue;
      for (const permission of more) {
        if (below.has(permission)) continue;
        const places = given.get(by) ?? new Places();
        given.set(by, places);
        places.add(permission, place);
      }
    }
    return below;
  }

  function visit(set: SelectionSetNode, typeName: string, at: readonly string[], held: ReadonlySet<Permission>): void {
    const type = schema.getType(typeName);
    const within = (condition: string | undefined): string =>
      // An interface does not show the permissions of an object's own fields.
      condition === undefined || (isObjectType(type) && isAbstractType(schema.getType(condition)))
        ? typeName
        : condition;
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) visit(fragment.selectionSet, within(fragment.typeCondition.name.value), at, held);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        visit(node.selectionSet, within(node.typeCondition?.name.value), at, held);
      } else {
        const here = [...at, node.alias?.value ?? node.name.value];
        const below = note(node, typeName, here.join('.'), held);
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
        const inner = field && getNamedType(field.type);
        if (node.selectionSet && isCompositeType(inner)) visit(node.selectionSet, inner.name, here, below);
      }
    }
  }

  visit(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', [], new Set());
  return {
    permissions: always.permissions,
    opens: always.opens,
    whenGiven: Object.fromEntries([...given].map(([variable, places]) => [variable, places.opens])),
  };
}

/**
 * The requirements of the operations in files and folders, as JSON.
 * @param from the folder to which the names of files are relative
 * @throws InvalidOperations if there is no operation, or one that the service would refuse
 */
export function manifestOf(paths: readonly string[], from: string): string {
  const { permissions, schema } = createGraph();
  const manifest = permissionsManifest(sourcesIn(paths, from), permissions, schema);
  if (Object.keys(manifest).length === 0) {
    throw new InvalidOperations(`There are no operations in ${paths.join(' and ')}.`);
  }
  return JSON.stringify(manifest, null, 2);
}
