import type { Connection } from 'pg';
import type { PostgresConnection } from './postgres-hosts';

/*
 * What a read transaction sends in one turn of the process. One Sync ends all statements of a turn, so the server sends
 * their answers together, and the process wakes up once. Each connection asks for the columns of a prepared statement once.
 */

/** A statement as PostgreSQL takes it. Without a name it is parsed each time. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
}

/** A statement with its values, and then its answer. */
export interface Sent {
  readonly statement: Statement;
  readonly values: (string | null)[];
  readonly rows: Record<string, unknown>[];
  /** Why it failed; null if it did not. */
  failure: unknown;
}

interface Column {
  readonly name: string;
  parse(text: string): unknown;
}

/** What a connection knows of a statement. */
interface Described {
  /** Null until the server has described them. */
  columns: readonly Column[] | null;
}

const described = new WeakMap<PostgresConnection, Map<string, Described>>();

function describedBy(connection: PostgresConnection): Map<string, Described> {
  const known = described.get(connection) ?? new Map<string, Described>();
  described.set(connection, known);
  return known;
}

/** A statement in the server's hands: what is known of it, and its name if this turn prepares it. */
interface Sending {
  readonly described: Described;
  readonly prepares: string | null;
}

function send(connection: Connection, known: Map<string, Described>, { statement, values }: Sent): Sending {
  const { text, name = '' } = statement;
  const described = known.get(name);
  if (described !== undefined) {
    connection.bind({ statement: name, values }, true);
    connection.execute(null, true);
    return { described, prepares: null };
  }
  // A turn that failed may have prepared it.
  if (name !== '') connection.close({ type: 'S', name }, true);
  connection.parse({ text, name, types: [] }, true);
  connection.bind({ statement: name, values }, true);
  connection.describe({ type: 'P' }, true);
  connection.execute(null, true);
  const sending = { described: { columns: null }, prepares: name === '' ? null : name };
  if (name !== '') known.set(name, sending.described);
  return sending;
}

/**
 * The class of turns. pg pipelines no class but its own Query, so this extends it and replaces all that it does.
 * @param pg is loaded only if a database needs it
 */
export const turnClassOf = ({ Query }: typeof import('pg')) =>
  class Turn extends Query {
    readonly #client: PostgresConnection;
    readonly #sent: readonly Sent[];
    readonly #done: () => void;
    #sending: readonly Sending[] = [];
    /** The statement whose answer comes next. */
    #at = 0;

    /** @param done is called once, when each statement has its rows or its failure */
    constructor(client: PostgresConnection, sent: readonly Sent[], done: () => void) {
      super('');
      this.#client = client;
      this.#sent = sent;
      this.#done = done;
    }

    override submit = (connection: Connection): void => {
      const known = describedBy(this.#client);
      connection.stream.cork();
      this.#sending = this.#sent.map((each) => send(connection, known, each));
      connection.sync();
      connection.stream.uncork();
    };

    handleRowDescription({ fields }: { readonly fields: readonly { name: string; dataTypeID: number }[] }): void {
      const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: this.#client.getTypeParser(dataTypeID) }));
      (this.#sending[this.#at] as Sending).described.columns = columns;
    }

    handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
      const columns = this.#sending[this.#at]?.described.columns ?? [];
      const row: Record<string, unknown> = {};
      for (let i = 0; i < columns.length; i++) {
        const { name, parse } = columns[i] as Column;
        const text = fields[i] as string | null;
        row[name] = text === null ? null : parse(text);
      }
      this.#sent[this.#at]?.rows.push(row);
    }

    handleCommandComplete(): void {
      this.#at += 1;
    }

    /** The server skips all statements after one that failed. */
    handleError(error: unknown): void {
      for (const each of this.#sent.slice(this.#at)) each.failure = error;
      for (const { prepares } of this.#sending.slice(this.#at)) {
        if (prepares !== null) describedBy(this.#client).delete(prepares);
      }
      this.#done();
    }

    handleReadyForQuery(): void {
      this.#done();
    }
  };

export type TurnClass = ReturnType<typeof turnClassOf>;
