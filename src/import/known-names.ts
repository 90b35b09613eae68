import { z } from 'zod';
import * as autopilotShapes from './autopilot-shapes';
import * as policyShapes from './policy-shapes';
import * as shapes from './shapes';

/* The names of the properties that are read of Microsoft Graph's objects, as the shapes have them. */

function collect(shape: unknown, names: Set<string>): void {
  if (shape instanceof z.ZodObject) {
    for (const [name, inner] of Object.entries(shape.shape)) {
      names.add(name);
      collect(inner, names);
    }
  } else if (shape instanceof z.ZodArray) collect(shape.element, names);
  else if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable) collect(shape.unwrap(), names);
  else if (shape instanceof z.ZodPipe) collect(shape.in, names);
}

/** The names as Microsoft Graph spells them. */
export const PROPERTY_NAMES: ReadonlySet<string> = (() => {
  const names = new Set<string>();
  for (const module of [shapes, policyShapes, autopilotShapes]) {
    for (const shape of Object.values(module)) collect(shape, names);
  }
  return names;
})();

/** A name without case and punctuation, in which tools differ: `DisplayName`, `display_name`, `OdataType`. */
export const bareName = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** The property with this name, whatever its case and punctuation. */
export const PROPERTY_BY_BARE_NAME: ReadonlyMap<string, string> = new Map(
  [...PROPERTY_NAMES].map((name) => [bareName(name), name]),
);
