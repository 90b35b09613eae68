import { DatabaseUnavailable } from './errors';
import { codeOf, isUnavailable } from './postgres-errors';

// The codes of SQLite, Node.js and PostgreSQL for the same failure of a disk. SHMSIZE: no room for SQLite's lock file.
const DISK: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT|EFBIG|53100)$/, 'The disk is full.'],
  [/^(SQLITE_READONLY\w*|EROFS)$/, 'The disk or the database is read-only.'],
  [/^SQLITE_CORRUPT\w*$/, 'The database file is damaged. Restore a backup.'],
  // SQLite calls a disk that became read-only while a file was open one that fails.
  [/^SQLITE_(IOERR|CANTOPEN)\w*$/, 'The disk fails, or has become read-only.'],
  [/^(EIO|58030)$/, 'The disk fails.'],
];

/** The foreseen error for a failure of the disk or of the database server; null for any other error. */
export function outageIn(error: unknown): DatabaseUnavailable | null {
  if (error instanceof DatabaseUnavailable) return error;
  const code = codeOf(error);
  const [, sentence] = DISK.find(([codes]) => codes.test(code)) ?? [];
  if (sentence !== undefined) return new DatabaseUnavailable(sentence, { cause: error });
  return isUnavailable(error) ? DatabaseUnavailable.by(error) : null;
}
