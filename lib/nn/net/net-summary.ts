import type { Dimension } from './onnx-model.js';

/** A row of a net's summary. */
export interface SummaryLayer {
  readonly name: string;
  readonly type: string;
  readonly outputShape: readonly Dimension[] | undefined;
  readonly params: number;
}

const width = 110;

/** A table of layers, output shapes and weights, as Keras prints it, one line an item. `totalParams` counts shared weights once. */
export function summaryLines(title: string, layers: readonly SummaryLayer[], totalParams: number): string[] {
  const rule = '_'.repeat(width);
  const double = '='.repeat(width);
  const rows = layers.map(({ name, type, outputShape, params }) =>
    row(`${name} (${type})`, showShape(outputShape), params.toLocaleString('en-US')),
  );
  return [
    title,
    rule,
    row('Layer (type)', 'Output shape', 'Params'),
    double,
    ...rows,
    double,
    `Total params: ${totalParams.toLocaleString('en-US')}`,
    rule,
  ];
}

/** A shape as text: `[null, 3, 224, 224]`, with symbols as they are called, or `unknown`. */
export const showShape = (shape: readonly Dimension[] | undefined): string =>
  shape === undefined ? 'unknown' : `[${shape.map(String).join(', ')}]`;

const row = (layer: string, shape: string, params: string): string => `${fit(layer, 66)} ${fit(shape, 28)} ${params.padStart(14)}`;

/** Pads to `length`; a long name loses its middle, for both its ends tell it apart. */
function fit(text: string, length: number): string {
  if (text.length <= length) return text.padEnd(length);
  const tail = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - tail)}…${text.slice(-tail)}`;
}
