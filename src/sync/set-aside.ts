/** A record that could not be taken as it was. */
export interface SetAside {
  resource: string;
  record: string;
  objectId: string | null;
  reason: string;
}
