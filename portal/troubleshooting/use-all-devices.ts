import { useEffect, useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import { FindingsOfDevicesDocument, MoreDevicesDocument } from '../generated/graphql';
import { failureOf, type Refusal, refusalAt } from '../graph/refusal';
import type { CheckedAlone } from './device-findings';
import type { ShownUser } from './shown-user';

/** The devices that are read without a click, because the worst of them comes first. */
const MOST_AT_ONCE = 500;

type Devices = ShownUser['devices'];

/** The same empty list at each drawing. */
const NONE: readonly CheckedAlone[] = [];

/** Devices whose findings could not be read. */
export interface Unjudged {
  readonly count: number;
  /** Why, for the first of them. */
  readonly refusal: Refusal;
}

interface AllDevices {
  /** The first page until all are read, so that the order changes once. Null if they could not be read. */
  readonly devices: Devices;
  /** The devices of the further pages, each with its findings, as far as they could be read. */
  readonly alone: readonly CheckedAlone[];
  /** Why parts of the further pages are missing. */
  readonly left: Refusal;
  /** Whether further pages are read or were read; null if the first page is all. */
  readonly further: 'READING' | 'READ' | null;
  /** The devices of the further pages that are without findings; null if there are none. */
  readonly unjudged: Unjudged | null;
}

/** The devices of a user beyond the first page, with their findings. If a page fails, the button below the list asks for it again. */
export function useAllDevices({ id, devices: first }: ShownUser): AllDevices {
  const client = useClient();
  const [read, setRead] = useState<AllDevices & { readonly first: Devices }>();
  const hasFurther = first?.pageInfo.hasNextPage ?? false;
  useEffect(() => {
    if (first === null || !hasFurther) return;
    let isOver = false;
    void readOn(client, id, first).then((all) => {
      if (!isOver) setRead({ ...all, first });
    });
    return () => {
      isOver = true;
    };
  }, [client, id, first, hasFurther]);
  if (read !== undefined && read.first === first) return read;
  return { devices: first, alone: NONE, left: [], further: hasFurther ? 'READING' : null, unjudged: null };
}

async function readOn(client: Client, userId: string, first: NonNullable<Devices>): Promise<AllDevices> {
  let devices = first;
  const alone: CheckedAlone[] = [];
  const left: Refusal[] = [];
  let withoutFindings = 0;
  let why: Refusal | null = null;
  while (devices.pageInfo.hasNextPage && devices.nodes.length < MOST_AT_ONCE) {
    const variables = { userId, after: devices.pageInfo.endCursor };
    const [{ data, error }, judged] = await Promise.all([
      client.query(MoreDevicesDocument, variables).toPromise(),
      client.query(FindingsOfDevicesDocument, variables).toPromise(),
    ]);
    const next = data?.user?.devices;
    if (!next) break;
    devices = { ...next, nodes: [...devices.nodes, ...next.nodes] };
    const findings = judged.data?.user?.devices;
    if (findings) alone.push(...findings.nodes);
    else {
      withoutFindings += next.nodes.length;
      why ??= whyNot(judged.error);
    }
    left.push(refusalAt(error) ?? []);
  }
  const unjudged = why === null ? null : { count: withoutFindings, refusal: why };
  return { devices, alone, left: left.flat(), further: 'READ', unjudged };
}

const whyNot = (error: CombinedError | undefined): Refusal => refusalAt(error) ?? [failureOf(error)];
