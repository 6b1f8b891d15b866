import { DataType, vectorFromArray, Vector } from 'apache-arrow';
import type { Data, Dictionary } from 'apache-arrow';

/**
 * The column as `type`, or undefined where its values are of another type. Names and nullability of nested fields follow
 * `type` at no cost; a dictionary column, which Arrow makes of plain strings, is written out.
 */
export function conform(column: Data, type: DataType): Data | undefined {
  if (column.type === type) return column;
  const plain = (column.type as Partial<Dictionary>).dictionary;
  if (plain !== undefined) return sameParameters(plain, type) ? vectorFromArray([...new Vector([column])], type).data[0]! : undefined;
  if (!sameParameters(column.type, type)) return undefined;
  if (column.children.length === 0) return column;
  const children = column.children.map((child, i) => conform(child, (type.children as DataType['children'])[i]!.type));
  if (children.some((child) => child === undefined)) return undefined;
  return column.clone(type, column.offset, column.length, column.nullCount, column.buffers, children as Data[]);
}

/** What tells two types of one kind apart, besides their children. */
const PARAMETERS = ['bitWidth', 'isSigned', 'precision', 'scale', 'unit', 'timezone', 'byteWidth', 'listSize'] as const;

/** Whether two types are laid out alike, apart from their children. Classes are not compared: Float64 and a Float of that precision are one type. */
function sameParameters(a: DataType, b: DataType): boolean {
  const [left, right] = [a, b] as any[];
  return a.typeId === b.typeId && a.children?.length === b.children?.length && PARAMETERS.every((name) => (left[name] ?? null) === (right[name] ?? null));
}
