// Draws operations from the schema.
import { createRequire } from 'node:module';
import {
  GraphQLError,
  GraphQLID,
  GraphQLList,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
  parse,
  validate,
} from 'graphql';

const require = createRequire(import.meta.url);
const { createDice } = require('../../dist/demo/dice');
const { checkShape } = require('../../dist/graph/document-shape');
const { checkCost } = require('../../dist/graph/operation-cost');

/** Every common beginning of a word, and words that few or no objects have. */
export const WORDS = ['a', 'e', 'l', 'lt', 'ma', 'an', 'pa', 'so', 'lt 1', 'ma an', 'x', 'zoe', '1', '35'];
/** Long ago, some weeks ago and yesterday, as seen from the tenant's now. */
export const DATES = ['2020-01-01', '2026-10-01', '2026-11-19'];

/** Random numbers in [0, 1) that depend only on the seed and their place. */
export function drawing(seed, operation) {
  const dice = createDice(seed, `operation ${operation}`);
  let drawn = 0;
  const roll = () => dice.roll(drawn++, 1);
  return { roll, among: (list) => list[Math.floor(roll() * list.length)], chance: (part) => roll() < part };
}

const TEMPLATES = ['id', 'cursor', 'edges'];
const INTROSPECTION =
  '__schema { types { name description fields { name args { name type { name } } type { name ofType { name } } } } }';

/**
 * Writes one operation: fields of the schema with random arguments. Few are mutations, and few of the others introspect.
 * @param known some ids of each type, and `cursors`, of the lists of `Query` in their usual order
 * @param isSmall whether small operations are drawn too
 */
