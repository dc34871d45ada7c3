// Reads the weights in a workbook, and decides whether each column of weights is about sections, groups or questions.

import type { Messages } from '../../i18n/index.ts';
import {
  add,
  compare,
  divide,
  fromNumber,
  itemAt,
  multiply,
  ONE,
  parseDecimal,
  type Rational,
  sumRationals,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import type { TableQuestion } from './question-table.ts';
import { type CellPlace, type Faults, shorten } from './workbook-places.ts';
import { type Column, columnOfHeading } from './workbook-words.ts';

/** The weights in a workbook; the map of a kind is absent if no weights of that kind are stated. */
export interface TableWeights {
  /** The weights of sections, by the name of the section. */
  readonly sections?: ReadonlyMap<string, Rational>;
  /** The weights of groups, by the key that `groupKey` returns. */
  readonly groups?: ReadonlyMap<string, Rational>;
  /** The weights of questions, in the order of the questions. */
  readonly questions?: readonly (Rational | undefined)[];
  /** Whether all sections get the same weight, because none is stated. */
  readonly isAlike: boolean;
  /** The columns that weights were read from. */
  readonly columns: ReadonlySet<Column>;
  /** Whether weights were taken from a separate sheet of weights. */
  readonly isSheetUsed: boolean;
}

/** A sheet with the weights of sections. */
export interface WeightSheet {
  readonly sheet: SheetRows;
  /** The cells with the weights, by section. */
  readonly weights: ReadonlyMap<string, StatedCell>;
}

/** Finds the first sheet that lists sections with their weights. */
export function findWeightSheet(sheets: readonly SheetRows[]): WeightSheet | undefined {
  for (const sheet of sheets) {
    const top = sheet.rows.findIndex((cells) => columnOf(cells, 'section') >= 0 && weightColumn(cells) >= 0);
    if (top < 0) continue;
    const headings = itemAt(sheet.rows, top);
    const [name, weight] = [columnOf(headings, 'section'), weightColumn(headings)];
    const rows = sheet.rows.slice(top + 1).flatMap((cells, i) => {
      const cellPlace = { sheet: sheet.name, row: top + 1 + i, column: weight };
      return cells[name]
        ? [[nameOfSection(cells[name]), { text: cells[weight] ?? '', place: cellPlace }] as const]
        : [];
    });
    return { sheet, weights: new Map(rows) };
  }
  return undefined;
}

function columnOf(headings: readonly string[], column: Column): number {
  return headings.findIndex((heading) => columnOfHeading(heading) === column);
}

function weightColumn(headings: readonly string[]): number {
  return Math.max(columnOf(headings, 'weight'), columnOf(headings, 'sectionWeight'));
}

/** Returns the name of a section without the points or weight at its end. */
export function nameOfSection(section: string): string {
  return section.replace(
    /\s?[（(]\s?(?:权重|满分|共|weight|max\.?)?\s?[:：]?\s?[\d０-９]{1,4}(?:[.,]\d{1,4})?\s?(?:分|points?|punkte|[%％])\s?[)）]$/i,
    '',
  );
}

/** Returns a key for a group that is unique among the groups of all sections. */
export function groupKey({ section, group }: TableQuestion): string {
  return `${section}\n${group}`;
}

interface StatedCell {
  readonly text: string;
  readonly place: CellPlace;
}

const WEIGHT_COLUMNS = ['sectionWeight', 'groupWeight', 'weight'] as const satisfies readonly Column[];

/** What a column of weights applies to. */
type WeightTarget = 'section' | 'group' | 'question';

/** The questions that weights are read for; `isScored` says which of them count. */
interface WeightedQuestions {
  readonly questions: readonly TableQuestion[];
  readonly isScored: (index: number) => boolean;
}

type KeyOfQuestion = (question: TableQuestion) => string;

const sectionOf: KeyOfQuestion = ({ section }) => section;

/**
 * Reads the weights of all questions; `isScored` says which questions count. Weights that do not add up to a whole are
 * faults.
 */
export function readWeights(
  questions: readonly TableQuestion[],
  isScored: (index: number) => boolean,
  ofSheet: WeightSheet | undefined,
  faults: Faults,
  messages: Messages,
): TableWeights {
  const weighted = { questions, isScored };
  const { cells, columns, isSheetUsed } = findWeights(weighted, ofSheet);
  if (cells.size === 0) return { isAlike: false, columns, isSheetUsed };
  const readKind = (target: WeightTarget, keyOf: KeyOfQuestion, parentOf: (key: string) => string) => {
    const targetCells = cells.get(target);
    return targetCells && readWeightsOfKind(readFirstWeights(targetCells, keyOf, weighted), parentOf, faults, messages);
  };
  const sections = readKind('section', sectionOf, () => '')?.byKey;
  const groups = readKind('group', groupKey, sectionTitle);
  // The key of a question is its index.
  const questionOf = (key: string): TableQuestion => itemAt(questions, Number(key));
  const scoredCells = cells.get('question')?.flatMap((cell, i) => (isScored(i) ? [{ ...cell, key: String(i) }] : []));
  const parentOf = groups ? groupKey : sectionOf;
  const byQuestion =
    scoredCells && readWeightsOfKind(scoredCells, (key) => parentOf(questionOf(key)), faults, messages);

  const ofGroups = groups?.byKey ?? (byQuestion && sumWeights(byQuestion.byKey, (key) => groupKey(questionOf(key))));
  const derivedSections = groups
    ? deriveSectionWeights(groups, sectionTitle)
    : byQuestion && deriveSectionWeights(byQuestion, (key) => sectionOf(questionOf(key)));
  const allSections = [...new Set(questions.filter((_, i) => isScored(i)).map(sectionOf))];
  return {
    sections: sections ?? derivedSections ?? new Map(allSections.map((section) => [section, ONE])),
    ...(ofGroups ? { groups: ofGroups } : {}),
    ...(byQuestion ? { questions: questions.map((_, i) => byQuestion.byKey.get(String(i))) } : {}),
    isAlike: !sections && !derivedSections && allSections.length > 1,
    columns,
    isSheetUsed,
  };
}

/**
 * Finds the cell with the weight of each question: in the columns of weights, otherwise in the title of its section,
 * otherwise on the sheet of weights.
 */
function findWeights(
  weighted: WeightedQuestions,
  ofSheet: WeightSheet | undefined,
): {
  readonly cells: ReadonlyMap<WeightTarget, readonly StatedCell[]>;
  readonly columns: ReadonlySet<Column>;
  readonly isSheetUsed: boolean;
} {
  const { questions } = weighted;
  const columns = new Set<Column>();
  const cellsByTarget = new Map<WeightTarget, readonly StatedCell[]>();
  for (const column of WEIGHT_COLUMNS) {
    const cells = questions.map(
      ({ rows: [row] }): StatedCell => ({
        text: row?.at(column) ?? '',
        place: row?.place(column) as CellPlace,
      }),
    );
    if (cells.every(({ text }) => text === '')) continue;
    const target = findWeightTarget(column, cells, weighted);
    if (cellsByTarget.has(target)) continue;
    cellsByTarget.set(target, cells);
    columns.add(column);
  }
  const titleWeights = questions.map(
    ({ section, sectionPlace }): StatedCell => ({ text: readTitleWeight(section), place: sectionPlace }),
  );
  if (!cellsByTarget.has('section') && titleWeights.length > 0 && titleWeights.every(({ text }) => text !== ''))
    cellsByTarget.set('section', titleWeights);
  const weightsFromSheet = ofSheet && questions.map(({ section }) => ofSheet.weights.get(nameOfSection(section)));
  const isSheetUsed = !cellsByTarget.has('section') && weightsFromSheet?.every((cell) => cell !== undefined) === true;
  if (isSheetUsed) cellsByTarget.set('section', weightsFromSheet as readonly StatedCell[]);
  return { cells: cellsByTarget, columns, isSheetUsed };
}

/**
 * Decides what a column of weights applies to. A weight belongs to a section or group if its first question shows the
 * weight and every other one shows the same weight or none.
 */
function findWeightTarget(
  column: (typeof WEIGHT_COLUMNS)[number],
  cells: readonly StatedCell[],
  weighted: WeightedQuestions,
): WeightTarget {
  const { questions, isScored } = weighted;
  const isShared = (keyOf: KeyOfQuestion): boolean => {
    const first = new Map<string, string>();
    return questions.every((question, i) => {
      const [key, text] = [keyOf(question), cells[i]?.text ?? ''];
      if (!first.has(key)) first.set(key, text);
      return first.get(key) !== '' && (text === '' || text === first.get(key));
    });
  };
  const isFilled = cells.every(({ text }, i) => text !== '' || !isScored(i));
  const [ofSections, ofGroups] = [isShared(sectionOf), isShared(groupKey)];
  const isOnePerSection = new Set(questions.map(sectionOf)).size === questions.length;
  switch (column) {
    case 'sectionWeight':
      return ofSections ? 'section' : ofGroups ? 'group' : 'question';
    case 'groupWeight':
      return ofGroups ? 'group' : 'question';
    case 'weight': {
      if (!isFilled || isOnePerSection) return ofSections ? 'section' : ofGroups ? 'group' : 'question';
      // A weight repeated at every question belongs to the section only if one weight per section adds up to a whole.
      const weights = cells.flatMap(({ text }, i) => (isScored(i) ? [parseWeight(text) ?? ZERO] : []));
      const weightsPerSection = readFirstWeights(cells, sectionOf, weighted).map(
        ({ text }) => parseWeight(text) ?? ZERO,
      );
      return ofSections && isWhole(weightsPerSection) && !isWhole(weights) ? 'section' : 'question';
    }
  }
}

/** A weight as stated, with the key of the section, group or question to which it belongs. */
interface KeyedCell extends StatedCell {
  readonly key: string;
}

/** Returns the first weight that is stated for each key. */
function readFirstWeights(
  cells: readonly StatedCell[],
  keyOf: KeyOfQuestion,
  { questions, isScored }: WeightedQuestions,
): KeyedCell[] {
  const firstByKey = new Map<string, KeyedCell>();
  for (const [i, question] of questions.entries()) {
    const key = keyOf(question);
    const cell = itemAt(cells, i);
    if (isScored(i) && (!firstByKey.has(key) || firstByKey.get(key)?.text === ''))
      firstByKey.set(key, { ...cell, key });
  }
  return [...firstByKey.values()];
}

/** The weights of sections, of groups or of questions. */
interface KindWeights {
  readonly byKey: ReadonlyMap<string, Rational>;
  /** Whether the weights add up to a whole within each section or group to which they belong. */
  readonly isLocal: boolean;
}

/** Reads weights of one kind; `parentOf` returns the section or group to which the part with a key belongs. */
function readWeightsOfKind(
  cells: readonly KeyedCell[],
  parentOf: (key: string) => string,
  faults: Faults,
  messages: Messages,
): KindWeights {
  const { from } = messages.init;
  const areRead = cells.every(({ text }) => parseWeight(text) !== undefined);
  const writtenWeights = cells.map(({ text, place }): Rational => {
    const weight = parseWeight(text);
    if (weight === undefined) faults.add(place, text === '' ? from.noWeight : from.badWeight({ text: shorten(text) }));
    return weight ?? ZERO;
  });
  const parents = cells.map(({ key }) => parentOf(key));
  const weights =
    (areRead &&
      mixesSharesAndPercentages(cells) &&
      readMixedWeights(cells, writtenWeights, parents, faults, messages)) ||
    writtenWeights;
  const byKey = new Map(cells.map(({ key }, i) => [key, itemAt(weights, i)]));
  const addsUpPerParent = isWholeByParent(weights, parents);
  const areShares = cells.some(hasSign) || weights.every((weight) => compare(weight, ONE) < 0);
  if (areRead && areShares && !mixesSharesAndPercentages(cells) && !addsUpPerParent && !isWhole(weights)) {
    const sum = toNumber(sumRationals(weights));
    const [first] = cells;
    if (first) faults.add(first.place, from.weightsSum({ sum: `${Number(sum.toPrecision(12))}` }));
  }
  return { byKey, isLocal: addsUpPerParent };
}

/**
 * Reads a mix of shares and percentages, such as 0.4 and 60. Keeps the numbers if they add up to a whole as written;
 * otherwise multiplies the shares by 100 if that gives a whole; otherwise each share is a fault.
 */
function readMixedWeights(
  cells: readonly StatedCell[],
  written: readonly Rational[],
  parents: readonly string[],
  faults: Faults,
  { init: { from } }: Messages,
): readonly Rational[] | undefined {
  const isShare = written.map((weight) => compare(weight, ZERO) > 0 && compare(weight, ONE) < 0);
  const percentages = written.map((weight, i) => (isShare[i] ? multiply(weight, fromNumber(100)) : weight));
  for (const weights of [written, percentages])
    if (isWhole(weights) || isWholeByParent(weights, parents)) return weights;
  const unlikeText = cells.find((_, i) => !isShare[i])?.text ?? '';
  for (const [i, { text, place }] of cells.entries())
    if (isShare[i]) faults.add(place, from.mixedWeights({ weight: shorten(text), other: shorten(unlikeText) }));
  return undefined;
}

/**
 * If the weights of groups or questions add up to a whole only over all sections, the weight of a section is the sum of
 * the weights in it.
 */
function deriveSectionWeights(
  { byKey, isLocal }: KindWeights,
  sectionOfKey: (key: string) => string,
): ReadonlyMap<string, Rational> | undefined {
  return isLocal ? undefined : sumWeights(byKey, sectionOfKey);
}

function sumWeights(
  weights: ReadonlyMap<string, Rational>,
  parentOf: (key: string) => string,
): ReadonlyMap<string, Rational> {
  const sums = new Map<string, Rational>();
  for (const [key, weight] of weights) sums.set(parentOf(key), add(sums.get(parentOf(key)) ?? ZERO, weight));
  return sums;
}

function sectionTitle(key: string): string {
  return key.slice(0, key.lastIndexOf('\n'));
}

/** Reads `0.4`, `40%`, `40 %`, `0,4`, `2`; undefined for other texts. */
function parseWeight(text: string): Rational | undefined {
  const [, digits, percent] = /^(\d{1,9}(?:[.,]\d{1,12})?) ?(%?)$/.exec(text.normalize('NFKC').trim()) ?? [];
  const number = digits === undefined ? undefined : parseDecimal(digits.replace(',', '.'));
  return number && percent === '%' ? divide(number, fromNumber(100)) : number;
}

/** Returns the weight in a title such as `组织（40%）`. */
function readTitleWeight(title: string): string {
  return (
    /[(（]\s?(?:权重|weight|gewicht)?\s?[:：]?\s?(\d{1,3}(?:[.,]\d{1,4})?\s?[%％])\s?[)）]$/i.exec(
      title.slice(-40),
    )?.[1] ?? ''
  );
}

function hasSign({ text }: StatedCell): boolean {
  return /[%％]/.test(text);
}

/**
 * From this number on, a weight beside shares below 1 is taken for a percentage. Smaller ones, such as 2 beside 0.5,
 * are relative weights.
 */
const MIN_PERCENTAGE = 10;

/** Whether some weights are shares of 1 and others are percentages without a percent sign. */
function mixesSharesAndPercentages(cells: readonly StatedCell[]): boolean {
  const unsignedWeights = cells.flatMap((cell) => (hasSign(cell) ? [] : [toNumber(parseWeight(cell.text) ?? ZERO)]));
  if (unsignedWeights.length < cells.length) return unsignedWeights.some((weight) => weight > 1);
  return (
    unsignedWeights.some((weight) => weight > 0 && weight < 1) &&
    unsignedWeights.some((weight) => weight >= MIN_PERCENTAGE)
  );
}

/** Whether the weights add up to a whole for each of the parts that they belong to, such as sections. */
function isWholeByParent(weights: readonly Rational[], parents: readonly string[]): boolean {
  const byParent = new Map<string, Rational[]>();
  for (const [i, weight] of weights.entries()) {
    const parent = parents[i] ?? '';
    const siblings = byParent.get(parent) ?? [];
    siblings.push(weight);
    byParent.set(parent, siblings);
  }
  return [...byParent.values()].every(isWhole);
}

/** The sums that count as a whole, because rounded weights, such as three times 33 %, may miss 1 slightly. */
const WHOLE_SHARE_RANGE = { least: 0.985, most: 1.015 };

function isWhole(weights: readonly Rational[]): boolean {
  const sum = toNumber(sumRationals(weights));
  return [sum, sum / 100].some((total) => total >= WHOLE_SHARE_RANGE.least && total <= WHOLE_SHARE_RANGE.most);
}
