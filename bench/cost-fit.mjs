// Compares the rows of `@reads` with measured CPU time: node bench/cost-fit.mjs --help
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getNamedType, isInputObjectType, isObjectType, parse } from 'graphql';
import { readArguments, stopWithUsage, wholeNumber } from '../usage.mjs';

const require = createRequire(import.meta.url);
const { checkCost } = require('../dist/graph/operation-cost');
const { createGraph } = require('../dist/graph/schema');

// Fields and arguments without rows in the schema that may have a cost of their own, beside all connections.
const SUSPECTS = new Set(['totalCount', 'transitive', 'search', 'filter']);
const SWEEPS = 300;
// Coordinates of the fit that are no places of the schema.
const OBJECTS = 'each object';
const OPERATION = 'each operation';

const KINDS = ['rows', 'once'];

/** The rows of one kind of `@reads`. */
const rowsIn = ({ astNode }, kind) => {
  const directive = astNode?.directives?.find(({ name }) => name.value === 'reads');
  return Number(directive?.arguments?.find(({ name }) => name.value === kind)?.value.value ?? 0);
};

/** The fields, arguments and input fields that have rows in the schema, or could have, by kind of rows. */
function pricedPlaces(schema) {
  const places = [];
  const add = (coordinate, name, place, isSuspect) => {
    const inSchema = Object.fromEntries(KINDS.map((kind) => [kind, rowsIn(place, kind)]));
    for (const kind of KINDS) {
      if (inSchema[kind] === 0 && !isSuspect) continue;
      places.push({ coordinate: `${coordinate} ${kind}`, name, place, kind, inSchema, rows: inSchema[kind] });
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type === schema.getMutationType()) continue;
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const answers = getNamedType(field.type).name;
      const isSuspect = isObjectType(type) && (SUSPECTS.has(field.name) || answers.endsWith('Connection'));
      add(`${type.name}.${field.name}`, field.name, field, isSuspect);
      for (const argument of field.args ?? []) {
        add(`${type.name}.${field.name}(${argument.name})`, argument.name, argument, SUSPECTS.has(argument.name));
      }
    }
  }
  return places;
}

/** How often an operation reads the rows of each place. The reckoned rows are linear in them, so it takes differences. */
function timesOf(schema, places, query) {
  const reckoned = () => {
    // A parsed operation keeps its cost.
    const document = parse(query);
    return checkCost(schema, document, document.definitions[0], {});
  };
  const whole = reckoned();
  const times = new Map();
  for (const { coordinate, name, place, kind, inSchema, rows } of places) {
    if (!query.includes(name)) continue;
    const { extensions } = place;
    place.extensions = { directives: { reads: { ...inSchema, [kind]: rows - 1 } } };
    const difference = whole - reckoned();
    place.extensions = extensions;
    if (difference > 0) times.set(coordinate, difference);
  }
  const read = places.reduce((sum, { coordinate, rows }) => sum + rows * (times.get(coordinate) ?? 0), 0);
  return times.set(OBJECTS, whole - read).set(OPERATION, 1);
}

/**
 * The milliseconds of each coordinate, none negative, that fit the samples best. It is a least-squares fit by coordinate
 * descent. Samples that take longer than reckoned weigh more, because that is the worse error, and each is seen in
 * relation to its time.
 */
function fitted(samples, coordinates, weightOfTooFew) {
  const ms = new Map(coordinates.map((coordinate) => [coordinate, 0]));
  const using = new Map(coordinates.map((coordinate) => [coordinate, []]));
  const left = samples.map((sample) => sample.ms);
  for (const [i, { times }] of samples.entries()) {
    for (const [coordinate, count] of times) using.get(coordinate).push([i, count]);
  }
  const weights = samples.map((sample) => 1 / (sample.ms + 20) ** 2);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const coordinate of coordinates) {
      let [above, below] = [0, 0];
      for (const [i, count] of using.get(coordinate)) {
        const weight = weights[i] * (left[i] > 0 ? weightOfTooFew : 1);
        above += weight * count * left[i];
        below += weight * count * count;
      }
      const before = ms.get(coordinate);
      const after = below === 0 ? 0 : Math.max(0, before + above / below);
      for (const [i, count] of using.get(coordinate)) left[i] -= count * (after - before);
      ms.set(coordinate, after);
    }
  }
  return ms;
}

const USAGE = `Usage: node bench/cost-fit.mjs <samples> [options]

Compares the rows of \`@reads\` with measured CPU time. The samples come from bench/worst.mjs --samples <file>. For each
coordinate it prints the rows in the schema, the rows that fit the samples, and the number of samples that ask for it.

  --rows-per-ms <n>   rows that take a millisecond (100)
  --strictness <n>    how much more it weighs that a sample takes longer than reckoned, than that it takes less (1000)
  --help              prints this`;

const { values, positionals } = readArguments(USAGE, {
  options: {
    'rows-per-ms': { type: 'string', default: '100' },
    strictness: { type: 'string', default: '1000' },
  },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined || positionals.length > 1) stopWithUsage(USAGE, 'Name one file with samples.');
const rowsPerMs = wholeNumber(USAGE, 'rows-per-ms', values['rows-per-ms']);
const strictness = wholeNumber(USAGE, 'strictness', values.strictness);
const { schema } = createGraph();
const places = pricedPlaces(schema);
const samples = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .flatMap(({ query, ms }) => {
    try {
      return [{ ms, times: timesOf(schema, places, query) }];
    } catch {
      // The limits of today do not allow this sample.
      return [];
    }
  });
const coordinates = [...places.map(({ coordinate }) => coordinate), OBJECTS, OPERATION];
const ms = fitted(samples, coordinates, strictness);
const perMs = rowsPerMs;
const table = coordinates
  .map((coordinate) => ({
    coordinate,
    'in the schema': places.find((place) => place.coordinate === coordinate)?.rows ?? 1,
    'that fit': Number((ms.get(coordinate) * perMs).toPrecision(3)),
    samples: samples.filter(({ times }) => times.has(coordinate)).length,
  }))
  .filter((row) => row['in the schema'] > 0 || row['that fit'] > 0);
console.table(table.sort((one, other) => other['that fit'] - one['that fit']));
