import { examineSvg } from './svg-picture.ts';

/** A picture whose content was looked at: what it is, and its size in pixels. */
export interface Picture {
  readonly type: 'png' | 'jpeg' | 'svg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Why a file is no logo: no picture of a known kind, a damaged one, one too large, or an SVG that does more than draw. */
export type PictureFault = 'unknown' | 'damaged' | 'too-large' | 'active';

/** A logo that goes into every report is small. */
const MOST_BYTES = 2_000_000;
const MOST_PIXELS = 8192;

/** A picture by its content, whatever its file is called. */
export function readPicture(bytes: Uint8Array): Picture | PictureFault {
  if (bytes.length > MOST_BYTES) return 'too-large';
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n')
    return sized('png', content, sizeOfPng(content));
  if (content.subarray(0, 3).toString('hex') === 'ffd8ff') return sized('jpeg', content, sizeOfJpeg(content));
  if (
    /^(?:\ufeff)?\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)*<(?:\w+:)?svg[\s>]/.test(content.toString('utf8', 0, 4096))
  ) {
    const size = examineSvg(content);
    return typeof size === 'string' ? size : sized('svg', content, size);
  }
  return 'unknown';
}

export type Size = readonly [width: number, height: number] | undefined;

function sized(type: Picture['type'], bytes: Uint8Array, size: Size): Picture | PictureFault {
  if (size === undefined) return 'damaged';
  const [width, height] = size;
  if (!(width > 0 && height > 0)) return 'damaged';
  return Math.max(width, height) > MOST_PIXELS ? 'too-large' : { type, bytes, width, height };
}

/** By the header chunk, which comes first; the end must be there too, else it is half a picture. */
function sizeOfPng(content: Buffer): Size {
  const isWhole = content.subarray(12, 16).toString('latin1') === 'IHDR' && content.includes('IEND');
  return isWhole && content.length >= 33 ? [content.readUInt32BE(16), content.readUInt32BE(20)] : undefined;
}

/** By the first frame header (ITU T.81, B.2.2), which stands behind any number of other segments. */
function sizeOfJpeg(content: Buffer): Size {
  let at = 2;
  while (at + 9 < content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [content.readUInt16BE(at + 7), content.readUInt16BE(at + 5)];
    at += 2 + content.readUInt16BE(at + 2);
  }
  return undefined;
}
