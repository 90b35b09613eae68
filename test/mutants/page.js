const SURVIVED = '**survived**';
const ROW = /^\| (?<name>(?:[^|\\]|\\.)+) \| (?:[^|\\]|\\.)+ \| `(?<file>[^`]+)`(?:: (?<title>(?:[^|\\]|\\.)+))? \|$/gm;

const written = (text) => text.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
const read = (text) => text.replace(/\\([\\|])/g, '$1');

/** The test that noticed a fault, in one line. */
const describeVerdict = (failure) => {
  if (failure === null) return SURVIVED;
  return failure.title === null ? `\`${failure.file}\`` : `\`${failure.file}\`: ${failure.title}`;
};

/** The page of a run over all faults of a commit. */
function page(verdicts, commit, date) {
  const noticed = verdicts.filter(({ failure }) => failure !== null).length;
  const rows = verdicts.map(({ name, file, failure }) => {
    const verdict = failure === null ? SURVIVED : written(describeVerdict(failure));
    return `| ${written(name)} | ${file} | ${verdict} |`;
  });
  return `# Planted faults

Written by \`npm run test:mutants\` in one run, on ${date.toISOString().slice(0, 10)}, over the faults of commit ${commit.slice(0, 10)}:
${noticed} of ${verdicts.length} are noticed. \`test/README.md\` says how to add one.

| fault | planted in | noticed by |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** The tests on a page, by the name of the fault that they noticed. */
const verdictsOf = (text) =>
  new Map(
    [...text.matchAll(ROW)].map(({ groups: { name, file, title } }) => [
      read(name),
      { file, title: title === undefined ? null : read(title) },
    ]),
  );

module.exports = { describeVerdict, page, verdictsOf };
