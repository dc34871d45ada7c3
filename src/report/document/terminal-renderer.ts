import { drawExcerpt } from '../terminal/excerpt-lines.ts';
import { drawScores } from '../terminal/score-lines.ts';
import { type Paint, type StyledPiece, type StyledText, styleText } from '../terminal/styled-text.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import {
  INDENT,
  labelWidthOf,
  makeTerminalPage,
  type TerminalPage,
  UNWRAPPED_PAGE,
} from '../terminal/terminal-page.ts';
import { type CellLine, drawTerminalTable } from '../terminal/terminal-table.ts';
import { padEnd, padStart, sanitizeLine, sanitizeText, textWidth, wrapText } from '../terminal/terminal-text.ts';
import {
  type Block,
  type Cell,
  type Fact,
  type Inline,
  type Item,
  inlineText,
  isAcross,
  levelToneOf,
  type Piece,
  type ReportDocument,
  spaceSign,
  type Table,
  type Timeline,
  type Tone,
} from './document-model.ts';
import { computeTimelineSpan, timelineText } from './timeline.ts';

/** Renders a document for a terminal; ends with a newline. Charts are omitted because tables show the same data. */
export function renderTerminal(document: ReportDocument, options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  const { title, kind, cover, blocks, notes, notesTitle, notesLead, colophon } = document;
  const parts: Group[] = [
    {
      lines: [
        ...drawHeading([title], page),
        ...[...(kind === undefined ? [] : [kind]), ...cover].flatMap((line) => drawLead([line], undefined, page)),
      ],
    },
    ...blocks.flatMap((block) => drawBlock(block, page)),
    ...(notes.length === 0
      ? []
      : [
          createHeadGroup(drawHeading([notesTitle], page)),
          ...(notesLead === undefined ? [] : [{ lines: drawText('', [notesLead], undefined, page) }]),
          { lines: notes.flatMap((note, i) => drawText(`${i + 1}. `, note, undefined, page)) },
        ]),
    ...(colophon === undefined ? [] : [{ lines: drawText('', colophon, page.paint.dim, page) }]),
  ];
  return joinParts(parts);
}

/** Renders blocks without a title, such as the answer to a single question; ends with a newline. */
export function renderTerminalBlocks(blocks: readonly Block[], options: TerminalOptions): string {
  const page = makeTerminalPage(options);
  return joinParts(blocks.flatMap((block) => drawBlock(block, page)));
}

function joinParts(parts: readonly Group[]): string {
  const filledGroups = parts.filter(({ lines }) => lines.length > 0);
  const lines = filledGroups.flatMap((part, i) => {
    const linesAbove = filledGroups[i - 1];
    return [...(linesAbove && !linesAbove.isHead ? [''] : []), ...part.lines];
  });
  return `${lines.join('\n')}\n`;
}

/** Consecutive lines of a page; each group except a heading is followed by a blank line. */
interface Group {
  readonly lines: readonly string[];
  readonly isHead?: boolean;
}

function drawBlock(block: Block, page: TerminalPage): Group[] {
  const { paint } = page;
  switch (block.kind) {
    case 'heading':
      return [
        createHeadGroup(block.level === 2 ? drawHeading(block.text, page) : drawText('', block.text, paint.bold, page)),
      ];
    case 'paragraph': {
      const draw = block.isLead ? drawLead : drawIndented;
      return [{ lines: draw(block.text, paintOf(block.tone, page), page) }];
    }
    case 'level': {
      const paintTone = paintOf(levelToneOf(block.value), page) ?? ((text) => text);
      return [{ lines: drawLead(block.text, (text) => paintTone(paint.bold(text)), page) }];
    }
    case 'scores':
      return [{ lines: drawScores(block, page) }];
    case 'timeline':
      return [{ lines: drawTimeline(block, page) }];
    case 'list':
      return [{ lines: block.isTree ? drawBranches(block.items, '', page) : drawList(block, page) }];
    case 'facts':
      return [{ lines: drawFacts(block.entries, block.alignedWith ?? [], page) }];
    case 'table':
      return [{ lines: block.isUnbroken ? drawUnbrokenTable(block, page) : drawTable(block, page) }];
    case 'excerpt':
      return [{ lines: drawExcerpt(block, page, paintOf(block.mark?.tone, page)) }];
    case 'chart':
      return [];
    case 'group': {
      const innerGroups = block.blocks.flatMap((child) => drawBlock(child, page));
      return [{ lines: innerGroups.flatMap(({ lines }) => lines) }];
    }
    case 'details':
      return [
        createHeadGroup(drawText('', [block.summary], paint.bold, page)),
        ...block.blocks.flatMap((child) => drawBlock(child, page)),
      ];
    case 'page':
      return block.blocks.flatMap((child) => drawBlock(child, page));
  }
}

