import { syntaxError, tokenize, type Token } from './token.js';

/** Tokens to be taken one after the other, with errors that point at the text. */
export class TokenStream {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }
  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  /** Takes the words if they come next, whatever their case. */
  word(...words: string[]): boolean {
    if (!words.every((w, i) => this.peek(i).kind === 'word' && this.peek(i).text.toUpperCase() === w)) return false;
    this.#next += words.length;
    return true;
  }
  isWord(...words: string[]): boolean {
    return this.peek().kind === 'word' && words.includes(this.peek().text.toUpperCase());
  }
  sign(sign: string): boolean {
    if (this.peek().kind !== 'sign' || this.peek().text !== sign) return false;
    this.#next++;
    return true;
  }
  expectWord(...words: string[]): void {
    if (!this.word(...words)) this.fail(`expected ${words.join(' ')}`);
  }
  expectSign(sign: string): void {
    if (!this.sign(sign)) this.fail(`expected '${sign}'`);
  }
  /** A name: a word or one in backticks. */
  name(what = 'a name'): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'quoted') this.fail(`expected ${what}`);
    this.#next++;
    return token.text;
  }
  end(): void {
    if (this.peek().kind !== 'end') this.fail('the statement should have ended');
  }
  fail(message: string, token = this.peek()): never {
    const got = token.kind === 'end' ? 'the text ends' : `got '${this.text.slice(token.at, token.to)}'`;
    throw syntaxError(this.text, token.at, `${message}; ${got}`);
  }
}
