import type { Messages } from '../../i18n/index.ts';
import {
  type LevelResult,
  MAX_DECIMALS,
  type Question,
  type Text,
  toDecimalText,
  toNumber,
} from '../../model/index.ts';
import type { AnswerEntry, AnswerValue, Input } from '../../scoring/index.ts';
import { type Block, groupBlocks, leadParagraph, paragraph, unbrokenTable } from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { truncate } from '../terminal/terminal-text.ts';
import { levelInWords } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** A column of a row, and the answer read from it. */
export interface SampledAnswer {
  readonly heading: string;
  /** The text in the export. */
  readonly cell: string;
  readonly input: Input;
  /** The option of the column, if each column stands for one option. */
  readonly option: string | null;
  /** The row's answer to the question, read from all columns of the question. */
  readonly entry: AnswerEntry;
}

/** A row as it is understood, before any file is written. */
export interface SampledRow {
  readonly path: string;
  readonly line: number;
  readonly answers: readonly SampledAnswer[];
  /** The scores by name, in the notation of results; null for a row that would be rejected. */
  readonly scores: Readonly<Record<string, string>> | null;
  /** Why the row would be rejected. */
  readonly reasons: readonly string[];
}

const MAX_TEXT_CHARS = 44;

/**
 * Renders rows for a terminal: for each question, the text in the export and the answer read from it; then scores and
 * level.
 */
export function renderSample(
  rows: readonly SampledRow[],
  { vocabulary, ...look }: TerminalOptions & { readonly vocabulary: Vocabulary },
): string {
  const { messages } = vocabulary;
  const { sample } = messages.batch;
  const { numbers } = messages;
  const pick = (text: Text | undefined): string => vocabulary.pick(text) ?? '';
  const head = [sample.heading, sample.cell, sample.question, sample.answer];
  const blocks = rows.flatMap(({ path, line, answers, scores, reasons }): Block[] => {
    const cells = answers.map(({ heading, cell, input, option, entry }) => [
      truncate(heading, MAX_TEXT_CHARS),
      truncate(cell, MAX_TEXT_CHARS),
      option === null ? input.name : numbers.labelled(input.name, option),
      answerInWords(input, option, entry, { messages, pick }),
    ]);
    const outcome = scores
      ? [unbrokenTable([sample.score, sample.result], scoresInWords(scores, vocabulary))]
      : groupBlocks([leadParagraph(sample.rejected), ...reasons.map((reason) => paragraph(reason))]);
    const title = leadParagraph([{ path: sample.row({ path, line: String(line) }) }]);
    return [...groupBlocks([title, unbrokenTable(head, cells)]), ...outcome];
  });
  return renderTerminalBlocks([...blocks, leadParagraph(sample.nothingWritten({ count: String(rows.length) }))], look);
}

/** Lists the scores with their titles, then the level or the levels still possible. */
function scoresInWords(scores: Readonly<Record<string, string>>, vocabulary: Vocabulary): [string, string][] {
  const { batch, summary } = vocabulary.messages;
  const { level, lowest, highest, ...others } = scores;
  const numberIn = (cell: string | undefined): number | null => (cell ? Number(cell) : null);
  const lines = Object.entries(others).map(([name, value]): [string, string] => [
    vocabulary.titleOf(name),
    value === '' ? batch.sample.open : vocabulary.numberOf(name, Number(value)),
  ]);
  if (level !== undefined) {
    const range = { lowest: numberIn(lowest), highest: numberIn(highest) };
    const isOpen = level === '' && range.highest !== null;
    const result: LevelResult = isOpen ? range : { value: numberIn(level), ...range };
    lines.push([summary.level, levelInWords(result, vocabulary, 'short')]);
  }
  return lines;
}

function answerInWords(
  input: Input,
  option: string | null,
  entry: AnswerEntry,
  { messages, pick }: { readonly messages: Messages; readonly pick: (text: Text | undefined) => string },
): string {
  const { sample } = messages.batch;
  if (entry.state !== 'answered') return messages.words.states[entry.state];
  const { value } = entry;
  const { labels = {}, unit } = input.definition as Question;
  const optionText = (id: string): string => {
    const text = pick(input.options.find((option) => option.id === id)?.text ?? labels[id]);
    return text === '' || text === id ? id : `${id} – ${truncate(text, MAX_TEXT_CHARS)}`;
  };
  if (option !== null) return isList(value) && value.includes(option) ? sample.chosen : sample.notChosen;
  if (isList(value)) return value.length === 0 ? sample.notChosen : messages.numbers.list(value.map(optionText));
  if (typeof value === 'boolean') return value ? messages.words.yes : messages.words.no;
  if (typeof value === 'string') return optionText(value);
  const number = toDecimalText(value, MAX_DECIMALS);
  const text = optionText(number);
  if (text !== number || (unit === undefined && input.type !== 'percent')) return text;
  return `${number} ${unit === undefined ? '%' : pick(unit)}`;
}

function isList(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}

/** Returns a value as plain JSON. */
function plainValue(value: AnswerValue): string | number | boolean | readonly string[] {
  return typeof value === 'object' && 'n' in value ? toNumber(value) : value;
}

/** Returns sampled rows as plain JSON. */
export function sampleAsJson(rows: readonly SampledRow[]): object {
  return {
    schemaVersion: 1,
    rows: rows.map(({ path, line, answers, scores, reasons }) => ({
      export: path,
      line,
      answers: answers.map(({ heading, cell, input, option, entry }) => ({
        heading,
        cell,
        to: input.name,
        ...(option !== null && { option }),
        state: entry.state,
        ...(entry.state === 'answered' && { value: plainValue(entry.value) }),
      })),
      ...(scores ? { scores } : { rejected: reasons }),
    })),
  };
}
