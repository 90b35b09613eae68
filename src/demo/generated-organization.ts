import { DOMAIN, type GeneratedOptions, type GeneratedTenant } from './generated-tenant';
import { PLAN_NAMES, SKUS } from './generator-data';

/** The resources with few objects, whose values are fixed: the organization, its licences and its connectors. */
export function organizationAndConnectors({ dice, at }: GeneratedTenant, { users, seed }: GeneratedOptions) {
  const { id } = dice('connector');
  const skus = SKUS.map(([skuId, skuPartNumber, plans]) => ({
    skuId,
    skuPartNumber,
    servicePlans: plans.map((plan) => ({ servicePlanId: plan, servicePlanName: PLAN_NAMES[plan] })),
  }));
  const organization = {
    id: dice('tenant').id(users),
    displayName: `Generated ${users} users, seed ${seed}`,
    mobileDeviceManagementAuthority: 'intune',
  };
  const token = { id: id(2), displayName: 'Generated Europe', state: 'valid' };
  const enrollment = { id: id(3), tokenName: 'Apple Business Manager' };
  return {
    organization: [organization],
    deviceManagement: [{ subscriptionState: 'active' }],
    subscribedSkus: skus,
    applePushNotificationCertificate: [
      { id: id(1), appleIdentifier: `apple-mdm@${DOMAIN}`, expirationDateTime: at(200) },
    ],
    vppTokens: [{ ...token, expirationDateTime: at(20), lastSyncDateTime: at(-0.2) }],
    depOnboardingSettings: [{ ...enrollment, tokenExpirationDateTime: at(90), lastSuccessfulSyncDateTime: at(-0.3) }],
    mobileThreatDefenseConnectors: [{ id: id(4), lastHeartbeatDateTime: at(-0.1), partnerState: 'enabled' }],
    ndesConnectors: [{ id: id(5), displayName: 'PAR-SRV-NDES01', lastConnectionDateTime: at(-0.1), state: 'active' }],
  };
}
