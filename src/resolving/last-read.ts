/**
 * When a state was last read. A report, or the list of a user's apps, can change it after its own device or app was read.
 * @param state its row, with the time of that device or app
 */
export const lastRead = ({ syncedAt, stateSince }: { syncedAt: string; stateSince: string | null }): string =>
  stateSince !== null && stateSince > syncedAt ? stateSince : syncedAt;
