import { describe, expect, test } from 'vitest';
import { readPicture } from '../../../src/report/document/logo-picture.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwQBEPgD/U6VwW8AAAAASUVORK5CYII=',
  'base64',
);
/** A frame header behind another segment: 3 high, 5 wide. */
const JPEG = Buffer.from('ffd8ffe000044a46ffc0000b080003000501011100ffd9', 'hex');
const svg = (inner: string, attributes = 'width="40" height="20"'): Buffer =>
  Buffer.from(
    `<?xml version="1.0"?>\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>`,
  );

test('a picture is recognised by its content, with its size', () => {
  expect(readPicture(PNG)).toMatchObject({ type: 'png', width: 2, height: 1 });
  expect(readPicture(JPEG)).toMatchObject({ type: 'jpeg', width: 5, height: 3 });
  expect(readPicture(svg('<path d="M0 0"/>'))).toMatchObject({ type: 'svg', width: 40, height: 20 });
  expect(readPicture(svg('<path d="M0 0"/>', 'viewBox="0 0 12 6"'))).toMatchObject({ width: 12, height: 6 });
});

test('a logo file that is not a picture, is truncated or is too large gets its own error', () => {
  expect(readPicture(Buffer.from('<html>'))).toBe('unknown');
  expect(readPicture(Buffer.alloc(0))).toBe('unknown');
  expect(readPicture(PNG.subarray(0, 40))).toBe('damaged');
  expect(readPicture(JPEG.subarray(0, 8))).toBe('damaged');
  expect(readPicture(Buffer.concat([PNG, Buffer.alloc(2_000_000)]))).toBe('too-large');
  const wide = Buffer.from(PNG);
  wide.writeUInt32BE(100_000, 16);
  expect(readPicture(wide)).toBe('too-large');
  expect(readPicture(svg('<path>'))).toBe('damaged');
  expect(readPicture(svg('', 'width="100%"'))).toBe('damaged');
});

describe('an SVG that does more than draw', () => {
  test.each([
    '<script>alert(1)</script>',
    '<g onclick="alert(1)"/>',
    '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    '<image href="https://evil.example/x.png"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
    '<use href="other.svg#a"/>',
    '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<path style="fill:url(https://evil.example/#a)"/>',
    '<style>@import "https://evil.example/x.css";</style>',
    '<style>path{fill:u\\72l(x)}</style>',
  ])('%s in an SVG is refused', (inner) => {
    expect(readPicture(svg(inner))).toBe('active');
  });

  test('an SVG that contains entities is refused as damaged', () => {
    expect(readPicture(Buffer.from('<svg xmlns="x"><!DOCTYPE a></svg>'))).toBe('damaged');
  });

  test('an SVG may contain gradients, clips and a style sheet', () => {
    const inner =
      '<defs><linearGradient id="a"><stop/></linearGradient></defs><style>.b{fill:url(#a)}</style><use href="#a"/><path clip-path="url(#a)"/>';
    expect(readPicture(svg(inner))).toMatchObject({ type: 'svg' });
  });
});
