import { APPLICATION_PERMISSIONS, RESOURCE_NAMES, type Resource, resourceOf } from '../microsoft-graph/resources';

const HEAD = `# What is read of Microsoft Graph

Written by \`npm run codegen\` from [resources.ts](../src/microsoft-graph/resources.ts): what a sync asks for, and with which
permission of the application. \`npm run sync -- --check\` tries each of these once.
`;

const code = (text: string): string => `\`${text}\``;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The request for a resource: `POST` for a report, a delta query where Microsoft Graph has one. */
function requestOf(resource: Resource): string {
  const { version, path, report } = resourceOf(resource);
  return `${report === undefined ? 'GET' : 'POST'} /${version}${path}`;
}

/** What happens while a resource cannot be read. */
function consequenceOf(resource: Resource): string {
  // A sync asks whose tenant it is before anything else.
  if (resource === 'organization') return 'no sync begins';
  const { kind, isEssential } = resourceOf(resource);
  return isEssential === true ? `${kind} fails` : `${kind} is partial`;
}

/** The page of docs/ about the resources and the permissions that they need. */
export function microsoftGraphPage(): string {
  const asked = RESOURCE_NAMES.filter((resource) => resourceOf(resource).path !== null);
  const resources = asked.map((resource) => {
    const { gives, permission } = resourceOf(resource);
    return row([gives, code(requestOf(resource)), code(permission), consequenceOf(resource)]);
  });
  const permissions = APPLICATION_PERMISSIONS.map((permission) => {
    const needed = asked.filter((resource) => resourceOf(resource).permission === permission);
    return row([code(permission), needed.map((resource) => resourceOf(resource).gives).join('; ')]);
  });
  const ofUser = RESOURCE_NAMES.flatMap((resource) => {
    const { gives, version, permission, ofUser: path } = resourceOf(resource);
    return path === undefined ? [] : [row([gives, code(`GET /${version}${path}`), code(permission)])];
  });
  return [
    HEAD,
    '## Permissions\n',
    row(['permission', 'what needs it']),
    row(['---', '---']),
    ...permissions,
    '\n## Requests\n',
    row(['what it gives', 'request', 'permission', 'while it cannot be read']),
    row(['---', '---', '---', '---']),
    ...resources,
    '\n## Requests for one user\n',
    '`refreshUser` asks for these, and for the parts of the user and of the devices with the requests above.\n',
    row(['what it gives', 'request', 'permission']),
    row(['---', '---', '---']),
    ...ofUser,
    '',
  ].join('\n');
}
