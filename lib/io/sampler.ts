import { type FileOptions, invalidOption } from './file-options.js';

/** Says of each row whether it is looked at for the schema: of all rows the share `samplingRatio`, spread evenly. */
export function sampler(options: FileOptions): () => boolean {
  const text = options['samplingratio'];
  const share = text === undefined ? 1 : Number(text);
  if (!(share > 0)) invalidOption('samplingRatio', 'a number > 0', text!);
  let seen = 0;
  return () => {
    const before = Math.floor(seen++ * share);
    return seen === 1 || Math.floor(seen * share) > before;
  };
}
