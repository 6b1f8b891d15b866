import { ParamError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import type { StructType } from '#lib/types/data-type.js';
import { Model } from './model.js';
import type { Json } from './param/json.js';
import type { ParamMap } from './param/param-map.js';
import { showValue } from '#lib/show-value.js';
import type { SavedData } from './persistence/savable.js';
import { loadStages, saveStages } from './persistence/stage-folders.js';
import { Transformer } from './transformer.js';

/** A fitted Pipeline: transformers, one after the other. */
export class PipelineModel extends Model {
  static override readonly className: string = 'PipelineModel';
  #stages: readonly Transformer[];

  constructor(options: { readonly stages?: readonly Transformer[] } = {}, uid?: string) {
    super({}, uid);
    const { stages = [] } = options;
    const wrong: unknown = stages.find((stage: unknown) => !(stage instanceof Transformer));
    if (wrong !== undefined)
      throw new ParamError(
        `PipelineModel.stages must be a list of transformers; got ${showValue(wrong)}. Fit estimators first: pipeline.fit(df)`,
      );
    this.#stages = Object.freeze([...stages]);
  }

  /** The fitted stages, in order. */
  get stages(): readonly Transformer[] {
    return this.#stages;
  }

  override transformSchema(schema: StructType): StructType {
    return this.#stages.reduce((current, stage) => stage.transformSchema(current), schema);
  }

  protected override transformImpl(df: DataFrame): DataFrame {
    return this.#stages.reduce((current, stage) => stage.transform(current), df);
  }

  protected override copyState(original: this, extra: ParamMap): void {
    super.copyState(original, extra);
    this.#stages = Object.freeze(original.stages.map((stage) => stage.copy(extra)));
  }

  override saveData(dir: string): Promise<Json> {
    return saveStages(dir, this.#stages);
  }

  override async loadData(dir: string, saved: SavedData): Promise<void> {
    this.#stages = Object.freeze(await loadStages(dir, Transformer, saved));
  }
}
