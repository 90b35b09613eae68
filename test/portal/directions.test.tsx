import { screen } from '@testing-library/react';
import { useNames } from '../../portal/design/names';
import { Through } from '../../portal/troubleshooting/through';
import { show } from './show';

const HEBREW = 'קבוצה 3';
const ARABIC = 'مرشح 10';

test('A message keeps names of other directions apart from its words and numbers', async () => {
  const through = [
    {
      ...({ target: 'GROUP', excluded: true, filterMode: 'INCLUDE', filterName: ARABIC } as const),
      group: { id: 'g', displayName: HEBREW },
    },
  ];
  const assigned = { outcome: 'EXCLUDED', hiddenCount: 2, through } as unknown as Parameters<
    typeof Through
  >[0]['assigned'];
  await show(<Through assigned={assigned} />);
  const text = screen.getByText(/3/).textContent;
  expect(text).toContain(`\u2068${HEBREW}\u2069`);
  expect(text).toContain(`\u2068${ARABIC}\u2069`);
  expect(text?.split('·')).toHaveLength(2);
});

test('A list keeps its names apart', async () => {
  function List() {
    return <p>{useNames().listed([HEBREW, 'Paris', ARABIC])}</p>;
  }
  await show(<List />);
  expect(screen.getByText(/Paris/).textContent).toBe(`\u2068${HEBREW}\u2069, Paris, and \u2068${ARABIC}\u2069`);
});
