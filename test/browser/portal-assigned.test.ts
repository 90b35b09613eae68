import { barriers } from '../support/accessibility';
import { inBrowser } from '../support/browser';
import { operatorWith } from '../support/operators';
import { openPortal, section, selectUser } from '../support/portal';
import { until } from '../support/until';

inBrowser('What is assigned, in the portal', (its) => {
  test('is read on demand, with groups and results, and one app by its name on every device', async () => {
    const { page, asked, complaints } = await openPortal(its.browser, its.service, { as: 'helpdesk@contoso.example' });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    expect(asked).not.toContain('AssignedToUser');
    const assigned = section(page, 'Assigned policies and apps');
    await assigned.getByRole('button', { name: 'Show what is assigned' }).click();
    const policies = assigned.getByRole('table', { name: 'Policies' });
    await policies.getByRole('rowheader').first().waitFor();
    expect(await policies.getByRole('row').nth(1).innerText()).toMatch(/\s(Assigned|Excluded|Depends on a filter)\s/);
    expect(await assigned.getByRole('table', { name: 'Assigned apps' }).getByRole('rowheader').count()).toBeGreaterThan(
      2,
    );

    const wifi = policies.getByRole('row', { name: /iOS – Wi-Fi CONTOSO-CORP/ });
    expect(await wifi.innerText()).toMatch(/Error\s+PAR-IPH-0231/);
    // A profile is applied, not complied with.
    expect(await policies.getByRole('row', { name: /Android – Contoso Root CA/ }).innerText()).toMatch(/\sApplied\s/);
    // Two apps with one name are told apart by their platform.
    const names = await assigned.getByRole('table', { name: 'Assigned apps' }).getByRole('rowheader').allInnerTexts();
    expect(names.filter((name) => name.startsWith('Microsoft Outlook')).sort()).toEqual([
      expect.stringContaining('Android'),
      expect.stringContaining('iOS'),
    ]);
    await assigned.getByRole('combobox', { name: 'Find an app' }).fill('salesforce');
    await page.getByRole('option', { name: 'Salesforce' }).filter({ hasText: 'Android' }).click();
    const salesforce = assigned.getByRole('table', { name: 'Salesforce' });
    await salesforce
      .getByRole('row', { name: 'PAR-AND-0175' })
      .getByText(/Failed/)
      .waitFor();
    expect(await salesforce.getByRole('rowheader').count()).toBe(4);
    expect(await salesforce.getByRole('row', { name: 'PAR-LT-0412' }).innerText()).toContain('not reported');
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('has the state of each policy and app in the panel of a device', async () => {
    const { page, asked } = await openPortal(its.browser, its.service, { as: 'helpdesk@contoso.example' });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.getByRole('button', { name: 'Show what is assigned' }).click();
    const policies = panel.getByRole('table', { name: 'Policies' });
    const wifi = policies.getByRole('row', { name: /iOS – Wi-Fi CONTOSO-CORP/ });
    expect(await wifi.innerText()).toMatch(/Assigned\s+Error\s/);
    const apps = panel.getByRole('table', { name: 'Assigned apps' });
    expect(await apps.innerText()).toMatch(/Microsoft Outlook\s+iOS\s+Required\s+Assigned\s+Installed\s/);
    expect(asked.filter((name) => name === 'AssignedToDevice')).toHaveLength(1);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test('is read again with the page, and with the panel, which the key R reloads', async () => {
    const { page, asked } = await openPortal(its.browser, its.service, { as: 'helpdesk@contoso.example' });
    const times = (operation: string) => asked.filter((name) => name === operation).length;
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const assigned = section(page, 'Assigned policies and apps');
    await assigned.getByRole('button', { name: 'Show what is assigned' }).click();
    await assigned.getByRole('combobox', { name: 'Find an app' }).fill('salesforce');
    await page.getByRole('option', { name: 'Salesforce' }).filter({ hasText: 'Android' }).click();
    await assigned.getByRole('table', { name: 'Salesforce' }).waitFor();
    const reload = page.getByRole('button', { name: 'Reload' });
    await reload.click();
    await until(() => times('AssignedToUser') === 2 && times('AppOnDevices') === 2);

    await section(page, 'Devices').getByRole('button', { name: 'PAR-IPH-0231' }).click();
    const panel = page.getByRole('dialog', { name: 'PAR-IPH-0231' });
    await panel.getByRole('button', { name: 'Show what is assigned' }).click();
    await panel.getByRole('table', { name: 'Policies' }).waitFor();
    await page.keyboard.press('r');
    await until(() => times('InspectDevice') === 2 && times('AssignedToDevice') === 2);
    await page.context().close();
  });

  test('names the permission that is missing', async () => {
    const { as } = await operatorWith(its.service, {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      scope: { allUsers: true, allDevices: true },
    });
    const { page } = await openPortal(its.browser, its.service, { as });
    await selectUser(page, 'marc dubois', 'Marc Dubois');
    const assigned = section(page, 'Assigned policies and apps');
    await assigned.getByRole('button', { name: 'Show what is assigned' }).click();
    await assigned.getByText('You do not have the permission Mobile apps: Read.').first().waitFor();
    expect(await assigned.getByRole('table', { name: 'Policies' }).count()).toBe(1);
    await page.context().close();
  });
});
