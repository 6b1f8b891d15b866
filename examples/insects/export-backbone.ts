import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exportOnnx } from './export-onnx.js';

/** Writes a tfjs model that `pretrain` made as an ONNX file. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string', default: 'out/backbone' }, to: { type: 'string', default: 'examples/insects/backbone.onnx' } } });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  const { default: tf } = (await import('@tensorflow/tfjs-node')) as unknown as { default: typeof import('@tensorflow/tfjs-node') };
  const bytes = exportOnnx(await tf.loadLayersModel(`file://${values.from}/model.json`));
  await writeFile(values.to, bytes);
  console.log(`wrote ${values.to}, ${bytes.length} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
