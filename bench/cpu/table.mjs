// Text tables: the first column left-aligned, the others right-aligned.
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const ms = (value) => `${value.toFixed(2)} ms`;
export const seconds = (value) => `${(value / 1_000).toFixed(2)} s`;
export const times = (value) => `${value.toFixed(2)} ×`;
export const count = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
