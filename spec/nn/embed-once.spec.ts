import { expect } from 'chai';
import { udf } from '#lib/column/udf.js';
import { Pipeline } from '#lib/ml/pipeline.js';
import { NNClassifier } from '#lib/nn/nn-classifier.js';
import { NNModel } from '#lib/nn/nn-model.js';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { SparkSession } from '#lib/session/spark-session.js';

describe('a pipeline of a frozen net and a head', () => {
  it('embeds each row once, however many epochs there are', async () => {
    const tf = await tensorflow();
    const spark = await SparkSession.builder.master('local[2]').getOrCreate();
    try {
      const calls = new Int32Array(new SharedArrayBuffer(4)); // shared with the workers
      const counted = udf((x: number) => {
        Atomics.add(calls, 0, 1);
        return [x, -x];
      }, 'array<double>');
      const rows = Array.from({ length: 60 }, (_, i) => ({ x: i / 30 - 1, label: Number(i >= 30) }));
      const df = spark.createDataFrame(rows).repartition(3).withColumn('features', counted('x'));
      const dense = (units: number, inputs: number, activation: 'tanh' | 'softmax') =>
        tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [inputs] })] });
      const backbone = new NNModel({ model: dense(4, 2, 'tanh'), featuresCol: 'features', predictionCol: 'embedding', batchSize: 8 });
      const head = new NNClassifier({ model: dense(2, 4, 'softmax'), featuresCol: 'embedding', maxEpoch: 25, batchSize: 16 });
      await new Pipeline({ stages: [backbone, head] }).fit(df);
      expect(calls[0]).to.equal(60);
    } finally {
      await spark.stop();
    }
  });
});
