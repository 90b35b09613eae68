const { writeFileSync } = require('node:fs');
const path = require('node:path');

/**
 * Writes the files that failed, by project, to the file that FAILED_FILES names: a line for each project, which begins with its
 * name. Jest's own `--onlyFailures` forgets that a file failed in one project if it passed in another one later.
 */
module.exports = class FailedFiles {
  onRunComplete(_, { testResults }) {
    if (process.env.FAILED_FILES === undefined) return;
    const failed = new Map();
    for (const { testFilePath, displayName, numFailingTests, testExecError } of testResults) {
      if (numFailingTests === 0 && testExecError == null) continue;
      const { name } = displayName;
      failed.set(name, [...(failed.get(name) ?? [name]), path.relative(process.cwd(), testFilePath)]);
    }
    writeFileSync(process.env.FAILED_FILES, [...failed.values()].map((line) => `${line.join(' ')}\n`).join(''));
  }
};