export function operationOf(schema, { among, chance, roll }, { cursors, ...known }, isSmall) {
  let left = isSmall && chance(0.6) ? 2 + Math.floor(roll() * 6) : 12 + Math.floor(roll() * 60);
  let aliases = 0;

  function written(type, name) {
    const plain = getNullableType(type);
    if (isListType(plain)) {
      const items = /groupIds/i.test(name) ? among([1, 1, 3, 12]) : 1;
      return `[${Array.from({ length: items }, () => written(plain.ofType, name)).join(', ')}]`;
    }
    // Another mixture of the two forms is refused.
    if (plain.name === 'RoleAssignmentScopeInput' && chance(0.5)) return '{ allUsers: true, allDevices: true }';
    if (plain.name === 'RoleAssignmentScopeInput')
      return `{ groupIds: ${written(new GraphQLList(GraphQLID), 'groupIds')} }`;
    if (name === 'dryRun') return among(['true', 'true', 'false']);
    if (isEnumType(plain)) return among(plain.getValues()).name;
    if (isInputObjectType(plain)) {
      const given = Object.values(plain.getFields()).filter(
        (field) => field.type.toString().endsWith('!') || chance(0.4),
      );
      return `{ ${given.map((field) => `${field.name}: ${written(field.type, field.name)}`).join(' ')} }`;
    }
    if (plain.name === 'Boolean') return among(['true', 'true', 'false']);
    if (plain.name === 'Int') return among(['100', '100', '50', '25', '10', '3']);
    if (plain.name === 'DateTime') return `"${among(DATES)}T00:00:00.000Z"`;
    if (name === 'search' || name === 'text') return JSON.stringify(among(WORDS));
    if (plain.name === 'ID') return JSON.stringify(among(/group/i.test(name) ? known.Group : known[idTypeOf(name)]));
    return '"x"';
  }

  const idTypeOf = (name) =>
    Object.keys(known).find((type) => name.toLowerCase().includes(type.toLowerCase())) ?? 'User';

  /** The question about any field of an object, or of the whole tenant. */
  function questionOf() {
    const type = among([...Object.keys(known).filter((name) => schema.getType(name) !== undefined), 'Query']);
    const coordinate = `${type}.${among(Object.keys(schema.getType(type).getFields()))}`;
    const subject = type === 'Query' ? '' : `, subjectId: ${JSON.stringify(among(known[type]))}`;
    return `(operatorId: ${JSON.stringify(among(known.operator))}, coordinate: "${coordinate}"${subject})`;
  }

  function argumentsOf(field) {
    if (field.name === 'explainAccess') return questionOf();
    const given = field.args.filter(
      ({ name, type }) =>
        type.toString().endsWith('!') || (name === 'first' ? chance(0.9) : name !== 'after' && chance(0.35)),
    );
    // A cursor of one order is refused by another.
    const cursor = given.some(({ name }) => name === 'orderBy') ? undefined : cursors[field.name];
    const after = field.args.find(({ name }) => name === 'after');
    if (cursor !== undefined && after !== undefined && chance(0.3)) given.push(after);
    const texts = given.map(({ name, type }) => {
      const of = getNamedType(field.type).name;
      if (name === 'after') return `after: ${JSON.stringify(cursor)}`;
      if (name === 'id') return `id: ${JSON.stringify(among(known[of] ?? known.User))}`;
      if (name === 'ids') {
        const kinds = Object.values(known);
        return `ids: ${JSON.stringify(Array.from({ length: 20 }, () => among(among(kinds))))}`;
      }
      return `${name}: ${written(type, name)}`;
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  function fieldOf(field, depth) {
    left -= 1;
    const type = getNamedType(field.type);
    const call = `${field.name}${argumentsOf(field)}`;
    if (isScalarType(type) || isEnumType(type)) return call;
    if (isObjectType(type)) return `${call} ${setOf(type, depth + 1)}`;
    const found = schema.getPossibleTypes(type).filter(({ name }) => known[name] !== undefined && chance(0.4));
    return `${call} { __typename ${found.map((each) => `... on ${each.name} ${setOf(each, depth + 1)}`).join(' ')} }`;
  }

  function setOf(type, depth) {
    const all = Object.values(type.getFields()).filter(({ name }) => !TEMPLATES.includes(name));
    const isLeaf = (field) => !isObjectType(getNamedType(field.type));
    const fields = depth >= 8 || left <= 0 ? all.filter(isLeaf) : all;
    const texts = new Set();
    const count = type.name.endsWith('Connection') ? 3 : 1 + Math.floor(roll() * 4);
    for (let i = 0; i < count && fields.length > 0; i++) {
      const lists = fields.filter((field) => !isLeaf(field));
      const field = among(lists.length > 0 && chance(0.6) ? lists : fields);
      if ([...texts].some((text) => text.startsWith(field.name))) continue;
      texts.add(fieldOf(field, depth));
    }
    return texts.size === 0 ? '{ __typename }' : `{ ${[...texts].join(' ')} }`;
  }

  const isMutation = chance(0.1);
  const roots = Object.values((isMutation ? schema.getMutationType() : schema.getQueryType()).getFields());
  const count = isMutation ? among([1, 1, 2]) : among([1, 1, 2, 4, 15]);
  const root = among(roots);
  // Many aliases of one field, or several fields.
  const chosen =
    count === 15 ? Array.from({ length: 15 }, () => root) : Array.from({ length: count }, () => among(roots));
  const fields = chosen.map((field) => `a${++aliases}: ${fieldOf(field, 1)}`);
  if (isMutation) return `mutation { ${fields.join(' ')} }`;
  return `{ ${fields.join(' ')} ${chance(0.05) ? INTROSPECTION : ''} }`;
}

/** The operation with its pages made smaller until it is allowed; null if it never is. */
export function allowed(schema, text) {
  for (let query = text, tries = 0; tries < 12; tries++) {
    const document = parse(query);
    const [operation] = document.definitions;
    if (validate(schema, document).length > 0) return null;
    try {
      checkShape(document);
      return { query, document, operation, reads: checkCost(schema, document, operation, {}) };
    } catch (error) {
      if (!(error instanceof GraphQLError) || error.extensions.code !== 'QUERY_TOO_COMPLEX') return null;
      const smaller = query.replace(/first: (\d+)/g, (_, size) => `first: ${Math.max(1, Math.floor(size * 0.6))}`);
      if (smaller === query) return null;
      query = smaller;
    }
  }
  return null;
}
