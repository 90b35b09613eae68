/** The first row of a query, or the first value that it plucks. Throws an error with the query if there is none. */
export async function needed<Row>(query: PromiseLike<readonly Row[]>): Promise<Row & {}> {
  const [row] = await query;
  if (row === undefined || row === null) throw new Error(`This query finds no row: ${query}`);
  return row;
}
