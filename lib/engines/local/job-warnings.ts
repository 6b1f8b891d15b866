import type { InvalidImages } from '#lib/io/image.js';

/**
 * What tasks of one job found that its user should know: said when the job ends, as a Node warning. `said` is what jobs before
 * it have said: of one list of files it is said once, and again only where more of them were found.
 */
export class JobWarnings {
  readonly #said: Map<string, number>;
  #list = '';
  #invalid = 0;
  readonly #files: string[] = [];

  constructor(said: Map<string, number>) {
    this.#said = said;
  }

  hear(message: unknown): void {
    if (!isInvalidImages(message)) return;
    this.#list = message.list;
    this.#invalid += message.count;
    this.#files.push(...message.files.slice(0, 5 - this.#files.length));
  }

  emit(): void {
    if (this.#invalid <= (this.#said.get(this.#list) ?? 0)) return;
    this.#said.set(this.#list, this.#invalid);
    const more = this.#invalid - this.#files.length;
    const text = `${this.#invalid} file${this.#invalid === 1 ? ' is no whole picture and was' : 's are no whole pictures and were'} read as null: ${this.#files.join(', ')}${more > 0 ? `, … ${more} more` : ''}`;
    process.emitWarning(text, { type: 'KindlingWarning', code: 'INVALID_IMAGES' });
  }
}

const isInvalidImages = (message: unknown): message is InvalidImages =>
  typeof message === 'object' && message !== null && (message as InvalidImages).kind === 'invalid-images';
