import type { PreprocessingJSON } from '#lib/image/preprocessing.js';
import type { DataFrame } from '#lib/frame/data-frame.js';
import { Model } from '#lib/ml/model.js';
import { filed, int } from '#lib/ml/param/kinds.js';
import type { Json } from '#lib/ml/param/json.js';
import type { ParamMap } from '#lib/ml/param/param-map.js';
import { featuresCol, predictionCol, seed } from '#lib/ml/param/shared.js';
import { withParams } from '#lib/ml/param/with-params.js';
import type { SavedData } from '#lib/ml/persistence/savable.js';
import { type ExtendRelation, relation } from '#lib/plan/relation.js';
import { double, type Field, field, type StructType, vector } from '#lib/types/data-type.js';
import { extendSchema } from './inference/column-of.js';
import { checkSampleShape, featurePreprocessing, preprocessingJSON, sampleShape } from './feature-preprocessing.js';
import type { NetData } from './net/net-runner.js';
import { isLayersModel, isNetSource, netDataOf, netInputShape, type NetSource, netWidth } from './net/net-source.js';
import { loadNet, saveNet } from './net/save-net.js';
import { predictTask } from './inference/predict-task.js';
import { readSummary, type TrainingSummary } from './training-summary.js';

/** The params of what runs a net over rows. */
export const netModelParams = {
  /** Net that is run. */
  model: filed<NetSource>({
    doc: 'Net that is run.',
    expects: 'a net loaded by Net, or a tfjs layers model',
    accepts: isNetSource,
    // A tfjs model may be trained on; what is kept is the net as it is now.
    keep: (net) => (isLayersModel(net) ? netDataOf(net) : net),
  }),
  /** What makes samples of the column's values; a list of integers stands for SeqToTensor of that size. */
  featurePreprocessing,
  /** Column holding the features. */
  featuresCol,
  /** Column that receives the prediction. */
  predictionCol,
  /** Rows that the net takes at once in a worker. */
  batchSize: int({ doc: 'Rows that the net takes at once in a worker.', default: 32, min: 1 }),
  /** Seed of everything random; the default is the same in each run. */
  seed,
};

/**
 * A net as a transformer: adds its outputs for each row as a float vector of the net's width, or as a double where the net gives one
 * number. Null features give null. It runs in the workers, and each opens the net once. BigDL's NNModel.
 */
export class NNModel extends withParams(Model, 'NNModel', netModelParams) {
  #summary: TrainingSummary | undefined;

  /** How the training went; undefined where the net was not trained here. */
  get summary(): TrainingSummary | undefined {
    return this.#summary;
  }

  get hasSummary(): boolean {
    return this.#summary !== undefined;
  }

  /** @internal */
  withSummary(summary: TrainingSummary | undefined): this {
    this.#summary = summary;
    return this;
  }

  override transformSchema(schema: StructType): StructType {
    const samples = sampleShape(schema, this.getFeaturesCol(), this.get(this.featurePreprocessing));
    const taken = netInputShape(this.netData());
    if (taken !== undefined) checkSampleShape(this.getFeaturesCol(), samples, taken, 'the net');
    return extendSchema(schema, this.outputFields());
  }

  protected override transformImpl(df: DataFrame): DataFrame {
    const [output] = this.outputFields();
    return this.extend(
      df,
      [output!],
      predictTask({
        net: this.netData(),
        preprocessing: this.preprocessing(),
        batchSize: this.getBatchSize(),
        seed: this.getSeed(),
        field: output!,
      }),
    );
  }

  /** The columns that this model adds. */
  protected outputFields(): readonly Field[] {
    const width = netWidth(this.netData());
    return [field(this.getPredictionCol(), width === 1 ? double : vector(width, 'float'))];
  }

  /** The plan of `df` with `fields` that a task makes of the features. */
  protected extend(df: DataFrame, fields: readonly Field[], task: ExtendRelation['task']): DataFrame {
    const inputs = [{ kind: 'column', parts: [this.getFeaturesCol()] }] as const;
    return df.with(relation<ExtendRelation>({ kind: 'extend', child: df.relation, inputs, fields, task }));
  }

  protected preprocessing(): PreprocessingJSON | undefined {
    return preprocessingJSON(this.get(this.featurePreprocessing));
  }

  protected netData(): NetData {
    return netDataOf(this.getModel());
  }

  protected override copyState(original: this, extra: ParamMap): void {
    super.copyState(original, extra);
    this.#summary = original.summary;
  }

  override async saveData(dir: string): Promise<Json> {
    return { net: await saveNet(dir, this.netData()), summary: (this.#summary ?? null) as unknown as Json };
  }

  override async loadData(dir: string, { data }: SavedData): Promise<void> {
    const { net, summary } = data as { readonly net: Json; readonly summary: Json };
    this.setModel(await loadNet(dir, net));
    this.withSummary(readSummary(summary));
  }
}
