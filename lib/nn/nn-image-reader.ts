import { DataFrame } from '#lib/frame/data-frame.js';
import type { FrameSession } from '#lib/frame/frame-session.js';
import { ParamError } from '#lib/errors.js';
import { checkPaths } from '#lib/io/check-paths.js';
import type { ImageRow } from '#lib/image/schema.js';

/** How `NNImageReader.readImages` reads. */
export interface ReadImagesOptions {
  /** At least so many partitions, where there are as many pictures. */
  minPartitions?: number;
  /** Pictures are decoded and resized to this height and width; otherwise they stay compressed (mode -1). */
  resizeH?: number;
  resizeW?: number;
  /** A file that is no whole picture gives a null image and a warning with the count; otherwise it is an error that names the file, when it is decoded. */
  dropInvalid?: boolean;
}

/** Reads pictures for networks. Analytics Zoo's `NNImageReader`. */
export const NNImageReader = Object.freeze({
  /** The pictures of a folder or glob (`DIR/*` + `/*.jpg`), or of a list of them, as a DataFrame with one struct column `image`; nothing is read before an action. */
  readImages(
    path: string | readonly string[],
    spark: FrameSession,
    options: ReadImagesOptions = {},
  ): DataFrame<{ image: ImageRow | null }> {
    const paths = checkPaths('NNImageReader.readImages', [path]);
    if (paths.length === 0)
      throw new ParamError('NNImageReader.readImages must get at least one path; got []. Name a file, a folder or a glob.');
    const texts = Object.fromEntries(
      Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    );
    return new DataFrame<{ image: ImageRow | null }>(spark, spark.scanFiles('image', paths, texts, undefined));
  },
});
