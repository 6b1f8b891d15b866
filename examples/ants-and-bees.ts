// From a folder of photographs to a fitted pipeline that names the insect in a new picture.
import { join } from 'node:path';
import {
  ChainedPreprocessing,
  type DenseVector,
  ImageCenterCrop,
  ImageChannelNormalize,
  ImageFeatureToTensor,
  ImageMatToTensor,
  ImageResize,
  initNNContext,
  MulticlassClassificationEvaluator,
  Net,
  NNClassifier,
  type NNClassifierModel,
  NNImageReader,
  NNModel,
  Pipeline,
  RowToImageFeature,
  tensorflow,
} from 'kindling';
import { contactSheet } from './ants-and-bees/contact-sheet.js';
import { labelled } from './ants-and-bees/labelled.js';
import { HELP, readOptions, type Options } from './ants-and-bees/options.js';
import { makeOutputFolder, writeWhole } from './ants-and-bees/output-folder.js';
import { peakRss, Phases } from './ants-and-bees/phases.js';
import { ensureInsects } from './insects/ensure-insects.js';

const classes = ['ants', 'bees'];

async function main(options: Options): Promise<void> {
  const phases = new Phases();
  await makeOutputFolder(options.out);
  // What is wrong with the network is said before the long work.
  const { images, net } = await phases.run('prepare', async () => {
    const { images, model, outputTensor } = await inputs(options);
    const whole = await Net.loadOnnx(model);
    return { images, net: outputTensor === undefined ? whole : whole.newGraph(outputTensor) };
  });

  await using spark = await initNNContext({ master: `local[${options.workers}]`, appName: 'ants and bees' });

  // 1. Pictures, their file names and their labels. The bytes stay compressed until a worker decodes them.
  const reading = { minPartitions: 4, dropInvalid: options.dropInvalid };
  const train = labelled(NNImageReader.readImages(join(images, 'train/*/*.jpg'), spark, reading), classes);
  const validation = labelled(NNImageReader.readImages(join(images, 'val/*/*.jpg'), spark, reading), classes);
  await train.select('name', 'label').show(5);
  await train.groupBy('label').count().orderBy('label').show();

  // 2. The frozen network, cut at a tensor that says much of a picture.
  net.summary();
  console.log('The last layers of the network:');
  console.table(net.layers.slice(-5).map(({ name, type, outputShape }) => ({ name, type, shape: outputShape?.join(' x ') })));

  // 3. What is done to a picture before the network sees it: once, in the workers.
  const [, height = 224, width = 224] = net.inputs[0]!.shape!.slice(1).map(Number);
  const transformer = new ChainedPreprocessing([
    new RowToImageFeature(),
    new ImageResize(Math.round(height * (8 / 7)), Math.round(width * (8 / 7))),
    new ImageCenterCrop(width, height),
    new ImageChannelNormalize(127, 127, 127, 128, 128, 128),
    new ImageMatToTensor(),
    new ImageFeatureToTensor(),
  ]);

  // 4. The head that is trained, and the pipeline of both.
  const tf = await tensorflow();
  const head = tf.sequential({
    layers: [
      tf.layers.dense({
        units: classes.length,
        activation: 'softmax',
        inputShape: [
          net.outputs[0]!.shape!.slice(1)
            .map(Number)
            .reduce((a, b) => a * b, 1),
        ],
      }),
    ],
  });
  const pipeline = new Pipeline({
    stages: [
      new NNModel({ model: net, featurePreprocessing: transformer, featuresCol: 'image', predictionCol: 'embedding', batchSize: 8 }),
      new NNClassifier({
        model: head,
        criterion: 'sparseCategoricalCrossentropy',
        featuresCol: 'embedding',
        labelCol: 'label',
        optimMethod: 'adam',
        learningRate: options.learningRate,
        batchSize: options.batchSize,
        maxEpoch: options.epochs,
        seed: options.seed,
      }),
    ],
  });
  const model = await phases.run('fit', () => pipeline.fit(train));

  // 5. How good it is, on pictures that it has not seen.
  const predictions = model.transform(validation).select('path', 'name', 'label', 'prediction', 'probability').cache();
  const [accuracy, f1, judged] = await phases.run(
    'validate',
    async () =>
      [
        await new MulticlassClassificationEvaluator({ metricName: 'accuracy' }).evaluate(predictions),
        await new MulticlassClassificationEvaluator({ metricName: 'f1' }).evaluate(predictions),
        (await predictions.orderBy('path').collect()) as Row[],
      ] as const,
  );
  await (await predictions.crosstab('label', 'prediction')).orderBy('label_prediction').show();

  // 6. What is kept: the pictures as judged, the predictions, the model, the figures.
  const right = judged.filter((row) => row.label === row.prediction).length;
  await phases.run('write', async () => {
    const sheet = await contactSheet(judged.map((row) => ({ path: row.path, title: title(row), wrong: row.label !== row.prediction })));
    await writeWhole(join(options.out, 'predictions.png'), sheet);
    await predictions.write.mode('overwrite').parquet(join(options.out, 'predictions.parquet'));
    await model.write().overwrite().save(join(options.out, 'model'));
  });

  const { seconds } = phases;
  const { rows, history } = (model.stages[1] as NNClassifierModel).summary!;
  const training = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const pictures = rows + judged.length;
  const figures = {
    accuracy,
    f1,
    right,
    total: judged.length,
    seed: options.seed,
    workers: options.workers,
    epochs: options.epochs,
    seconds: { ...seconds, training: Number(training.toFixed(3)) },
    imagesPerSecond: Number((pictures / (seconds['fit']! - training + seconds['validate']!)).toFixed(1)), // read, embedded
    samplesPerSecond: Number(((rows * history.length) / training).toFixed(1)), // trained on, each epoch anew
    peakRssMB: peakRss(),
  };
  await writeWhole(join(options.out, 'metrics.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
  console.log(`Name another picture: node dist/examples/name-insect.js ${join(options.out, 'model')} PICTURE`);
  console.log(`validation accuracy ${accuracy.toFixed(3)} (${right} of ${judged.length})`);
}

interface Row {
  path: string;
  name: string;
  label: number;
  prediction: number;
  probability: DenseVector;
}

/** The pictures given, or the drawn ones that come with the project. */
async function inputs(options: Options): Promise<{ images: string; model: string; outputTensor: string | undefined }> {
  if (options.images === undefined || options.model === undefined) return ensureInsects('out/insects');
  return { images: options.images, model: options.model, outputTensor: options.outputTensor };
}

const title = (row: Row): string => `${classes[row.prediction]!} ${(100 * row.probability.get(row.prediction)).toFixed(0)} %`;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else await main(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
