import type { FunctionTable } from '#lib/plan/function-spec.js';
import type { KernelUse } from '#lib/plan/kernel.js';

/** What writing SQL needs beside the plan. */
export interface SqlTools {
  readonly functions: FunctionTable;
  /** The name by which SQL calls a kernel. */
  kernel(use: KernelUse): string;
}
