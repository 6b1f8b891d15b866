import { AnalysisError } from '#lib/errors.js';

/** Which runtime a net needs. */
export type NetKind = 'onnx' | 'layers';

/** A net as plain data, as it travels to a worker; `kind` says who opens it, and its bytes lie in a SharedArrayBuffer. */
export interface NetData {
  readonly kind: NetKind;
}

/** A net that is open in this thread and computes. */
export interface NetRunner {
  /** What one sample must be, without the batch; null where the net leaves a dimension open. */
  readonly inputShape: readonly (number | null)[];
  /** What one sample becomes. */
  readonly outputShape: readonly number[];
  /** The outputs of `count` samples, one after the other. `batch` holds the samples in the same way and is not changed. */
  predict(batch: Float32Array, count: number): Promise<Float32Array>;
  /** Frees what native code holds. Safe to call twice. */
  close(): Promise<void>;
}

export interface OpenNetOptions {
  /** Threads that native code may use for this net. */
  readonly threads: number;
  /** The shape of one sample, for a net that leaves more than its batch open. */
  readonly inputShape?: readonly number[];
}

/** Opens the nets of one kind. */
export type NetOpener = (data: any, options: OpenNetOptions) => Promise<NetRunner>;

/** One row a kind of net; what a row needs is loaded when the first net of its kind is opened. */
const openers: Partial<Record<NetKind, () => Promise<NetOpener>>> = {
  onnx: async () => (await import('./onnx-runner.js')).openOnnx,
  layers: async () => (await import('./layers-runner.js')).openLayers,
};

/** Opens a net in this thread. The caller closes it. */
export async function openNet(data: NetData, options: OpenNetOptions): Promise<NetRunner> {
  const opener = openers[data.kind];
  if (opener === undefined) {
    throw new AnalysisError(
      'UNSUPPORTED_MODEL',
      `A net must be of a kind among ${Object.keys(openers).join(', ')}; got '${String(data.kind)}'.`,
    );
  }
  return (await opener())(data, options);
}
