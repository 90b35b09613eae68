import { readFileSync } from 'node:fs';
import path from 'node:path';

function packageJson(): { readonly version: string; readonly scripts?: object } {
  return JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8'));
}

/** The version of this build, as package.json has it. */
export const serviceVersion = (): string => packageJson().version;

/** A command as it is called here. The npm package and the image, which contains it, have no scripts of npm. */
export function commandLine(command: string, args: string): string {
  return packageJson().scripts === undefined
    ? `troubleshooting-graph ${command} ${args}`
    : `npm run ${command} -- ${args}`;
}
