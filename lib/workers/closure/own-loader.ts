import vm from 'node:vm';

const LOADER = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
let quiet = false;

/**
 * What lets `import()` in compiled text work as in a file. Node warns once a thread that it is experimental; a user who
 * only wrote a function has no use for that, so the first import happens here, unheard.
 */
export function ownLoader(): typeof LOADER {
  if (quiet) return LOADER;
  quiet = true;
  const emitWarning = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    void (vm.compileFunction(`return import('node:vm')`, [], { importModuleDynamically: LOADER }) as unknown as () => Promise<unknown>)();
  } finally {
    process.emitWarning = emitWarning;
  }
  return LOADER;
}
