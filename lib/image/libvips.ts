import { loadSharp } from './load-sharp.js';

/** Arguments and results are what the C function's are; koffi checks them. */
type NativeFunction = (...args: any[]) => any;

/** Functions of the libvips that sharp brings along, called directly: no thread, no promise and no copy an image. */
export interface Libvips {
  /** (bytes, length, out image, option name, type and value …, null): 0, or -1 with `takeError`. */
  readonly loadJpeg: NativeFunction;
  readonly width: NativeFunction;
  readonly height: NativeFunction;
  readonly bands: NativeFunction;
  readonly imageOnMemory: NativeFunction;
  readonly newRegion: NativeFunction;
  readonly attachRegion: NativeFunction;
  readonly prepareTo: NativeFunction;
  readonly unref: NativeFunction;
  readonly clearError: NativeFunction;
}

let loading: Promise<Libvips | undefined> | undefined;

/** The library, loaded once a thread; undefined where this system's sharp has none that can be called, and sharp does all the work. */
export const loadLibvips = (): Promise<Libvips | undefined> => (loading ??= load());

async function load(): Promise<Libvips | undefined> {
  await loadSharp();
  const path = loadedLibraries().find((file) => /libvips(-cpp)?[-.]/.test(file));
  if (path === undefined) return undefined;
  const { default: koffi } = await import('koffi');
  try {
    const library = koffi.load(path);
    const rect = koffi.pointer(koffi.struct({ left: 'int', top: 'int', width: 'int', height: 'int' }));
    return {
      loadJpeg: library.func('int vips_jpegload_buffer(const void *, size_t, _Out_ void **, ...)'),
      width: library.func('int vips_image_get_width(void *)'),
      height: library.func('int vips_image_get_height(void *)'),
      bands: library.func('int vips_image_get_bands(void *)'),
      imageOnMemory: library.func('void *vips_image_new_from_memory(void *, size_t, int, int, int, int)'),
      newRegion: library.func('void *vips_region_new(void *)'),
      attachRegion: library.func('vips_region_image', 'int', ['void *', rect]),
      prepareTo: library.func('vips_region_prepare_to', 'int', ['void *', 'void *', rect, 'int', 'int']),
      unref: library.func('void g_object_unref(void *)'),
      clearError: library.func('void vips_error_clear()'),
    };
  } catch {
    // A libvips without these exports (a system's own build, another platform): the general path gives the same pixels.
    return undefined;
  }
}

/** The shared libraries of this process. The report's look at the network is switched off while we ask: it can take seconds. */
function loadedLibraries(): readonly string[] {
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  const before = report.excludeNetwork;
  report.excludeNetwork = true;
  const { sharedObjects } = report.getReport() as unknown as { sharedObjects: string[] };
  report.excludeNetwork = before;
  return sharedObjects;
}
