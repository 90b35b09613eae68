import { typeOfSettings } from '../../src/import/catalog-types';

test.each([
  ['WIFI', ['com.apple.wifi.managed_com.apple.wifi.managed', 'com.apple.wifi.managed_ssid_str']],
  ['WIFI', ['device_vendor_msft_wifi_profile_{ssid}_wlanxml']],
  ['VPN', ['com.apple.vpn.managed_com.apple.vpn.managed']],
  ['VPN', ['Device_Vendor_MSFT_VPNv2_{ProfileName}_NativeProfile']],
  ['CERTIFICATE', ['com.apple.security.scep_com.apple.security.scep']],
  ['TRUSTED_ROOT', ['com.apple.security.root_com.apple.security.root']],
  ['EMAIL', ['com.apple.eas.account_host']],
  ['UPDATE_RING', ['ddm-latestsoftwareupdate_enforcelatestsoftwareupdateversion']],
  ['UPDATE_RING', ['device_vendor_msft_policy_config_update_allowautoupdate']],
  ['ENDPOINT_SECURITY', ['com.apple.mcx.filevault2_enable', 'com.apple.mcx.filevault2_defer']],
  ['ENDPOINT_SECURITY', ['device_vendor_msft_bitlocker_requiredeviceencryption']],
  ['RESTRICTIONS', ['com.apple.applicationaccess_allowcamera']],
  ['SETTINGS_CATALOG', ['device_vendor_msft_policy_config_devicelock_mindevicepasswordlength']],
  ['SETTINGS_CATALOG', ['com.apple.wifi.managed_ssid_str', 'com.apple.vpn.managed_vpntype']],
  ['SETTINGS_CATALOG', []],
  ['SETTINGS_CATALOG', [null]],
])('a settings catalog profile is of type %s with the settings %j', (type, settings) => {
  expect(typeOfSettings(settings)).toBe(type);
});
