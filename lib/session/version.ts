/** Kindling's version; a spec holds it to package.json's. */
export const VERSION = '0.1.0';
