import type { DataFrame } from '#lib/frame/data-frame.js';
import type { ParamSpec } from '#lib/ml/param/param.js';
import type { Params } from '#lib/ml/param/params.js';
import type { ParamAccessors } from '#lib/ml/param/with-params.js';
import { type ProjectRelation, relation } from '#lib/plan/relation.js';
import type { StructType } from '#lib/types/data-type.js';
import { AnalysisError } from '#lib/errors.js';
import { columnOf, widthOf } from '#lib/nn/inference/column-of.js';
import { checkSampleShape, type FeaturePreprocessing, preprocessingJSON, sampleShape } from '#lib/nn/feature-preprocessing.js';
import { type CriterionName, criterionOf } from '#lib/nn/criterion.js';
import { initialNet, type TrainableNet } from './initial-net.js';
import { type LayersNetData, sizeOf } from '#lib/nn/net/layers-net-data.js';
import { isLayersModel } from '#lib/nn/net/net-source.js';
import { optimizerConfig } from '#lib/nn/optim/optimizer-config.js';
import { taskKey } from '#lib/nn/inference/task-key.js';
import { gangSize, trainsStatistics } from './gang-size.js';
import { TrainingProgressLine } from './progress.js';
import type { TrainingProgress, TrainingResult, TrainingState } from './training-state.js';
import { TrainingSummary } from '#lib/nn/training-summary.js';
import type { OptimMethod, trainingParams } from '#lib/nn/training-params.js';

/** What a training is told. */
export interface TrainingOptions {
  readonly model: TrainableNet;
  readonly criterion: CriterionName;
  readonly featurePreprocessing: FeaturePreprocessing | undefined;
  readonly featuresCol: string;
  readonly labelCol: string;
  readonly optimMethod: OptimMethod;
  readonly learningRate: number | undefined;
  readonly batchSize: number;
  readonly maxEpoch: number;
  readonly seed: number;
  readonly handleInvalid: 'error' | 'skip';
  readonly numWorkers: number;
}

/** The options in an estimator's params. */
export function optionsOf(estimator: TrainingParams): TrainingOptions {
  return {
    model: estimator.getModel(),
    criterion: estimator.getCriterion(),
    featurePreprocessing: estimator.get(estimator.featurePreprocessing),
    featuresCol: estimator.getFeaturesCol(),
    labelCol: estimator.getLabelCol(),
    optimMethod: estimator.getOptimMethod(),
    learningRate: estimator.get(estimator.learningRate),
    batchSize: estimator.getBatchSize(),
    maxEpoch: estimator.getMaxEpoch(),
    seed: estimator.getSeed(),
    handleInvalid: estimator.getHandleInvalid(),
    numWorkers: estimator.getNumWorkers(),
  };
}

type TrainingParams = Params & ParamAccessors<typeof trainingParams & { readonly criterion: ParamSpec<CriterionName> }>;

/** A net after training, and how it went. */
export interface TrainedNet {
  readonly net: LayersNetData;
  readonly summary: TrainingSummary;
}

/** Trains a net on a DataFrame by its engine's gang. The model that was given is not changed. */
export async function trainNet(df: DataFrame, options: TrainingOptions): Promise<TrainedNet> {
  const { featuresCol, labelCol, batchSize, maxEpoch, seed, handleInvalid, criterion, numWorkers } = options;
  const net = await initialNet(options.model, sampleShape(df.schema, featuresCol, options.featurePreprocessing), seed);
  const optimizer = optimizerConfig(options.optimMethod, options.learningRate);
  const preprocessing = preprocessingJSON(options.featurePreprocessing);
  const state: TrainingState = { net, preprocessing, criterion, optimizer, batchSize, maxEpoch, seed, shuffle: true, handleInvalid };
  const columns = [featuresCol, labelCol].map((name) => ({ kind: 'column', parts: [name] }) as const);
  const plan = relation<ProjectRelation>({ kind: 'project', child: df.relation, columns });
  const size = numWorkers > 0 ? Math.min(numWorkers, df.engine.parallelism) : gangSize(state, df.engine.parallelism);
  if (size > 1 && trainsStatistics(state))
    process.emitWarning(
      `numWorkers is ${numWorkers}, and the net normalises batches: each worker does so by the rows of its share alone, as in BigDL and Keras, so the numbers depend on how many there are. Leave numWorkers out to train on one.`,
      { type: 'KindlingWarning', code: 'BATCH_NORMALIZATION' },
    );
  const line = new TrainingProgressLine(process.stderr);
  try {
    const task = { module: import.meta.resolve('./train.js'), name: 'train', key: taskKey('train', net, seed), state };
    const onReport = (_rank: number, message: unknown) => line.update(message as TrainingProgress);
    const [result] = await df.engine.gang<TrainingResult>(plan, task, { size, onReport, description: `train by ${criterion}` });
    const { values, history, rows, skipped } = result!;
    return { net: { ...net, values }, summary: new TrainingSummary({ history, rows, skipped, workers: size }) };
  } finally {
    line.close();
  }
}

/** Throws an AnalysisError where the schema already says that a net cannot be trained on it. */
export function checkTrainable(
  schema: StructType,
  { model, criterion, featurePreprocessing, featuresCol, labelCol }: Omit<TrainingOptions, 'optimMethod'>,
): void {
  const samples = sampleShape(schema, featuresCol, featurePreprocessing);
  const label = widthOf(columnOf(schema, labelCol));
  if (!isLayersModel(model)) return;
  const taken = model.inputs[0]!.shape.slice(1);
  if (!taken.includes(null)) checkSampleShape(featuresCol, samples, taken as number[], `the model '${model.name}'`);
  const output = model.outputs[0]!.shape.slice(1).map((each) => each ?? 1);
  const wanted = criterionOf(criterion).target === 'class' ? sizeOf(output) / (output.at(-1) ?? 1) : sizeOf(output);
  if (label !== undefined && label !== wanted) {
    const hint =
      criterion === 'categoricalCrossentropy' && label === 1
        ? " For labels that are numbers of classes, take 'sparseCategoricalCrossentropy'."
        : '';
    throw new AnalysisError(
      'VECTOR_SIZE_MISMATCH',
      `Column '${labelCol}' must have ${wanted} number${wanted === 1 ? '' : 's'} a row for ${criterion} of ${output.at(-1)} outputs; it has ${label}.${hint}`,
    );
  }
}
