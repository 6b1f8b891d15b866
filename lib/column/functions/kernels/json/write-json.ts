import { javaDouble } from '../java-number.js';
import type { Json } from './parse-json.js';

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** A text in JSON's quotes. */
export const quoteJson = (text: string): string =>
  `"${text.replaceAll(/["\\\p{Cc}]/gu, (c) => SHORT[c] ?? (c < ' ' ? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}` : c))}"`;

/** A value without white space. Whole numbers stay as they are, others are doubles as Java prints them. */
export function writeJson(json: Json): string {
  switch (json.kind) {
    case 'object':
      return `{${json.fields.map(([name, value]) => `${quoteJson(name)}:${writeJson(value)}`).join(',')}}`;
    case 'array':
      return `[${json.items.map(writeJson).join(',')}]`;
    case 'string':
      return quoteJson(json.value);
    case 'number':
      return numberText(json.text);
    case 'literal':
      return String(json.value);
  }
}

/** The text of a scalar as it is, of anything else its JSON. */
export const plainJson = (json: Json): string => (json.kind === 'string' ? json.value : writeJson(json));

function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const value = doubleOf(text);
  return Number.isFinite(value) ? javaDouble(value) : `"${String(value)}"`;
}

/** The double of a number's text, `NaN` and `-INF` among them. */
export const doubleOf = (text: string): number => Number(text.replace(/INF(?:inity)?$/i, 'Infinity'));
