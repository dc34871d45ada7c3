import type { Messages } from '../../i18n/index.ts';
import {
  type ColumnDoubt,
  type MappedColumn,
  type MappingProposal,
  type ProposedColumn,
  type SuggestedValue,
  writeYamlValue,
} from '../../model/index.ts';
import { groupBlocks, leadParagraph, unbrokenTable } from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { sanitizeLine, truncate } from '../terminal/terminal-text.ts';
import { formatNumber } from '../text/number-format.ts';

/**
 * Renders a proposal for a terminal: what each column becomes and why, what is missing, and whether it needs a review.
 */
export function renderProposal(proposal: MappingProposal, messages: Messages, look: TerminalOptions): string {
  const { mapping, numbers } = messages;
  const head = [mapping.table.column, mapping.table.becomes, mapping.table.how, mapping.table.remark];
  const rows = proposal.columns.map((column, i) => renderRow(column, i, messages));
  const namesOf = (needed: boolean): string[] =>
    proposal.missing.filter((input) => input.needed === needed).map(({ name }) => name);
  const notes = [
    ...(namesOf(true).length > 0 ? [mapping.missing({ names: numbers.list(namesOf(true)) })] : []),
    ...(namesOf(false).length > 0 ? [mapping.optional({ names: numbers.list(namesOf(false)) })] : []),
    ...(proposal.isDecimalUnclear
      ? [
          mapping.check({
            doubts: mapping.decimalSettledBy({
              what: mapping.decimalUnclear,
              flag: numbers.or(['--decimal .', '--decimal ,']),
              key: 'decimal',
            }),
          }),
        ]
      : []),
    proposal.isCertain ? (proposal.needsReview ? mapping.suggested : mapping.certain) : mapping.uncertain,
  ];
  const blocks = [unbrokenTable(head, rows), ...groupBlocks(notes.map((note) => leadParagraph(note)))];
  return renderTerminalBlocks(blocks, look);
}

function renderRow(column: ProposedColumn, i: number, messages: Messages): string[] {
  const { mapping } = messages;
  const { heading, to, option } = column.mapped;
  const meaningLines =
    to === undefined
      ? unusedInWords(column.mapped, messages)
      : option === undefined
        ? to
        : messages.numbers.labelled(to, option);
  const recognition = recognitionInWords(column, messages) ?? '';
  const doubts = messages.numbers.list(doubtsInWords(column, messages));
  return [
    truncate(heading || mapping.unnamed({ place: String(i + 1) }), MAX_HEADING_CHARS),
    meaningLines,
    recognition,
    doubts,
  ];
}

const MAX_HEADING_CHARS = 40;

interface MappingSubject {
  /** The paths of the export and the pack, as the user wrote them. */
  readonly table: string;
  readonly pack: string;
  readonly id: string;
  readonly version: string;
}

/** Renders a proposal as the YAML of a mapping, with comments on how each column was recognised and what to review. */
export function renderMapping(
  proposal: MappingProposal,
  { table, pack, id, version }: MappingSubject,
  messages: Messages,
): string {
  const { mapping, numbers } = messages;
  const neededNames = proposal.missing.filter((input) => input.needed).map(({ name }) => name);
  const optionalNames = proposal.missing.filter((input) => !input.needed).map(({ name }) => name);
  const marks = [
    ...(neededNames.length > 0 ? [mapping.missing({ names: numbers.list(neededNames) })] : []),
    ...(proposal.isDecimalUnclear ? [mapping.decimalUnclear] : []),
  ];
  return [
    formatComment(mapping.opening({ table, pack })),
    formatComment(`matura batch ${pack} ${table} --map MAPPING.yaml`),
    ...(optionalNames.length > 0 ? [formatComment(mapping.optional({ names: numbers.list(optionalNames) }))] : []),
    'kind: mapping',
    `pack: ${writeYamlValue(id)}`,
    `packVersion: ${writeYamlValue(version)}`,
    ...(marks.length > 0 ? [writeCheckKey(numbers.list(marks))] : []),
    ...(proposal.decimal === null ? [] : [`decimal: "${proposal.decimal}"`]),
    'columns:',
    ...namedColumns(proposal).flatMap((column) => renderColumn(column, messages)),
    '',
  ].join('\n');
}

/** Returns the columns that a mapping can name: of several unused columns with the same heading, only the first. */
function namedColumns({ columns }: MappingProposal): readonly ProposedColumn[] {
  const headings = new Set(['']);
  return columns.filter(
    ({ mapped: { heading, column } }) => column !== undefined || (!headings.has(heading) && headings.add(heading)),
  );
}

