/** The value of an option; null leaves the option as it is. */
export type OptionValue = string | number | boolean | null;

/** Options and others over them. Names are taken in any case: of two the later one counts, whatever its case. */
export function withOptions(
  options: Readonly<Record<string, string>>,
  more: Readonly<Record<string, OptionValue>>,
): Readonly<Record<string, string>> {
  const merged = new Map(Object.entries(options).map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  for (const [name, value] of Object.entries(more)) {
    if (value !== null) merged.set(name.toLowerCase(), [name, String(value)]);
  }
  return Object.fromEntries(merged.values());
}
