const numbers = new WeakMap<object, number>();
let next = 0;

/** A key that is equal for equal settings of the same net (the very same object), so that a worker that has opened it keeps it. */
export function taskKey(name: string, net: object, ...settings: unknown[]): string {
  const number = numbers.get(net) ?? ++next;
  numbers.set(net, number);
  return `${name}:${process.pid}:${number}:${JSON.stringify(settings)}`;
}
