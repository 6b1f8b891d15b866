/** A seed for those who give none. */
export const randomSeed = (): number => Math.floor(Math.random() * 2 ** 31);
