import { badUserInput } from './errors';

/** The types that can be asked for by id. */
export const NODE_TYPES = [
  'App',
  'AppInstallState',
  'AppProtectionPolicy',
  'AppProtectionState',
  'AuditEvent',
  'CompliancePolicyState',
  'ConfigurationState',
  'Device',
  'EnrollmentFailure',
  'Group',
  'Role',
  'RoleAssignment',
  'Tenant',
  'User',
  'Viewer',
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

const MALFORMED = 'This is not an id of this graph.';

/** The graph's id of an object: opaque to clients, made of its type and Microsoft's id or key. */
export function toNodeId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`, 'utf8').toString('base64url');
}

/** The type and key in an id. @throws BAD_USER_INPUT when no object could ever have this id */
export function fromNodeId(id: string): { type: NodeType; key: string } {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const type = NODE_TYPES.find((name) => name === text.slice(0, colon));
  const key = text.slice(colon + 1);
  // Encoding again refuses the other spellings of the same bytes, so that an object has one id.
  if (type === undefined || key === '' || key.includes('\0') || toNodeId(type, key) !== id)
    throw badUserInput(MALFORMED);
  return { type, key };
}

/** The key in an id of the type that is expected here. @throws BAD_USER_INPUT */
export function keyOf(type: NodeType, id: string): string {
  const parsed = fromNodeId(id);
  if (parsed.type !== type) throw badUserInput(`This is the id of a ${parsed.type}; a ${type} is expected here.`);
  return parsed.key;
}

/** As keyOf, with null for what is no such id. */
export function keyOrNull(type: NodeType, id: string): string | null {
  try {
    return keyOf(type, id);
  } catch {
    return null;
  }
}
