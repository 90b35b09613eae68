import { isObject, type Json } from './answer';
import { enumOf, itemType, type Operation, typeOf, type Version } from './metadata';
import { badRequest, noPayload } from './refusal';

const JSON_TYPES: Readonly<Record<string, string>> = {
  'Edm.Boolean': 'boolean',
  'Edm.String': 'string',
  'Edm.Int32': 'number',
  'Edm.Int64': 'number',
};

/** @throws Refusal if a value does not have the type in the metadata */
function check(version: Version, value: unknown, type: string, name: string): void {
  if (value === null || value === undefined || type === 'Edm.Untyped') return;
  const item = itemType(type);
  if (item !== null) {
    if (!Array.isArray(value)) {
      const text = `When trying to read the value of the parameter '${name}', a node of type 'StartArray' was expected.`;
      throw badRequest(text);
    }
    for (const each of value) check(version, each, item, name);
    return;
  }
  const shown = typeof value === 'object' ? 'object' : String(value);
  const wanted = JSON_TYPES[type];
  if (wanted !== undefined) {
    const isRight = wanted === 'number' ? Number.isInteger(value) : typeof value === wanted;
    if (!isRight) throw badRequest(`Cannot convert the literal '${shown}' to the expected type '${type}'.`);
    return;
  }
  const members = enumOf(type);
  if (members !== null && typeof value !== 'object') {
    if (!members.includes(String(value))) throw badRequest(`Requested value '${value}' was not found.`);
    return;
  }
  const described = typeOf(version, type);
  if (described === null) return;
  if (!isObject(value)) {
    throw badRequest(`Cannot convert the literal '${shown}' to the expected type 'microsoft.graph.${type}'.`);
  }
  for (const [key, each] of Object.entries(value).filter(([key]) => !key.includes('@'))) {
    const property = described.properties.get(key.toLowerCase());
    if (property === undefined) {
      const hint = 'Make sure to only use property names that are defined by the type.';
      throw badRequest(`The property '${key}' does not exist on type 'microsoft.graph.${type}'. ${hint}`);
    }
    check(version, each, property.type, key);
  }
}

function payloadOf(body: unknown): Json {
  if (isObject(body)) return body;
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(body));
  } catch {
    throw noPayload();
  }
  if (!isObject(parsed)) throw noPayload();
  return parsed;
}

/** The parameters of an action, from its body. @throws Refusal for unknown parameters */
export function parametersFrom(
  version: Version,
  { name: operation, parameters }: Operation,
  body: unknown,
  contentType: string | undefined,
): Json {
  const needed = Object.keys(parameters).filter((name) => parameters[name]?.required === true);
  if (body === undefined || body === '') {
    if (needed.length === 0) return {};
    throw badRequest('Empty Payload. JSON content expected.');
  }
  if (!/json/i.test(contentType ?? '')) throw noPayload();
  const given = payloadOf(body);
  for (const [name, value] of Object.entries(given).filter(([name]) => !name.includes('@'))) {
    const parameter = parameters[name];
    if (parameter === undefined) {
      const text = `The parameter '${name}' in the request payload is not a valid parameter for the operation '${operation}'.`;
      throw badRequest(text);
    }
    check(version, value, parameter.type, name);
  }
  const missing = needed.filter((name) => given[name] === undefined || given[name] === null);
  if (missing.length > 0) {
    const list = `The missing parameters are: ${missing.join(', ')}.`;
    throw badRequest(
      `One or more parameters of the operation '${operation}' are missing from the request payload. ${list}`,
    );
  }
  return given;
}
