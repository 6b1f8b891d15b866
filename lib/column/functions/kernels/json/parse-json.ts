/** A JSON value as it was written: numbers keep their digits, objects the order and repeats of their names. */
export type Json =
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Json])[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: boolean | null };

/** What else than JSON is taken; Spark's names of its options. */
export interface JsonLeniency {
  readonly allowComments?: boolean;
  readonly allowSingleQuotes?: boolean;
  readonly allowUnquotedFieldNames?: boolean;
  readonly allowNumericLeadingZeros?: boolean;
  readonly allowNonNumericNumbers?: boolean;
  readonly allowBackslashEscapingAnyCharacter?: boolean;
  readonly allowUnquotedControlChars?: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The first value of a text, what comes after it is not looked at; undefined where the text is not JSON. */
export function parseJson(text: string, leniency: JsonLeniency = {}): Json | undefined {
  try {
    return new Reader(text, leniency).value();
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

class NotJson extends Error {}

class Reader {
  readonly #text: string;
  readonly #lenient: JsonLeniency;
  #at = 0;

  constructor(text: string, lenient: JsonLeniency) {
    this.#text = text;
    this.#lenient = lenient;
  }

  value(): Json {
    this.#space();
    const c = this.#text[this.#at];
    if (c === '{') return this.#object();
    if (c === '[') return this.#array();
    if (c === '"' || (c === "'" && this.#lenient.allowSingleQuotes !== false)) return { kind: 'string', value: this.#string() };
    return this.#word();
  }

  #space(): void {
    const pattern = this.#lenient.allowComments === true ? /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y : /[ \t\r\n]*/y;
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)![0].length;
  }

  #expect(sign: string): void {
    this.#space();
    if (this.#text[this.#at] !== sign) throw new NotJson();
    this.#at++;
  }

  #accept(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #object(): Json {
    this.#at++;
    const fields: (readonly [string, Json])[] = [];
    if (this.#accept('}')) return { kind: 'object', fields };
    do {
      const name = this.#name();
      this.#expect(':');
      fields.push([name, this.value()]);
    } while (this.#accept(','));
    this.#expect('}');
    return { kind: 'object', fields };
  }

  #array(): Json {
    this.#at++;
    const items: Json[] = [];
    if (this.#accept(']')) return { kind: 'array', items };
    do items.push(this.value());
    while (this.#accept(','));
    this.#expect(']');
    return { kind: 'array', items };
  }

  #name(): string {
    this.#space();
    const c = this.#text[this.#at];
    if (c === '"' || (c === "'" && this.#lenient.allowSingleQuotes !== false)) return this.#string();
    const bare = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
    bare.lastIndex = this.#at;
    const found = this.#lenient.allowUnquotedFieldNames === true ? bare.exec(this.#text) : null;
    if (found === null) throw new NotJson();
    this.#at += found[0].length;
    return found[0];
  }

  #string(): string {
    const quote = this.#text[this.#at++]!;
    let out = '';
    for (;;) {
      const c = this.#text[this.#at++];
      if (c === undefined) throw new NotJson();
      if (c === quote) return out;
      if (c === '\\') out += this.#escape();
      else if (c < ' ' && this.#lenient.allowUnquotedControlChars !== true) throw new NotJson();
      else out += c;
    }
  }

  #escape(): string {
    const c = this.#text[this.#at++];
    if (c === undefined) throw new NotJson();
    if (c === 'u') {
      const digits = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new NotJson();
      this.#at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const found = ESCAPES[c] ?? (c === "'" && this.#lenient.allowSingleQuotes !== false ? c : undefined);
    if (found !== undefined) return found;
    if (this.#lenient.allowBackslashEscapingAnyCharacter !== true) throw new NotJson();
    return c;
  }

  #word(): Json {
    const pattern = /-?[\w.+-]+/y;
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += word.length;
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
    if (word === 'null') return { kind: 'literal', value: null };
    const zeros = this.#lenient.allowNumericLeadingZeros === true;
    const number = zeros ? word.replace(/^(-?)0+(?=\d)/, '$1') : word;
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(number)) return { kind: 'number', text: number };
    if (this.#lenient.allowNonNumericNumbers !== false && /^(?:NaN|[+-]?INF|[+-]?Infinity)$/.test(word))
      return { kind: 'number', text: word };
    throw new NotJson();
  }
}
