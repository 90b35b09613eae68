import { getDirective } from '@graphql-tools/utils';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { applyMiddleware, type IMiddleware } from 'graphql-middleware';
import { deny, type IRules, rule, shield } from 'graphql-shield';
import { actionOf, objectNamedIn, recordRefusal } from '../audit/refusal';
import type { Permission } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { forbidden, type Refusal } from '../resolving/errors';
import { PERMISSIONS } from './permission-list';
import type { Viewer } from './viewer';

/** The permissions that an argument needs when it is given, with its path and the coordinate of the input field. */
interface InputRequirement {
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly permissions: readonly Permission[];
}

/** The requirements of a field. */
export interface Requirement {
  readonly coordinate: string;
  /** The permissions of the type and of the field; empty for an open field. */
  readonly permissions: readonly Permission[];
  /** Whether it answers operators who are disabled or unlicensed. */
  readonly inactive: boolean;
  readonly inputs: readonly InputRequirement[];
}

type Annotated = Parameters<typeof getDirective>[1];

const needs = (schema: GraphQLSchema, node: Annotated): Permission[] =>
  (getDirective(schema, node, 'needs') ?? []).map((directive) => directive['permission'] as Permission);
const openness = (schema: GraphQLSchema, node: Annotated) =>
  getDirective(schema, node, 'open')?.[0] as { inactive?: boolean } | undefined;

/** The permissions that all fields of a type need. */
export function needsOfType(schema: GraphQLSchema, type: GraphQLObjectType): readonly Permission[] {
  return needs(schema, type);
}

/** The permissions that a field needs: those of its type, then its own. */
export function needsOfField(schema: GraphQLSchema, type: GraphQLObjectType, field: Annotated): Permission[] {
  return [...new Set([...needs(schema, type), ...needs(schema, field)])];
}

/** The object types of the graph, roots included, the introspection types left out. */
export function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}

function inputRequirements(schema: GraphQLSchema, type: GraphQLInputType, path: readonly string[]): InputRequirement[] {
  const nullable = getNullableType(type);
  if (!isInputObjectType(nullable)) {
    // The rules do not look into lists of inputs, so those must not contain fields that need a permission.
    if (isListType(nullable) && inputRequirements(schema, nullable.ofType, path).length > 0) {
      throw new Error(`@needs inside a list of inputs is not enforced: ${path.join('.')}.`);
    }
    return [];
  }
  return Object.values(nullable.getFields()).flatMap((field) => {
    const permissions = needs(schema, field);
    const here = [...path, field.name];
    return [
      ...(permissions.length === 0 ? [] : [{ path: here, coordinate: `${nullable.name}.${field.name}`, permissions }]),
      ...inputRequirements(schema, field.type, here),
    ];
  });
}

function requirement(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, Context>,
): Requirement {
  const coordinate = `${type.name}.${field.name}`;
  const permissions = needsOfField(schema, type, field);
  const open = openness(schema, field) ?? openness(schema, type);
  if (permissions.length === 0 && open === undefined) {
    throw new Error(`${coordinate} does not say what it needs: add @needs or @open to it or to its type.`);
  }
  return {
    coordinate,
    permissions,
    inactive: permissions.length === 0 && open?.inactive === true,
    inputs: field.args.flatMap((argument) => inputRequirements(schema, argument.type, [argument.name])),
  };
}

/**
 * The requirements of every field of the schema, by coordinate.
 * @throws if a field has neither @needs nor @open, or if graphql-shield would not run its rule
 */
export function compilePermissions(schema: GraphQLSchema): ReadonlyMap<string, Requirement> {
  // The rules know two root types. An open field of a third one would answer disabled operators.
  if (schema.getSubscriptionType() != null)
    throw new Error('Subscriptions are not enforced, but the schema has a Subscription type.');
  // graphql-shield accepts rules for interfaces but never runs them.
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (needs(schema, field).length > 0)
        throw new Error(`@needs on the interface field ${type.name}.${field.name} is not enforced.`);
    }
  }
  return new Map(
    objectTypes(schema).flatMap((type) =>
      Object.values(type.getFields()).map((field) => {
        const found = requirement(schema, type, field);
        return [found.coordinate, found] as const;
      }),
    ),
  );
}

const given = (args: unknown, path: readonly string[]): boolean =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], args) != null;

/** Why the viewer of this request may not read a field with these arguments; null when they may. */
function whyRefused(
  required: Requirement,
  isRoot: boolean,
  args: Record<string, unknown>,
  { viewer }: Context,
): Refusal | null {
  // An @open field below a root asks only for its inputs: its parent was already authorised, or it describes the viewer.
  const isFree = required.permissions.length === 0 && (required.inactive || !isRoot);
  const refused = isFree ? null : viewer.refusal(required.permissions);
  if (refused !== null) return { ...refused, coordinate: required.coordinate };
  for (const input of required.inputs) {
    const missing = given(args, input.path) ? viewer.refusal(input.permissions) : null;
    if (missing !== null) return { ...missing, coordinate: input.coordinate };
  }
  return null;
}

