export { doubleText } from '#lib/types/double-text.js';
