import { AlignmentType, LineRuleType, Paragraph } from 'docx';
import { type IShapeGroupOptions, ShapeGroupRun } from 'docx/shapes';
import { CLASS_STYLES, COLOURS, type Colour, type Shape, type ShapeStyle } from '../../charts/index.ts';
import { textWidth } from '../terminal/terminal-text.ts';
import { plainXmlText, writeText } from './docx-text.ts';

type Child = IShapeGroupOptions['children'][number];

/** The default font size of a drawing's labels, in units of the drawing. */
const FONT_SIZE = 12;
const POINTS_PER_PIXEL = 0.75;
/** The width that the widest font needs for each terminal column of a text, in units of the font size. */
const MAX_CHAR_WIDTH = 0.62;
const MAX_BOLD_CHAR_WIDTH = 0.68;
const NO_LINE = { color: 'FFFFFF', transparency: 100 } as const;

interface DrawingPlacement {
  /** The width in pixels; a pixel is a 96th of an inch. */
  readonly width: number;
  /** The available width in pixels; labels may extend beyond the drawing up to it. */
  readonly room?: number;
  readonly title: string;
  /** The content of the drawing in words. */
  readonly description: string;
}

/**
 * Converts a drawing into one of Word's own: lines stay lines and labels stay text, in fonts that the reader has. The
 * result is therefore legible in every language and editable, and equal drawings give equal bytes on any machine.
 */
export function writeDrawing(
  drawing: Shape,
  { width, room = width, title, description }: DrawingPlacement,
): ShapeGroupRun {
  const [left = 0, top = 0, boxWidth = 1, boxHeight = 1] = String(drawing.attributes.viewBox ?? '')
    .split(/[\s,]+/)
    .map(Number);
  const scale = width / boxWidth;
  const margin = Math.max(0, room - width) / 2 / scale;
  const frame: Frame = { left: left - margin, top, width: boxWidth + 2 * margin, height: boxHeight, scale };
  const children = [createBackground(frame), ...drawing.children.flatMap((child) => writeShape(child, {}, frame))];
  return new ShapeGroupRun({
    children,
    altText: { name: plainXmlText(title), title: plainXmlText(title), description: plainXmlText(description) },
  });
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels per unit of the drawing. */
  readonly scale: number;
}

/** Creates an invisible rectangle that makes the group as large as the drawing. */
function createBackground({ width, height, scale }: Frame): Child {
  return {
    type: 'rectangle',
    transformation: { offset: { left: 0, top: 0 }, width: width * scale, height: height * scale },
    fill: { color: 'FFFFFF', transparency: 100 },
    line: NO_LINE,
  };
}

function writeShape(child: Shape | string, inherited: ShapeStyle, frame: Frame): Child[] {
  if (typeof child === 'string') return [];
  const shapeStyle = { ...inherited, ...printedStyle(child) };
  if (child.tag === 'g') return child.children.flatMap((inner) => writeShape(inner, shapeStyle, frame));
  if (child.tag === 'text') return writeLabel(child, shapeStyle, frame);
  const path = svgPathOf(child);
  return path === undefined ? [] : [writePath(path, shapeStyle, frame)];
}

/**
 * Converts an outline. An invisible first path makes each outline cover the whole drawing, so that no bounding box has
 * to be calculated.
 */
function writePath(path: string, look: ShapeStyle, { left, top, width, height, scale }: Frame): Child {
  const [right, bottom] = [left + width, top + height];
  const box = `M ${left} ${top} L ${right} ${top} L ${right} ${bottom} L ${left} ${bottom} Z`;
  const fill = colourOf(look.fill ?? '#000000');
  const stroke = colourOf(look.stroke ?? 'none');
  const strokeWidth = Number.parseFloat(look['stroke-width'] ?? '1');
  const lengths = (look['stroke-dasharray']?.split(' ') ?? []).map((dash) => Number(dash) / strokeWidth);
  const dash = lengths.flatMap((length, i) => (i % 2 === 0 ? [{ length, gap: lengths[i + 1] ?? length }] : []));
  return {
    type: 'custom',
    paths: [
      { path: box, fill: false, line: false },
      { path, fill: fill !== undefined, line: stroke !== undefined },
    ],
    transformation: { offset: { left: 0, top: 0 }, width: width * scale, height: height * scale },
    ...(fill === undefined ? {} : { fill: { color: fill, transparency: transparencyOf(look['fill-opacity']) } }),
    line:
      stroke === undefined
        ? NO_LINE
        : {
            color: stroke,
            width: strokeWidth * scale * POINTS_PER_PIXEL,
            transparency: 0,
            ...(dash.length === 0 ? {} : { dash }),
          },
  };
}

/** Converts a label: each of its lines becomes a box wide enough for any font. */
function writeLabel(label: Shape, look: ShapeStyle, frame: Frame): Child[] {
  const spans = label.children.filter((child) => typeof child !== 'string');
  const lines = spans.length > 0 ? spans : [label];
  const textOf = ({ children }: Shape): string => children.filter((child) => typeof child === 'string').join('');
  return lines.map((line) => {
    const style = { ...look, ...printedStyle(line) };
    const positionOf = (name: 'x' | 'y'): number => Number(line.attributes[name] ?? label.attributes[name] ?? 0);
    // The offset of the baseline, `dy`, in units of the font size.
    const offsetY = Number.parseFloat(String(label.attributes.dy ?? 0)) * sizeOf(style);
    return writeLine(textOf(line), { x: positionOf('x'), y: positionOf('y') + offsetY }, style, frame);
  });
}

