import { type GraphQLSchema, isObjectType } from 'graphql';
import { type NodeType, toNodeId } from '../resolving/node-id';
import type { EvidenceOf, Reads, Rule } from './rule';

/*
 * The guarded views. A rule reads facts through them; a field that it does not declare throws. So a rule
 * reads only declared fields, and their permissions decide which viewers see its findings.
 *
 * All rules share the views of a page, because most rules look at most facts. Rules run one at a time and never wait, so
 * each read belongs to the rule that runs.
 */

/** The node that a fact belongs to: its type, and its key. */
export type NodeKey = readonly [type: NodeType, key: string];

const VIEW = Symbol('view');

/** A fact behind the views. */
export class Fact {
  /** Its type in the schema. */
  readonly type: string;
  /** The row of the object, for links and for the fields that have the names of the schema. */
  readonly row: object;
  /** The other fields, by the names of the schema. Links are facts, or lists of facts. */
  readonly fields: Readonly<Record<string, unknown>>;
  private readonly node: NodeKey | null;
  private encoded: string | null = null;
  [VIEW]: object | null = null;

  constructor(type: string, node: NodeKey | null, row: object, fields: object) {
    this.type = type;
    this.node = node;
    this.row = row;
    this.fields = fields as Readonly<Record<string, unknown>>;
  }

  /** The id of its node. It is encoded when it is asked for, since most facts are never evidence. */
  get nodeId(): string | null {
    if (this.encoded === null && this.node !== null) this.encoded = toNodeId(...this.node);
    return this.encoded;
  }

  /** The value of a field: facts for links, and null without a value. */
  value(field: string): unknown {
    const own = this.fields[field];
    return own === undefined ? (this.row as Readonly<Record<string, unknown>>)[field] : own;
  }
}

/** The key of a user's or a device's row. */
export const idOfFact = ({ row }: Pick<Fact, 'row'>): string => (row as { readonly id: string }).id;

/** Fields that are parts of another field of the schema. */
const PART_OF: Readonly<Record<string, string>> = {
  'App.connectorId': 'volumePurchaseToken',
  'AppProtectionState.deviceLink': 'device',
  'CompliancePolicyState.userId': 'userPrincipalName',
  'ConfigurationState.outcomes': 'state',
  'Device.conflictGroups': 'assignedPolicies',
  'PolicyAssignment.policyId': 'group',
  'Connector.connectorId': 'kind',
  'DeviceLogon.userId': 'user',
};

/** The coordinates by type and field. Joining them anew for each fact would take longer than reading it. */
const COORDINATES = new Map<string, Map<string, string>>();

/** The field of the schema that holds a field of a view. */
function coordinateOf(type: string, field: string): string {
  let ofType = COORDINATES.get(type);
  if (ofType === undefined) {
    ofType = new Map();
    COORDINATES.set(type, ofType);
  }
  let found = ofType.get(field);
  if (found === undefined) {
    found = `${type}.${PART_OF[`${type}.${field}`] ?? field}`;
    ofType.set(field, found);
  }
  return found;
}

const FACT = Symbol('fact');
const LINKS = Symbol('links');

interface View {
  readonly [FACT]: Fact;
  /** The links that were read, as views. */
  [LINKS]: Record<string, unknown> | null;
}

type ViewClass = new (fact: Fact) => View;

/** The coordinates that a rule declares. */
export const coordinatesIn = (reads: Reads): string[] =>
  Object.entries(reads).flatMap(([type, fields]) => fields.split(' ').map((field) => `${type}.${field}`));

class UndeclaredRead extends Error {
  constructor(reader: string, coordinate: string) {
    super(`${reader} reads ${coordinate} and does not declare it.`);
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

/** The rule that runs. */
let running: Guard | null = null;

/** Lets the rule that runs read a field. @throws UndeclaredRead */
export function checkRead(coordinate: string): void {
  if (running === null) throw new UndeclaredRead('No rule runs, but something', coordinate);
  running.check(coordinate);
}

/** The number of each coordinate, for the lists of checked coordinates in guards. */
const NUMBERS = new Map<string, number>();

function numberOf(coordinate: string): number {
  const known = NUMBERS.get(coordinate) ?? NUMBERS.size;
  NUMBERS.set(coordinate, known);
  return known;
}

/** Guards the reads of one rule. */
export class Guard {
  private readonly rule: Rule;
  private readonly declared: ReadonlySet<string>;
  /** By the number of a coordinate, whether it was checked before. */
  private readonly checked: boolean[] = [];
  private heard: ((coordinate: string) => void) | null = null;

  constructor(rule: Rule) {
    this.rule = rule;
    this.declared = new Set([...coordinatesIn(rule.reads), ...coordinatesIn(rule.mayRead ?? {})]);
  }

  /** Runs the rule: until the work returns, all reads are its own. */
  run<Answer>(work: () => Answer): Answer {
    running = this;
    try {
      return work();
    } finally {
      running = null;
    }
  }

  /** Calls back for every field that is read; for tests. */
  listen(heard: ((coordinate: string) => void) | null): void {
    this.heard = heard;
    this.checked.length = 0;
  }

  /** @throws UndeclaredRead */
  check(coordinate: string): void {
    this.heard?.(coordinate);
    if (!this.declared.has(coordinate)) throw new UndeclaredRead(`The rule ${this.rule.id}`, coordinate);
  }

  /** The same for a field of a view, which is checked once. */
  checkOnce(coordinate: string, number: number): void {
    if (this.checked[number] === true) return;
    this.check(coordinate);
    this.checked[number] = this.heard === null;
  }
}

/** The views of facts, by the types of a schema. */
export class Views {
  private readonly schema: GraphQLSchema;
  private readonly classes = new Map<string, ViewClass>();

  constructor(schema: GraphQLSchema) {
    this.schema = schema;
  }

  /** The view of a fact, which all rules share. Its shape is the interface of its type in facts.ts. */
  view<Shape>(fact: Fact): Shape {
    fact[VIEW] ??= new (this.classOf(fact.type))(fact);
    return fact[VIEW] as Shape;
  }

  private linkOf(view: View, field: string, value: object): unknown {
    view[LINKS] ??= {};
    const links = view[LINKS];
    links[field] ??= this.wrapped(value);
    return links[field];
  }

  private wrapped(value: unknown): unknown {
    if (value instanceof Fact) return this.view(value);
    return Array.isArray(value) ? value.map((item) => this.wrapped(item)) : value;
  }

  private classOf(type: string): ViewClass {
    const known = this.classes.get(type);
    if (known !== undefined) return known;
    const views = this;
    class TypeView implements View {
      readonly [FACT]: Fact;
      [LINKS]: Record<string, unknown> | null = null;
      constructor(fact: Fact) {
        this[FACT] = fact;
      }
    }
    for (const field of fieldsOf(this.schema, type)) {
      const coordinate = coordinateOf(type, field);
      const number = numberOf(coordinate);
      Object.defineProperty(TypeView.prototype, field, {
        get(this: View) {
          if (running === null) checkRead(coordinate);
          else running.checkOnce(coordinate, number);
          const value = this[FACT].value(field);
          return typeof value === 'object' && value !== null ? views.linkOf(this, field, value) : value;
        },
      });
    }
    this.classes.set(type, TypeView);
    return TypeView;
  }
}

/** The fact behind a view. */
export const factOf = (view: object): Fact => (view as View)[FACT];

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The evidence of a value. For an error: its code, or else Microsoft's reason. */
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
    return { coordinate: coordinateOf(type, field), nodeId, value: asText(shownAs(value)) };
  });
}
