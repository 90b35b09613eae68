import { sql } from '../../database/sql';
import type { PolicyState } from '../../generated/graphql';
import { devicesWithPolicy, oneOf } from '../candidates';
import { calledDevice, calledUser } from '../naming';
import type { DeviceRule, StepOf } from '../rule';
import { STEPS } from '../steps';
import { isSystemAccount } from '../system-account';
import { evidence } from '../views';

const BAD: readonly PolicyState[] = ['ERROR', 'CONFLICT', 'NONCOMPLIANT'];

const EACH: StepOf = { ...STEPS.sync, text: 'EACH' };

export const complianceOfOtherUser: DeviceRule = {
  id: 'COMPLIANCE_OF_OTHER_USER',
  about: 'DEVICE',
  onlyWith: { compliancePolicyStates: BAD },
  severity: 'PROBLEM',
  confidence: 'LIKELY',
  topics: ['ACCESS'],
  reads: {
    Device: 'deviceName intuneCompliance primaryUser compliancePolicyStates',
    User: 'id displayName userPrincipalName',
    CompliancePolicyState: 'state userPrincipalName',
  },
  unproven: true,
  explains: ['NONCOMPLIANT_SETTING', 'COMPLIANCE_ERROR', 'COMPLIANCE_CONFLICT'],
  steps: [STEPS.sync],
  otherSteps: [EACH],
  candidates: () => [
    devicesWithPolicy(sql`p.state IN ${oneOf(BAD)} AND EXISTS (
      SELECT 1 FROM devices d WHERE d.id = p.device_id AND d.user_id <> p.user_id AND d.compliance <> 'COMPLIANT')`),
  ],
  *find({ device }) {
    const user = device.primaryUser;
    if (user === null || !['NONCOMPLIANT', 'ERROR', 'CONFLICT'].includes(device.intuneCompliance)) return;
    const bad = device.compliancePolicyStates.filter(({ state }) => BAD.includes(state) || state === 'IN_GRACE_PERIOD');
    // A user who was renamed is not another user, so compare ids. Without one there is nothing to compare.
    const ofOthers = bad.filter(
      ({ userId, userPrincipalName }) =>
        userId !== null && userId !== user.id && userPrincipalName !== null && !isSystemAccount(userPrincipalName),
    );
    if (!ofOthers.some(({ state }) => BAD.includes(state)) || ofOthers.length < bad.length) return;
    const names = [...new Set(ofOthers.map(({ userPrincipalName }) => userPrincipalName ?? ''))];
    yield {
      subject: device,
      ...(names.length > 1 && { variant: 'SEVERAL', steps: [EACH] }),
      count: ofOthers.length,
      values: { device: calledDevice(device), user: calledUser(user), other: { list: names } },
      evidence: ofOthers.flatMap((state) => evidence(state, 'userPrincipalName', 'state')),
    };
  },
};
