/** A step from an operator (null) or a group to a group around it. */
interface GroupStep {
  readonly from: string | null;
  readonly to: string;
}

/**
 * The shortest way from an operator up to one of these groups, as the groups on it; empty when there is none. Of several
 * groups that are as near it leads to the one with the smallest id. Groups that contain each other are passed once.
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
