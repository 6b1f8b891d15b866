import type { StageWork, WorkStep } from './messages.js';
import type { Stage, Step } from './stage.js';
import type { Task } from './task.js';

/** What the workers are told about a stage: its tasks are named by key, since their states go there once and not with each job. */
export function stageWork(stage: Stage, fold: Task | undefined, window: number): StageWork {
  return {
    ...(stage.source !== undefined && {
      source: { task: stage.source.task.key, fields: stage.source.fields, label: stepLabel(stage, fold, SOURCE) },
    }),
    steps: stage.steps.map(workStep),
    ...(fold !== undefined && { fold: fold.key }),
    window,
  };
}

function workStep(step: Step): WorkStep {
  switch (step.kind) {
    case 'extend':
      return {
        kind: 'extend',
        inputs: step.inputs,
        inputSchema: step.inputSchema,
        fields: step.fields,
        task: step.task.key,
        label: step.label ?? step.task.name,
      };
    case 'map':
      return { kind: 'map', inputSchema: step.inputSchema, schema: step.schema, task: step.task.key, label: step.label ?? step.task.name };
    default:
      return step;
  }
}

/** Whether a worker must see partitions whole: for `map` steps, and to number rows behind a filter. */
export function needsPartitions(steps: readonly Step[]): boolean {
  const filter = steps.findIndex(({ kind }) => kind === 'filter');
  return steps.some((step, i) => step.kind === 'map' || (step.kind === 'extend' && step.task.rowNumbers && filter !== -1 && filter < i));
}

/** Every task that the stage calls. */
export function stageTasks(stage: Stage, fold: Task | undefined): Task[] {
  const tasks = stage.steps.flatMap((step) => ('task' in step ? [step.task] : []));
  if (stage.source !== undefined) tasks.push(stage.source.task);
  if (fold !== undefined) tasks.push(fold);
  return tasks;
}

/** The number by which a source goes where steps are counted. */
export const SOURCE = -1;

/** What errors call a step; -1 is the source, and the one behind the last is the fold. */
export function stepLabel(stage: Stage, fold: Task | undefined, step: number): string {
  if (step === SOURCE) return stage.source?.label ?? stage.source?.task.name ?? 'the input';
  const at = stage.steps[step];
  if (at === undefined) return fold?.name ?? 'the output';
  return 'task' in at ? (at.label ?? at.task.name) : at.kind;
}
