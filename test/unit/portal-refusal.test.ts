import { CombinedError } from '@urql/core';
import { isWithoutAnswer, refusalAt } from '../../portal/graph/refusal';

const forbidden = (path: string[], reason: string, missing: string[] = []) => ({
  message: 'Forbidden.',
  path,
  extensions: { code: 'FORBIDDEN', reason, missing },
});
const errorOf = (...graphQLErrors: object[]) => new CombinedError({ graphQLErrors });

describe('What the portal tells of what is left out', () => {
  test('is every reason: the permissions together, then the scope, then what failed', () => {
    const error = errorOf(
      { message: 'Unexpected.', path: ['user', 'devices', '0'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      forbidden(['user', 'devices'], 'OUT_OF_SCOPE'),
      forbidden(['user', 'devices', 'nodes'], 'PERMISSION', ['MOBILE_APPS_READ']),
      forbidden(['user', 'devices'], 'PERMISSION', ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ']),
      forbidden(['user', 'status'], 'PERMISSION', ['ROLES_READ']),
    );
    expect(refusalAt(error, 'user', 'devices')).toEqual([
      { reason: 'PERMISSION', missing: ['MOBILE_APPS_READ', 'MANAGED_DEVICES_READ'] },
      { reason: 'OUT_OF_SCOPE' },
      { reason: 'FAILED', requestId: null },
    ]);
  });

  test('is nothing for an error of the whole answer, and for an id that is none', () => {
    expect(refusalAt(errorOf({ message: 'Away.', extensions: { code: 'DATABASE_UNAVAILABLE' } }), 'user')).toBeNull();
    const noId = errorOf({ message: 'No id.', path: ['user'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(refusalAt(noId, 'user')).toBeNull();
    expect(isWithoutAnswer({ user: null }, noId)).toBe(false);
  });

  test('is that there is no answer where all of it failed, and not where a part stands', () => {
    const failed = errorOf({ message: 'Away.', path: ['user'], extensions: { code: 'DATABASE_UNAVAILABLE' } });
    expect(isWithoutAnswer({ user: null }, failed)).toBe(true);
    expect(isWithoutAnswer({ tenant: {}, user: null }, failed)).toBe(false);
    expect(isWithoutAnswer({ tenant: {}, user: null }, failed, { tenant: {}, user: {} })).toBe(true);
    expect(isWithoutAnswer({ user: null }, errorOf(forbidden(['user'], 'PERMISSION', ['ORGANIZATION_READ'])))).toBe(
      false,
    );
  });
});
