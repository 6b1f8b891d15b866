import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { CsvFormat } from './csv-format.js';

const CHUNK = 4 << 20;
const [LINE_FEED, RETURN] = [10, 13];

/**
 * Whether a csv file is one that every reader takes alike: UTF-8 without empty lines or lone carriage returns, where quotes
 * stand only around whole values of one line. The file is read once for it; where it has no quotes, at the speed of memory.
 */
export function isPlainCsv(path: string, { quote, separator }: CsvFormat): boolean {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let kept = 0;
    for (let at = 0; ; ) {
      const read = readSync(file, chunk, kept, CHUNK - kept, at);
      at += read;
      const filled = chunk.subarray(0, kept + read);
      const end = read === 0 ? filled.length : filled.lastIndexOf(LINE_FEED) + 1;
      if (end === 0 && filled.length === CHUNK) return false; // a line of megabytes
      if (!isPlain(filled.subarray(0, end), quote, separator)) return false;
      if (read === 0) return true;
      kept = filled.length - end;
      chunk.copyWithin(0, end, filled.length);
    }
  } finally {
    closeSync(file);
  }
}

/** Of text that consists of whole lines. */
function isPlain(bytes: Buffer, quote: string, separator: string): boolean {
  if (!isUtf8(bytes) || bytes.includes(0)) return false;
  if (hasBlankLine(bytes) || hasLoneReturn(bytes)) return false;
  return quote === '' || !bytes.includes(quote) || quotesAreWhole(bytes, quote.charCodeAt(0), separator.charCodeAt(0));
}

/** Also of a line that begins with a space, which may be all that it has. */
function hasBlankLine(bytes: Buffer): boolean {
  if (bytes.length > 0 && bytes[0]! <= 32) return true;
  return bytes.includes('\n\n') || bytes.includes('\n\r') || bytes.includes('\n ') || bytes.includes('\n\t');
}

function hasLoneReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(RETURN); at !== -1; at = bytes.indexOf(RETURN, at + 1)) if (bytes[at + 1] !== LINE_FEED) return true;
  return false;
}

/** Whether every quote opens a value at its beginning or closes it at its end, in the same line. */
function quotesAreWhole(bytes: Buffer, quote: number, separator: number): boolean {
  let inside = false;
  let before = LINE_FEED;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === quote) {
      const after = bytes[i + 1];
      if (inside && after !== separator && after !== LINE_FEED && after !== RETURN && after !== undefined) return false;
      if (!inside && before !== separator && before !== LINE_FEED) return false;
      inside = !inside;
    } else if (inside && (byte === LINE_FEED || byte === 92)) return false;
    before = byte;
  }
  return !inside;
}
