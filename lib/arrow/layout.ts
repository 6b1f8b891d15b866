import { DataType } from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';

/** How the rows of a type lie in memory: what the operations on batches tell apart. */
export type Layout = 'null' | 'bool' | 'fixed' | 'bytes' | 'list' | 'fixed-size-list' | 'struct' | 'dictionary';

/** The layout of a type. Unions and views have no Spark type and are refused. */
export function layoutOf(type: DataType): Layout {
  if (DataType.isNull(type)) return 'null';
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isUtf8(type) || DataType.isBinary(type) || DataType.isLargeUtf8(type) || DataType.isLargeBinary(type)) return 'bytes';
  if (DataType.isList(type) || DataType.isMap(type)) return 'list';
  if (DataType.isFixedSizeList(type)) return 'fixed-size-list';
  if (DataType.isStruct(type)) return 'struct';
  if (DataType.isDictionary(type)) return 'dictionary';
  if (isFixed(type)) return 'fixed';
  throw new AnalysisError('UNSUPPORTED_ARROWTYPE', `Arrow type ${String(type)} is not carried in batches. Cast it before it comes here.`, {
    sqlState: '0A000',
  });
}

const isFixed = (type: DataType): boolean =>
  DataType.isInt(type) ||
  DataType.isFloat(type) ||
  DataType.isDecimal(type) ||
  DataType.isDate(type) ||
  DataType.isTime(type) ||
  DataType.isTimestamp(type) ||
  DataType.isInterval(type) ||
  DataType.isDuration(type) ||
  DataType.isFixedSizeBinary(type);
