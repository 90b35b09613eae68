import type { FindingSettings } from '../findings/settings';

/** The pages of Intune's admin centre that this service links to, each with the key of its object behind it. */
const PAGES = {
  DEVICE: '#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId',
  USER: '#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId',
  SIGN_INS: '#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/SignIns/userId',
  APP: '#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId',
} as const;

type AdminCentrePage = keyof typeof PAGES;

/** The address of a page of the admin centre. */
export const adminCentrePage = (
  { adminCentreUrl }: Pick<FindingSettings, 'adminCentreUrl'>,
  page: AdminCentrePage,
  key: string,
): string => `${adminCentreUrl}/${PAGES[page]}/${encodeURIComponent(key)}`;
