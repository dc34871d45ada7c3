import { listen, MarkupProblem } from './markup.ts';

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
export function examineSvg(content: Uint8Array): readonly [number, number] | undefined | 'active' | 'damaged' {
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
    listen(content, {
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
    if (error instanceof MarkupProblem) return 'damaged';
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