function createHeadGroup(lines: readonly string[]): Group {
  return { lines, isHead: true };
}

function drawHeading(text: Inline, page: TerminalPage): string[] {
  return drawLead(text, page.paint.bold, page);
}

/** Draws text at the edge of the page. */
function drawLead(text: Inline, paint: Paint | undefined, page: TerminalPage): string[] {
  const styledText = styleInline(text, page);
  const lines = hasPath(text) ? [styledText.text] : wrapText(styledText.text, page.width);
  return styledText.paintLines(lines, paint);
}

function drawIndented(text: Inline, paint: Paint | undefined, page: TerminalPage): string[] {
  return drawText('', text, paint, page);
}

/** Draws indented text; `mark` precedes its first line, and further lines are aligned with its text. */
function drawText(mark: string, text: Inline, paint: Paint | undefined, page: TerminalPage, start = INDENT): string[] {
  const styledText = styleInline(text, page);
  const leadText = start + mark;
  const width = textWidth(leadText);
  const lines = hasPath(text) ? [styledText.text] : wrapText(styledText.text, page.width - width);
  return styledText.paintLines(lines, paint, (i) => (i === 0 ? leadText : ' '.repeat(width)));
}

function drawList(
  { items, ordered = false, isUnmarked = false }: Extract<Block, { readonly kind: 'list' }>,
  page: TerminalPage,
): string[] {
  return drawItems(items, isUnmarked ? 'unmarked' : ordered ? 'ordered' : 'bullets', INDENT, page);
}

function drawItems(
  items: readonly Item[],
  marks: 'unmarked' | 'ordered' | 'bullets',
  start: string,
  page: TerminalPage,
): string[] {
  return items.flatMap(({ text, items: below = [], sign, tone }, i) => [
    ...drawText(markOf(sign, marks, i), text, paintOf(tone, page), page, start),
    ...drawItems(below, marks === 'unmarked' ? 'unmarked' : 'bullets', `${start}${INDENT}`, page),
  ]);
}

function markOf(sign: string | undefined, marks: 'unmarked' | 'ordered' | 'bullets', index: number): string {
  if (sign !== undefined) return spaceSign(sanitizeText(sign));
  switch (marks) {
    case 'unmarked':
      return '';
    case 'ordered':
      return `${index + 1}. `;
    case 'bullets':
      return '• ';
  }
}

/** The minimum width of a branch in columns, however deep it is. */
const MIN_BRANCH_WIDTH = 20;

function drawBranches(items: readonly Item[], before: string, page: TerminalPage): string[] {
  return items.flatMap(({ text, items: below = [] }, i) => {
    const isLast = i === items.length - 1;
    const [lead, indent] = [`${before}${isLast ? '└─ ' : '├─ '}`, `${before}${isLast ? '   ' : '│  '}`];
    const styledText = styleInline(text, page);
    const lines = wrapText(styledText.text, Math.max(MIN_BRANCH_WIDTH, page.width - textWidth(lead)));
    const ownLines = styledText
      .paintLines(lines)
      .map((line, row) => `${page.paint.dim(row === 0 ? lead : indent)}${line}`);
    return [...ownLines, ...drawBranches(below, indent, page)];
  });
}

/** Draws terms with their values in one column; a path that does not fit is written below its term. */
function drawFacts(entries: readonly Fact[], alignedWith: readonly string[], page: TerminalPage): string[] {
  const terms = entries.map(({ term }) => styleInline(term, page).text);
  const width = labelWidthOf([...terms, ...alignedWith.map(sanitizeLine)]);
  const column = ' '.repeat(width + 2 * INDENT.length);
  return entries.flatMap(({ text, items = [] }, i) => {
    const leadText = `${INDENT}${padEnd(terms[i] ?? '', width)}${INDENT}`;
    const styledText = styleInline(text, page);
    const isBelow =
      hasPath(text) && (textWidth(leadText) + textWidth(styledText.text) > page.width || styledText.text.includes(' '));
    if (isBelow)
      return [page.paint.dim(leadText.trimEnd()), ...styledText.paintLines([styledText.text], undefined, () => INDENT)];
    const hasText = styledText.text !== '' || items.length === 0;
    const lines = [
      ...(hasText ? drawText('', text, undefined, page, column) : []),
      ...drawItems(items, 'unmarked', column, page),
    ];
    return lines.map((line, row) => (row === 0 ? replaceIndent(line, leadText, page) : line));
  });
}

/** Writes a term into the indent at the start of a line, after any colour codes. */
function replaceIndent(line: string, lead: string, { paint }: TerminalPage): string {
  const blankIndex = line.indexOf(' ');
  const remainingText = line.slice(blankIndex + textWidth(lead));
  return blankIndex === 0
    ? `${paint.dim(lead)}${remainingText}`
    : `${line.slice(0, blankIndex)}${paint.dim(lead)}${remainingText}`;
}

