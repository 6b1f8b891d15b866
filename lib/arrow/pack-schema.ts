import type { Schema } from 'apache-arrow';
import { decodeBatches, encodeBatches } from './ipc.js';

/** A schema as bytes (an Arrow IPC stream without rows), for another thread or process. */
export const packSchema = (schema: Schema): Uint8Array => encodeBatches(schema, []);

export const unpackSchema = (bytes: Uint8Array): Schema => decodeBatches(bytes).schema;
