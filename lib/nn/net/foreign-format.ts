/** First bytes of files that people take for ONNX, each with what it is and the way to ONNX. */
const signatures: readonly { readonly at: number; readonly text: string; readonly what: string }[] = [
  { at: 0, text: 'version https://git-lfs', what: 'a Git LFS pointer (run `git lfs pull` for the file itself)' },
  { at: 0, text: '\x89HDF', what: 'an HDF5 file, such as Keras writes (convert it with tf2onnx)' },
  { at: 0, text: 'PK\x03\x04', what: 'a zip archive, such as PyTorch and Keras write (export it with torch.onnx.export or tf2onnx)' },
  { at: 0, text: '\x1f\x8b', what: 'a gzip file (unpack it first)' },
  { at: 4, text: 'TFL3', what: 'a TensorFlow Lite file (convert it with tf2onnx)' },
  { at: 4, text: 'ORTM', what: 'an ORT-format file (take the .onnx file that it was made from)' },
  { at: 0, text: '{', what: 'JSON, such as a tfjs model.json (load it as a layers model)' },
  { at: 0, text: '<', what: 'HTML or XML (a download that went wrong?)' },
];

/** What a file is by its first bytes, if they say that it is no ONNX file; else undefined. */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  return signatures.find(({ at, text }) => head.startsWith(text, at))?.what;
}
