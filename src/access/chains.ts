/** A step up: from an operator (null) or a group to a group that contains it. */
interface GroupStep {
  readonly from: string | null;
  readonly to: string;
}

/**
 * The shortest path from an operator up to one of these groups, as a list of groups; empty if there is no path. Among
 * equally near groups it ends at the smallest id. Cycles are followed once.
 */
export function chainToNearest(groups: readonly string[], steps: readonly GroupStep[]): string[] {
  const cameFrom = new Map<string, string | null>();
  const reached = () => groups.filter((group) => cameFrom.has(group)).sort();
  let frontier: (string | null)[] = [null];
  while (frontier.length > 0 && reached().length === 0) {
    const next: string[] = [];
    for (const { from, to } of steps) {
      if (!frontier.includes(from) || cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      next.push(to);
    }
    frontier = next;
  }
  const chain: string[] = [];
  for (let at: string | null | undefined = reached()[0]; at != null; at = cameFrom.get(at)) chain.unshift(at);
  return chain;
}
