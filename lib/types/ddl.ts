import { AnalysisError } from '#lib/errors.js';
import * as t from './data-type.js';
import type { DataType, Field, StructType } from './data-type.js';

const SIMPLE: Readonly<Record<string, DataType>> = {
  void: t.nullType,
  null: t.nullType,
  boolean: t.boolean,
  bool: t.boolean,
  tinyint: t.byte,
  byte: t.byte,
  smallint: t.short,
  short: t.short,
  int: t.integer,
  integer: t.integer,
  bigint: t.long,
  long: t.long,
  float: t.float,
  real: t.float,
  double: t.double,
  string: t.string,
  text: t.string,
  binary: t.binary,
  date: t.date,
  timestamp: t.timestamp,
  timestamp_ltz: t.timestamp,
  timestamp_ntz: t.timestampNtz,
  variant: t.variant,
};

/** The schema that DDL text says: `id bigint NOT NULL, tags array<string>, p struct<x: int>`. Names may be in backticks. */
export function parseSchema(ddl: string): StructType {
  const parser = new DdlParser(ddl);
  const fields = parser.fields();
  parser.end();
  return t.struct(fields);
}

/** The type that text says: `decimal(10,2)`, `map<string, array<int>>`; also a schema's text, which is a struct. */
export function parseType(text: string): DataType {
  const parser = new DdlParser(text);
  const type = parser.type();
  parser.end();
  return type;
}

class DdlParser {
  readonly #text: string;
  readonly #tokens: { text: string; at: number; quoted: boolean }[] = [];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    const lexer = /\s*(?:`((?:[^`]|``)+)`|([\p{L}\p{N}_]+)|('(?:[^'\\]|\\.)*')|([<>(),:]))/uy;
    while (lexer.lastIndex < text.trimEnd().length) {
      const at = lexer.lastIndex;
      const found = lexer.exec(text);
      if (found === null) this.#fail(`unexpected '${text.slice(at).trim()[0] ?? ''}'`, at);
      const quoted = found[1] !== undefined;
      this.#tokens.push({ text: quoted ? found[1]!.replaceAll('``', '`') : (found[2] ?? found[3] ?? found[4])!, at, quoted });
    }
  }

  fields(close?: string): Field[] {
    const fields: Field[] = [];
    if (close !== undefined && this.#peek() === close) return fields;
    do fields.push(this.#field());
    while (this.#accept(','));
    return fields;
  }

  end(): void {
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) this.#fail(`unexpected '${rest.text}'`, rest.at);
  }

  type(): DataType {
    const token = this.#take('a type');
    const name = token.text.toLowerCase();
    if (name in SIMPLE) return SIMPLE[name]!;
    switch (name) {
      case 'decimal':
      case 'dec':
      case 'numeric':
        return this.#decimal(token.at);
      case 'array': {
        this.#expect('<');
        const element = this.type();
        this.#expect('>');
        return t.array(element);
      }
      case 'map': {
        this.#expect('<');
        const key = this.type();
        this.#expect(',');
        const value = this.type();
        this.#expect('>');
        return t.map(key, value);
      }
      case 'struct': {
        this.#expect('<');
        const fields = this.fields('>');
        this.#expect('>');
        return t.struct(fields);
      }
      case 'char':
      case 'varchar': {
        this.#expect('(');
        this.#take('a length');
        this.#expect(')');
        return t.string;
      }
      case 'time':
        return this.#time(token.at);
      case 'interval':
        return this.#interval();
      default:
        return this.#fail(`'${token.text}' is not a type`, token.at);
    }
  }

  #field(): Field {
    const name = this.#take('a field name').text;
    this.#accept(':');
    const type = this.type();
    let nullable = true;
    if (this.#word('not')) {
      if (!this.#word('null')) this.#fail("'NOT' must be followed by 'NULL'", this.#at());
      nullable = false;
    }
    if (!this.#word('comment')) return t.field(name, type, nullable);
    return t.field(name, type, nullable, { comment: this.#take('a comment').text.slice(1, -1) });
  }

  #decimal(at: number): DataType {
    if (!this.#accept('(')) return t.decimal();
    const precision = Number(this.#take('a precision').text);
    const scale = this.#accept(',') ? Number(this.#take('a scale').text) : 0;
    this.#expect(')');
    if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision)) {
      this.#fail(`decimal(${precision},${scale}) must have a precision from 1 to 38 and a scale from 0 to the precision`, at);
    }
    return t.decimal(precision, scale);
  }

  /** `time`, `time(3)`, `time(0) without time zone`. */
  #time(at: number): DataType {
    let precision = 6;
    if (this.#accept('(')) {
      precision = Number(this.#take('a precision').text);
      this.#expect(')');
    }
    if (!(precision >= 0 && precision <= 6)) this.#fail(`time(${precision}) must have a precision from 0 to 6`, at);
    if (this.#word('without') && !(this.#word('time') && this.#word('zone'))) this.#fail("'WITHOUT' must be followed by 'TIME ZONE'", at);
    return t.time(precision);
  }

  /** `interval`, `interval month`, `interval day to second`. */
  #interval(): DataType {
    const from = this.#unit();
    if (from === undefined) return t.interval;
    const at = this.#at();
    const to = this.#word('to') ? (this.#unit() ?? this.#fail('expected an interval unit', this.#at())) : from;
    for (const [units, make] of [
      [t.YEAR_MONTH_UNITS, t.yearMonthIntervalOf],
      [t.DAY_TIME_UNITS, t.dayTimeIntervalOf],
    ] as readonly [readonly string[], (start: never, end: never) => DataType][]) {
      if (units.includes(from) && units.indexOf(to) >= units.indexOf(from)) return make(from as never, to as never);
    }
    return this.#fail(`an interval cannot go from ${from} to ${to}`, at);
  }

  #unit(): string | undefined {
    const word = this.#tokens[this.#next]?.text.toLowerCase();
    return [...t.YEAR_MONTH_UNITS, ...t.DAY_TIME_UNITS].find((unit) => unit === word && this.#word(unit));
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next]?.text;
  }
  #at(): number {
    return this.#tokens[this.#next]?.at ?? this.#text.length;
  }
  #accept(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.text !== text || token.quoted) return false;
    this.#next++;
    return true;
  }
  #word(word: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.quoted !== false || token.text.toLowerCase() !== word) return false;
    this.#next++;
    return true;
  }
  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail(`expected '${text}'`, this.#at());
  }
  #take(what: string): { text: string; at: number } {
    const token = this.#tokens[this.#next++];
    return token ?? this.#fail(`expected ${what}`, this.#text.length);
  }
  #fail(message: string, at: number): never {
    throw new AnalysisError(
      'PARSE_SYNTAX_ERROR',
      `Schema text: ${message} at position ${at} of '${this.#text}'. Write it as 'name type, name type'.`,
      { sqlState: '42601' },
    );
  }
}
