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
import { PERMISSIONS } from '../authorization/permission-list';
import type { Requirement } from '../authorization/permissions';
import type { Permission } from '../generated/graphql';
import { createGraph } from '../graph/schema';
import { InvalidOperations, invalid, parsed, sourcesIn } from './operation-files';

/** For each permission: where in the answer it begins to be needed. Without it, these are null. */
type Opens = Partial<Record<Permission, readonly string[]>>;

/** What an operation needs. */
export interface OperationNeeds {
  /** The file that holds the operation. */
  readonly file: string;
  readonly type: OperationTypeNode;
  /** Every permission that the whole answer needs, whatever the variables hold. */
  readonly permissions: readonly Permission[];
  readonly opens: Opens;
  /** What is needed besides where a variable holds a value, by the path to that value: `filter.groupId`. */
  readonly whenGiven: Readonly<Record<string, Opens>>;
}

// Client libraries have fragments and directives of their own, which never reach the service. Names are asked for below.
const LEFT_OUT = new Set<ValidationRule>([KnownDirectivesRule, LoneAnonymousOperationRule, NoUnusedFragmentsRule]);
const RULES = specifiedRules.filter((rule) => !LEFT_OUT.has(rule));

const isOperation = (node: { readonly kind: Kind }): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION;
const isFragment = (node: { readonly kind: Kind }): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

/** What is wrong with operations beyond what GraphQL says: a manifest is by names, and of operations that there are. */
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
 * What each operation needs, by its name. Fragments may come from any of the files.
 * @param sources the files, by their names
 * @param permissions what every field needs
 * @param schema the schema that they were compiled from
 * @throws InvalidOperations where the service would refuse one
 */
export function permissionsManifest(
  sources: readonly Source[],
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Record<string, OperationNeeds> {
  // A saved schema can lie beside the operations.
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
 * How a value of a document gives what stands at a path in it.
 * @returns `true` in any case; the path in the variables when they do; `false` not at all
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
    // Who gives no value gets the default one.
    return givenBy(variable?.defaultValue, at, operation) || [name, ...at].join('.');
  }
  const [name, ...rest] = at;
  if (name === undefined) return true;
  if (value.kind !== Kind.OBJECT) return false;
  return givenBy(value.fields.find((field) => field.name.value === name)?.value, rest, operation);
}

/** The places of an answer by what they need. */
class Places {
  private readonly places = new Map<Permission, Set<string>>();

  add(permission: Permission, place: string): void {
    this.places.set(permission, (this.places.get(permission) ?? new Set()).add(place));
  }

  /** In the order of the schema. */
  get permissions(): Permission[] {
    return PERMISSIONS.map(({ permission }) => permission).filter((permission) => this.places.has(permission));
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

  /** Notes what a field needs. @returns what is held below it */
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
      // An interface says nothing of what an object's own fields need.
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
 * What the operations of files and folders need, as JSON.
 * @param from where the names of files are told from
 * @throws InvalidOperations where there is none, or one that the service would refuse
 */
export function manifestOf(paths: readonly string[], from: string): string {
  const { permissions, schema } = createGraph();
  const manifest = permissionsManifest(sourcesIn(paths, from), permissions, schema);
  if (Object.keys(manifest).length === 0) {
    throw new InvalidOperations(`There are no operations in ${paths.join(' and ')}.`);
  }
  return JSON.stringify(manifest, null, 2);
}