/** The rule tree of graphql-shield: a rule for every field, without caching; everything else is denied. */
function ruleTree(schema: GraphQLSchema, map: ReadonlyMap<string, Requirement>): IRules {
  const mutation = schema.getMutationType();
  const roots = new Set([schema.getQueryType(), mutation]);
  return Object.fromEntries(
    objectTypes(schema).map((type) => [
      type.name,
      Object.fromEntries(
        Object.keys(type.getFields()).map((name) => {
          const required = map.get(`${type.name}.${name}`) as Requirement;
          const check = async (_: unknown, args: Record<string, unknown>, context: Context) => {
            try {
              if (type === mutation) await context.renew();
              const refused = whyRefused(required, roots.has(type), args, context);
              if (refused === null) return true;
              if (type === mutation) {
                const { reason, missing } = refused;
                const named = objectNamedIn(args['input']);
                await recordRefusal(context, { action: actionOf(name), named, missing, reason });
              }
              return forbidden(refused);
            } catch (error) {
              // Return the error: graphql-shield turns a thrown one into a denial.
              return error as Error;
            }
          };
          return [name, rule(required.coordinate, { cache: 'no_cache' })(check)];
        }),
      ),
    ]),
  );
}

/** The schema with its rules. */
export interface Protected {
  /** The schema with the rule of every field. */
  readonly schema: GraphQLSchema;
  /**
   * The schema with only those rules that could refuse this viewer. A field whose permissions the viewer holds needs no
   * rule. For queries only, because a mutation can change the viewer's permissions.
   */
  ruledFor(viewer: Viewer): Ruled;
}

/** A schema with a subset of the rules. */
interface Ruled {
  /** The missing permissions, which identify the subset. */
  readonly missing: string;
  readonly schema: GraphQLSchema;
}

// One schema for each set of permissions among the operators. A tenant has a handful of such sets.
const SCHEMAS_KEPT = 32;

/**
 * Applies graphql-shield's rules. By default it turns every error of a resolver into a denial. Here foreseen errors
 * pass unchanged, and all others are passed on to be masked and logged.
 */
export function protect(schema: GraphQLSchema, map: ReadonlyMap<string, Requirement>): Protected {
  const rules = shield(ruleTree(schema, map), {
    fallbackRule: deny,
    fallbackError: (error: unknown, _parent: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      // Throw: shield tests `instanceof Error`, which fails for errors of another realm.
      if (error != null) throw error;
      return forbidden({ reason: 'PERMISSION', missing: [], coordinate: `${info.parentType.name}.${info.fieldName}` });
    },
  }).generate(schema) as Record<string, Record<string, IMiddleware>>;
  const whole = applyMiddleware(schema, rules);

  const couldRefuse = (viewer: Viewer, { permissions, inputs }: Requirement) =>
    [{ permissions }, ...inputs].some((needed) => viewer.refusal(needed.permissions) !== null);
  const rulesFor = (viewer: Viewer) =>
    Object.fromEntries(
      Object.entries(rules).map(([type, fields]) => [
        type,
        Object.fromEntries(
          Object.entries(fields).filter(([field]) => couldRefuse(viewer, map.get(`${type}.${field}`) as Requirement)),
        ),
      ]),
    );
  const kept = new Map<string, Ruled>();
  function ruled(viewer: Viewer): Ruled {
    // Use the same check as the rules, so that the two cannot disagree.
    if (viewer.refusal([]) !== null) return { missing: 'everything', schema: whole };
    const missing = PERMISSIONS.filter(({ permission }) => viewer.refusal([permission]) !== null)
      .map(({ permission }) => permission)
      .join(' ');
    const known = kept.get(missing);
    if (known !== undefined) return known;
    // The schema with every rule is right for any viewer, and costs less than building another one.
    if (kept.size === SCHEMAS_KEPT) return { missing: 'everything', schema: whole };
    const made = { missing, schema: applyMiddleware(schema, rulesFor(viewer)) };
    kept.set(missing, made);
    return made;
  }
  // A viewer is the same for many requests, and never changes.
  const byViewer = new WeakMap<Viewer, Ruled>();
  return {
    schema: whole,
    ruledFor(viewer) {
      const known = byViewer.get(viewer) ?? ruled(viewer);
      byViewer.set(viewer, known);
      return known;
    },
  };
}

/** Appends the needed permissions to the description of each type and field, so that introspection shows them. */
export function describeNeeds(schema: GraphQLSchema, map: ReadonlyMap<string, Requirement>): void {
  const sentence = (permissions: readonly Permission[]) =>
    `Needs ${permissions.map((name) => `\`${name}\``).join(' and ')}.`;
  const append = (described: { description?: string | null | undefined }, permissions: readonly Permission[]) => {
    if (permissions.length > 0)
      described.description = `${described.description ?? ''}\n\n${sentence(permissions)}`.trim();
  };
  for (const type of objectTypes(schema)) {
    append(type, needs(schema, type));
    for (const field of Object.values(type.getFields())) {
      append(field, map.get(`${type.name}.${field.name}`)?.permissions ?? []);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) append(field, needs(schema, field));
  }
}
