import { ExecutionError } from '#lib/errors.js';
import { javaPattern } from './java-pattern.js';

/** The text as a form sends it: a space is `+`, other bytes than letters, digits and `.-*_` are `%XX`. */
export const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export function urlDecode(text: string): string {
  const broken = /%(?![0-9a-fA-F]{2})/.test(text);
  if (!broken) {
    const bytes = Buffer.from(text.replaceAll('+', ' ').replaceAll('\0', '%00'), 'utf8').toString('latin1');
    return Buffer.from(
      bytes.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');
  }
  throw new ExecutionError(
    'CANNOT_DECODE_URL',
    `The value '${text}' is not in the form of a URL: '%' must be followed by two hexadecimal digits. Use try_url_decode to get null instead.`,
    {
      sqlState: '22546',
    },
  );
}

const URI = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/;
const ILLEGAL = /[\p{Cc}\p{Z}"<>\\^`{|}]|%(?![0-9a-fA-F]{2})/u;

/** A part of a URL (HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO), or a parameter of its query; null where it has none. */
export function parseUrl(url: string, part: string, key?: string): string | null {
  const found = URI.exec(url);
  const [, scheme, authority, path = '', query, fragment] = found ?? [];
  const opaque = scheme !== undefined && authority === undefined && !path.startsWith('/');
  const validScheme = scheme === undefined || /^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme);
  if (
    found === null ||
    ILLEGAL.test(url) ||
    !validScheme ||
    /[[\]]/.test(path) ||
    (opaque && path === '') ||
    (authority === '' && path === '')
  )
    throw new ExecutionError('INVALID_URL', `The url must be one; got '${url}'. Use try_parse_url to get null instead.`, {
      sqlState: '22P02',
    });
  if (key !== undefined) {
    if (part !== 'QUERY' || query === undefined) return null;
    return javaPattern(`(&|^)${key}=([^&]*)`, 'parse_url').regExp.exec(query)?.[2] ?? null;
  }
  const server = /^(?:([^@]*)@)?(\[[0-9a-fA-F:.%\w]*\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?)(?::\d*)?$/.exec(authority ?? '');
  switch (part) {
    case 'HOST':
      return server?.[2] ?? null;
    case 'PATH':
      return opaque ? null : path;
    case 'QUERY':
      return query ?? null;
    case 'REF':
      return fragment ?? null;
    case 'PROTOCOL':
      return scheme ?? null;
    case 'FILE':
      return opaque ? null : query === undefined ? path : `${path}?${query}`;
    case 'AUTHORITY':
      return authority || null;
    case 'USERINFO':
      return server?.[1] ?? null;
  }
  return null;
}
