const Sequencer = require('@jest/test-sequencer').default;

const ORDER = ['whole', 'browser', 'postgres', 'sqlite', 'portal'];

/** Runs the projects with long files first, so that no worker waits at the end for the only one that still runs. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const place = ({ context }) => ORDER.indexOf(context.config.displayName.name);
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
};