/** The width of a timeline in cells, enough to distinguish the months of two years. */
const TIMELINE_CELLS = 24;
const PERIOD_WIDTH = 7;
/** The columns of a page besides titles and bars: the periods, the gaps and a margin. */
const REST_WIDTH = 18;
const MIN_TITLE_WIDTH = 20;

/** Draws titles, bars and periods in the same columns throughout the page, with the details below. */
function drawTimeline({ rows, months }: Timeline, page: TerminalPage): string[] {
  const titleWidth = Math.max(MIN_TITLE_WIDTH, page.width - TIMELINE_CELLS - REST_WIDTH);
  return rows.flatMap(({ title, start, end, period, details }) => {
    const [first = '', ...others] = wrapText(sanitizeLine(title), titleWidth);
    const bar = page.paint.cyan(timelineText(computeTimelineSpan(start, end, months, TIMELINE_CELLS), TIMELINE_CELLS));
    const cells = [padEnd(first, titleWidth), bar, padStart(sanitizeLine(period), PERIOD_WIDTH)];
    return [
      INDENT + cells.join(INDENT),
      ...others.map((line) => INDENT + line),
      ...details.flatMap((text) => drawText('', [text], page.paint.dim, page, INDENT + INDENT)),
    ];
  });
}

/** Draws a table; on a narrow page, columns of words may wrap, but columns of numbers may not. */
function drawTable(table: Table, page: TerminalPage): string[] {
  const { columns, rows, stackedBelow = 0 } = table;
  const hasText = columns.map((_, i) =>
    rows.some((row) => !isAcross(row, table) && (inlineText(row[i]?.text ?? []) !== '' || row[i]?.items)),
  );
  const keepFilled = <T>(list: readonly T[]): T[] => list.filter((_, i) => hasText[i]);
  const isStacked = page.width < stackedBelow;
  return drawTerminalTable(
    page,
    keepFilled(columns).map(({ title, align, wraps = align === 'left' }, i) => ({
      title: isStacked && i === 0 ? '' : textOf(title),
      align,
      wraps,
    })),
    rows.flatMap((row) => {
      const cells = (isAcross(row, table) ? row : keepFilled(row)).map((cell) => cellLines(cell, page));
      const [first = [], ...others] = cells;
      return isStacked && others.length > 0 ? [{ cells: [first] }, { cells: ['', ...others] }] : [{ cells }];
    }),
  );
}

/** Draws a table as wide as its longest cells, at the edge of the page. */
function drawUnbrokenTable({ columns, rows }: Table, page: TerminalPage): string[] {
  const [head = '', ...others] = drawTerminalTable(
    UNWRAPPED_PAGE,
    columns.map(({ title, align }) => ({ title: textOf(title), align })),
    rows.map((row) => ({ cells: row.map((cell) => cellLines(cell, page)) })),
  ).map((line) => line.slice(INDENT.length));
  return [page.paint.bold(head), ...others];
}

function cellLines({ text, tone, items = [] }: Cell, page: TerminalPage): CellLine[] {
  const paint = paintOf(tone, page);
  const lineOf = (line: Inline): CellLine => {
    const styledText = styleInline(line, page);
    return { text: styledText.text, paint: (lines) => styledText.paintLines(lines, paint) };
  };
  const ownLines = inlineText(text) === '' && items.length > 0 ? [] : [lineOf(text)];
  return [
    ...ownLines,
    ...items.map(({ sign, text: itemText }) => lineOf(sign === undefined ? itemText : [spaceSign(sign), ...itemText])),
  ];
}

function paintOf(tone: Tone | undefined, { paint }: TerminalPage): Paint | undefined {
  switch (tone) {
    case 'good':
      return paint.green;
    case 'warn':
      return paint.yellow;
    case 'bad':
      return paint.red;
    case 'quiet':
      return paint.dim;
    case undefined:
      return undefined;
  }
}

function styleInline(text: Inline, page: TerminalPage): StyledText {
  return styleText(text.map((piece) => ({ text: writePiece(piece), ...lookOfPiece(piece, page) })));
}

function lookOfPiece(piece: Piece, page: TerminalPage): Pick<StyledPiece, 'paint' | 'emphasize'> {
  if (typeof piece === 'string') return {};
  if ('strong' in piece || ('path' in piece && piece.isStrong)) return { emphasize: page.paint.bold };
  return 'toned' in piece ? { paint: paintOf(piece.tone, page) } : {};
}

function writePiece(piece: Piece): string {
  return inlineText([piece], (note) => ` [${note}]`);
}

function textOf(text: Inline): string {
  return text.map(writePiece).join('');
}

function hasPath(text: Inline): boolean {
  return text.some((piece) => typeof piece === 'object' && 'path' in piece);
}
