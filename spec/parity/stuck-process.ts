// Stands in for record-process.ts in the runner's specs: the statement says how it misbehaves.
import type { RecordMessage } from './record-process.js';

process.on('message', ({ record: { sql } }: RecordMessage) => {
  if (sql === 'loop') for (;;);
  if (sql === 'exit') process.exit(3);
  process.send!({ difference: undefined });
});
process.once('disconnect', () => process.exit());
process.send!('ready');
