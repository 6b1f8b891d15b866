import { readFile, stat } from 'node:fs/promises';
import { AnalysisError } from '#lib/errors.js';
import { inferShapes } from './infer-shapes.js';
import { inlineExternalData } from './inline-external-data.js';
import { OnnxNet } from './onnx-net.js';
import { parseOnnx } from './parse-onnx.js';

/** Protobuf holds no message of 2 GiB or more. */
const maxBytes = 2 ** 31 - 1;

/** Loads networks that other libraries made. */
export const Net = Object.freeze({
  /**
   * An ONNX net, from a file or its bytes (which must not change afterwards). Weights that lie in files of their own are read from the model's folder.
   * Throws an AnalysisError that names the file where it is missing, damaged, no ONNX, or nothing that onnxruntime can open.
   */
  async loadOnnx(model: string | Uint8Array): Promise<OnnxNet> {
    const path = typeof model === 'string' ? model : undefined;
    const source = path ?? 'The model';
    const parsed = parseOnnx(path === undefined ? (model as Uint8Array) : await readModel(path), source);
    const whole = await inlineExternalData(parsed, path);
    return new OnnxNet(whole, await inferShapes(whole, source));
  },
});

async function readModel(path: string): Promise<Uint8Array> {
  const file = await stat(path).catch((cause: unknown) => {
    throw new AnalysisError(
      'PATH_NOT_FOUND',
      `The model must be a file that can be read; ${path} is not there (${(cause as Error).message}).`,
      { cause, sqlState: '42K03' },
    );
  });
  if (!file.isFile())
    throw new AnalysisError('INVALID_MODEL_FILE', `The model must be an ONNX file; ${path} is a folder. Name the .onnx file in it.`);
  if (file.size > maxBytes)
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `An ONNX file must have less than 2 GiB; ${path} has ${file.size} bytes. Save its weights as external data.`,
    );
  return readFile(path);
}
