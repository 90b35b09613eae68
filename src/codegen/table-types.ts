import { type Column, tables } from '../database/migration-files';

const TYPES: Readonly<Record<Column['type'], string>> = { TEXT: 'string', INTEGER: 'number' };

function tableMember(name: string, columns: readonly Column[]): string {
  const fields = columns.map((column) => {
    const type = `${TYPES[column.type]}${column.isNullable ? ' | null' : ''}`;
    return `        ${column.name}: ${type};\n`;
  });
  // A nullable column or one with a default may be omitted from a new row.
  const optional = columns
    .filter(({ isNullable, hasDefault }) => isNullable || hasDefault)
    .map((column) => `'${column.name}'`);
  return `    ${name}: Table<\n      {\n${fields.join('')}      },\n      ${optional.join(' | ') || 'never'}\n    >;\n`;
}

/** The row types of each table for knex's builder, from the migrations. */
export const tableTypes = (): string => `// Written by npm run codegen from migrations/.
import type { Knex } from 'knex';

/** A table whose new rows may omit some columns. */
type Table<Row, Optional extends keyof Row> = Knex.CompositeTableType<
  Row,
  Omit<Row, Optional> & Partial<Pick<Row, Optional>>
>;

declare module 'knex/types/tables' {
  interface Tables {
${tables()
  .map(({ name, columns }) => tableMember(name, columns))
  .join('')}  }
}
`;
