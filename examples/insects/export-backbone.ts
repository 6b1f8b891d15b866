import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tensorflow } from '#lib/nn/tensorflow.js';
import { exportOnnx } from './export-onnx.js';

/** Writes a tfjs model that `pretrain` made as an ONNX file. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: 'out/backbone' }, to: { type: 'string', default: 'examples/insects/backbone.onnx' } },
  });
  const tf = await tensorflow();
  const bytes = exportOnnx(await tf.loadLayersModel(`file://${values.from}/model.json`));
  await writeFile(values.to, bytes);
  console.log(`wrote ${values.to}, ${bytes.length} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
