import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/**
 * One field of a protobuf message as it lies in the file: its number, its wire type, its content (without the length),
 * and the whole of its bytes, tag included, so that what we do not model passes through unchanged.
 */
export interface WireField {
  readonly no: number;
  readonly type: WireType;
  readonly value: Uint8Array;
  readonly whole: Uint8Array;
}

/** Reads the fields of a message, in the order of the file; the bytes are views. Throws a RangeError on bytes that are no message. */
export function readFields(bytes: Uint8Array): WireField[] {
  const reader = new BinaryReader(bytes);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [no, type] = reader.tag();
    const value = type === WireType.LengthDelimited ? reader.bytes() : reader.skip(type, no);
    fields.push({ no, type, value, whole: bytes.subarray(start, reader.pos) });
  }
  return fields;
}

/** The last field of a number, which is the one that counts where a field is not repeated. */
export const lastField = (fields: readonly WireField[], no: number): WireField | undefined => fields.findLast((f) => f.no === no);

/** The contents of every length-delimited field of a number. */
export const messages = (fields: readonly WireField[], no: number): Uint8Array[] => fields.filter((f) => f.no === no).map(content);

/** The text of every field of a number. */
export const texts = (fields: readonly WireField[], no: number): string[] => messages(fields, no).map(text);

/** The text of a field; empty where the message has none, as in protobuf. */
export const textOf = (fields: readonly WireField[], no: number): string => text(messages(fields, no).at(-1) ?? new Uint8Array());

/** The integer of a field; `otherwise` where the message has none. Throws where it does not fit a number. */
export function integerOf(fields: readonly WireField[], no: number, otherwise = 0): number {
  return integers(fields, no).at(-1) ?? otherwise;
}

/** The integers of a repeated field, packed or not. Throws where one does not fit a number. */
export function integers(fields: readonly WireField[], no: number): number[] {
  return fields.filter((f) => f.no === no).flatMap((f) => varints(f));
}

/** The 32-bit floats of a repeated field, packed or not. */
export function floats(fields: readonly WireField[], no: number): number[] {
  return fields
    .filter((f) => f.no === no)
    .flatMap(({ value }) => {
      if (value.length % 4 !== 0) throw new RangeError(`field ${no} has ${value.length} bytes, which are no 32-bit floats`);
      const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
      return Array.from({ length: value.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
    });
}

function content(field: WireField): Uint8Array {
  if (field.type !== WireType.LengthDelimited) throw new RangeError(`field ${field.no} has wire type ${field.type}, not 2`);
  return field.value;
}

function varints(field: WireField): number[] {
  if (field.type !== WireType.Varint && field.type !== WireType.LengthDelimited) {
    throw new RangeError(`field ${field.no} has wire type ${field.type}, not 0`);
  }
  const reader = new BinaryReader(field.value);
  const values: number[] = [];
  while (reader.pos < reader.len) {
    const value = Number(reader.int64());
    if (!Number.isSafeInteger(value)) throw new RangeError(`field ${field.no} holds ${value}, which is no exact number`);
    values.push(value);
  }
  return values;
}

const decoder = new TextDecoder();
const text = (bytes: Uint8Array): string => decoder.decode(bytes);
