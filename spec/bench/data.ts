import { fileURLToPath } from 'node:url';

const data = (path: string): string => fileURLToPath(new URL(`../../../../shared/data/${path}`, import.meta.url));

/** 397 photographs of ants and bees, in train and val. */
export const photographs = data('hymenoptera_data');
/** EfficientNet-Lite0, and the tensor of its features. */
export const backbone = { file: data('models/efficientnet_lite0/efficientnet-lite0.onnx'), tensor: '/Flatten_output_0' } as const;

/** A compiled program of this folder. */
export const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
