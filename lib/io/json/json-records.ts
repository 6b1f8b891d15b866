import { flagOption, type FileOptions, unescapeOption } from '../file-options.js';
import { linesOf } from '../text-pieces.js';
import type { TextForm } from '../text-pieces.js';
import { JsonArray, type JsonNode } from './json-node.js';

/** A text that holds one JSON value, and the line that it begins in, from 0. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

/** Takes pieces of text and gives the texts of records: lines, or with `multiLine` the whole file. */
export class JsonSplitter {
  readonly #multiLine: boolean;
  readonly #form: TextForm;
  #waiting = '';
  #line = 0;

  constructor(options: FileOptions) {
    this.#multiLine = flagOption(options, 'multiLine', false);
    this.#form = jsonForm(options);
  }

  add(piece: string): JsonText[] {
    if (this.#multiLine) {
      this.#waiting += piece;
      return [];
    }
    const texts: JsonText[] = [];
    for (const text of linesOf(piece, this.#form.lineSep)) {
      const line = this.#line++;
      if (text.trim() !== '') texts.push({ text, line });
    }
    return texts;
  }

  end(): JsonText[] {
    return this.#waiting.trim() === '' ? [] : [{ text: this.#waiting, line: 0 }];
  }
}

export const jsonForm = (options: FileOptions): TextForm => ({
  encoding: options['encoding'] ?? options['charset'] ?? 'UTF-8',
  lineSep: options['linesep'] === undefined ? undefined : unescapeOption(options['linesep']),
});

/** The rows of a value: those in a list, or itself. */
export const rowsOf = (node: JsonNode): readonly JsonNode[] => (node instanceof JsonArray ? node.items : [node]);
