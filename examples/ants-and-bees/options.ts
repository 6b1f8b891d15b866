import { parseArgs } from 'node:util';
import { didYouMean } from '#lib/nearest-name.js';

/** What the command line says. */
export interface Options {
  /** A folder with train/CLASS/*.jpg and val/CLASS/*.jpg; drawn insects without it. */
  readonly images: string | undefined;
  readonly model: string | undefined;
  readonly outputTensor: string | undefined;
  /** Files that are no whole pictures are left out with a count; otherwise the first one ends the program. */
  readonly dropInvalid: boolean;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly workers: number;
  readonly seed: number;
  readonly out: string;
}

export const HELP = `Names the insect in a picture: a frozen network's features, a small head trained on them.

  npm start                                    drawn insects and a small network, both part of the project
  npm start -- --images DIR --model FILE.onnx  photographs in DIR/train/ants, DIR/train/bees, DIR/val/ants, DIR/val/bees

  --images DIR           the pictures
  --model FILE.onnx      the frozen network
  --output-tensor NAME   where the network is cut (its output without it)
  --drop-invalid         leaves out files that are no whole pictures, with a count
  --epochs N             25
  --batch-size N         16
  --learning-rate X      0.001
  --workers N            2
  --seed N               7
  --out DIR              out/ants-and-bees
`;

const text = { type: 'string' } as const;
const flags = {
  images: text,
  model: text,
  'output-tensor': text,
  'drop-invalid': { type: 'boolean' },
  epochs: text,
  'batch-size': text,
  'learning-rate': text,
  workers: text,
  seed: text,
  out: text,
  help: { type: 'boolean', short: 'h' },
} as const;

/** Throws where a flag is not one of ours, with the nearest that is, or has an empty value. */
function checkFlags(args: readonly string[]): void {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(flags, token.name)) {
      const near = didYouMean(token.name, Object.keys(flags)).replaceAll(/'([^']+)'/g, "'--$1'");
      throw new Error(`There is no option '${token.rawName}'.${near} --help lists the options.`);
    }
    if (token.value?.trim() === '') throw new Error(`${token.rawName} must have a value; got an empty one. --help lists the options.`);
  }
}

/** Reads the command line; a flag that is wrong ends the program with one line. */
export function readOptions(args: readonly string[]): Options | 'help' {
  checkFlags(args);
  const { values } = parseArgs({ args: [...args], options: flags });
  if (values.help === true) return 'help';
  if ((values.images === undefined) !== (values.model === undefined)) {
    throw new Error(
      `--images and --model must come together; got only --${values.images === undefined ? 'model' : 'images'}. Without both, the drawn insects are used.`,
    );
  }
  if (values['output-tensor'] !== undefined && values.model === undefined) {
    throw new Error(
      `--output-tensor must come with --images and --model; got it alone. The drawn insects have a network of their own, cut at 'embedding'.`,
    );
  }
  return {
    images: values.images,
    model: values.model,
    outputTensor: values['output-tensor'],
    dropInvalid: values['drop-invalid'] ?? false,
    epochs: whole('epochs', values.epochs, 25),
    batchSize: whole('batch-size', values['batch-size'], 16),
    workers: whole('workers', values.workers, 2),
    learningRate: positive('learning-rate', values['learning-rate'], 0.001),
    seed: whole('seed', values.seed, 7, 0),
    out: values.out ?? 'out/ants-and-bees',
  };
}

function whole(flag: string, value: string | undefined, fallback: number, least = 1): number {
  const n = value === undefined ? fallback : Number(value);
  if (!Number.isSafeInteger(n) || n < least) throw new Error(`--${flag} must be a whole number >= ${least}; got '${value ?? ''}'`);
  return n;
}

function positive(flag: string, value: string | undefined, fallback: number): number {
  const x = value === undefined ? fallback : Number(value);
  if (!(x > 0 && Number.isFinite(x))) throw new Error(`--${flag} must be a number > 0; got '${value ?? ''}'`);
  return x;
}
