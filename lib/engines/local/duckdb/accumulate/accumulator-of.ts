import { DataType } from 'apache-arrow';
import { BoolAccumulator } from './bool-accumulator.js';
import { BytesAccumulator } from './bytes-accumulator.js';
import type { ColumnAccumulator } from './column-accumulator.js';
import { DictionaryAccumulator } from './dictionary-accumulator.js';
import { FixedSizeListAccumulator } from './fixed-size-list-accumulator.js';
import { FixedWidthAccumulator } from './fixed-width-accumulator.js';
import { ListAccumulator } from './list-accumulator.js';
import { NullAccumulator } from './null-accumulator.js';
import { StructAccumulator } from './struct-accumulator.js';

/** The accumulator for a type: one for its layout, with one below it for each child. */
export function accumulatorOf(type: DataType): ColumnAccumulator {
  if (DataType.isDictionary(type)) return new DictionaryAccumulator(type, accumulatorOf(type.dictionary as DataType));
  if (DataType.isNull(type)) return new NullAccumulator(type);
  if (DataType.isBool(type)) return new BoolAccumulator(type);
  if (DataType.isUtf8(type) || DataType.isBinary(type)) return new BytesAccumulator(type);
  if (DataType.isList(type) || DataType.isMap(type)) return new ListAccumulator(type, childOf(type));
  if (DataType.isFixedSizeList(type)) return new FixedSizeListAccumulator(type, childOf(type));
  if (DataType.isStruct(type))
    return new StructAccumulator(
      type,
      type.children.map((child) => accumulatorOf(child.type as DataType)),
    );
  return new FixedWidthAccumulator(type);
}

const childOf = (type: DataType): ColumnAccumulator => accumulatorOf(type.children[0]!.type as DataType);
