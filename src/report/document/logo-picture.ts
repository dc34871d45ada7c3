import { parseXml, XmlProblem } from './xml-reader.ts';

/** A picture whose content was checked, with its size in pixels. */
export interface Picture {
  readonly type: 'png' | 'jpeg' | 'svg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Why a file cannot be a logo: not a picture of a known type, damaged, too large, or an SVG that does more than draw.
 */
type PictureFault = 'unknown' | 'damaged' | 'too-large' | 'active';

/** The maximum size of a logo in bytes; every report contains it, so it must be small. */
const BYTE_LIMIT = 2_000_000;
const PIXEL_LIMIT = 8192;

/** Recognises a picture by its content, whatever the name of the file. */
export function readPicture(bytes: Uint8Array): Picture | PictureFault {
  if (bytes.length > BYTE_LIMIT) return 'too-large';
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n')
    return checkPicture('png', content, readPngSize(content));
  if (content.subarray(0, 3).toString('hex') === 'ffd8ff') return checkPicture('jpeg', content, readJpegSize(content));
  if (
    /^(?:\ufeff)?\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)*<(?:\w+:)?svg[\s>]/.test(content.toString('utf8', 0, 4096))
  ) {
    const size = validateSvg(content);
    return typeof size === 'string' ? size : checkPicture('svg', content, size);
  }
  return 'unknown';
}

type Size = readonly [width: number, height: number] | undefined;

function checkPicture(type: Picture['type'], bytes: Uint8Array, size: Size): Picture | PictureFault {
  if (size === undefined) return 'damaged';
  const [width, height] = size;
  if (!(width > 0 && height > 0)) return 'damaged';
  return Math.max(width, height) > PIXEL_LIMIT ? 'too-large' : { type, bytes, width, height };
}

/** Returns the size from the header chunk, which comes first; a picture without the end chunk is incomplete. */
function readPngSize(content: Buffer): Size {
  const isComplete = content.subarray(12, 16).toString('latin1') === 'IHDR' && content.includes('IEND');
  return isComplete && content.length >= 33 ? [content.readUInt32BE(16), content.readUInt32BE(20)] : undefined;
}

/** Returns the size from the first frame header (ITU T.81, B.2.2), which may follow any number of other segments. */
function readJpegSize(content: Buffer): Size {
  let offset = 2;
  while (offset + 9 < content.length && content[offset] === 0xff) {
    const marker = content[offset + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [content.readUInt16BE(offset + 7), content.readUInt16BE(offset + 5)];
    offset += 2 + content.readUInt16BE(offset + 2);
  }
  return undefined;
}

/** Elements that only draw; any other element of a logo could run, embed or animate something. */
const DRAWING_ELEMENTS = new Set(
  [
    'svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath',
    'linearGradient radialGradient stop clipPath mask pattern marker image filter switch a',
    'feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR',
    'feGaussianBlur feMerge feMergeNode feMorphology feOffset',
  ].flatMap((names) => names.split(' ')),
);
const EMBEDDED_ADDRESS = /^\s*(#|data:image\/(png|jpeg);base64,)/i;

/**
 * Returns the size in pixels of an SVG that only draws; undefined if it states no size, `active` if it does more than
 * draw, and `damaged` if it cannot be read.
 */
function validateSvg(content: Uint8Array): readonly [number, number] | undefined | 'active' | 'damaged' {
  let [isActive, isStyle, depth, inMetadata] = [false, false, 0, 0];
  let size: readonly [number, number] | undefined;
  const examineValue = (value: string): void => {
    // Anything that is loaded has an address; escapes are refused too, because an address could be hidden in them.
    const addresses = value.match(/url\s*\(\s*["']?[^)"']*/gi) ?? [];
    if (
      addresses.some((address) => !EMBEDDED_ADDRESS.test(address.replace(/^url\s*\(\s*["']?/i, ''))) ||
      /@import|\\|expression\s*\(/i.test(value)
    ) {
      isActive = true;
    }
  };
  try {
    parseXml(content, {
      open(name, attributes) {
        if (depth++ === 0) size = readSvgSize(attributes);
        if (name === 'metadata') inMetadata++;
        if (inMetadata === 0 && !DRAWING_ELEMENTS.has(name)) isActive = true;
        isStyle = name === 'style';
        for (const [key, value] of Object.entries(attributes)) {
          if (/^on/i.test(key)) isActive = true;
          if (/(^|:)(href|src)$/i.test(key) && name !== 'a' && !EMBEDDED_ADDRESS.test(value)) isActive = true;
          if (/(^|:)href$/i.test(key) && name === 'a') isActive = true;
          if (!key.startsWith('xmlns')) examineValue(value);
        }
      },
      text(text) {
        if (isStyle) examineValue(text);
      },
      close(name) {
        depth--;
        isStyle = false;
        if (name === 'metadata') inMetadata--;
      },
    });
  } catch (error) {
    if (error instanceof XmlProblem) return 'damaged';
    throw error;
  }
  return isActive ? 'active' : size;
}

function readSvgSize({
  width = '',
  height = '',
  viewBox = '',
}: Readonly<Record<string, string>>): readonly [number, number] | undefined {
  const [, , boxWidth = 0, boxHeight = 0] = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const readPixels = (length: string): number => (/^[\d.]+(px)?$/.test(length.trim()) ? Number.parseFloat(length) : 0);
  const size = [readPixels(width) || boxWidth, readPixels(height) || boxHeight] as const;
  return size[0] > 0 && size[1] > 0 ? size : undefined;
}
