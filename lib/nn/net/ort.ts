type OnnxRuntime = typeof import('onnxruntime-node');

let runtime: Promise<OnnxRuntime> | undefined;

/**
 * Keeps onnxruntime from reporting its use: for that it writes files to the temporary folder and leaves them there. Workers have
 * their own copy of the variables, and native code reads the process's: the main thread has to call it.
 */
export function withoutTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
}

/** onnxruntime, loaded on first use. */
export function loadOrt(): Promise<OnnxRuntime> {
  withoutTelemetry();
  return (runtime ??= import('onnxruntime-node'));
}
