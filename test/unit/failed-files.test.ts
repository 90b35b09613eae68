import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/tenant-folder';

const FailedFiles = require('../support/failed-files');

const result = (name: string, file: string, numFailingTests: number, testExecError?: Error) => ({
  displayName: { name },
  testFilePath: path.join(process.cwd(), file),
  numFailingTests,
  testExecError,
});

function written(results: readonly object[]): string | null {
  const file = path.join(temporaryFolder(), 'failed');
  process.env['FAILED_FILES'] = file;
  try {
    new FailedFiles().onRunComplete([], { testResults: results });
  } finally {
    delete process.env['FAILED_FILES'];
  }
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

test('A file that failed in one project is run again there, even if it passed in another one afterwards', () => {
  expect(
    written([
      result('postgres', 'test/http/scope.test.ts', 1),
      result('whole', 'test/http/scope.test.ts', 0),
      result('postgres', 'test/http/audit.test.ts', 0, new Error('cannot be read')),
      result('browser', 'test/browser/team.test.ts', 2),
    ]),
  ).toBe('postgres test/http/scope.test.ts test/http/audit.test.ts\nbrowser test/browser/team.test.ts\n');
});

test('A run without a failed file leaves nothing to run again', () => {
  expect(written([result('sqlite', 'test/http/scope.test.ts', 0)])).toBe('');
});
