import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { AnyVariables } from 'urql';
import { ListEnd } from '../design/list-end';
import { type Following, type Page, usePages } from '../graph/use-pages';
import styles from './paged-table.module.css';

/** The pages on which a column is left out: narrow ones, phones, both, or all but wide ones. */
type Dropped = 'narrow' | 'phone' | 'both' | 'unlessWide';

export interface Column<Node> {
  /** The heading, which names each cell on a narrow screen. */
  readonly heading: string;
  /** Exactly one column names the row. */
  readonly isName?: true;
  /** Whether the cells hold other names, which can be one word of any length. */
  readonly hasNames?: true;
  readonly dropped?: Dropped;
  cell(node: Node): ReactNode;
}

interface PagedTableProps<Node, Data, Variables extends AnyVariables> extends Following<Node, Data, Variables> {
  /** The name of the table for assistive tools. */
  readonly label: string;
  readonly page: Page<Node> & { readonly complete: boolean };
  readonly columns: readonly Column<Node>[];
  readonly className?: string | undefined;
  /** The text of a list that is empty, and not because something is hidden. */
  readonly empty: string;
  /** The content above the table, if there is a table. */
  readonly above?: ReactNode;
  /** Whether pages after this one are being read into it, or were read. */
  readonly further?: 'READING' | 'READ' | null;
  /** The name of a row to which evidence leads. */
  rowOf(node: Node): string;
  /** Arranges the rows that were read; by default all, as they come. */
  arrange?(nodes: readonly Node[], row: (node: Node) => ReactElement): ReactNode;
  /** Controls for the rows that were read. */
  controls?(nodes: readonly Node[]): ReactNode;
}

/** The table of a growing list, page by page. */
export function PagedTable<Node, Data, Variables extends AnyVariables>(props: PagedTableProps<Node, Data, Variables>) {
  const { label, page, columns, className = '', empty, above, further, rowOf, arrange, controls, ...following } = props;
  const { nodes, ...more } = usePages(page, following);
  const { totalCount, complete } = page;
  if (totalCount === 0 && complete) return <p>{empty}</p>;
  const row = (node: Node) => <Row key={rowOf(node)} {...{ node, columns }} name={rowOf(node)} />;
  return (
    <>
      {above}
      {controls?.(nodes)}
      <table className={`${styles['table']} ${className}`} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ heading, dropped }) => (
              <th scope="col" key={heading} className={dropped && styles[dropped]}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{arrange === undefined ? nodes.map(row) : arrange(nodes, row)}</tbody>
      </table>
      <ListEnd
        {...more}
        fetching={more.fetching || further === 'READING'}
        isReadOn={more.isReadOn || further === 'READ'}
        shown={nodes.length}
        total={page}
        complete={complete}
      />
    </>
  );
}

interface RowProps<Node> {
  readonly node: Node;
  readonly name: string;
  readonly columns: readonly Column<Node>[];
}

function Row<Node>({ node, name, columns }: RowProps<Node>) {
  return (
    <tr data-row={name}>
      {columns.map(({ heading, isName, hasNames, dropped, cell }) => (
        <Fragment key={heading}>
          {isName ? (
            <th scope="row">{cell(node)}</th>
          ) : (
            <td data-label={heading} className={cellClass(hasNames, dropped)}>
              {cell(node)}
            </td>
          )}
        </Fragment>
      ))}
    </tr>
  );
}

function cellClass(hasNames?: true, dropped?: Dropped): string | undefined {
  const names = [...(hasNames ? ['names'] : []), ...(dropped ? [styles[dropped]] : [])];
  return names.length === 0 ? undefined : names.join(' ');
}
