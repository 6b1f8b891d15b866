import { initNNContext, Net, NNImageReader, NNModel, type SparkSession } from 'kindling';
import { backbone } from './data.js';
import { photographSteps } from './photograph-steps.js';

/** What embeds all pictures of a glob in so many workers, and gives how many they were. */
export async function embedder(workers: number): Promise<{ readonly spark: SparkSession; embed(pictures: string): Promise<number> }> {
  const spark = await initNNContext({ master: `local[${workers}]`, appName: 'embedding' });
  const net = (await Net.loadOnnx(backbone.file)).newGraph(backbone.tensor);
  const model = new NNModel({
    model: net,
    featurePreprocessing: photographSteps(),
    featuresCol: 'image',
    predictionCol: 'embedding',
    batchSize: 8,
  });
  return {
    spark,
    async embed(pictures) {
      const table = await model
        .transform(NNImageReader.readImages(pictures, spark, { minPartitions: 4 }))
        .select('embedding')
        .toArrow();
      return table.numRows;
    },
  };
}
