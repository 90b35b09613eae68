/** The key that seals the audit trail in tests. */
export const AUDIT_KEY = 'a key of the tests, and of nothing else';
