export type * from '#lib/workers/stage.js';
