import { toNodeId } from '../../src/resolving/node-id';
import { inBrowser } from '../support/browser';
import { openPortal } from '../support/portal';
import { refreshable } from '../support/refresh';
import { objectIn } from '../support/sync';

const ADA = 'ada@fabrikam.example';
const PATH = `/troubleshooting/${toNodeId('User', 'user-ben')}`;

inBrowser('The reading of one user from Intune', (its) => {
  test('shows its progress and what was read, and says when nothing could be', async () => {
    const { tenant, service, graph } = await refreshable(undefined, { perHour: 2 });
    Object.assign(objectIn(tenant, 'users', 'user-ben'), { jobTitle: 'Pilot' });
    const { page, complaints } = await openPortal(its.browser, service, { as: ADA, path: PATH });
    const main = page.getByRole('main');
    const again = page.getByRole('button', { name: 'Read again from Intune' });
    await again.waitFor();
    expect(await main.innerText()).not.toContain('Pilot');
    await again.click();
    await page.getByRole('status').filter({ hasText: 'Everything was read from Intune just now.' }).waitFor();
    await main.getByText('Pilot').waitFor();

    await graph.stop();
    await again.click();
    await page.getByRole('status').filter({ hasText: 'could not be read from Intune' }).waitFor();
    await main.getByText('Pilot').waitFor();
    await again.click();
    await page.getByRole('status').filter({ hasText: 'the number of readings per hour' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('is not offered by a service without Microsoft Graph', async () => {
    const user = await its.service.database
      .primary('users')
      .where('upn_key', 'marc.dubois@contoso.example')
      .first('id');
    const path = `/troubleshooting/${toNodeId('User', user?.id ?? '')}`;
    const { page } = await openPortal(its.browser, its.service, { as: 'helpdesk@contoso.example', path });
    await page.getByRole('button', { name: 'Reload' }).waitFor();
    expect(await page.getByRole('button', { name: 'Read again from Intune' }).count()).toBe(0);
    await page.context().close();
  });
});
