import { AnalysisError } from '#lib/errors.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import type { StructType } from '#lib/types/data-type.js';
import { Estimator } from './estimator.js';
import { filed } from './param/kinds.js';
import type { Json } from './param/json.js';
import type { ParamMap } from './param/param-map.js';
import { withParams } from './param/with-params.js';
import type { SavedData } from './persistence/savable.js';
import { loadStages, saveStages } from './persistence/stage-folders.js';
import { PipelineModel } from './pipeline-model.js';
import { PipelineStage } from './pipeline-stage.js';
import { Transformer } from './transformer.js';

const isStage = (value: unknown): value is PipelineStage => value instanceof Estimator || value instanceof Transformer;

/**
 * Stages that are fitted one after the other: each estimator on what the stages before it give. Fitting gives a PipelineModel of
 * the fitted models and the transformers. Stages after the last estimator are not run while fitting.
 */
export class Pipeline extends withParams(Estimator<PipelineModel>, 'Pipeline', {
  /** Stages of the pipeline, in order. */
  stages: filed<readonly PipelineStage[]>({
    doc: 'Stages of the pipeline, in order.',
    expects: 'a list of estimators and transformers',
    accepts: (value): value is readonly PipelineStage[] => Array.isArray(value) && value.every(isStage),
    keep: (stages) => Object.freeze([...stages]),
  }),
}) {
  /** The schema after all stages; throws where a stage cannot take what comes to it. No data is read. */
  override transformSchema(schema: StructType): StructType {
    const stages = this.getStages();
    const twice = stages.find((stage, i) => stages.indexOf(stage) !== i);
    if (twice !== undefined)
      throw new AnalysisError(
        'DUPLICATED_STAGE',
        `Pipeline.stages must be different objects; got ${twice.uid} twice. Use ${twice.uid.replace(/_.*/, '')}.copy() with other columns`,
      );
    return stages.reduce((current, stage) => stage.transformSchema(current), schema);
  }

  protected override async fitImpl(df: DataFrame): Promise<PipelineModel> {
    const stages = this.getStages();
    const last = stages.findLastIndex((stage) => stage instanceof Estimator);
    const fitted: Transformer[] = [];
    let current = df;
    for (const [i, stage] of stages.entries()) {
      const transformer = stage instanceof Estimator ? await stage.fit(current) : (stage as Transformer);
      fitted.push(transformer);
      if (i < last) current = transformer.transform(current);
    }
    return new PipelineModel({ stages: fitted }, this.uid);
  }

  protected override copyState(original: this, extra: ParamMap): void {
    super.copyState(original, extra);
    if (this.isSet('stages')) this.setStages(this.getStages().map((stage) => stage.copy(extra)));
  }

  override saveData(dir: string): Promise<Json> {
    return saveStages(dir, this.getStages());
  }

  override async loadData(dir: string, saved: SavedData): Promise<void> {
    this.setStages(await loadStages(dir, PipelineStage, saved));
  }
}
