import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { drawn } from '../support/amount';

const ROOT = path.join(__dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const COMMANDS = Object.values<string>(scripts).flatMap(
  (command) => /[\w/-]+\.mjs/.exec(command.split('&&').at(-1) ?? '') ?? [],
);
const takesOptions = (script: string) => readFileSync(path.join(ROOT, script), 'utf8').includes('readArguments(');
const WITH_USAGE = [...new Set(COMMANDS)].filter(takesOptions);

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
};

describe.each(drawn(WITH_USAGE, 3, (script) => script))('%s', (script) => {
  test('prints its usage with --help, and with an option that it does not have says which one', () => {
    const asked = run(script, '--help');
    const wrong = run(script, '--nonsense');

    expect(asked).toEqual({ status: 0, stdout: expect.stringMatching(/^Usage: npm run /), stderr: '' });
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("Unknown option '--nonsense'");
    expect(wrong.stderr).toContain(asked.stdout.trim());
  }, 120_000);
});

test.each([
  [['bench/size.mjs', '--users', '5'], '--users takes whole numbers from 2000.'],
  [['bench/size.mjs', '--users', 'many'], '--users takes whole numbers from 2000.'],
  [['bench/size.mjs', '--engine', 'oracle'], '--engine takes sqlite, postgres.'],
  [['test/mutants/run.mjs', '--only', 'no such fault'], 'There is no fault named no such fault.'],
])(
  '%j says why it does not begin',
  (args, reason) => {
    const { status, stderr } = run(...args);

    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  },
  120_000,
);
