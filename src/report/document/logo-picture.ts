import { parseXml, XmlProblem } from './xml-reader.ts';

/** A picture whose content was looked at: what it is, and its size in pixels. */
export interface Picture {
  readonly type: 'png' | 'jpeg' | 'svg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Why a file is no logo: no picture of a known kind, a damaged one, one too large, or an SVG that does more than draw. */
type PictureFault = 'unknown' | 'damaged' | 'too-large' | 'active';

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
    const size = validateSvg(content);
    return typeof size === 'string' ? size : sized('svg', content, size);
  }
  return 'unknown';
}

type Size = readonly [width: number, height: number] | undefined;

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

/** What draws; anything else in a logo would run, embed or move. */
const DRAWS = new Set(
  [
    'svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath',
    'linearGradient radialGradient stop clipPath mask pattern marker image filter switch a',
    'feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR',
    'feGaussianBlur feMerge feMergeNode feMorphology feOffset',
  ].flatMap((names) => names.split(' ')),
);
const INNER = /^\s*(#|data:image\/(png|jpeg);base64,)/i;

/** The size of an SVG that only draws, in pixels; what is wrong with any other. */
function validateSvg(content: Uint8Array): readonly [number, number] | undefined | 'active' | 'damaged' {
  let [isActive, isStyle, depth, inMetadata] = [false, false, 0, 0];
  let size: readonly [number, number] | undefined;
  const examine = (value: string): void => {
    // Whatever is fetched is named by an address; escapes could hide one.
    const addresses = value.match(/url\s*\(\s*["']?[^)"']*/gi) ?? [];
    if (
      addresses.some((one) => !INNER.test(one.replace(/^url\s*\(\s*["']?/i, ''))) ||
      /@import|\\|expression\s*\(/i.test(value)
    ) {
      isActive = true;
    }
  };
  try {
    parseXml(content, {
      open(name, attributes) {
        if (depth++ === 0) size = sizeOf(attributes);
        if (name === 'metadata') inMetadata++;
        if (inMetadata === 0 && !DRAWS.has(name)) isActive = true;
        isStyle = name === 'style';
        for (const [key, value] of Object.entries(attributes)) {
          if (/^on/i.test(key)) isActive = true;
          if (/(^|:)(href|src)$/i.test(key) && name !== 'a' && !INNER.test(value)) isActive = true;
          if (/(^|:)href$/i.test(key) && name === 'a') isActive = true;
          if (!key.startsWith('xmlns')) examine(value);
        }
      },
      text(text) {
        if (isStyle) examine(text);
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

function sizeOf({
  width = '',
  height = '',
  viewBox = '',
}: Readonly<Record<string, string>>): readonly [number, number] | undefined {
  const [, , boxWidth = 0, boxHeight = 0] = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const pixels = (length: string): number => (/^[\d.]+(px)?$/.test(length.trim()) ? Number.parseFloat(length) : 0);
  const own = [pixels(width) || boxWidth, pixels(height) || boxHeight] as const;
  return own[0] > 0 && own[1] > 0 ? own : undefined;
}
