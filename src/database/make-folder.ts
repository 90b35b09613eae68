import { lstatSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ForeseenError } from '../resolving/foreseen';
import { outageIn } from './outage';

/** A folder that cannot be created. */
export class FolderError extends ForeseenError {
  readonly code = 'FOLDER';
}

/** Whether a path leads to a folder. */
export function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
}

/** The nearest thing that exists: the path itself, or what should be a folder above it. */
function existing(place: string): string {
  try {
    lstatSync(place);
    return place;
  } catch {
    return existing(path.dirname(place));
  }
}

/**
 * Creates a folder and the missing ones above it. Node.js's own way of doing that never ends where none can be made, such as
 * below /proc.
 * @param mode of the created folders
 * @throws FolderError if one cannot be created, or the system's error if the disk is full, read-only or fails
 */
export function makeFolder(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (isFolder(folder)) return;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new FolderError(`${existing(folder)} is not a folder.`);
    const above = path.dirname(folder);
    if (code !== 'ENOENT' || isFolder(above)) {
      throw outageIn(error) === null ? new FolderError(`${folder} cannot be created (${code}).`) : error;
    }
    makeFolder(above, mode);
    makeFolder(folder, mode);
  }
}
