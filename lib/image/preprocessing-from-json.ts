import { AnalysisError } from '#lib/errors.js';
import type { Preprocessing, PreprocessingJSON } from './preprocessing.js';
import * as registry from './steps/index.js';

type StepClass = { readonly parameters: readonly string[]; new (...args: unknown[]): Preprocessing };

/** The step that `toJSON` described. Throws an AnalysisError where this version has no such step. */
export function preprocessingFromJSON(json: PreprocessingJSON): Preprocessing {
  const type = (registry as unknown as Record<string, StepClass>)[json.step];
  if (type === undefined) {
    throw new AnalysisError(
      'UNKNOWN_PREPROCESSING',
      `'${json.step}' must be a preprocessing step; this version has ${Object.keys(registry).join(', ')}.`,
    );
  }
  const steps = (json.steps ?? []).map(preprocessingFromJSON);
  const { parameters } = type;
  const named: Record<string, unknown> = { ...json.options, steps, inner: steps[0] };
  const rest = Object.fromEntries(Object.entries(json.options).filter(([name]) => !parameters.includes(name)));
  return new type(...parameters.map((name) => named[name]), rest);
}
