/** The names that a glob of Hadoop's stands for: `*`, `?`, `[a-c]`, `[^a]`, `{x,y}`; a backslash takes the next character as it is. */
export function globPattern(glob: string): RegExp {
  let pattern = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    const close = char === '[' ? glob.indexOf(']', at + 2) : -1;
    if (char === '*') pattern += '[^/]*';
    else if (char === '?') pattern += '[^/]';
    else if (close !== -1) {
      pattern += `[${glob
        .slice(at + 1, close)
        .replace(/^[!^]/, '^')
        .replace(/\\/g, '\\\\')
        .replace(/\[/g, '\\[')}]`;
      at = close;
    } else if (char === '{') {
      braces++;
      pattern += '(?:';
    } else if (char === '}' && braces > 0) {
      braces--;
      pattern += ')';
    } else if (char === ',' && braces > 0) pattern += '|';
    else pattern += literal(char === '\\' && at + 1 < glob.length ? glob[++at]! : char);
  }
  return new RegExp(`^${pattern}${')'.repeat(braces)}$`, 'su');
}

const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