function writeLine(
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  look: ShapeStyle,
  frame: Frame,
): Child {
  const size = sizeOf(look) * frame.scale;
  const anchor = look['text-anchor'] ?? 'start';
  const isBold = Number(look['font-weight'] ?? '400') >= 600;
  const width = Math.min(
    (textWidth(text) * (isBold ? MAX_BOLD_CHAR_WIDTH : MAX_CHAR_WIDTH) + 1) * size,
    frame.width * frame.scale,
  );
  const height = size * 1.5;
  const anchorOffset = { start: 0, middle: width / 2, end: width }[anchor] ?? 0;
  const leftOffset = (x - frame.left) * frame.scale - anchorOffset;
  // The baseline is a third of the font size below the middle of the letters, so the box is placed by that.
  const top = (y - frame.top) * frame.scale - size / 3 - height / 2;
  const alignment = { start: AlignmentType.LEFT, middle: AlignmentType.CENTER, end: AlignmentType.RIGHT }[anchor];
  return {
    type: 'rectangle',
    transformation: {
      offset: {
        left: Math.max(0, Math.min(leftOffset, frame.width * frame.scale - width)),
        top: Math.max(0, Math.min(top, frame.height * frame.scale - height)),
      },
      width,
      height,
    },
    line: NO_LINE,
    textOptions: { wrap: false, verticalAlignment: 'center', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    children: [
      new Paragraph({
        alignment: alignment ?? AlignmentType.LEFT,
        spacing: { before: 0, after: 0, line: Math.round(size * 1.25 * 15), lineRule: LineRuleType.EXACT },
        children: [
          writeText(text, {
            size: Math.max(2, Math.round(size * POINTS_PER_PIXEL * 2)),
            color: colourOf(look.fill ?? '#000000') ?? '000000',
            bold: isBold,
          }),
        ],
      }),
    ],
  };
}

/** Returns the font size of a label, in the drawing's units. */
function sizeOf(look: ShapeStyle): number {
  return Number.parseFloat(look['font-size'] ?? String(FONT_SIZE));
}

function colourOf(colour: string): string | undefined {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour.slice(1).toUpperCase() : undefined;
}

function transparencyOf(opacity = '1'): number {
  return Math.round((1 - Math.min(1, Math.max(0, Number(opacity)))) * 100);
}

/** Returns the outline of a shape as SVG path data; undefined if it has none. */
function svgPathOf({ tag, attributes }: Shape): string | undefined {
  const numberOf = (name: string): number => Number(attributes[name] ?? 0);
  switch (tag) {
    case 'path':
      return String(attributes.d ?? '') || undefined;
    case 'line':
      return `M ${numberOf('x1')} ${numberOf('y1')} L ${numberOf('x2')} ${numberOf('y2')}`;
    case 'rect':
      return createRectangle(numberOf('x'), numberOf('y'), numberOf('width'), numberOf('height'), numberOf('rx'));
    case 'circle':
      return createCircle(numberOf('cx'), numberOf('cy'), numberOf('r'));
    default:
      return undefined;
  }
}

function createRectangle(x: number, y: number, width: number, height: number, rounding: number): string | undefined {
  if (width <= 0 || height <= 0) return undefined;
  const [right, bottom] = [x + width, y + height];
  const r = Math.min(rounding, width / 2, height / 2);
  if (r <= 0) return `M ${x} ${y} L ${right} ${y} L ${right} ${bottom} L ${x} ${bottom} Z`;
  const arcTo = (toX: number, toY: number): string => `A ${r} ${r} 0 0 1 ${toX} ${toY}`;
  return [
    `M ${x + r} ${y} L ${right - r} ${y} ${arcTo(right, y + r)} L ${right} ${bottom - r} ${arcTo(right - r, bottom)}`,
    `L ${x + r} ${bottom} ${arcTo(x, bottom - r)} L ${x} ${y + r} ${arcTo(x + r, y)} Z`,
  ].join(' ');
}

function createCircle(x: number, y: number, r: number): string | undefined {
  if (r <= 0) return undefined;
  return `M ${x - r} ${y} A ${r} ${r} 0 1 1 ${x + r} ${y} A ${r} ${r} 0 1 1 ${x - r} ${y} Z`;
}

/** Returns the style in which a shape is printed: the styles of its classes, overridden by its own attributes. */
export function printedStyle({ attributes }: Shape): ShapeStyle {
  const { class: classNames, ...others } = attributes;
  const classes = new Set(String(classNames ?? '').split(' '));
  const looks = Object.entries(CLASS_STYLES).flatMap(([name, look]) => (classes.has(name) ? Object.entries(look) : []));
  const classStyles = looks.map(([property, value]): [string, string] => [
    property,
    value.startsWith('$') ? COLOURS.light[value.slice(1) as Colour] : value,
  ]);
  const ownStyles = Object.entries(others).map(([property, value]): [string, string] => [property, String(value)]);
  return Object.fromEntries([...classStyles, ...ownStyles]);
}
