import type { Service } from './service';

/** Commits a change that nobody reads, so that the next request finds nothing that was kept for requests before. */
export const forgetKept = ({ database }: Pick<Service, 'database'>): PromiseLike<unknown> =>
  database.writer.raw('UPDATE knex_migrations SET batch = batch + 1');
