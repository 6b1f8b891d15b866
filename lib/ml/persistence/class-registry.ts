import { Params } from '../param/params.js';
import type { Savable } from './savable.js';

/** A class that can be loaded: made from options and a uid. */
export interface SavableClass<T extends Savable = Savable> {
  readonly className: string;
  readonly prototype: T;
  new (options?: any, uid?: string): T;
}

/** The class of that name among `given`, else among what the package exports: its barrel is the registry. */
export async function findClass(name: string, given: readonly SavableClass[]): Promise<SavableClass | undefined> {
  if (name === Params.className) return undefined; // the name of abstract bases
  const mine = given.find((c) => c.className === name);
  if (mine !== undefined) return mine;
  const barrel: Record<string, unknown> = await import('#lib/index.js');
  return Object.values(barrel).find(
    (value): value is SavableClass => typeof value === 'function' && (value as unknown as SavableClass).className === name,
  );
}
