// GraphQL Yoga on node:http with DataLoader over knex, without any authorization.
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { listen } from './listen.mjs';
import { createLoaders, resolvers } from './resolvers.mjs';
import { typeDefs } from './sdl.mjs';

const yoga = createYoga({
  schema: createSchema({
    typeDefs,
    resolvers,
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  }),
  context: () => ({ loaders: createLoaders() }),
  graphiql: false,
  landingPage: false,
});
listen(createServer(yoga));
