import type { DataType, StructType } from '#lib/types/data-type.js';
import { treeName } from '#lib/types/type-name.js';

/** A schema as `printSchema` prints it, down to a level where one is given. */
export function treeText(schema: StructType, level = Infinity): string {
  const lines = fieldLines(schema, ' |');
  const depth = (line: string): number => (line.indexOf('-- ') - 2) / 5 + 1;
  return `root\n${lines.filter((line) => level <= 0 || depth(line) <= level).join('')}`;
}

function fieldLines(type: StructType, prefix: string): string[] {
  return type.fields.flatMap((f) => [
    `${prefix}-- ${f.name}: ${treeName(f.type)} (nullable = ${f.nullable})\n`,
    ...inner(f.type, `${prefix}    |`),
  ]);
}

function inner(type: DataType, prefix: string): string[] {
  switch (type.kind) {
    case 'struct':
      return fieldLines(type, prefix);
    case 'array':
      return [
        `${prefix}-- element: ${treeName(type.element)} (containsNull = ${type.containsNull})\n`,
        ...inner(type.element, `${prefix}    |`),
      ];
    case 'map':
      return [
        `${prefix}-- key: ${treeName(type.key)}\n`,
        ...inner(type.key, `${prefix}    |`),
        `${prefix}-- value: ${treeName(type.value)} (valueContainsNull = ${type.valueContainsNull})\n`,
        ...inner(type.value, `${prefix}    |`),
      ];
    default:
      return [];
  }
}
