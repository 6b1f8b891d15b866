import { homedir } from 'node:os';
import { root, type ProjectFile } from './project-files.js';

// single letters in brackets keep these patterns from finding themselves
const banned: readonly (readonly [RegExp, string])[] = [
  [/\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/, 'do it, or say in the issue that it is not done'],
  [/eslint-disabl[e]|@ts-ignor[e]|@ts-nochec[k]/, 'mend what it silences'],
  [/\b(describe|it|context)\.(onl[y]|ski[p])\(|\bthis\.ski[p]\(|\bx(it|describe)\(/, 'every spec runs'],
  [/(?<![\w.:/-])\/(wor[k]|far[m]|roo[t]|tmp\/bash_job[s])\//, 'a path of one machine'],
  [/"resolved": "https?:\/\//, 'a registry of one machine'],
];

/** A line for each place with a word that has no place in the project. */
export function wordFaults(files: readonly ProjectFile[]): string[] {
  const here = [root.replace(/\/$/, ''), homedir()].filter((path) => path.split('/').length > 2);
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => {
      const faults = banned.filter(([pattern]) => pattern.test(line)).map(([pattern, why]) => `'${pattern.exec(line)![0]}': ${why}`);
      const paths = here.filter((place) => line.includes(place)).map((place) => `'${place}': a path of one machine`);
      return [...faults, ...paths].map((fault) => `${path}:${i + 1}: ${fault}`);
    }),
  );
}
