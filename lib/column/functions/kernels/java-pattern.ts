import { ExecutionError } from '#lib/errors.js';

/** Line terminators of Java: what `.` does not match, and what may follow `$` at the end of a text. */
const LINE_ENDS = '\\n\\r\\u0085\\u2028\\u2029';
/** Java's classes of characters (ASCII unless said), as parts of a JavaScript class. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
};
const SHORT: Readonly<Record<string, string>> = {
  s: ' \\t\\n\\x0B\\f\\r',
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

/** A pattern of Java's, ready to run. */
export interface JavaPattern {
  /** Global, its `lastIndex` 0. */
  readonly regExp: RegExp;
  /** Where Java's groups, from 0 (the match), stand in a match. */
  readonly groups: readonly number[];
}

const compiled = new Map<string, JavaPattern>();

/** Java's regular expression as JavaScript's; throws Spark's error where the pattern is not one. */
export function javaPattern(pattern: string, fn: string): JavaPattern {
  let found = compiled.get(pattern);
  if (found === undefined) {
    try {
      found = new Translation(pattern).pattern();
    } catch (cause) {
      throw new ExecutionError(
        'INVALID_PARAMETER_VALUE.PATTERN',
        `The pattern of '${fn}' must be a regular expression; got '${pattern}': ${(cause as Error).message}`,
        { sqlState: '22023', cause },
      );
    }
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, found);
  }
  found.regExp.lastIndex = 0;
  return found;
}

/** One pattern on its way from Java's spelling to JavaScript's. */
class Translation {
  readonly #source: string;
  #at = 0;
  #flags = new Set<string>();
  #atomics = 0;

  constructor(source: string) {
    this.#source = source;
  }

  pattern(): JavaPattern {
    const leading = /^\(\?([a-zA-Z]+)\)/.exec(this.#source);
    if (leading !== null) {
      this.#at = leading[0].length;
      for (const flag of leading[1]!) this.#flags.add(flag);
    }
    const text = this.#sequence();
    if (this.#at < this.#source.length) throw new Error(`unmatched ')' at ${this.#at}`);
    const groups = [0, ...javaGroups(text)];
    const numbered = text.replace(
      /\\k<java(\d+)>/g,
      (_, n: string) => `\\${groups[Number(n)] ?? fail(`no group ${n} before its reference`)}`,
    );
    return { regExp: new RegExp(numbered, `gv${this.#flags.has('i') ? 'i' : ''}`), groups };
  }

  /** Alternatives up to the bracket that closes the group, or the end. */
  #sequence(): string {
    let out = '';
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') out += this.#quantified();
    return out;
  }

  #quantified(): string {
    const start = this.#at;
    const atom = this.#atom();
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/.exec(this.#source.slice(this.#at))?.[0];
    if (quantifier === undefined || this.#at === start) return atom;
    this.#at += quantifier.length;
    if (!quantifier.endsWith('+') || quantifier === '+') return atom + quantifier;
    return this.#atomic(atom + quantifier.slice(0, -1));
  }

  /** What matches as a whole or not at all: nothing that it took is given back. */
  #atomic(inner: string): string {
    const name = `kindlingAtomic${this.#atomics++}`;
    return `(?:(?=(?<${name}>${inner}))\\k<${name}>)`;
  }

  #atom(): string {
    const c = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += c.length;
    switch (c) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '\\':
        return this.#escape(false);
      case '.':
        return this.#flags.has('s') ? '[\\s\\S]' : this.#flags.has('d') ? '[^\\n]' : `[^${LINE_ENDS}]`;
      case '^':
        return this.#flags.has('m') ? `(?<![^${LINE_ENDS}])(?!(?<=\\r)\\n)` : '(?<![\\s\\S])';
      case '$':
        return this.#flags.has('m') ? `(?=[${LINE_ENDS}]|(?![\\s\\S]))` : `(?=(?:\\r\\n|[${LINE_ENDS}])?(?![\\s\\S]))`;
      case ']':
      case '}':
      case '{':
        return `\\${c}`;
      case '#':
        if (this.#flags.has('x')) {
          while (this.#at < this.#source.length && this.#source[this.#at] !== '\n') this.#at++;
          return '';
        }
        return c;
      case '/':
        return '\\/';
      default:
        return this.#flags.has('x') && /\s/.test(c) ? '' : c;
    }
  }

