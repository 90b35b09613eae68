import { screen } from '@testing-library/react';
import type { Language } from '../../portal/messages/language';
import { Difference } from '../../portal/roles/difference';
import { show } from './show';

type Row = Parameters<typeof Difference>[0]['difference'][number];

const NOTHING: Row = {
  operators: 1,
  permissionsGained: [],
  permissionsWidened: [],
  usersGained: 0,
  devicesGained: 0,
  isLowerBound: false,
};

/** The texts of the rows, without the marks that isolate names. */
async function rowsOf(difference: Row[], language: Language = 'en'): Promise<(string | undefined)[]> {
  await show(<Difference difference={difference} />, { language });
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent?.replace(/[\u2066-\u2069]/g, ''));
}

test.each([
  [
    'en',
    '1 operator: no new permissions, a wider scope of permissions that they have (Mobile apps: Read), no additional users, and no additional devices',
  ],
  [
    'fr',
    '1 opérateur\u00a0: aucune nouvelle autorisation, une étendue plus large pour des autorisations existantes (Applications mobiles\u00a0: Lecture), aucun utilisateur supplémentaire et aucun appareil supplémentaire',
  ],
] as const)('A permission whose scope grows is named, in %s', async (language, text) => {
  expect(await rowsOf([{ ...NOTHING, permissionsWidened: ['MOBILE_APPS_READ'] }], language)).toEqual([text]);
});

test('Where no scope grows, none is named', async () => {
  const [row] = await rowsOf([{ ...NOTHING, permissionsWidened: null }]);
  expect(row).toBe('1 operator: no new permissions, no additional users, and no additional devices');
});

test('Operators of other rights whose gains look the same have rows of their own', async () => {
  const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await rowsOf([NOTHING, NOTHING])).toHaveLength(2);
  expect(complained).not.toHaveBeenCalled();
  complained.mockRestore();
});

test('That there is more than was counted is said', async () => {
  const LOWER_BOUND = /Not everything was counted/;
  await rowsOf([NOTHING]);
  expect(screen.queryByText(LOWER_BOUND)).toBeNull();
  await rowsOf([NOTHING, { ...NOTHING, isLowerBound: true }]);
  expect(screen.queryByText(LOWER_BOUND)).not.toBeNull();
});
