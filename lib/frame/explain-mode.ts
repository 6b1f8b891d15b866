import { AnalysisError } from '#lib/errors.js';

export type ExplainMode = 'simple' | 'extended' | 'formatted' | 'cost';
const MODES: readonly string[] = ['simple', 'extended', 'formatted', 'cost'];

/** What `explain` is to print: true is extended. */
export function explainMode(mode: boolean | ExplainMode): ExplainMode {
  const name = mode === true ? 'extended' : mode === false ? 'simple' : (mode as string).toLowerCase();
  if (MODES.includes(name)) return name as ExplainMode;
  throw new AnalysisError(
    'INVALID_EXPLAIN_MODE',
    `The mode of explain() must be one of ${MODES.join(', ')}, or true or false; got '${String(mode)}'`,
  );
}
