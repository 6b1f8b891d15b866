import { sharedMemory } from '#lib/arrow/shared-memory.js';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '#lib/ml/param/json.js';
import { readTensors, writeTensors } from '#lib/ml/persistence/tensors.js';
import { type LayersNetData, sharedFloats } from './layers-net-data.js';
import type { NetData } from './net-runner.js';
import type { OnnxNetData } from './onnx-net-data.js';

const ONNX = 'net.onnx';
const TOPOLOGY = 'topology.json';
const WEIGHTS = 'weights.arrow';

/** Writes a net's files into a folder, and gives what belongs into the metadata beside them. */
export async function saveNet(dir: string, data: NetData): Promise<Json> {
  if (data.kind === 'onnx') {
    const { bytes, inputs, outputs } = data as OnnxNetData;
    await writeFile(join(dir, ONNX), bytes);
    return { kind: 'onnx', inputs, outputs } as unknown as Json;
  }
  const { topology, weights, values, ...rest } = data as LayersNetData;
  await writeFile(join(dir, TOPOLOGY), JSON.stringify(topology));
  await writeTensors(join(dir, WEIGHTS), { weights: values });
  return { ...rest, weights } as unknown as Json;
}

/** Reads what `saveNet` wrote. */
export async function loadNet(dir: string, json: Json): Promise<NetData> {
  const saved = json as unknown as LayersNetData | OnnxNetData;
  if (saved.kind === 'onnx') {
    const file = await readFile(join(dir, ONNX));
    const bytes = new Uint8Array(sharedMemory(file.length));
    bytes.set(file);
    const data: OnnxNetData = { ...saved, bytes };
    return data;
  }
  const tensor = (await readTensors(join(dir, WEIGHTS)))['weights']!;
  const values = sharedFloats(tensor.values.length);
  values.set(tensor.values as Float32Array);
  const data: LayersNetData = {
    ...saved,
    topology: JSON.parse(await readFile(join(dir, TOPOLOGY), 'utf8')) as LayersNetData['topology'],
    values,
  };
  return data;
}
