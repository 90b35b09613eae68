import { WholeWords } from '../design/whole-words';
import type { FindingRule } from '../generated/graphql';
import type { Finding } from './evidence-rows';
import { FindingSteps } from './finding-steps';

/** The rules about the whole tenant. They bear on every other finding, so they stand above the list. */
const RULES: readonly FindingRule[] = ['TENANT_INACTIVE', 'DATA_OUT_OF_DATE'];

export const isBanner = ({ rule }: Pick<Finding, 'rule'>): boolean => RULES.includes(rule);

/** The findings about the whole tenant. */
export function Banners({ findings }: { readonly findings: readonly Finding[] }) {
  return findings.filter(isBanner).map(({ key, severity, title, why, steps }) => (
    <section className={severity === 'BLOCKER' ? 'card banner bad' : 'card banner'} key={key} aria-label={title}>
      <p>
        <strong>{title}</strong> <WholeWords text={why} />
      </p>
      <FindingSteps steps={steps} />
    </section>
  ));
}
