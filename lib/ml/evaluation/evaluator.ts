import type { DataFrame } from '#lib/frame/data-frame.js';
import type { ParamMap } from '../param/param-map.js';
import type { OptionsOf } from '../param/with-params.js';
import { Savable } from '../persistence/savable.js';

/** Something that gives a DataFrame of predictions one number. */
export abstract class Evaluator extends Savable {
  /** The metric; `params` override this evaluator's for this call only. */
  evaluate(df: DataFrame, params: ParamMap): Promise<number>;
  evaluate(df: DataFrame, params?: OptionsOf<this>): Promise<number>;
  async evaluate(df: DataFrame, params?: object): Promise<number> {
    return (params === undefined ? this : this.copy(params as ParamMap)).evaluateImpl(df);
  }

  protected abstract evaluateImpl(df: DataFrame): Promise<number>;

  /** Whether a larger metric is a better one: what tuning goes by. */
  isLargerBetter(): boolean {
    return true;
  }
}
