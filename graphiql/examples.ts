import allFindings from '../examples/all-findings.graphql?raw';
import findUsers from '../examples/find-users.graphql?raw';
import findings from '../examples/findings.graphql?raw';
import noncompliantDevices from '../examples/noncompliant-devices.graphql?raw';
import troubleshoot from '../examples/troubleshoot.graphql?raw';
import whoAmI from '../examples/who-am-i.graphql?raw';

interface Example {
  query: string;
  variables?: string;
}

function variables(values: Record<string, unknown>): string {
  return JSON.stringify(values, null, 2);
}

/** The tabs of a first visit. */
export const examples: [Example, ...Example[]] = [
  { query: findings, variables: variables({ upn: 'marc.dubois@contoso.example' }) },
  { query: troubleshoot, variables: variables({ upn: 'marc.dubois@contoso.example', devices: 20, apps: 50 }) },
  { query: whoAmI },
  { query: findUsers, variables: variables({ search: 'dubois' }) },
  { query: noncompliantDevices },
  { query: allFindings },
];
