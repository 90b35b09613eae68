/** A record that was invalid and goes into the quarantine: where it was read, its id if known, and why. */
export interface SetAside {
  resource: string;
  record: string;
  objectId: string | null;
  reason: string;
}
