// All pairs of the conditions of each list, in each order.
import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, isObjectType } from 'graphql';
import { DATES, WORDS } from './drawing.mjs';

// A page of one object, so that what is looked at counts, and not what is answered.
const PAGED = new Set(['first', 'after', 'orderBy']);
const SEARCHES = WORDS.filter((word) => ['a', 'lt', 'lt 1', 'zoe', '35'].includes(word));

/** The values with which a condition is tried. */
function valuesOf({ name, type }, known) {
  const plain = getNamedType(type);
  if (name === 'search') return SEARCHES.map((word) => JSON.stringify(word));
  if (isEnumType(plain)) return plain.getValues().map((value) => value.name);
  if (plain.name === 'Boolean') return ['true', 'false'];
  if (plain.name === 'DateTime') return DATES.map((date) => `"${date}T00:00:00.000Z"`);
  if (plain.name !== 'ID') return [];
  const of = Object.keys(known).find((kind) => name.toLowerCase().includes(kind.toLowerCase())) ?? 'User';
  return [known[of][0], known[of].at(-1)].map((id) => JSON.stringify(id));
}

/** The conditions of a list: its arguments, and the fields of its filter. */
function conditionsOf(field, known) {
  return field.args.flatMap((argument) => {
    if (PAGED.has(argument.name)) return [];
    const type = getNamedType(argument.type);
    const [places, within] = isInputObjectType(type)
      ? [Object.values(type.getFields()), argument.name]
      : [[argument], ''];
    return places.flatMap((place) => {
      const isList = isListType(getNullableType(place.type));
      return valuesOf(place, known).map((value) => ({
        name: place.name,
        value: isList ? `[${value}]` : value,
        within,
      }));
    });
  });
}

/** The orders of a list, as arguments; one without any if it has only one. */
function ordersOf(field) {
  const order = field.args.find(({ name }) => name === 'orderBy');
  if (order === undefined) return [''];
  const [by, direction] = ['field', 'direction'].map((name) => getNamedType(order.type).getFields()[name]);
  const names = ({ type }) =>
    getNamedType(type)
      .getValues()
      .map(({ name }) => name);
  return names(by).flatMap((one) => names(direction).map((way) => `orderBy: { field: ${one}, direction: ${way} }`));
}

function argumentsOf(conditions, order) {
  const filters = conditions.filter(({ within }) => within !== '');
  const written = ({ name, value }) => `${name}: ${value}`;
  return [
    ...['first: 1', ...conditions.filter(({ within }) => within === '').map(written)],
    ...(filters.length === 0 ? [] : [`${filters[0].within}: { ${filters.map(written).join(' ')} }`]),
    ...(order === '' ? [] : [order]),
  ].join(', ');
}

const isCounted = (field) => {
  const type = getNamedType(field.type);
  return isObjectType(type) && 'totalCount' in type.getFields();
};

/** Every list: of the tenant, and of one or several objects of a type with a list of its own. */
function listsOf(schema, known) {
  const roots = Object.values(schema.getQueryType().getFields());
  const lists = roots.filter(isCounted).map((field) => ({ name: field.name, field, around: (text) => text }));
  for (const root of roots) {
    const type = getNamedType(root.type);
    const ids = known[type.name];
    if (ids === undefined || !root.args.some(({ name }) => name === 'id')) continue;
    const several = roots.find((field) => getNamedType(field.type).name === `${type.name}Connection`);
    for (const field of Object.values(type.getFields()).filter(isCounted)) {
      const one = (text) => `${root.name}(id: ${JSON.stringify(ids[0])}) { ${text} }`;
      lists.push({ name: `${type.name}.${field.name}`, field, around: one });
      if (several === undefined) continue;
      for (const size of [10, 100]) {
        const each = (text) => `${several.name}(first: ${size}) { nodes { ${text} } }`;
        lists.push({ name: `${type.name}.${field.name} of ${size}`, field, around: each });
      }
    }
  }
  return lists;
}

/**
 * Every list without a condition, with each condition, and with each pair of them.
 * @param only the names of lists; null for all
 */
export function* pairsOf(schema, known, only) {
  for (const { name, field, around } of listsOf(schema, known)) {
    if (only !== null && !only.includes(name)) continue;
    const conditions = conditionsOf(field, known);
    const sets = [[], ...conditions.map((one) => [one])];
    conditions.forEach((one, i) => {
      for (const other of conditions.slice(i + 1)) if (other.name !== one.name) sets.push([one, other]);
    });
    for (const set of sets) {
      for (const order of ordersOf(field)) {
        const text = `${field.name}(${argumentsOf(set, order)}) { totalCount nodes { __typename } }`;
        yield { list: name, conditions: set.map((each) => each.name).join(' + '), query: `{ ${around(text)} }` };
      }
    }
  }
}
