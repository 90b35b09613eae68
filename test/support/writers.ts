import { setTimeout as pause } from 'node:timers/promises';
import { toNodeId } from '../../src/resolving/node-id';
import { open } from './opened';

const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ],
  clientMutationId: $name }) { role { displayName } userErrors { code } } }`;

interface Body {
  readonly data?: { readonly createRole: { readonly role: unknown } };
}

interface WriterOptions {
  /** The beginning of the names of their roles. */
  readonly prefix: string;
  readonly authorization: string;
  /** The address of a node to ask; null while there is none. */
  node(): string | null;
}

/** What a database kept of the roles that writers created. */
interface Kept {
  readonly names: readonly string[];
  /** Acknowledged roles that it does not have. */
  readonly lost: readonly string[];
  /** The node ids of the roles. */
  readonly ids: readonly string[];
  /** The node ids of the roles that the audit trail calls created. */
  readonly audited: readonly (string | null)[];
}

/** Writers that create roles, and repeat each mutation until it is acknowledged. */
export class Writers {
  readonly acknowledged: string[] = [];
  readonly tried = new Set<string>();
  unanswered = 0;
  readonly #options: WriterOptions;
  readonly #working: Promise<unknown>;
  #isOver = false;

  constructor(count: number, options: WriterOptions) {
    this.#options = options;
    this.#working = Promise.all(Array.from({ length: count }, (_, writer) => this.#write(writer)));
  }

  /** Rejects if a writer got an answer that it does not expect. */
  async whileTheyWork<Answer>(work: Promise<Answer>): Promise<Answer> {
    return (await Promise.race([work, this.#working])) as Answer;
  }

  /** Lets each writer finish its role. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#working;
  }

  async #write(writer: number): Promise<void> {
    for (let i = 0; !this.#isOver; i++) {
      const name = `${this.#options.prefix} ${writer} ${i}`;
      while (!(await this.#attempt(name))) await pause(20);
      this.acknowledged.push(name);
    }
  }

  /** Sends the mutation once. @returns whether it was acknowledged */
  async #attempt(name: string): Promise<boolean> {
    const url = this.#options.node();
    if (url === null) return false;
    this.tried.add(name);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#options.authorization },
      body: JSON.stringify({ query: CREATE, variables: { name } }),
    })
      .then(async (response) => ({ status: response.status, ...((await response.json()) as Body) }))
      // The connection ended before the answer.
      .catch(() => null);
    if (answer === null) this.unanswered++;
    if (answer === null || answer.status === 503) return false;
    const role = answer.data?.createRole.role;
    if (role == null) expect(answer).toMatchObject({ data: { createRole: { userErrors: [{ code: 'TRY_AGAIN' }] } } });
    else expect(role).toEqual({ displayName: name });
    return role != null;
  }

  async keptIn(databaseUrl: string): Promise<Kept> {
    const { primary } = await open(databaseUrl);
    const roles = await primary('roles')
      .where('display_name', 'like', `${this.#options.prefix} %`)
      .select('id', 'display_name');
    const names = roles.map((role) => role.display_name);
    const created = await primary('audit_events').where({ action: 'CREATE_ROLE', outcome: 'DONE' }).pluck('subject_id');
    const has = new Set(names);
    return {
      names: names.sort(),
      lost: this.acknowledged.filter((name) => !has.has(name)),
      ids: roles.map(({ id }) => toNodeId('Role', id)).sort(),
      audited: created.sort(),
    };
  }
}
