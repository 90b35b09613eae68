/**
 * The addresses of the portal's pages, for the portal and for the service that serves it. In place of `:userId` there is
 * any text without a stroke, and in place of `*?` any text or none.
 */
export const PORTAL_ADDRESSES = {
  start: '/',
  search: '/troubleshooting',
  user: '/troubleshooting/:userId',
  device: '/devices/:deviceId',
  team: '/team',
  help: '/help',
  knownIssues: '/known-issues/*?',
  reports: '/reports',
  roles: '/roles/*?',
} as const;
