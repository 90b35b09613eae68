/** One sample of a scrape. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The samples of a scrape. @throws for a line that is not in Prometheus's text format */
export function samplesOf(scrape: string): Sample[] {
  return scrape
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
      if (name === undefined) throw new Error(`No sample: ${line}`);
      const named = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text]);
      return { name, labels: Object.fromEntries(named), value: Number(value) };
    });
}

/** The value of the sample with these labels; 0 if there is none. */
export function sampleOf(scrape: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const found = samplesOf(scrape).find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return found?.value ?? 0;
}
