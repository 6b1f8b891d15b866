import type { Light, Step } from '#lib/workers/stage.js';
import type { Physical } from './physical.js';

/** How a plan will run, as indented lines: DuckDB's queries, and what the workers do. */
export function printPhysical(node: Physical, indent = ''): string {
  const below = `${indent}   `;
  switch (node.kind) {
    case 'query':
      return [
        `${indent}DuckDB ${node.sql}`,
        ...node.inputs.map(({ table, input }) => `${indent}+- table ${table}\n${printPhysical(input, below)}`),
      ].join('\n');
    case 'stage':
      return [
        `${indent}Workers [${[...(node.stage.source === undefined ? [] : [`read ${node.stage.source.label ?? node.stage.source.task.name}`]), ...node.stage.steps.map(printStep)].join(' -> ')}]`,
        ...(node.input === undefined ? [] : [printPhysical(node.input, below)]),
      ].join('\n');
    case 'rows':
      return `${indent}Rows of the program (${node.relation.rows})`;
    case 'cached':
      return `${indent}Cached rows`;
    case 'project':
      return `${indent}Pick [${node.columns.map(printLight).join(', ')}]\n${printPhysical(node.child, below)}`;
    case 'limit':
      return `${indent}Take ${node.limit ?? 'all'}${node.offset === undefined ? '' : ` after ${node.offset}`}\n${printPhysical(node.child, below)}`;
    case 'concat':
      return `${indent}Concat\n${printPhysical(node.left, below)}\n${printPhysical(node.right, below)}`;
    case 'exchange':
      return `${indent}Exchange ${node.how} to ${node.partitions} partitions\n${printPhysical(node.child, below)}`;
  }
}

function printStep(step: Step): string {
  switch (step.kind) {
    case 'project':
      return `pick (${step.schema.fields.map((f) => f.name).join(', ')})`;
    case 'filter':
      return `filter ${printLight(step.condition)}`;
    case 'extend':
      return `${step.label ?? step.task.name}(${step.inputs.map(printLight).join(', ')})`;
    case 'map':
      return `map ${step.label ?? step.task.name}`;
  }
}

function printLight(light: Light): string {
  switch (light.kind) {
    case 'input':
      return `#${light.index}`;
    case 'field':
      return `${printLight(light.child)}.${light.index}`;
    case 'literal':
      return String(light.value as string);
  }
}
