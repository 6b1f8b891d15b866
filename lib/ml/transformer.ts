import type { DataFrame } from '#lib/frame/data-frame.js';
import type { ParamMap } from './param/param-map.js';
import type { OptionsOf } from './param/with-params.js';
import { PipelineStage } from './pipeline-stage.js';

/** Something that makes one DataFrame from another, lazily. A subclass writes `transformSchema` and `transformImpl`. */
export abstract class Transformer extends PipelineStage {
  /** The transformed DataFrame; nothing runs. `params` override this transformer's for this call only. */
  transform(df: DataFrame, params: ParamMap): DataFrame;
  transform(df: DataFrame, params?: OptionsOf<this>): DataFrame;
  transform(df: DataFrame, params?: object): DataFrame {
    const self = params === undefined ? this : this.copy(params as ParamMap);
    self.transformSchema(df.schema);
    return self.transformImpl(df);
  }

  /** Adds to the plan; the schema of `df` has been checked by `transformSchema`. */
  protected abstract transformImpl(df: DataFrame): DataFrame;
}
