import { settingWords } from '../../src/policy/setting-words';
import en from '../../src/policy/setting-words.en.json';
import fr from '../../src/policy/setting-words.fr.json';

test('both languages know the same settings, by keys in lower case', () => {
  expect(Object.keys(fr)).toEqual(Object.keys(en));
  expect(Object.keys(en).filter((key) => key !== key.toLowerCase())).toEqual([]);
});

test.each([
  ['Windows10CompliancePolicy.ActiveFirewallRequired', 'Firewall on', 'Pare-feu activé'],
  ['DefaultDeviceCompliancePolicy.RequireRemainContact', 'Is active', 'Est actif'],
  // Names that are not in the list.
  ['IosVpnConfiguration.OnDemandRules', 'On demand rules', 'On demand rules'],
  ['Windows10CompliancePolicy.TPMStateIsOK', 'TPM state is OK', 'TPM state is OK'],
  ['./Device/Vendor/MSFT/Policy/Config/Power/DisplayOffTimeoutOnBattery', 'Display off timeout on battery', null],
  ['device_vendor_msft_policy_config_edge~policy~homepagelocation', 'Homepagelocation', null],
  ['Encryption of data storage on device.', 'Encryption of data storage on device.', null],
  ['パスワード', 'パスワード', null],
  ['constructor', 'Constructor', null],
  ['...', '...', null],
  ['', '', null],
])('%p is %p', (name, english, french) => {
  expect(settingWords(name, 'en')).toBe(english);
  expect(settingWords(name, 'fr')).toBe(french ?? english);
});
