import type { QueryResolvers, SearchResultResolvers } from '../generated/resolvers';
import type { Context } from '../resolving/context';
import type { Complete } from '../resolving/resolver-types';
import type { Sought } from './store';

export const Query: Pick<Required<QueryResolvers>, 'search'> = {
  search: (_, { text }) => ({ sought: text }),
};

const present = <Row>(found: readonly (Row | null)[]): Row[] => found.filter((row) => row !== null);

async function people({ sought }: Sought, { loaders }: Context) {
  const found = await loaders.usersFound.load(sought);
  return present(await Promise.all(found.map(({ id }) => loaders.userById.load(id))));
}

async function devices({ sought }: Sought, { loaders }: Context) {
  const found = await loaders.devicesFound.load(sought);
  return present(await Promise.all(found.map(({ id }) => loaders.deviceById.load(id))));
}

const SearchResult: Complete<SearchResultResolvers, Sought> = {
  people: (result, _, context) => people(result, context),
  devices: (result, _, context) => devices(result, context),
};

export const types = { SearchResult };
