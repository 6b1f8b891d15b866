import { arrowFileSchema } from '#lib/io/arrow-file.js';
import type { SourceRelation } from '#lib/plan/relation.js';
import { fromArrowSchema } from '#lib/types/arrow.js';
import { type FoundFiles, noSchema } from './found-files.js';
import { workerScan } from './scan-lines.js';

/** Arrow IPC files and streams, Feather among them: the schema is that of the first. */
export function scanArrow(found: FoundFiles): SourceRelation {
  const [first] = found.files;
  if (first === undefined && found.schema === undefined) noSchema('Arrow');
  return workerScan(found, 'arrow', found.schema ?? fromArrowSchema(arrowFileSchema(first!.path)), true);
}
