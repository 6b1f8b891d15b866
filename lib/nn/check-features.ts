import { AnalysisError } from '#lib/errors.js';
import type { StructType } from '#lib/types/data-type.js';
import { columnOf, widthOf } from './column-of.js';
import { sizeOf } from './net/layers-net-data.js';
import type { NetData } from './net/net-runner.js';
import { netInputShape } from './net/net-source.js';

/** Throws an AnalysisError where a column cannot be what a net takes. */
export function checkFeatures(schema: StructType, column: string, net: NetData): void {
  const width = widthOf(columnOf(schema, column));
  const shape = netInputShape(net);
  if (width === undefined || shape === undefined || sizeOf(shape) === width) return;
  throw new AnalysisError('VECTOR_SIZE_MISMATCH', `Column '${column}' must have as many numbers as the net takes, ${sizeOf(shape)} ([${shape.join(', ')}]); it has ${width}.`);
}
