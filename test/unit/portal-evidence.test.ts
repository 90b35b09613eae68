import { evidenceRows } from '../../portal/troubleshooting/evidence-rows';

const fact = (coordinate: string, nodeId: string | null, value: string | null = coordinate) => ({
  coordinate,
  nodeId,
  value,
  displayValue: null,
});
const placesOf = (evidence: readonly ReturnType<typeof fact>[], devices: readonly string[] = ['phone']) =>
  evidenceRows({
    evidence: [...evidence],
    devices: devices.map((id) => ({ id, deviceName: id, serialNumber: null })),
  }).map(({ type, place }) => [type, place]);

describe('The evidence of a finding', () => {
  test('joins an app with its install state, and leads to the row of the state', () => {
    const app = [
      fact('App.displayName', 'app'),
      fact('AppInstallState.state', 's'),
      fact('AppInstallState.error', 's'),
    ];
    expect(placesOf(app)).toEqual([['App', { device: 'phone', row: 's' }]]);
    expect(placesOf(app, ['phone', 'tablet'])).toEqual([['App', null]]);
  });

  test('tells the settings of one policy apart, and leads to each', () => {
    const facts = ['Lock', 'Length'].flatMap((name) => [
      fact('SettingState.name', 'policy', name),
      fact('SettingState.currentValue', 'policy', '4'),
    ]);
    expect(placesOf([fact('ConfigurationState.displayName', 'policy'), ...facts])).toEqual([
      ['ConfigurationState', { device: 'phone', row: 'policy' }],
      ['SettingState', { device: 'phone', row: 'policy Lock' }],
      ['SettingState', { device: 'phone', row: 'policy Length' }],
    ]);
  });

  test('names a setting in words, and finds its row by its name', () => {
    const name = { ...fact('SettingState.name', 'policy', 'X.OsMinimumVersion'), displayValue: 'Minimum OS version' };
    const [row] = evidenceRows({
      evidence: [name, fact('SettingState.currentValue', 'policy', '17.1')],
      devices: [{ id: 'phone', deviceName: 'phone', serialNumber: null }],
    });
    expect(row).toMatchObject({
      setting: 'Minimum OS version',
      values: { name: 'X.OsMinimumVersion', currentValue: '17.1' },
      place: { device: 'phone', row: 'policy X.OsMinimumVersion' },
    });
  });

  test('leads to each fact of a device, on the device that holds it', () => {
    expect(
      placesOf([
        fact('Device.graceEndsAt', 'laptop'),
        fact('Device.deviceName', 'laptop'),
        fact('DeviceAction.kind', 'laptop', 'WIPE'),
        fact('DeviceAction.state', 'laptop', 'FAILED'),
      ]),
    ).toEqual([
      ['Device', { device: 'laptop', row: 'Device.intuneCompliance' }],
      ['Device', { device: 'laptop', row: null }],
      ['DeviceAction', { device: 'laptop', row: 'DeviceAction.WIPE' }],
    ]);
  });

  test('leads to rows of the page of the user, and nowhere for what has no row', () => {
    expect(
      placesOf([
        fact('EnrollmentFailure.occurredAt', 'failure'),
        fact('License.state', 'user'),
        fact('User.usageLocation', 'user', null),
        fact('User.devices', 'user', '0'),
        fact('Connector.health', null),
      ]),
    ).toEqual([
      ['EnrollmentFailure', { device: null, row: 'failure' }],
      ['License', { device: null, row: 'UserStatus.intuneLicensed' }],
      ['User', { device: null, row: 'User.usageLocation' }],
      ['User', null],
      ['Connector', null],
    ]);
  });
});
