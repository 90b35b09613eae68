import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { TeamFindingsDocument, type TeamFindingsQuery, type TeamFindingsQueryVariables } from '../generated/graphql';
import { isWithoutAnswer, type Refusal, refusalAt } from '../graph/refusal';

type Page = NonNullable<TeamFindingsQuery['findings']>;
export type TeamFinding = Page['nodes'][number];
export type Filter = Omit<TeamFindingsQueryVariables, 'after'>;

/** Findings after which reading pauses until the operator asks for more. */
const WANTED = 25;
/** Pages after which reading pauses even if few findings came. A page looks at 25 users and devices. */
const PAGES_AT_ONCE = 20;

interface Read {
  readonly findings: readonly TeamFinding[];
  /** The rules that did not run, except for want of a permission. */
  readonly notChecked: Page['notChecked'];
  /** Why parts are missing; each permission is named once. */
  readonly refusal: Refusal;
  /** The number of pages read. */
  readonly pages: number;
  /** Where to read on; null at the end. */
  readonly after: string | null;
}

const NOTHING: Read = { findings: [], notChecked: [], refusal: [], pages: 0, after: null };

export interface TeamFindings extends Read {
  readonly fetching: boolean;
  readonly hasMore: boolean;
  /** Why the last page could not be read. */
  readonly trouble: CombinedError | undefined;
  readOn(): void;
}

/**
 * The findings of the operator's scope. Reads on over short and empty pages. The owner is mounted anew for
 * another filter or language.
 */
export function useTeamFindings(filter: Filter): TeamFindings {
  const client = useClient();
  const [read, setRead] = useState(NOTHING);
  const [trouble, setTrouble] = useState<CombinedError>();
  // Each value is one request of the operator for more.
  const [round, setRound] = useState(0);
  const [fetching, setFetching] = useState(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a round starts where the last one ended.
  useEffect(() => {
    let isLeft = false;
    async function readRound() {
      let now = read;
      setFetching(true);
      setTrouble(undefined);
      for (let page = 0; page < PAGES_AT_ONCE; page++) {
        const { data, error } = await client.query(TeamFindingsDocument, { ...filter, after: now.after }).toPromise();
        if (isLeft) return;
        if (data === undefined || isWithoutAnswer(data, error)) {
          setTrouble(error);
          break;
        }
        now = withPage(now, data.findings, refusalAt(error, 'findings') ?? []);
        setRead(now);
        if (now.after === null || now.findings.length - read.findings.length >= WANTED) break;
      }
      setFetching(false);
    }
    void readRound();
    return () => {
      isLeft = true;
    };
  }, [round]);

  return {
    ...read,
    fetching,
    hasMore: read.pages === 0 || read.after !== null,
    trouble,
    readOn: () => setRound((before) => before + 1),
  };
}

/** What was read with one more page; null for a page that was refused. */
function withPage(before: Read, page: Page | null, refusal: Refusal): Read {
  const { nodes = [], notChecked = [], pageInfo } = page ?? {};
  const reasons: Refusal = [...before.refusal, ...refusal];
  const missing = [
    ...reasons.flatMap((each) => (each.reason === 'PERMISSION' ? each.missing : [])),
    ...notChecked.flatMap((each) => (each.reason === 'PERMISSION' ? each.missing : [])),
  ];
  return {
    findings: [...before.findings, ...nodes],
    notChecked: distinct([...before.notChecked, ...notChecked.filter(({ reason }) => reason !== 'PERMISSION')]),
    refusal: [
      ...(missing.length === 0 ? [] : [{ reason: 'PERMISSION' as const, missing: distinct(missing) }]),
      ...distinct(reasons.filter(({ reason }) => reason !== 'PERMISSION')),
    ],
    pages: before.pages + 1,
    after: pageInfo?.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** The items without repetitions, because each page repeats its reasons. */
function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
