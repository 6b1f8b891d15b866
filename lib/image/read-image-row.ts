import { EncodedImage } from './encoded-image.js';
import { ImageFeature } from './image-feature.js';
import { rgbToBgr } from './rgb-to-bgr.js';
import { CV_8UC3, ENCODED, type ImageRow } from './schema.js';
import { giveWorkspace, takeWorkspace } from './workspace.js';

/** Which fields are wanted of a row, and whether the file is decoded to see that it is whole. */
export interface RowDemand {
  readonly wanted: ReadonlySet<string>;
  readonly check: boolean;
}

const SIZE_FIELDS = ['height', 'width', 'nChannels'] as const;

/**
 * The row of a picture whose bytes stay compressed (mode -1). Sizes come from the header and are those of the upright picture;
 * where they cannot be read they are -1, and decoding says why. With `check`, the picture is decoded, and a damaged one rejects.
 */
export async function readImageRow(bytes: Uint8Array, origin: string, { wanted, check }: RowDemand): Promise<ImageRow> {
  const row = { origin, height: -1, width: -1, nChannels: -1, mode: ENCODED, data: bytes };
  if (!check && !SIZE_FIELDS.some((name) => wanted.has(name))) return row;
  let picture: EncodedImage;
  try {
    picture = await EncodedImage.open(bytes, origin);
  } catch (error) {
    if (check) throw error;
    return row;
  }
  if (check) await decodeWhole(picture);
  return { ...row, height: picture.size.height, width: picture.size.width, nChannels: picture.channels };
}

/** The row of a picture decoded and resized: rows of BGR pixels, as Spark's image source has them. */
export async function decodeToRow(
  bytes: Uint8Array,
  origin: string,
  size: { readonly width: number; readonly height: number },
): Promise<ImageRow> {
  const feature = new ImageFeature(origin, await EncodedImage.open(bytes, origin));
  await feature.resize(size.width, size.height, 'linear');
  return { origin, height: size.height, width: size.width, nChannels: 3, mode: CV_8UC3, data: rgbToBgr(await feature.bytes()) };
}

async function decodeWhole(picture: EncodedImage): Promise<void> {
  const workspace = takeWorkspace();
  try {
    await picture.decode(workspace, { width: 32, height: 32 });
  } finally {
    giveWorkspace(workspace);
  }
}
