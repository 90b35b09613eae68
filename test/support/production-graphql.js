/*
 * Loads graphql-js's check of types as in production, where the service runs. In any other environment it looks for a
 * second copy of graphql-js at each check, which takes a tenth of the time of the tests.
 */
const { NODE_ENV } = process.env;
process.env.NODE_ENV = 'production';
require('graphql/jsutils/instanceOf');
process.env.NODE_ENV = NODE_ENV;
