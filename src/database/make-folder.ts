import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

const isFolder = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Creates a folder and the missing ones above it. Node.js's own way of doing that never ends where none can be made, such as
 * below /proc.
 * @param mode of the created folders
 * @throws the system's error if one cannot be created
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (isFolder(folder)) return;
    const above = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || isFolder(above)) throw error;
    makeFolder(above, mode);
    makeFolder(folder, mode);
  }
}
