import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LIMITS, tooComplex } from './limits';

interface Shape {
  /** Fields on this level. */
  width: number;
  /** Fields on this level and below. */
  fields: number;
  aliases: number;
  depth: number;
  introspectionDepth: number;
  introspections: number;
  introspectionAliases: number;
}

const EMPTY: Shape = {
  width: 0,
  fields: 0,
  aliases: 0,
  depth: 0,
  introspectionDepth: 0,
  introspections: 0,
  introspectionAliases: 0,
};

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

/** Whether a document contains introspection. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= isIntrospection(name.value);
    },
  });
  return found;
}

/** The fragments of a document, by their names. */
export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

/**
 * Refuses a document by its shape, before validation, because some validation rules are far slower than the parser. The
 * result is the same for every viewer and all variables.
 * @throws QUERY_TOO_COMPLEX
 */
export function checkShape(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  // Each fragment is measured once, for any number of spreads. A fragment found while it is measured spreads itself.
  // Validation refuses it.
  const measured = new Map<string, Shape>();

  function measureField(node: FieldNode): Shape {
    if ((node.directives?.length ?? 0) > LIMITS.directivesPerField) {
      throw tooComplex(`A field takes at most ${LIMITS.directivesPerField} directives.`);
    }
    const inner = node.selectionSet === undefined ? EMPTY : measure(node.selectionSet);
    const isOfSchema = isIntrospection(node.name.value);
    return {
      width: 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (node.alias === undefined ? 0 : 1),
      depth: isOfSchema ? 1 : inner.depth + 1,
      introspectionDepth: isOfSchema ? inner.depth : inner.introspectionDepth,
      introspections: inner.introspections + (isOfSchema ? 1 : 0),
      introspectionAliases: isOfSchema ? inner.aliases : inner.introspectionAliases,
    };
  }

  function measureFragment(name: string): Shape {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, EMPTY);
    const definition = fragments.get(name);
    const shape = definition === undefined ? EMPTY : measure(definition.selectionSet);
    measured.set(name, shape);
    return shape;
  }

  function measure(set: SelectionSetNode): Shape {
    const sum = { ...EMPTY };
    for (const selection of set.selections) {
      const shape =
        selection.kind === Kind.FIELD
          ? measureField(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
      sum.width += shape.width;
      sum.fields += shape.fields;
      sum.aliases += shape.aliases;
      sum.introspections += shape.introspections;
      sum.introspectionAliases += shape.introspectionAliases;
      sum.depth = Math.max(sum.depth, shape.depth);
      sum.introspectionDepth = Math.max(sum.introspectionDepth, shape.introspectionDepth);
    }
    if (sum.fields > LIMITS.fields) throw tooComplex(`An operation takes at most ${LIMITS.fields} fields.`);
    return sum;
  }

  const allow = (what: string, found: number, most: number) => {
    if (found > most) throw tooComplex(`An operation takes at most ${most} ${what}.`);
  };
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const shape = measure(node.selectionSet);
    allow('levels of fields', shape.depth, LIMITS.depth);
    allow('levels of introspection', shape.introspectionDepth, LIMITS.introspectionDepth);
    allow('aliases', shape.aliases, LIMITS.aliases);
    allow('introspections', shape.introspections, LIMITS.introspections);
    allow('aliases of introspection', shape.introspectionAliases, LIMITS.introspectionAliases);
    allow('root fields', shape.width, LIMITS.rootFields);
  }
}
