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
import { actionOf, recordRefusal, subjectOf } from '../audit/refusal';
import type { Permission } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { forbidden, type Refusal } from '../resolving/errors';
import { PERMISSIONS } from './permission-list';
import type { Viewer } from './viewer';

/** What an argument needs when it is given: its path among the arguments, and the coordinate of the input field. */
interface InputRequirement {
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly permissions: readonly Permission[];
}

/** What a field needs. */
export interface Requirement {
  readonly coordinate: string;
  /** The permissions of the type and of the field; none for what is open. */
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
    // Nothing here looks into lists of inputs, so none may hold anything that needs a permission.
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
    throw new Error(`${coordinate} does not say what it needs: give it, or its type, @needs or @open.`);
  }
  return {
    coordinate,
    permissions,
    inactive: permissions.length === 0 && open?.inactive === true,
    inputs: field.args.flatMap((argument) => inputRequirements(schema, argument.type, [argument.name])),
  };
}

/**
 * What every field of the schema needs, by its coordinate.
 * @throws when a field says nothing, or the rules would not be asked
 */
export function compilePermissions(schema: GraphQLSchema): ReadonlyMap<string, Requirement> {
  // The rules know two roots: an open field of a third one would answer operators who are disabled.
  if (schema.getSubscriptionType() != null)
    throw new Error('Subscriptions are not enforced: the schema has a root of them.');
  // graphql-shield takes rules for interfaces and never asks them.
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
  // Below the roots, what is open was reached through what is not, or tells operators of themselves.
  if (required.permissions.length === 0 && (required.inactive || !isRoot)) return null;
  const refused = viewer.refusal(required.permissions);
  if (refused !== null) return { ...refused, coordinate: required.coordinate };
  for (const input of required.inputs) {
    const missing = given(args, input.path) ? viewer.refusal(input.permissions) : null;
    if (missing !== null) return { ...missing, coordinate: input.coordinate };
  }
  return null;
}

/** The rule tree of graphql-shield: a rule for every field, nothing cached, everything else denied. */
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
                const subjectId = subjectOf(args['input']);
                await recordRefusal(context, { action: actionOf(name), subjectId, missing, reason });
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

/** The schema under its rules. */
export interface Protected {
  /** With the rule of every field. */
  readonly schema: GraphQLSchema;
  /**
   * With the rules that could refuse this viewer anything: a field whose permissions the viewer holds answers by itself.
   * Only for what reads, since a mutation can change what its viewer holds.
   */
  ruledFor(viewer: Viewer): Ruled;
}

/** A schema under some rules. */
interface Ruled {
  /** Names the rules: the permissions that are missing. */
  readonly missing: string;
  readonly schema: GraphQLSchema;
}

// Each set of permissions that operators hold has a schema; a tenant has a handful.
const SCHEMAS_KEPT = 32;

/**
 * Puts graphql-shield's rules into force. It would turn every error of a resolver into a denial, so those that this
 * service made pass, and the rest goes on to be masked and logged.
 */
export function protect(schema: GraphQLSchema, map: ReadonlyMap<string, Requirement>): Protected {
  const rules = shield(ruleTree(schema, map), {
    fallbackRule: deny,
    fallbackError: (error: unknown, _parent: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      // Thrown, not returned: an error of another realm would be taken for a value.
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
  return {
    schema: whole,
    ruledFor(viewer) {
      // Asked of what the rules ask, so that there cannot be two opinions.
      if (viewer.refusal([]) !== null) return { missing: 'everything', schema: whole };
      const missing = PERMISSIONS.filter(({ permission }) => viewer.refusal([permission]) !== null)
        .map(({ permission }) => permission)
        .join(' ');
      const known = kept.get(missing);
      if (known !== undefined) return known;
      // Under all rules everybody is right; to make a schema takes longer than to ask them.
      if (kept.size === SCHEMAS_KEPT) return { missing: 'everything', schema: whole };
      const made = { missing, schema: applyMiddleware(schema, rulesFor(viewer)) };
      kept.set(missing, made);
      return made;
    },
  };
}

/** Writes what each type and field needs behind its description, so that it stands in introspection. */
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
