// The options of the project's own scripts.
import { parseArgs } from 'node:util';

/** Prints the usage and why it was not followed, and ends the process. */
export function stopWithUsage(usage, reason) {
  console.error(`${reason}\n\n${usage}`);
  process.exit(2);
}

/**
 * Reads the options of a script. With `--help` it prints the usage and ends the process, and with options that the script
 * does not have it ends the process too.
 * @param config as `parseArgs` takes it
 */
export function readArguments(usage, config = {}) {
  try {
    const read = parseArgs({ ...config, options: { ...config.options, help: { type: 'boolean', default: false } } });
    if (!read.values.help) return read;
    console.log(usage);
  } catch (error) {
    stopWithUsage(usage, error.message);
  }
  return process.exit(0);
}

/** The value of an option as a whole number. Ends the process if it is none, or too small. */
export function wholeNumber(usage, name, value, least = 1) {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  return stopWithUsage(usage, `--${name} takes whole numbers from ${least}.`);
}

/** The value of an option that takes one of several names. Ends the process if it is none of them. */
export function oneOfNames(usage, name, value, names) {
  return names.includes(value) ? value : stopWithUsage(usage, `--${name} takes ${names.join(', ')}.`);
}