function renderColumn(column: ProposedColumn, messages: Messages): string[] {
  const { suggested } = column;
  const { heading, values, ...keys } = column.mapped;
  const doubts = [
    ...column.doubts.map((doubt) => doubtInWords(doubt, messages)),
    ...(suggested.length > 0 ? [messages.mapping.suggestedValues({ key: 'values' })] : []),
  ];
  const unreadText = unreadInWords(column, messages);
  const meaningText = recognitionInWords(column, messages) ?? unusedInWords(column.mapped, messages);
  return [
    `  - heading: ${writeYamlValue(heading)}  ${formatComment(meaningText)}`,
    ...unreadText.map((text) => `    ${formatComment(text)}`),
    ...(doubts.length > 0 ? [`    ${writeCheckKey(messages.numbers.list(doubts))}`] : []),
    ...Object.entries(keys).map(([key, value]) => `    ${key}: ${writeYamlValue(value)}`),
    ...renderValues(values, suggested, messages),
  ];
}

/**
 * Writes the meanings of cells; suggested meanings are on separate lines, with the text by which they were recognised.
 */
function renderValues(
  values: MappedColumn['values'],
  suggested: readonly SuggestedValue[],
  { mapping }: Messages,
): string[] {
  if (suggested.length === 0) return values === undefined ? [] : [`    values: ${writeYamlValue(values)}`];
  return [
    '    values:',
    ...Object.entries(values ?? {}).map(([cell, id]) => `      ${writeYamlValue(cell)}: ${writeYamlValue(id)}`),
    ...suggested.map(({ cell, rows, value }) => {
      const count = mapping.rows({ count: String(rows), n: rows });
      return value === null
        ? `      ${formatComment(`${JSON.stringify(cell)}:  # ${count}`)}`
        : `      ${writeYamlValue(cell)}: ${writeYamlValue(value.id)}  ${formatComment(`${count}: ${truncate(value.text, MAX_HEADING_CHARS)}`)}`;
    }),
  ];
}

/** Writes the key that lists what a person has to review; while it is present, the mapping counts as not reviewed. */
function writeCheckKey(doubts: string): string {
  return `check: ${JSON.stringify(sanitizeLine(doubts))}`;
}

function formatComment(text: string): string {
  return `# ${sanitizeLine(text)}`;
}

/**
 * The maximum length of a quoted heading that is similar to another one. It is large, because the two may differ only
 * at the end.
 */
const MAX_SIMILAR_HEADING_CHARS = 120;
/** The maximum length of a quoted cell. */
const MAX_CELL_CHARS = 30;

/** Writes what happens to a column that answers no question. */
function unusedInWords({ note }: MappedColumn, { mapping }: Messages): string {
  return note === undefined ? mapping.unused : mapping.noteOf({ question: note });
}

/** Writes how a column was recognised; undefined if it was not. */
function recognitionInWords({ by, language, confidence }: ProposedColumn, { mapping }: Messages): string | undefined {
  switch (by) {
    case null:
      return undefined;
    case 'text':
    case 'numbered':
      return mapping.by[by]({ language });
    case 'cells':
      return mapping.by.cells;
    case 'similar':
      // At most 99 per cent, because 100 would mean identical.
      return mapping.by.similar({ percent: String(Math.min(99, Math.floor(confidence * 100))) });
    case 'option':
    case 'id':
      return mapping.by[by];
  }
}

/** Lists what a person has to review in a column. */
function doubtsInWords(column: ProposedColumn, messages: Messages): readonly string[] {
  return [...column.doubts.map((doubt) => doubtInWords(doubt, messages)), ...unreadInWords(column, messages)];
}

/** Lists cells that will be rejected; they need no review, but perhaps a spelling in the mapping. */
function unreadInWords({ unread, otherCurrency }: ProposedColumn, { mapping, numbers }: Messages): readonly string[] {
  const cells = unread.map((cell) => numbers.quote(truncate(cell, MAX_CELL_CHARS)));
  if (cells.length === 0) return [];
  if (otherCurrency === undefined) return [mapping.unread({ cells: numbers.list(cells) })];
  const { stated, wanted } = otherCurrency;
  return [mapping.unreadCurrency({ cells: numbers.list(cells), stated, wanted: numbers.or(wanted) })];
}

