import { type Result, groupedBy, isCounted, tally } from './tally.js';

/** A table of functions in Markdown: class, how many of the examples agree, and whether it agrees, differs or is missing. */
export function docsTable(results: readonly Result[]): string {
  const counted = results.filter((result) => isCounted(result) && result.record.fn !== undefined);
  const all = tally(counted);
  const lines = groupedBy(counted, ({ fn }) => fn!).map(([fn, group]) => {
    const { agree, of } = tally(group);
    return `| ${code(fn)} | ${group[0]!.record.class ?? ''} | ${agree} of ${of} | ${statusOf(group)} |`;
  });
  return [
    '# Functions beside Apache Spark',
    '',
    `Each function's documented examples, with the answers of Apache Spark: ${all.agree} of ${all.of} agree in type, value and error.`,
    'A function is missing where every example stops at a function that is not there. Made by `npm run parity -- --sql FILE --docs OUT`.',
    '',
    '| function | class | examples that agree | |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

function statusOf(group: readonly Result[]): string {
  if (group.every(({ difference }) => difference === undefined)) return 'agrees';
  return group.every(({ difference }) => difference?.kind.startsWith('UNRESOLVED_ROUTINE') === true) ? 'missing' : 'differs';
}

const code = (fn: string): string => `\`${fn.replaceAll('|', '\\|')}\``;
