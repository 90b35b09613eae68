/** The first row that a query finds, or the first value that it plucks. Throws and names the query if it finds none. */
export async function needed<Row>(query: PromiseLike<readonly Row[]>): Promise<Row & {}> {
  const [row] = await query;
  if (row === undefined || row === null) throw new Error(`This query finds no row: ${query}`);
  return row;
}
