/** A JSON value as it was written: text is kept where a type of Spark's may need it exactly. */
export type JsonNode = null | boolean | string | JsonNumber | JsonArray | JsonObject;

/** A number by its text, so that no digit is lost; `NaN`, `Infinity` and `-Infinity` are among them. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isWhole(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

/** A list, and where it stands in the text. */
export class JsonArray {
  readonly items: JsonNode[] = [];
  readonly from: number;
  to = 0;

  constructor(from: number) {
    this.from = from;
  }
}

/** Names and values in the order of the text, repeated names included, and where it stands in the text. */
export class JsonObject {
  readonly names: string[] = [];
  readonly values: JsonNode[] = [];
  readonly from: number;
  to = 0;

  constructor(from: number) {
    this.from = from;
  }
}
