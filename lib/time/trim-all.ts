/** Without the white space and control characters at both ends, as Spark's casts take text. */
export const trimAll = (text: string): string => text.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '');
