import type { Data, DataType } from 'apache-arrow';
import { concatData } from './concat-data.js';
import { takeData } from './take-data.js';

/** A dictionary column as the values themselves. */
export function spreadDictionary(data: Data): Data {
  const { dictionary: valueType } = data.type as unknown as { dictionary: DataType };
  const values = concatData(valueType, (data.dictionary?.data ?? []) as Data[]);
  const indices = Int32Array.from({ length: data.length }, (_, i) => (data.getValid(i) ? Number(data.values[i]) : -1));
  return takeData(values, indices);
}
