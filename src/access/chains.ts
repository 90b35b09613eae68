/** A step from an operator (null) or a group to a group around it. */
export interface Step {
  readonly from: string | null;
  readonly to: string;
}

/**
 * The shortest way from an operator up to a group, as the groups on it; empty when there is none. Groups that contain
 * each other are passed once.
 */
export function chainTo(target: string, steps: readonly Step[]): string[] {
  const cameFrom = new Map<string, string | null>();
  let frontier: (string | null)[] = [null];
  while (frontier.length > 0 && !cameFrom.has(target)) {
    const next: string[] = [];
    for (const { from, to } of steps) {
      if (!frontier.includes(from) || cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      next.push(to);
    }
    frontier = next;
  }
  const chain: string[] = [];
  for (let at: string | null | undefined = target; at != null && cameFrom.has(at); at = cameFrom.get(at))
    chain.unshift(at);
  return chain;
}