/** Writes why a person should review a column, and what to write in the mapping to settle the doubt. */
export function doubtInWords(doubt: ColumnDoubt, { mapping: { doubts }, numbers }: Messages): string {
  switch (doubt.code) {
    case 'several':
      return doubts.several({ names: numbers.list([...doubt.names]) });
    case 'second':
      return doubts.second({ name: doubt.name, heading: truncate(doubt.heading, MAX_HEADING_CHARS) });
    case 'by-cells':
      return doubts.byCells({ name: doubt.name, key: 'to' });
    case 'bare-option':
      return doubts.bareOption({ question: doubt.name });
    case 'option-text':
      return doubts.optionText({ question: doubt.name });
    case 'unit':
      return doubts.unit({ unit: doubt.unit });
    case 'unknown-unit':
      return doubts.unknownUnit({ unit: truncate(doubt.unit, MAX_CELL_CHARS), key: 'unit', factor: 'times' });
    case 'title-unit':
      return doubts.titleUnit({
        line: String(doubt.line),
        title: truncate(doubt.title, MAX_HEADING_CHARS),
        unit: doubt.unit,
      });
    case 'unknown-title-unit':
      return doubts.unknownTitleUnit({
        line: String(doubt.line),
        title: truncate(doubt.title, MAX_HEADING_CHARS),
        key: 'unit',
        factor: 'times',
      });
    case 'shown-currency':
      return doubts.shownCurrency({
        line: String(doubt.line),
        format: truncate(doubt.format, MAX_HEADING_CHARS),
        key: 'unit',
        factor: 'times',
      });
    case 'shown-unit':
      return doubts.shownUnit({
        line: String(doubt.line),
        format: truncate(doubt.format, MAX_HEADING_CHARS),
        unit: doubt.unit,
        key: 'unit',
      });
    case 'shown-scaled':
      return doubts.shownScaled({
        line: String(doubt.line),
        format: truncate(doubt.format, MAX_HEADING_CHARS),
        divisor: formatNumber(doubt.divisor, { numbers, decimals: 0 }),
        key: 'unit',
      });
    case 'repeats':
      return doubts.repeats({ cell: numbers.quote(doubt.cell) });
    case 'not-asked':
      return doubts.notAsked({ cell: doubt.cell, key: 'states' });
    case 'beside':
      return doubts.beside({ name: doubt.name });
    case 'no-heading':
      return doubts.noHeading({ cell: numbers.quote(truncate(doubt.cell, MAX_CELL_CHARS)) });
    case 'positions':
      return doubts.positions({ first: String(doubt.first) });
    case 'two-kinds':
      return doubts.twoKinds({
        shares: String(doubt.shares),
        percentages: String(doubt.percentages),
        hundred: 'times: 100',
        one: 'times: 1',
        unit: 'unit: "%"',
      });
    case 'above-one':
      return doubts.aboveOne({
        count: String(doubt.count),
        all: String(doubt.of),
        hundredth: 'times: 0.01',
        one: 'times: 1',
      });
    case 'between-steps':
      return doubts.betweenSteps({ cell: numbers.quote(truncate(doubt.cell, MAX_CELL_CHARS)), key: 'values' });
    case 'no-lowest':
      return doubts.noLowest({ lowest: doubt.lowest, key: 'values' });
    case 'recoded':
      return doubts.recoded({
        from: String(doubt.from),
        to: String(doubt.to),
        lowest: doubt.lowest,
        beyond: doubt.beyond,
        key: 'values',
      });
    case 'magnitude':
      return doubts.magnitude({
        name: doubt.name,
        factor: formatNumber(doubt.factor, { numbers, decimals: 15 }),
        key: 'unit',
      });
    case 'two-magnitudes':
      return doubts.twoMagnitudes({
        name: doubt.name,
        factor: formatNumber(doubt.factor, { numbers, decimals: 0 }),
        one: 'times: 1',
      });
    case 'percentages-of':
      return doubts.percentagesOf({
        name: doubt.name,
        least: formatNumber(doubt.least, { numbers, decimals: 1 }),
        most: formatNumber(doubt.most, { numbers, decimals: 1 }),
        one: 'times: 1',
      });
    case 'thousands':
      return doubts.thousands({
        cell: numbers.quote(truncate(doubt.cell, MAX_CELL_CHARS)),
        point: 'decimal: "."',
        comma: 'decimal: ","',
      });
    case 'dates':
      return doubts.dates({ day: 'date: dmy', month: 'date: mdy' });
    case 'options-missing':
      return doubts.missingOptions({ options: numbers.list([...doubt.options]) });
    case 'similar':
      return doubts.similar({
        other: doubt.other === undefined ? undefined : truncate(doubt.other, MAX_SIMILAR_HEADING_CHARS),
      });
    case 'cut':
    case 'counted':
    case 'fraction':
      return doubts[doubt.code];
  }
}
