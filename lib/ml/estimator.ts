import type { DataFrame } from '#lib/frame/data-frame.js';
import type { Model } from './model.js';
import type { ParamMap } from './param/param-map.js';
import type { OptionsOf } from './param/with-params.js';
import { PipelineStage } from './pipeline-stage.js';

/** Something that learns a model from a DataFrame. A subclass writes `transformSchema` and `fitImpl`. */
export abstract class Estimator<M extends Model = Model> extends PipelineStage {
  /**
   * Fits a model; `params` override this estimator's for this call only. A list of overrides gives one model for each, in order.
   * The plan is checked before any row is read.
   */
  fit(df: DataFrame, params: readonly (OptionsOf<this> | ParamMap)[]): Promise<M[]>;
  fit(df: DataFrame, params: ParamMap): Promise<M>;
  fit(df: DataFrame, params?: OptionsOf<this>): Promise<M>;
  async fit(df: DataFrame, params?: object): Promise<M | M[]> {
    if (!Array.isArray(params)) return this.#fitOne(df, params);
    const models: M[] = [];
    for (const each of params as object[]) models.push(await this.#fitOne(df, each));
    return models;
  }

  async #fitOne(df: DataFrame, params: object | undefined): Promise<M> {
    const self = params === undefined ? this : this.copy(params as ParamMap);
    self.transformSchema(df.schema);
    const model = await self.fitImpl(df);
    model.parent = self;
    return self.copyValues(model);
  }

  /**
   * Learns the model by the params of `this`. The model gets the uid of this estimator (`new Model({ … }, this.uid)`), as in Spark;
   * the values of params that both have are handed on to it afterwards.
   */
  protected abstract fitImpl(df: DataFrame): Promise<M>;
}
