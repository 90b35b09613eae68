import { z } from 'zod';

/* Parts of the shapes of Microsoft Graph's objects. Any text may be null or missing. */

export const text = z.string().nullish();
export const key = z.string().regex(/[^\s\0]/, 'is empty');
export const yesOrNo = z.boolean().nullish();
/** A number that every database can hold, also after it was rounded. */
export const figure = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).nullish();
export const wholeFigure = z.number().int().nullish();
export const items = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .array(shape)
    .nullish()
    .transform((list) => list ?? []);

/** Graph writes error codes as numbers in one place and as text in another. */
export const code = z.union([z.number(), z.string()]).nullish();
