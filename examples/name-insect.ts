// Names the insect in one picture with a model that ants-and-bees saved: name-insect.js MODEL PICTURE
import { initNNContext, NNImageReader, PipelineModel, type DenseVector } from 'kindling';

const classes = ['ants', 'bees'];

async function main(dir: string, picture: string): Promise<void> {
  await using spark = await initNNContext({ master: 'local', appName: 'name insect' });
  const model = await PipelineModel.load(dir);
  const row = (await model.transform(NNImageReader.readImages(picture, spark)).select('prediction', 'probability').first()) as {
    prediction: number;
    probability: DenseVector;
  };
  console.log(JSON.stringify({ insect: classes[row.prediction], probability: [...row.probability] }));
}

const [dir, picture] = process.argv.slice(2);
if (dir === undefined || picture === undefined) {
  console.error('usage: node dist/examples/name-insect.js MODEL PICTURE');
  process.exitCode = 2;
} else {
  try {
    await main(dir, picture);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
