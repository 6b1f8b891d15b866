import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { AnalysisError } from '#lib/errors.js';
import { encodeRaw } from './encode-onnx.js';
import { type OnnxModel, type OnnxTensor, sizeOf } from './onnx-model.js';
import { bytesPerElement } from './onnx-schema.js';

/**
 * The same model with the weights that lie in files beside it brought in. Only files in the model's own folder (or below it) are
 * read; `path` is undefined where the model came as bytes, and then weights in other files are refused.
 */
export async function inlineExternalData(model: OnnxModel, path: string | undefined): Promise<OnnxModel> {
  if (model.graph.initializers.every((tensor) => tensor.external === undefined)) return model;
  const initializers: OnnxTensor[] = [];
  for (const tensor of model.graph.initializers)
    initializers.push(tensor.external === undefined ? tensor : await inline(tensor, tensor.external, path));
  return { ...model, graph: { ...model.graph, initializers } };
}

async function inline(tensor: OnnxTensor, external: ReadonlyMap<string, string>, path: string | undefined): Promise<OnnxTensor> {
  const { name, type, dims } = tensor;
  const location = external.get('location') ?? '';
  if (path === undefined) {
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `An ONNX net given as bytes must hold its weights; '${name}' lies in the file '${location}'. Give the path of the model instead.`,
    );
  }
  const width = bytesPerElement[type];
  if (width === undefined)
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `Weights in another file must be of a type of whole bytes; '${name}' is ${type}. Save the model as one file.`,
    );
  const bytes = await readRange(await insideFolder(location, path, name), Number(external.get('offset') ?? 0), sizeOf(dims) * width, name);
  return { ...tensor, external: undefined, bytes: encodeRaw(name, type, dims, bytes) };
}

async function insideFolder(location: string, path: string, name: string): Promise<string> {
  const folder = dirname(await realpath(path));
  const refuse = (got: string, cause?: unknown) =>
    new AnalysisError(
      'INVALID_MODEL_FILE',
      `The weights '${name}' must lie in a file in the model's folder; ${got} '${location}'. Put the file beside ${path}.`,
      { cause },
    );
  if (location === '' || isAbsolute(location)) throw refuse('got');
  const file = await realpath(resolve(folder, location)).catch((cause: unknown) => {
    throw refuse('there is no', cause);
  });
  const inside = relative(folder, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw refuse('got');
  return file;
}

async function readRange(file: string, offset: number, length: number, name: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > size) {
      throw new AnalysisError(
        'INVALID_MODEL_FILE',
        `The weights '${name}' must be ${length} bytes at ${offset} of ${file}; the file has ${size} bytes. Download or export the model again.`,
      );
    }
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
      if (bytesRead === 0)
        throw new AnalysisError('INVALID_MODEL_FILE', `The file ${file} became shorter while the weights '${name}' were read.`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
