import { type FileChild, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { type Shape, shape } from '../../../charts/shape.ts';
import type { Chart } from '../document.ts';
import { writeDrawing } from './drawing.ts';
import { writeText } from './text.ts';
import type { Writing } from './writing.ts';

const TWIPS_PER_PIXEL = 15;
/** Drawings grow to so many times their own size where there is room. */
const LARGEST_SCALE = 1.25;
const SAMPLE = { width: 26, height: 12 } as const;

/** A drawing under its title, with what its looks mean below as text. */
export function writeChart(
  { title, description, drawing, legend = [] }: Chart,
  { styles, width }: Writing,
): FileChild[] {
  const own = Number(String(drawing.attributes.viewBox ?? '').split(/[\s,]+/)[2] ?? 400);
  const room = width / TWIPS_PER_PIXEL;
  const placing = { width: Math.min(room, own * LARGEST_SCALE), room, title, description };
  const entries = legend.flatMap(({ name, text }, i): ParagraphChild[] => [
    ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
    writeDrawing(sampleOf(name), { width: SAMPLE.width, title: '', description: '' }),
    new TextRun('\u2002'),
    writeText(text),
  ]);
  return [
    new Paragraph({ style: styles.caption, keepNext: true, children: [writeText(title)] }),
    new Paragraph({
      style: styles.normal,
      alignment: 'center',
      keepNext: entries.length > 0,
      spacing: { after: 80 },
      children: [writeDrawing(drawing, placing)],
    }),
    ...(entries.length === 0
      ? []
      : [new Paragraph({ style: styles.remark, alignment: 'center', spacing: { after: 240 }, children: entries })]),
  ];
}

/** How a class looks, as a small field. */
function sampleOf(name: string): Shape {
  const { width, height } = SAMPLE;
  return shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}` },
    shape('rect', { class: name, x: 1.5, y: 1.5, width: width - 3, height: height - 3 }),
  );
}
