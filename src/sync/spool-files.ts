import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../database/make-folder';

/** The files of a spool. A file is replaced atomically, by a rename. */
export class SpoolFiles {
  private readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }
  private file = (name: string): string => path.join(this.folder, `${name}.json`);
  has = (name: string): boolean => existsSync(this.file(name));
  read = async (name: string): Promise<unknown> => JSON.parse(await readFile(this.file(name), 'utf8'));
  remove = (name: string): Promise<void> => rm(this.file(name), { force: true });
  removeAll = (): Promise<void> => rm(this.folder, { recursive: true, force: true });
  async write(name: string, content: unknown): Promise<void> {
    const file = await open(`${this.file(name)}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(content));
      // Otherwise a power cut can leave an empty file under its final name.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${this.file(name)}.new`, this.file(name));
  }
  async create(): Promise<void> {
    makeFolder(this.folder, 0o700);
  }
}
