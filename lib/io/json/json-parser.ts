import { type FileOptions, flagOption } from '../file-options.js';
import { JsonArray, type JsonNode, JsonNumber, JsonObject } from './json-node.js';

/** Text is not JSON, by the options in force. */
export class JsonSyntaxError extends Error {}

const [QUOTE, APOSTROPHE, BACKSLASH, MINUS, ZERO, NINE] = [34, 39, 92, 45, 48, 57];
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LOOSE_NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NOT_A_NUMBER = /NaN|[+-]?(?:Infinity|INF)/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const SPACE = /[ \t\r\n]*/y;
const SPACE_AND_COMMENTS = /(?:[ \t\r\n]|\/\*[^]*?\*\/|\/\/[^\n]*)*/y;
const MOST_DEPTH = 1000;

/** Reads JSON as Spark does: strict, but for what its options allow. */
export class JsonParser {
  readonly #singleQuotes: boolean;
  readonly #bareNames: boolean;
  readonly #anyEscape: boolean;
  readonly #controls: boolean;
  readonly #notNumbers: boolean;
  readonly #number: RegExp;
  readonly #space: RegExp;
  #text = '';
  #at = 0;
  #depth = 0;

  constructor(options: FileOptions) {
    this.#singleQuotes = flagOption(options, 'allowSingleQuotes', true);
    this.#bareNames = flagOption(options, 'allowUnquotedFieldNames', false);
    this.#anyEscape = flagOption(options, 'allowBackslashEscapingAnyCharacter', false);
    this.#controls = flagOption(options, 'allowUnquotedControlChars', false);
    this.#notNumbers = flagOption(options, 'allowNonNumericNumbers', true);
    this.#number = flagOption(options, 'allowNumericLeadingZeros', false) ? LOOSE_NUMBER : NUMBER;
    this.#space = flagOption(options, 'allowComments', false) ? SPACE_AND_COMMENTS : SPACE;
  }

  /** The first value of a text; what follows is not looked at. Undefined for a text of nothing. */
  parse(text: string): JsonNode | undefined {
    this.#text = text;
    this.#at = 0;
    this.#depth = 0;
    this.#skip();
    return this.#at === text.length ? undefined : this.#value();
  }

  #value(): JsonNode {
    const char = this.#text[this.#at];
    switch (char) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string(QUOTE);
      case "'":
        return this.#singleQuotes ? this.#string(APOSTROPHE) : this.#fail('a value');
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#numeral();
    }
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('a value');
    this.#at += word.length;
    if (/[\p{L}\p{N}_]/u.test(this.#text[this.#at] ?? '')) this.#fail('a value');
    return value;
  }

  #numeral(): JsonNumber {
    const from = this.#at;
    const code = this.#text.charCodeAt(from);
    const short = this.#match(this.#number);
    if (short !== '') {
      const next = this.#text.charCodeAt(this.#at);
      if ((next >= ZERO && next <= NINE) || next === 46) this.#fail('a number');
      return new JsonNumber(short);
    }
    if (!this.#notNumbers) this.#fail('a value');
    const word = this.#match(NOT_A_NUMBER);
    if (word === '') this.#fail(code === MINUS ? 'a number' : 'a value');
    return new JsonNumber(word === 'NaN' ? word : word.startsWith('-') ? '-Infinity' : 'Infinity');
  }

  #array(): JsonArray {
    const array = new JsonArray(this.#open());
    if (!this.#accept(']')) {
      do {
        this.#skip();
        array.items.push(this.#value());
        this.#skip();
      } while (this.#accept(','));
      if (!this.#accept(']')) this.#fail("',' or ']'");
    }
    this.#depth--;
    array.to = this.#at;
    return array;
  }

  #object(): JsonObject {
    const object = new JsonObject(this.#open());
    if (!this.#accept('}')) {
      do {
        this.#skip();
        object.names.push(this.#name());
        this.#skip();
        if (!this.#accept(':')) this.#fail("':'");
        this.#skip();
        object.values.push(this.#value());
        this.#skip();
      } while (this.#accept(','));
      if (!this.#accept('}')) this.#fail("',' or '}'");
    }
    this.#depth--;
    object.to = this.#at;
    return object;
  }

  #open(): number {
    if (++this.#depth > MOST_DEPTH) this.#fail(`at most ${MOST_DEPTH} levels`);
    const from = this.#at++;
    this.#skip();
    return from;
  }

  #name(): string {
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) return this.#string(QUOTE);
    if (code === APOSTROPHE && this.#singleQuotes) return this.#string(APOSTROPHE);
    const bare = this.#bareNames ? this.#match(WORD) : '';
    return bare === '' ? this.#fail('a name in quotes') : bare;
  }

  #string(close: number): string {
    const text = this.#text;
    let value = '';
    let from = ++this.#at;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      if (code === close) {
        this.#at = at + 1;
        return from === at ? value : value + text.slice(from, at);
      }
      if (code === BACKSLASH) {
        value += text.slice(from, at);
        this.#at = at + 1;
        value += this.#escape();
        from = this.#at;
        at = from - 1;
      } else if (!(code >= 32)) {
        this.#at = at;
        if (Number.isNaN(code) || !this.#controls) this.#fail('the end of a string');
      }
    }
  }

  #escape(): string {
    const char = this.#text[this.#at++] ?? this.#fail('an escape');
    if (char === 'u') {
      const hex = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.#fail('four hexadecimal digits');
      this.#at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    return ESCAPES[char] ?? (this.#anyEscape || (char === "'" && this.#singleQuotes) ? char : this.#fail('an escape'));
  }

  #skip(): void {
    this.#match(this.#space);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #accept(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #fail(expected: string): never {
    const got = this.#at < this.#text.length ? `'${this.#text.slice(this.#at, this.#at + 10)}'` : 'the end';
    throw new JsonSyntaxError(`character ${this.#at + 1} must be ${expected}; it is ${got}`);
  }
}
