import { Data, DataType } from 'apache-arrow';
import { AnalysisError } from '#lib/errors.js';
import { layoutOf } from './layout.js';

/** The same memory under a type that differs in names, nullability or metadata only; nulls alone fit the type Null. `name` is the column's, for the error. */
export function retypeData(data: Data, type: DataType, name: string): Data {
  if (data.type === type) return data;
  if (DataType.isNull(type) && data.nullCount === data.length) return new Data(type, 0, data.length, data.length);
  if (!sameLayout(data.type, type)) {
    const message = `Column '${name}' must be of Arrow type ${String(type)}; got ${String(data.type)}. Cast it where it is made.`;
    throw new AnalysisError('DATATYPE_MISMATCH', message, { sqlState: '42K09' });
  }
  const children = data.children.map((child, i) => retypeData(child, type.children[i]!.type as DataType, name));
  return new Data(type, data.offset, data.length, data.nullCount, data.buffers, children, data.dictionary);
}

function sameLayout(a: DataType, b: DataType): boolean {
  // instants count from the same moment in every zone, and zones have several names
  if (DataType.isTimestamp(a) && DataType.isTimestamp(b)) return a.unit === b.unit && !a.timezone === !b.timezone;
  const layout = layoutOf(a);
  if (layout !== layoutOf(b)) return false;
  switch (layout) {
    case 'list':
    case 'struct':
      return a.typeId === b.typeId && a.children.length === b.children.length; // the children are compared when they are retyped
    case 'fixed-size-list':
      return (a as { listSize?: number }).listSize === (b as { listSize?: number }).listSize;
    case 'dictionary': {
      const [left, right] = [a, b] as unknown as { indices: DataType; dictionary: DataType }[];
      return sameLayout(left!.indices, right!.indices) && sameLayout(left!.dictionary, right!.dictionary);
    }
    default:
      return String(a) === String(b);
  }
}
