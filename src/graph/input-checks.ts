import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  print,
} from 'graphql';
import { LIMITS, refusedInput } from './limits';

const isReadable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function checkText(text: string, most: number): void {
  if (text.length > most) throw refusedInput(`A text can have at most ${most} characters here.`);
  if (!isReadable(text)) throw refusedInput('A text contains an invalid character.');
}

/** Checks an input value at any depth. @param most the maximum length of a text @throws BAD_USER_INPUT */
export function checkInput(value: unknown, most: number): void {
  if (typeof value === 'string') checkText(value, most);
  else if (Array.isArray(value)) {
    if (value.length > LIMITS.items) throw refusedInput(`A list can have at most ${LIMITS.items} items.`);
    for (const item of value) checkInput(item, most);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) checkInput(item, most);
  }
}

/** Refuses null for an input with a default. Its type is nullable only so that clients can omit it. */
export function checkNulls(input: GraphQLArgument | GraphQLInputField, value: unknown, path = input.name): void {
  if (value === null && input.defaultValue !== undefined) {
    const written = astFromValue(input.defaultValue, input.type);
    throw refusedInput(`\`${path}\` takes no null; leave it out for ${written && print(written)}.`);
  }
  const type = getNamedType(input.type);
  if (!isInputObjectType(type)) return;
  for (const item of [value].flat(Number.POSITIVE_INFINITY)) {
    if (item == null) continue;
    for (const field of Object.values(type.getFields())) {
      checkNulls(field, (item as Record<string, unknown>)[field.name], `${path}.${field.name}`);
    }
  }
}

/** No input of the graph is deeper, so deeper values are not inspected. */
export const DEEPEST = 8;

/** Whether the texts and lists of a variable are so short that no check could refuse them. */
export function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.length <= LIMITS.text && isReadable(value);
  if (typeof value !== 'object' || value === null) return true;
  const items = Object.values(value);
  return depth < DEEPEST && items.length <= LIMITS.items && items.every((item) => isPlain(item, depth + 1));
}
