/** A column of 0, 1 or null as a boolean or null. */
export const booleanOf = (stored: 0 | 1 | null): boolean | null => (stored === null ? null : stored === 1);
