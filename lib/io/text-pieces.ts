import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { AnalysisError } from '#lib/errors.js';
import { codecOf } from './unpack.js';

/** A part of a file: the lines that begin in these bytes. `to` is Infinity for all that follow. */
export interface FilePart {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** How bytes are text and where lines end: at a line feed, a carriage return or both, unless a separator is given. */
export interface TextForm {
  readonly encoding: string;
  readonly lineSep: string | undefined;
}

const CHUNK = 1 << 20;
const LINE_FEED = 10;

/**
 * The text of a file part in pieces that end with a line (the last may not), read while this thread waits. Bytes that are
 * not of the encoding become U+FFFD, as in Spark. A packed file is unpacked at once.
 */
export function* textPieces(part: FilePart, form: TextForm): Generator<string> {
  const codec = codecOf(part.path);
  const pieces = new Pieces(form, part.from === 0);
  for (const bytes of codec === undefined ? bytesOf(part) : [codec.whole(readFileSync(part.path))]) yield* pieces.add(bytes);
  yield* pieces.end();
}

/** The same, but a packed file is unpacked as its pieces are asked for. */
export async function* streamPieces(part: FilePart, form: TextForm): AsyncGenerator<string> {
  const codec = codecOf(part.path);
  if (codec === undefined) return yield* textPieces(part, form);
  const unpacked = codec.stream();
  const file = createReadStream(part.path, { highWaterMark: CHUNK });
  file.on('error', (error) => unpacked.destroy(error));
  const pieces = new Pieces(form, true);
  try {
    for await (const bytes of file.pipe(unpacked)) yield* pieces.add(bytes as Buffer);
  } finally {
    file.destroy();
  }
  yield* pieces.end();
}

/** The lines of a piece without their ends. */
export function linesOf(piece: string, lineSep: string | undefined): string[] {
  const lines = lineSep !== undefined ? piece.split(lineSep) : piece.includes('\r') ? piece.split(/\r\n|\n|\r/) : piece.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether parts of a file can be read without what stands before them. */
export const isSplittable = (path: string, { encoding, lineSep }: TextForm): boolean =>
  /^(utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d|latin1)$/i.test(encoding) &&
  (lineSep === undefined || lineSep === '\n') &&
  codecOf(path) === undefined;

class Pieces {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #lineSep: string;
  #rest = '';
  #isStart: boolean;

  constructor({ encoding, lineSep }: TextForm, isStart: boolean) {
    this.#decoder = decoderOf(encoding);
    this.#lineSep = lineSep ?? '\n';
    this.#isStart = isStart;
  }

  *add(bytes: Uint8Array): Generator<string> {
    let text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    if (this.#isStart) text = text.replace(/^\uFEFF/, '');
    this.#isStart &&= text === '';
    const found = text.lastIndexOf(this.#lineSep);
    const end = found === -1 ? 0 : found + this.#lineSep.length;
    this.#rest = text.slice(end);
    if (end > 0) yield text.slice(0, end);
  }

  *end(): Generator<string> {
    const rest = this.#rest + this.#decoder.decode();
    if (rest !== '') yield this.#isStart ? rest.replace(/^\uFEFF/, '') : rest;
  }
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true });
  } catch (cause) {
    throw new AnalysisError(
      'INVALID_PARAMETER_VALUE.CHARSET',
      `Option 'encoding' must be a charset such as UTF-8, ISO-8859-1 or UTF-16; got '${encoding}'`,
      { cause, sqlState: '22023' },
    );
  }
}

/** The bytes from the first line that begins in the part to the end of the last. */
function* bytesOf({ path, from, to }: FilePart): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    // a line that begins at `from` is known by the line feed before it
    let at = from === 0 ? 0 : afterLineFeed(file, from - 1);
    const end = to === Infinity ? Infinity : afterLineFeed(file, to - 1);
    while (at < end) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at));
      const read = readSync(file, chunk, 0, chunk.length, at);
      if (read === 0) return;
      at += read;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

function afterLineFeed(file: number, from: number): number {
  const chunk = Buffer.allocUnsafe(1 << 16);
  for (let at = from; ; ) {
    const read = readSync(file, chunk, 0, chunk.length, at);
    if (read === 0) return at;
    const found = chunk.subarray(0, read).indexOf(LINE_FEED);
    if (found !== -1) return at + found + 1;
    at += read;
  }
}
