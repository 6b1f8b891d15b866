/** What the header of a JPEG file says before any pixel is decoded. */
export interface JpegHeader {
  /** As stored: EXIF orientation is not applied. */
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
  /** EXIF orientation, 1 (upright) to 8; 1 where the file says nothing. */
  readonly orientation: number;
  /** The parts of the file, [start, end), that pixels need: all but comments, profiles, EXIF and other metadata. */
  readonly essential: readonly (readonly [number, number])[];
}

const START_OF_SCAN = 0xda;
const EXIF = 0xe1;
const COMMENT = 0xfe;
/** JFIF and Adobe markers say how colours are coded; every other APPn is metadata. */
const isMetadata = (marker: number): boolean => marker === COMMENT || (marker > 0xe0 && marker <= 0xef && marker !== 0xee);
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The header of a JPEG file, or undefined where the bytes are no JPEG or their header is damaged. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const essential: [number, number][] = [[0, 2]];
  let orientation = 1;
  let frame: Pick<JpegHeader, 'width' | 'height' | 'components' | 'bits'> | undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === START_OF_SCAN) {
      essential.push([at, bytes.length]);
      return frame && { ...frame, orientation, essential };
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (isFrame(marker) && end - at >= 10) {
      frame = { bits: bytes[at + 4]!, height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: bytes[at + 9]! };
    } else if (marker === EXIF) {
      orientation = exifOrientation(view, at + 4, end) ?? orientation;
    }
    if (!isMetadata(marker)) essential.push([at, end]);
    at = end;
  }
  return undefined;
}

/** The orientation in an EXIF segment (TIFF tag 0x0112 of the first directory), where it has a valid one. */
function exifOrientation(view: DataView, start: number, end: number): number | undefined {
  const tiff = start + 6;
  if (end - start < 16 || view.getUint32(start) !== 0x45786966) return undefined;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return undefined;
  const entries = view.getUint16(directory, little);
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= end; i++, at += 12) {
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