  #group(): string {
    const rest = this.#source.slice(this.#at);
    const flags = /^\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/.exec(rest);
    const before = new Set(this.#flags);
    let open = '(';
    if (flags !== null) {
      this.#at += flags[0].length;
      for (const flag of flags[1]!) this.#flags.add(flag);
      for (const flag of flags[2] ?? '') this.#flags.delete(flag);
      // JavaScript cannot change case-sensitivity within a pattern: a flag in the middle holds for the whole of it
      if (flags[3] === ')') return '';
      open = '(?:';
    } else {
      const kind = /^\?(?:<?[=!]|>|<[a-zA-Z][a-zA-Z0-9]*>)/.exec(rest)?.[0];
      if (kind !== undefined) this.#at += kind.length;
      else if (rest.startsWith('?')) throw new Error(`unknown group '(${rest.slice(0, 3)}'`);
      open = kind === '?>' ? '' : `(${kind ?? ''}`;
    }
    const inner = this.#sequence();
    if (this.#source[this.#at] !== ')') throw new Error('unclosed group');
    this.#at++;
    const ignoresCase = this.#flags.has('i');
    this.#flags = before;
    if (ignoresCase) this.#flags.add('i');
    return open === '' ? this.#atomic(inner) : `${open}${inner})`;
  }

  /** A class: `&&` is an intersection, a class within it a union. */
  #class(): string {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    const parts: string[] = [''];
    const start = this.#at;
    for (;;) {
      const c = this.#source.codePointAt(this.#at);
      if (c === undefined) throw new Error('unclosed character class');
      const char = String.fromCodePoint(c);
      if (char === ']' && this.#at > start) break;
      this.#at += char.length;
      if (char === '&' && this.#source[this.#at] === '&') {
        this.#at++;
        parts.push('');
        continue;
      }
      parts[parts.length - 1] += this.#classPart(char);
    }
    this.#at++;
    const body = parts.length === 1 ? parts[0]! : parts.map((part) => `[${part}]`).join('&&');
    return `[${negated ? '^' : ''}${body}]`;
  }

  #classPart(char: string): string {
    if (char === '[') return this.#class();
    if (char === '\\') return this.#escape(true);
    if (char === '-') {
      // a hyphen at either end of a class is itself
      const before = this.#source[this.#at - 2];
      const after = this.#source[this.#at];
      return before === '[' || before === '^' || after === ']' || after === '[' ? '\\-' : '-';
    }
    return /[()[\]{}/|&!#$%*+,.:;<=>?@^`~]/.test(char) ? `\\${char}` : char;
  }

  #escape(inClass: boolean): string {
    const c = this.#source[this.#at++];
    if (c === undefined) throw new Error('a lone \\ at the end');
    const wrap = (members: string, negated = false): string => (inClass && !negated ? members : `[${negated ? '^' : ''}${members}]`);
    if (c in SHORT) return wrap(SHORT[c]!);
    if (c.toLowerCase() in SHORT) return wrap(SHORT[c.toLowerCase()]!, true);
    if (/[dDwWbBnrtf]/.test(c)) return `\\${c}`;
    switch (c) {
      case 'p':
      case 'P':
        return this.#property(c === 'P', wrap);
      case 'Q': {
        const end = this.#source.indexOf('\\E', this.#at);
        const literal = this.#source.slice(this.#at, end === -1 ? undefined : end);
        this.#at = end === -1 ? this.#source.length : end + 2;
        return [...literal].map(literalChar).join('');
      }
      case 'E':
        return '';
      case 'A':
        return '(?<![\\s\\S])';
      case 'z':
        return '(?![\\s\\S])';
      case 'Z':
        return `(?=(?:\\r\\n|[${LINE_ENDS}])?(?![\\s\\S]))`;
      case 'R':
        return `(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])`;
      case 'a':
        return '\\x07';
      case 'e':
        return '\\x1B';
      case 'x':
      case 'u':
        return this.#code(c);
      case '0': {
        const digits = /^[0-3]?[0-7]{1,2}/.exec(this.#source.slice(this.#at))?.[0];
        if (digits === undefined) throw new Error('an octal escape without digits');
        this.#at += digits.length;
        return `\\u{${parseInt(digits, 8).toString(16)}}`;
      }
      case 'k': {
        const name = /^<\w+>/.exec(this.#source.slice(this.#at))?.[0] ?? '';
        this.#at += name.length;
        return `\\k${name}`;
      }
    }
    if (/[1-9]/.test(c)) return `(?:\\k<java${c}>)`;
    if (/[a-zA-Z]/.test(c)) throw new Error(`unknown escape '\\${c}'`);
    return literalChar(c);
  }

  #code(kind: string): string {
    const found = (kind === 'x' ? /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/ : /^()([0-9a-fA-F]{4})/).exec(this.#source.slice(this.#at));
    if (found === null) throw new Error(`'\\${kind}' must be followed by hexadecimal digits`);
    this.#at += found[0].length;
    return `\\u{${found[1] || found[2]!}}`;
  }

  #property(negated: boolean, wrap: (members: string, negated?: boolean) => string): string {
    const found = /^(?:\{\^?([^}]+)\}|([A-Z]))/.exec(this.#source.slice(this.#at));
    if (found === null) throw new Error("'\\p' must be followed by a property");
    this.#at += found[0].length;
    const name = (found[1] ?? found[2]!).replace(/^Is(?=[A-Z])/, '');
    if (name in POSIX) return wrap(POSIX[name]!, negated);
    const script = name.startsWith('In')
      ? `Script=${name.slice(2)}`
      : (JAVA_PROPERTIES[name] ?? name.replace(/^(?:script|sc)=/i, 'Script=').replace(/^(?:general_category|gc)=/i, ''));
    return `\\${negated ? 'P' : 'p'}{${/^(?:Latin|Greek|Cyrillic|Han|Hiragana|Katakana|Hangul|Arabic|Hebrew|Thai|Devanagari)$/.test(script) ? `Script=${script}` : script}}`;
  }
}

/** The numbers of the groups that Java has: those that stand for atomic groups are left out. */
function javaGroups(source: string): number[] {
  const found: number[] = [];
  let number = 0;
  for (const [, open] of source.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|(\((?!\?)|\(\?<[a-zA-Z]\w*)/g)) {
    if (open === undefined) continue;
    number++;
    if (!open.startsWith('(?<kindlingAtomic')) found.push(number);
  }
  return found;
}

const fail = (message: string): never => {
  throw new Error(message);
};

const JAVA_PROPERTIES: Readonly<Record<string, string>> = {
  javaLowerCase: 'Lowercase',
  javaUpperCase: 'Uppercase',
  javaWhitespace: 'White_Space',
  javaLetter: 'L',
  javaDigit: 'Nd',
  Letter: 'L',
};

const literalChar = (c: string): string => (/[\\^$.*+?()[\]{}|/\-&!#%,:;<=>@`~]/.test(c) ? `\\${c}` : c);
