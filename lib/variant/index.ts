export { Variant } from './variant.js';
