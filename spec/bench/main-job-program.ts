// main-job-program IMAGES MODEL.onnx TENSOR EPOCHS SEED WORKERS: the main job as a user would write it, and no more than the
// Python peer does: read, preprocess, embed, fit the head, accuracy on the validation pictures. Prints one line of JSON.
import {
  col,
  initNNContext,
  MulticlassClassificationEvaluator,
  Net,
  NNClassifier,
  NNImageReader,
  NNModel,
  Pipeline,
  tensorflow,
  udf,
} from 'kindling';
import { join } from 'node:path';
import { photographSteps } from './photograph-steps.js';

const [images, file, tensor, epochs, seed, workers] = process.argv.slice(2) as [string, string, string, string, string, string];
const imported = performance.now();
const spark = await initNNContext({ master: `local[${workers}]`, appName: 'main job' });
const labelOf = udf((path: string) => (path.includes('/bees/') ? 1 : 0), 'int');
const labelled = (part: string) =>
  NNImageReader.readImages(join(images, part, '*/*.jpg'), spark, { minPartitions: 4 }).withColumn('label', labelOf(col('image.origin')));
const net = (await Net.loadOnnx(file)).newGraph(tensor);
const tf = await tensorflow();
const head = tf.sequential({
  layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [net.outputs[0]!.shape!.at(-1) as number] })],
});
const pipeline = new Pipeline({
  stages: [
    new NNModel({ model: net, featurePreprocessing: photographSteps(), featuresCol: 'image', predictionCol: 'embedding', batchSize: 8 }),
    new NNClassifier({
      model: head,
      criterion: 'sparseCategoricalCrossentropy',
      featuresCol: 'embedding',
      labelCol: 'label',
      optimMethod: 'adam',
      learningRate: 0.001,
      batchSize: 16,
      maxEpoch: Number(epochs),
      seed: Number(seed),
    }),
  ],
});
const prepared = performance.now();
const model = await pipeline.fit(labelled('train'));
const fitted = performance.now();
const accuracy = await new MulticlassClassificationEvaluator({ metricName: 'accuracy' }).evaluate(model.transform(labelled('val')));
const validated = performance.now();
await spark.stop();
const seconds = (from: number, to: number) => Number(((to - from) / 1000).toFixed(3));
console.log(
  JSON.stringify({
    accuracy,
    import: seconds(0, imported),
    prepare: seconds(imported, prepared),
    fit: seconds(prepared, fitted),
    validate: seconds(fitted, validated),
    stop: seconds(validated, performance.now()),
  }),
);
