import type { Source } from './source';
export function generatedSource(_options: { users: number; seed: number; now: Date }): Source { throw new Error(); }
