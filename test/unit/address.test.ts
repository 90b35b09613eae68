import { postgresAddress } from '../../src/database/address';

test.each([
  ['postgres://u:p@one/db', 'one', ['postgres://u:p@one/db'], false],
  ['postgresql://one:5433/db', 'one:5433', ['postgresql://one:5433/db'], false],
  ['postgres://u:p@one,two:5433/db', 'one,two:5433', ['postgres://u:p@one/db', 'postgres://u:p@two:5433/db'], false],
  [
    'postgres://u:a,b%40c@[::1]:5432,two/db?sslmode=verify-full',
    '[::1]:5432,two',
    ['postgres://u:a,b%40c@[::1]:5432/db?sslmode=verify-full', 'postgres://u:a,b%40c@two/db?sslmode=verify-full'],
    false,
  ],
  ['postgres://u:p@one/db?target_session_attrs=read-write', 'one', ['postgres://u:p@one/db'], true],
  ['postgres://u:p@one/db?target_session_attrs=primary', 'one', ['postgres://u:p@one/db'], true],
  ['postgres:///db', 'the default host', ['postgres:///db'], false],
  ['postgres://u:p@one/db?target_session_attrs=any', 'one', ['postgres://u:p@one/db'], false],
])('%s names the hosts %s', (url, hosts, urls, needsPrimary) => {
  expect(postgresAddress(url)).toEqual({ hosts, urls, needsPrimary });
});

test.each([
  'postgres://u:p@one:port/db',
  'postgres://u:p@one,two:65536/db',
  'postgres://u:p#1@one/db',
  'postgres://u:p@one/db?target_session_attrs=standby',
  'file:./data/graph.db',
])('%s is no address', (url) => {
  expect(postgresAddress(url)).toBeNull();
});
