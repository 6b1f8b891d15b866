import { ExecutionError } from '#lib/errors.js';
import { fromHex, invalid, strictBase64 } from './byte-text.js';

/** The bytes that a text stands for: its hexadecimal or base 64 digits, or its UTF-8. */
export function toBinary(text: string, format = 'hex'): Uint8Array {
  switch (format.toLowerCase()) {
    case 'hex':
      return fromHex(text) ?? fail(invalid(text, 'HEX'));
    case 'utf-8':
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'base64':
      return strictBase64(text) ?? fail(invalid(text, 'BASE64'));
  }
  throw new ExecutionError(
    'INVALID_PARAMETER_VALUE.BINARY_FORMAT',
    `The format of to_binary must be hex, utf-8 or base64; got '${format}'`,
    {
      sqlState: '22023',
    },
  );
}

const fail = (error: Error): never => {
  throw error;
};
