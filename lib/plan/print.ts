import { inputsOf } from './map-relation.js';
import type { Relation } from './relation.js';
import { schemaLine } from '#lib/types/type-name.js';
import { showExpression } from './show-expression.js';
import type { Expression } from './expression.js';

/** A plan as indented lines, the last step first, as Spark prints it. */
export function printRelation(root: Relation): string {
  const lines: string[] = [];
  const print = (node: Relation, prefix: string, rest: string): void => {
    lines.push(`${prefix}${describe(node)}`);
    const inputs = inputsOf(node);
    inputs.forEach((input, i) => {
      const last = i === inputs.length - 1;
      print(input, `${rest}${last ? '+- ' : ':- '}`, `${rest}${last ? '   ' : ':  '}`);
    });
  };
  print(root, '', '');
  return lines.join('\n');
}

const list = (es: readonly Expression[]): string => `[${es.map((e) => showExpression(e, true)).join(', ')}]`;

function describe(node: Relation): string {
  switch (node.kind) {
    case 'read':
      return `Read ${node.format} ${node.output === undefined ? schemaLine(node.schema) : list(node.output)} ${node.paths.slice(0, 3).join(', ')}${node.paths.length > 3 ? `, … ${node.paths.length - 3} more` : ''}`;
    case 'source':
      return `Source ${node.name} ${node.output === undefined ? schemaLine(node.schema) : list(node.output)}, ${node.splits.length} partitions`;
    case 'local':
      return `LocalRelation ${node.output === undefined ? schemaLine(node.schema) : list(node.output)}, ${node.rows} rows`;
    case 'cached':
      return `Cached ${list(node.output)}`;
    case 'range':
      return `Range (${node.start}, ${node.end}, step=${node.step})`;
    case 'project':
      return `Project ${list(node.columns)}`;
    case 'filter':
      return `Filter ${showExpression(node.condition, true)}`;
    case 'join':
      return `Join ${node.how}${node.using === undefined ? '' : ` using ${node.using.join(', ')}`}${node.condition === undefined ? '' : `, ${showExpression(node.condition, true)}`}`;
    case 'aggregate':
      return `Aggregate ${list(node.grouping)}${node.sets === undefined ? '' : ` sets ${JSON.stringify(node.sets)}`}, ${list(node.columns)}`;
    case 'sort':
      return `Sort ${list(node.order)}`;
    case 'limit':
      return `Limit${node.limit === undefined ? '' : ` ${node.limit}`}${node.offset === undefined ? '' : ` offset ${node.offset}`}`;
    case 'set':
      return `${node.op[0]!.toUpperCase()}${node.op.slice(1)}${node.all ? ' all' : ''}`;
    case 'distinct':
      return `Distinct${node.columns === undefined ? '' : ` ${list(node.columns)}`}`;
    case 'sample':
      return `Sample [${node.lower}, ${node.upper}), ${node.withReplacement ? 'with replacement, ' : ''}seed ${node.seed}`;
    case 'repartition':
      return `${node.shuffle ? 'Repartition' : 'Coalesce'} ${node.partitions ?? ''}${node.keys.length === 0 ? '' : ` by ${list(node.keys)}`}`;
    case 'alias':
      return `SubqueryAlias ${node.name}`;
    case 'select':
      return `Select ${node.distinct ? 'distinct ' : ''}${list(node.columns)}${node.grouping === undefined ? '' : `, grouped by ${node.grouping === 'all' ? 'all' : list(node.grouping.keys)}`}${node.having === undefined ? '' : `, having ${showExpression(node.having, true)}`}${node.order.length === 0 ? '' : `, ordered by ${list(node.order)}`}`;
    case 'generate':
      return `Generate ${showExpression(node.generator, true)}, ${String(node.outer)}${node.output === undefined ? '' : `, ${list(node.output)}`}`;
    case 'unpivot':
      return `Unpivot ${node.values.map((v) => list(v.columns)).join(', ')} AS ${node.nameColumn}, ${node.valueColumns.join(', ')}`;
    case 'pivot':
      return `Pivot ${list(node.grouping ?? [])}, ${showExpression(node.column)}, ${list(node.values)}, ${list(node.aggregates)}`;
    case 'extend':
      return `Extend ${node.task.name}${list(node.inputs)} AS ${node.output === undefined ? `[${node.fields.map((f) => f.name).join(', ')}]` : list(node.output)}`;
    case 'map':
      return `MapPartitions ${node.task.name} ${schemaLine(node.schema)}`;
    case 'write':
      return `Write ${node.format} ${node.path}, ${node.mode}`;
  }
}
