import { Paragraph, type ParagraphChild, Tab, TextRun } from 'docx';
import type { PaperBox, PaperField } from '../../../paper/paper.ts';
import type { StyleIds } from '../styles.ts';
import { writeText } from '../text.ts';

/** What the lines of a paper are written with. */
export interface Sheet {
  readonly styles: StyleIds;
  /** Of the text, in twips. */
  readonly width: number;
}

const BOX = '\u2610';
/** Fonts that have the box; a program without them takes another. */
const BOX_FONT = 'Segoe UI Symbol';
/** That of what can be said instead of an answer, in half points. */
const SMALL_BOX = 20;
const INDENT = 380;
/** Room to write by hand: 8 mm. */
const HAND = 454;
/** So few and short boxes stand on one line. */
const MOST_ON_LINE = 8;
const SHORT = 9;

/** A box to tick. */
export function writeBox(size = 24): TextRun {
  return new TextRun({ text: BOX, font: { ascii: BOX_FONT, hAnsi: BOX_FONT, eastAsia: BOX_FONT, cs: BOX_FONT }, size });
}

/** What there is to tick or to write on, and what can be said instead; each paragraph stays with the next. */
export function writeField(field: PaperField, states: readonly string[], sheet: Sheet): Paragraph[] {
  switch (field.kind) {
    case 'boxes':
      return [...writeBoxes(field.boxes, sheet), ...writeStates(states, sheet)];
    case 'line': {
      const end = Math.round(sheet.width * 0.4);
      const behind = [
        ...(field.unit === undefined ? [] : [field.unit]),
        ...(field.remark === undefined ? [] : [`(${field.remark})`]),
      ];
      return [writeRule(field.label, sheet, { end, behind: behind.join(' '), states })];
    }
    case 'text':
      return [writeRule('', sheet), ...writeStates(states, sheet)];
    case 'date':
      return [writeRule(field.label, sheet, { end: Math.round(sheet.width * 0.55), states })];
  }
}

/** What can be said instead of an answer, on one line. */
function writeStates(states: readonly string[], { styles }: Sheet): Paragraph[] {
  if (states.length === 0) return [];
  return [
    new Paragraph({
      style: styles.remark,
      keepNext: true,
      indent: { left: INDENT },
      spacing: { before: 40, after: 40 },
      children: states.flatMap((state, i) => [
        ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
        ...ticked(state, SMALL_BOX),
      ]),
    }),
  ];
}

/** A line to write on behind a label, as far as `end` (default: to the margin), with what stands behind it. */
export function writeRule(
  label: string,
  { styles, width }: Sheet,
  { end = width, behind = '', states = [], keepNext = true }: RuleOptions = {},
): Paragraph {
  return new Paragraph({
    style: styles.remark,
    keepNext,
    indent: { left: INDENT },
    spacing: { before: 0, after: 0, line: HAND, lineRule: 'exact' },
    tabStops: [{ type: end === width ? 'right' : 'left', position: end, leader: 'underscore' }],
    children: [
      ...(label === '' ? [] : [writeText(label), new TextRun('\u2002')]),
      new TextRun({ children: [new Tab()] }),
      ...(behind === '' ? [] : [new TextRun('\u2002'), writeText(behind)]),
      ...states.flatMap((state) => [new TextRun('\u2003\u2003'), ...ticked(state, SMALL_BOX)]),
    ],
  });
}

interface RuleOptions {
  readonly end?: number;
  readonly behind?: string;
  readonly states?: readonly string[];
  readonly keepNext?: boolean;
}

function writeBoxes(boxes: readonly PaperBox[], { styles }: Sheet): Paragraph[] {
  const areShort =
    boxes.length <= MOST_ON_LINE && boxes.every(({ text, help }) => text.length <= SHORT && help === undefined);
  if (areShort) {
    const children = boxes.flatMap(({ text }, i) => [
      ...(i === 0 ? [] : [new TextRun('\u2003\u2003')]),
      ...ticked(text),
    ]);
    return [new Paragraph({ style: styles.listItem, keepNext: true, indent: { left: INDENT }, children })];
  }
  return boxes.flatMap(({ text, help }) => [
    new Paragraph({
      style: styles.listItem,
      keepNext: true,
      keepLines: true,
      indent: { left: 2 * INDENT, hanging: INDENT },
      tabStops: [{ type: 'left', position: 2 * INDENT }],
      spacing: { before: 0, after: 20 },
      children: [writeBox(), new TextRun({ children: [new Tab()] }), writeText(text)],
    }),
    ...(help === undefined
      ? []
      : [
          new Paragraph({
            style: styles.remark,
            keepNext: true,
            indent: { left: 2 * INDENT },
            children: [writeText(help)],
          }),
        ]),
  ]);
}

function ticked(text: string, size?: number): ParagraphChild[] {
  return [writeBox(size), new TextRun('\u2002'), writeText(text)];
}
