import { UTC, zoneOf } from '#lib/time/zone.js';
import { variantJson } from './to-json.js';

/** A value of Spark's type `variant`: its bytes in Spark's binary encoding, and the names that its objects use. */
export class Variant {
  readonly value: Uint8Array;
  readonly metadata: Uint8Array;

  constructor(value: Uint8Array, metadata: Uint8Array) {
    this.value = value;
    this.metadata = metadata;
    Object.freeze(this);
  }

  /** The value as JSON text with every digit that it has. Instants are of `timeZone`, UTC unless said. Throws where the bytes are no variant. */
  toString(timeZone?: string): string {
    return variantJson([this.value, this.metadata], timeZone === undefined ? UTC : zoneOf(timeZone));
  }

  /** The value as `JSON.parse` reads it: numbers are doubles, so long ones are rounded; `toString` keeps them whole. */
  toJSON(): unknown {
    return JSON.parse(this.toString()) as unknown;
  }
}
