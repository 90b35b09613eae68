import type { Service } from './service';

/** The steps in which SQLite runs statements. */
export async function stepsOf({ database }: Service, statements: Iterable<string>): Promise<string[]> {
  const steps: string[] = [];
  for (const statement of statements) {
    const values = Array(statement.split('?').length - 1).fill('');
    const plan: { detail: string }[] = await database.primary.raw(`EXPLAIN QUERY PLAN ${statement}`, values);
    steps.push(...plan.map(({ detail }) => detail));
  }
  return steps;
}

/** A step that reads the members of all groups. */
export const READS_ALL_MEMBERS = /group_members_member \(kind=\?\)|^SCAN (m|gm|sm|vm)\b/;
