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

  /** Where the stream stands, to come back to. */
  get position(): number {
    return this.#next;
  }
  back(position: number): void {
    this.#next = position;
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
  isSign(sign: string, ahead = 0): boolean {
    return this.peek(ahead).kind === 'sign' && this.peek(ahead).text === sign;
  }
  sign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
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
  /** Names in brackets: `(a, b)`. */
  names(what: string): string[] {
    this.expectSign('(');
    const found = [this.name(what)];
    while (this.sign(',')) found.push(this.name(what));
    this.expectSign(')');
    return found;
  }
  /** The dotted name that comes next: `a.b`. */
  dotted(what: string): string[] {
    const parts = [this.name(what)];
    while (this.sign('.')) parts.push(this.name(what));
    return parts;
  }
  /** Whether a query comes next, maybe behind brackets. */
  isQuery(): boolean {
    let ahead = 0;
    while (this.isSign('(', ahead)) ahead++;
    const token = this.peek(ahead);
    return token.kind === 'word' && ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(token.text.toUpperCase());
  }
  fail(message: string, token = this.peek(), condition?: string, sqlState?: string): never {
    const got = token.kind === 'end' ? 'the text ends' : `got '${this.text.slice(token.at, token.to)}'`;
    throw syntaxError(this.text, token.at, `${message}; ${got}`, condition, sqlState);
  }
}
