import { badUserInput } from './errors';

/** The types that can be fetched by id. */
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
  'KnownIssue',
  'Policy',
  'Role',
  'RoleAssignment',
  'Tenant',
  'User',
  'Viewer',
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

const MALFORMED = 'The id is not valid in this graph.';

/** Encodes an object's id. It is opaque to clients and consists of the type and Microsoft's id or key. */
export function toNodeId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`, 'utf8').toString('base64url');
}

/** Decodes an id into type and key. @throws BAD_USER_INPUT if no object could ever have this id */
export function fromNodeId(id: string): { type: NodeType; key: string } {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const type = NODE_TYPES.find((name) => name === text.slice(0, colon));
  const key = text.slice(colon + 1);
  // Encode again and compare, to refuse other spellings of the same bytes. So an object has only one id.
  if (type === undefined || key === '' || key.includes('\0') || toNodeId(type, key) !== id)
    throw badUserInput(MALFORMED);
  return { type, key };
}

/** The id if an object of this graph could have it; null for any other text. */
export function nodeIdOrNull(id: string): string | null {
  try {
    fromNodeId(id);
    return id;
  } catch {
    return null;
  }
}

/** Decodes an id of the expected type. @throws BAD_USER_INPUT */
export function keyOf(type: NodeType, id: string): string {
  const parsed = fromNodeId(id);
  if (parsed.type !== type) throw badUserInput(`This is the id of a ${parsed.type}. Expected the id of a ${type}.`);
  return parsed.key;
}

/** Like {@link keyOf}, but null for any other id. */
export function keyOrNull(type: NodeType, id: string): string | null {
  try {
    return keyOf(type, id);
  } catch {
    return null;
  }
}
