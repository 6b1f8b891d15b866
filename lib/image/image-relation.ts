import type { Relation } from '#lib/plan/relation.js';
export const imageRelation = (_paths: readonly string[], _options: Readonly<Record<string, string>>, _n: number): Relation => { throw new Error('image room'); };
