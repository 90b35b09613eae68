// Checks the files of this folder: npm run test:deploy -- [--quick]
// --quick leaves out what takes minutes: booting the unit, and building and running the image. README.md has the results of a whole run.

import { readArguments } from '../usage.mjs';
import { unitRuns } from './check/boot.mjs';
import { imageAnswers } from './check/image.mjs';
import { composeFits, dockerfileFits, kubernetesFits } from './check/manifests.mjs';
import { MissingTool } from './check/tools.mjs';
import { unitsFit } from './check/units.mjs';

const USAGE = `Usage: npm run test:deploy -- [options]

Checks the files for containers, Kubernetes and systemd.

  --quick   leaves out what takes minutes and needs root
  --help    prints this`;

const { values: options } = readArguments(USAGE, { options: { quick: { type: 'boolean', default: false } } });

/** The parts. Each returns what it found, throws what is wrong, or throws MissingTool. */
const PARTS = {
  Dockerfile: dockerfileFits,
  'compose.yaml': composeFits,
  kubernetes: kubernetesFits,
  systemd: unitsFit,
  ...(options.quick ? {} : { 'systemd, booted': unitRuns, image: imageAnswers }),
};

for (const [part, check] of Object.entries(PARTS)) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  try {
    console.log(`ok        ${part}: ${await check()} (${seconds()})`);
  } catch (error) {
    const isSkipped = error instanceof MissingTool;
    console.log(`${isSkipped ? 'skipped ' : 'WRONG   '}  ${part}: ${error.message}`);
    if (!isSkipped) process.exitCode = 1;
  }
}
if (options.quick) console.log('skipped   the booted unit and the image: --quick');
