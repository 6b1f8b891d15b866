// What `npm run parity` runs: golden records on the engine, what differs and how, and the figures.
import { writeFileSync } from 'node:fs';
import { docsTable } from './docs-table.js';
import { readRecords } from './golden-record.js';
import { HELP, type Options, optionsOf } from './options.js';
import { RecordRunner } from './record-runner.js';
import { differenceText, summaryText } from './report.js';
import type { Result } from './tally.js';

async function parity({ sql, only, docs }: Options): Promise<void> {
  const records = readRecords(sql).filter((record) => [record.fn, record.class, record.sql].some((text) => only?.test(text ?? '') ?? true));
  if (records.length === 0) throw new Error(`${sql} must have a record${only ? ` that matches --only ${only.source}` : ''}; it has none`);
  const results: Result[] = [];
  await using runner = new RecordRunner();
  for (const record of records) {
    const difference = await runner.run(record);
    results.push({ record, difference });
    if (difference !== undefined) process.stdout.write(`${differenceText(record, difference)}\n\n`);
  }
  if (docs !== undefined) writeFileSync(docs, docsTable(results));
  process.stdout.write(`${summaryText(results)}\n`);
}

try {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await parity(options);
} catch (error) {
  process.stderr.write(`parity: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
