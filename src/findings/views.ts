import { type GraphQLSchema, isObjectType } from 'graphql';
import type { EvidenceOf, Reads, Rule } from './rule';

/*
 * The guarded views. A rule reads facts through them; a field that it does not declare throws. So a rule
 * reads only declared fields, and their permissions decide which viewers see its findings.
 */

/** A fact behind the views: its type in the schema, its row, and the node that it belongs to. */
export interface Fact {
  readonly type: string;
  readonly nodeId: string | null;
  /** The row of the object, for links. */
  readonly row: object;
  /** The fields, by the names of the schema. Links are facts, or lists of facts. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fields that are parts of another field of the schema. */
const PART_OF: Readonly<Record<string, string>> = {
  'CompliancePolicyState.userId': 'userPrincipalName',
  'ConfigurationState.outcomes': 'state',
  'DeviceLogon.userId': 'user',
};

const FACT = Symbol('fact');

type ViewClass = new (fact: Fact) => object;

const isFact = (value: unknown): value is Fact =>
  typeof value === 'object' && value !== null && 'fields' in value && 'nodeId' in value;

/** The coordinates that a rule declares. */
export const coordinatesIn = (reads: Reads): string[] =>
  Object.entries(reads).flatMap(([type, fields]) => fields.split(' ').map((field) => `${type}.${field}`));

class UndeclaredRead extends Error {
  constructor(rule: Rule, coordinate: string) {
    super(`The rule ${rule.id} reads ${coordinate} and does not declare it.`);
  }
}

/** The fields of the object types, the parts of fields among them. */
function fieldsOf(schema: GraphQLSchema, type: string): string[] {
  const found = schema.getType(type);
  const parts = Object.keys(PART_OF).flatMap((part) =>
    part.startsWith(`${type}.`) ? [part.slice(type.length + 1)] : [],
  );
  return [...(isObjectType(found) ? Object.keys(found.getFields()) : []), ...parts];
}

/** Makes the views of one rule. */
export class Guard {
  private readonly rule: Rule;
  private readonly declared: ReadonlySet<string>;
  private readonly classes = new Map<string, ViewClass>();
  private readonly schema: GraphQLSchema;
  /** Hears of every field that is read; for tests. */
  onRead: ((coordinate: string) => void) | null = null;

  constructor(rule: Rule, schema: GraphQLSchema) {
    this.rule = rule;
    this.schema = schema;
    this.declared = new Set([...coordinatesIn(rule.reads), ...coordinatesIn(rule.mayRead ?? {})]);
  }

  /** @throws UndeclaredRead */
  check(coordinate: string): void {
    this.onRead?.(coordinate);
    if (!this.declared.has(coordinate)) throw new UndeclaredRead(this.rule, coordinate);
  }

  /** The view of a fact. Its shape is the interface of its type in facts.ts. */
  view<View>(fact: Fact): View {
    return new (this.classOf(fact.type))(fact) as View;
  }

  private wrapped(value: unknown): unknown {
    if (isFact(value)) return this.view(value);
    return Array.isArray(value) ? value.map((item) => (isFact(item) ? this.view(item) : item)) : value;
  }

  private classOf(type: string): ViewClass {
    const known = this.classes.get(type);
    if (known !== undefined) return known;
    const guard = this;
    class View {
      readonly [FACT]: Fact;
      constructor(fact: Fact) {
        this[FACT] = fact;
      }
    }
    for (const field of fieldsOf(this.schema, type)) {
      const coordinate = `${type}.${PART_OF[`${type}.${field}`] ?? field}`;
      const isDeclared = this.declared.has(coordinate);
      Object.defineProperty(View.prototype, field, {
        get(this: View) {
          if (!isDeclared || guard.onRead !== null) guard.check(coordinate);
          const value = this[FACT].fields[field];
          return typeof value === 'object' ? guard.wrapped(value) : value;
        },
      });
    }
    this.classes.set(type, View);
    return View;
  }
}

/** The fact behind a view. */
export const factOf = (view: object): Fact => (view as { readonly [FACT]: Fact })[FACT];

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Of an error its code is evidence, or Microsoft's reason. */
function shownAs(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('code' in value) return value.code;
  return 'reason' in value ? value.reason : value;
}

/** The fields of a view as evidence. They are read through the view, so they must be declared. */
export function evidence<View extends object>(view: View, ...fields: (keyof View & string)[]): EvidenceOf[] {
  const { type, nodeId } = factOf(view);
  return fields.map((field) => {
    const value: unknown = view[field];
    return { coordinate: `${type}.${PART_OF[`${type}.${field}`] ?? field}`, nodeId, value: asText(shownAs(value)) };
  });
}
