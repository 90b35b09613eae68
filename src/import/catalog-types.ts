import { ProfileType } from '../generated/graphql';

/*
 * The type of a settings catalog profile, from the ids of its settings. Microsoft names them after the configuration
 * service provider of Windows, Apple's payload, or Android's policy.
 */

// The first pattern that matches a setting's id gives its type.
const SETTINGS: readonly (readonly [RegExp, ProfileType])[] = [
  [/vendor_msft_rootcatrustedcertificates_|^com\.apple\.security\.(root|pem|pkcs1)_/, 'TRUSTED_ROOT'],
  [/vendor_msft_clientcertificateinstall_|^com\.apple\.security\.(scep|pkcs12|acme)_/, 'CERTIFICATE'],
  [/vendor_msft_vpnv2_|^com\.apple\.vpn\.|^com\.apple\.relay\./, 'VPN'],
  [/vendor_msft_wifi_|vendor_msft_wirednetwork_|^com\.apple\.wifi\.|^com\.apple\.\w*ethernet\./, 'WIFI'],
  [/vendor_msft_email2_|^com\.apple\.(mail\.managed|eas\.account|ews\.account)/, 'EMAIL'],
  [/policy_config_update_|^ddm-latestsoftwareupdate_|softwareupdate/, 'UPDATE_RING'],
  [
    /vendor_msft_(bitlocker|firewall|laps|defender|windowsadvancedthreatprotection)_|policy_config_defender_|^com\.apple\.mcx\.filevault/,
    'ENDPOINT_SECURITY',
  ],
  [/^com\.apple\.applicationaccess_|^com\.android\.devicerestrictionpolicy/, 'RESTRICTIONS'],
];

const typeOf = (settingId: string): ProfileType =>
  SETTINGS.find(([pattern]) => pattern.test(settingId))?.[1] ?? ProfileType.SETTINGS_CATALOG;

/** The type on which all settings of a profile agree; `SETTINGS_CATALOG` if they differ or there are none. */
export function typeOfSettings(settingIds: readonly (string | null | undefined)[]): ProfileType {
  const types = new Set(settingIds.map((id) => typeOf((id ?? '').toLowerCase())));
  const [only] = types;
  return types.size === 1 && only !== undefined ? only : ProfileType.SETTINGS_CATALOG;
}
