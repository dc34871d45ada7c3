// Determines the points of the answers to a question from everything that a workbook says about it.

import type { Messages } from '../../i18n/index.ts';
import {
  compare,
  divide,
  fromNumber,
  itemAt,
  normaliseSpelling,
  toNumber,
  YES_NO_SPELLINGS,
} from '../../model/index.ts';
import {
  endsInPointsRange,
  readMaxChosen,
  readMaxPoints,
  readPointsPerOption,
  readScaleRange,
} from './option-texts.ts';
import { bestOf, type DraftItem, type DraftOption, type DraftPoints, isScored } from './pack-draft.ts';
import {
  letterOf,
  noteColumn,
  openQuestion,
  type PlacedOption,
  type QuestionCells,
  readAsFullMark,
  readOptions,
  readPointsByLetters,
  splitPointsCell,
} from './question-options.ts';
import type { TableQuestion } from './question-table.ts';
import {
  type CellPlace,
  createIds,
  type Faults,
  parsePoints,
  readPoints,
  saysNone,
  shorten,
} from './workbook-places.ts';
import { asksForSeveral, type DraftType, meansLacking } from './workbook-words.ts';

/** A question, and where its points were found. */
export interface PointedQuestion {
  readonly item: DraftItem;
  /** Whether the type was guessed, because the workbook does not name it. */
  readonly isTypeGuessed: boolean;
  /** Where the question's points were found; `none` if they are not stated. */
  readonly points: 'none' | 'options' | 'levels' | 'yes' | 'scale';
  /** The index of the column of points, if the number in it turned out to be the question's maximum. */
  readonly fullMarkColumn: number | undefined;
  /**
   * How points change in the order of the options; `lackingCountsMost` if the most points go to the option which means
   * that something is lacking.
   */
  readonly order: 'rising' | 'falling' | 'mixed' | 'lackingCountsMost' | undefined;
  /** Whether the options are listed in the workbook, not merely implied by the type. */
  readonly hasOptions: boolean;
  readonly columns: ReadonlySet<number>;
  /** The cell that contains the options. */
  readonly place: CellPlace;
}

type PointsResult = Pick<PointedQuestion, 'item' | 'points' | 'fullMarkColumn' | 'order'>;

/** The scale used if a question of type scale does not state its ends. */
const FIVE_STEPS = { minimum: 1, maximum: 5 };

/** A question whose type and options are known, and whose points are to be determined. */
interface TypedQuestion {
  readonly cells: QuestionCells;
  readonly id: string;
  readonly language: string;
  readonly type: DraftType;
  readonly text: string;
  readonly options: readonly PlacedOption[];
  /** The cell that contains the options. */
  readonly optionsPlace: CellPlace;
  readonly range: ReturnType<typeof readScaleRange>;
  /** All texts that may contain a rule for points. */
  readonly rule: string;
  /** The question as a part of a draft, without its points. */
  readonly base: DraftItem;
}

/** Reads a question of a table. Contradictions and unreadable texts are faults of their cells. */
export function readQuestion(
  source: TableQuestion,
  { id, type: stated }: { readonly id: string; readonly type: DraftType | undefined },
  language: string,
  faults: Faults,
  messages: Messages,
): PointedQuestion {
  const cells = openQuestion(source, faults, messages);
  const { row } = cells;
  const { rows, columns } = source;
  const [text, help] = [row.at('question'), row.at('help')];
  if (text !== '') noteColumn(cells, 'question');
  if (help !== '') noteColumn(cells, 'help');
  const range = readScaleRange(row.at('options'));
  const isScaleRange = range !== undefined && rows.length === 1 && (stated === undefined || stated === 'scale');
  const options = isScaleRange ? [] : readOptions(cells);
  if (row.at('options') !== '') noteColumn(cells, 'options');
  const type = isScaleRange ? 'scale' : chooseType(stated, text, options);
  const question: TypedQuestion = {
    cells,
    id,
    language,
    type,
    text,
    options,
    optionsPlace: row.place(columns.options.length > 0 ? 'question' : 'options'),
    range,
    rule: [row.at('rule'), text, help, row.at('points')].join('\n'),
    base: {
      id,
      type,
      text: { [language]: text },
      ...(help === '' ? {} : { help: { [language]: help } }),
      options: [],
    },
  };
  return {
    ...readPointsOfType(question),
    isTypeGuessed: stated === undefined,
    hasOptions: options.length > 0,
    columns: cells.usedColumns,
    place: question.optionsPlace,
  };
}

function chooseType(stated: DraftType | undefined, text: string, options: readonly PlacedOption[]): DraftType {
  if (stated === 'scale' && options.length > 0) return 'single';
  if (stated !== undefined) return stated;
  if (options.length === 0) return 'text';
  if (asksForSeveral(text)) return 'multiple';
  return findYesNo(options) && options.every(({ mark }) => mark === undefined) ? 'boolean' : 'single';
}

function readPointsOfType(question: TypedQuestion): PointsResult {
  const { cells, id, type, options, optionsPlace, base } = question;
  const { row, faults, fullMark } = cells;
  const { from } = cells.messages.init;
  const fullMarkColumn = fullMark.value === undefined ? undefined : fullMark.column;
  const resultWithoutPoints = { points: 'none', fullMarkColumn, order: undefined } as const;
  if (type === 'boolean') return readBooleanPoints(question);
  if (type === 'scale') return readScalePoints(question);
  if (type !== 'single' && type !== 'multiple') {
    const cell = fullMark.value === undefined ? row.at('points') : `${fullMark.value}`;
    if (cell !== '')
      faults.add(
        fullMark.value === undefined ? row.place('points') : fullMark.place,
        from.pointsForOther({ points: cell }),
      );
    return { item: base, ...resultWithoutPoints };
  }
  if (options.length === 0) faults.add(optionsPlace, from.noOptions({ id }));
  else if (options.length === 1 && type === 'single')
    faults.add(optionsPlace, from.oneOption({ text: shorten(row.at('options')) }));
  else return readChoicePoints(question);
  return { item: base, ...resultWithoutPoints };
}

function readBooleanPoints({ cells, id, options, optionsPlace, base }: TypedQuestion): PointsResult {
  const { row, faults, messages, fullMark } = cells;
  const { from } = messages.init;
  const yesNoOptions = findYesNo(options);
  if (options.length > 0 && !yesNoOptions) {
    faults.add(optionsPlace, from.notYesNo);
    return { item: base, points: 'none', fullMarkColumn: undefined, order: undefined };
  }
  const pointsOf = (option: PlacedOption | undefined): number | undefined => option && findStatedPoints(option, cells);
  const [yes, no] = [pointsOf(yesNoOptions?.yes), pointsOf(yesNoOptions?.no)];
  const singlePoints =
    options.length === 0 && row.at('points') !== ''
      ? readPoints(messages, faults, row.at('points'), row.place('points'))
      : undefined;
  if (singlePoints !== undefined) noteColumn(cells, 'points');
  const maxPoints = yes === undefined && no === undefined ? (fullMark.value ?? singlePoints) : undefined;
  if ((yes === undefined) !== (no === undefined)) faults.add(optionsPlace, from.someWithoutPoints({ id }));
  const count: DraftPoints =
    maxPoints !== undefined ? { yes: maxPoints, no: 0 } : yes !== undefined ? { yes, no: no ?? 0 } : {};
  const item = { ...base, ...(Object.keys(count).length > 0 ? { count } : {}) };
  if (yes !== undefined) checkFullMark(cells, item);
  const points = maxPoints !== undefined ? 'yes' : yes !== undefined ? 'options' : 'none';
  const order = yes !== undefined && no !== undefined && no > yes ? 'lackingCountsMost' : undefined;
  return { item, points, fullMarkColumn: fullMark.column, order };
}

function readScalePoints({ cells, range, base }: TypedQuestion): PointsResult {
  const { row, faults, messages } = cells;
  const scaleRange = range ?? FIVE_STEPS;
  const cell = row.at('points');
  if (cells.fullMark.value === undefined && cell !== '') readAsFullMark(cells, cell, row.place('points'));
  if (cell !== '') noteColumn(cells, 'points');
  const item = { ...base, ...scaleRange };
  const { value, place, column } = cells.fullMark;
  if (value === undefined || value === scaleRange.maximum)
    return { item, points: value === undefined ? 'none' : 'scale', fullMarkColumn: column, order: undefined };
  if (scaleRange.minimum !== 0)
    faults.add(
      place,
      messages.init.from.fullMarkOfScale({
        mark: `${value}`,
        scale: `${scaleRange.minimum}–${scaleRange.maximum}`,
      }),
    );
  const step = divide(fromNumber(value), fromNumber(scaleRange.maximum));
  return { item: { ...item, count: { step } }, points: 'scale', fullMarkColumn: column, order: undefined };
}

/** The points of each option, and where they were found. */
interface OptionPoints {
  readonly points: (number | undefined)[];
  readonly kind: PointedQuestion['points'];
}

function readChoicePoints(question: TypedQuestion): PointsResult {
  const { cells, type, text, options, optionsPlace, rule, base } = question;
  const { row, faults, fullMark } = cells;
  const { from } = cells.messages.init;
  const { points, kind } = findOptionPoints(question);
  if (kind === 'none' && fullMark.value !== undefined)
    faults.add(fullMark.place, from.fullMarkOnly({ mark: `${fullMark.value}` }));
  if (kind !== 'none') fillMissingPoints(question, points);
  const maxChosen = type === 'multiple' ? readMaxChosen(text) : undefined;
  const uncappedItem: DraftItem = {
    ...base,
    options: draftOptions(question, points),
    ...(maxChosen === undefined ? {} : { most: maxChosen }),
  };
  const cap = type === 'multiple' ? readMaxPoints(rule) : undefined;
  const isCapped = cap !== undefined && compare(bestOf(uncappedItem), fromNumber(cap)) > 0;
  if (isCapped && row.at('rule') !== '') noteColumn(cells, 'rule');
  const item = isCapped ? { ...uncappedItem, count: { cap } } : uncappedItem;
  if (kind !== 'none' && points.every((value) => value !== undefined)) checkFullMark(cells, item);
  checkLevels(question, points);
  const isSame = type === 'single' && options.length > 1 && points.every((value) => value === points[0]);
  if (kind === 'options' && isSame) faults.add(optionsPlace, from.sameForAll({ points: `${points[0]}` }));
  return {
    item,
    points: kind,
    fullMarkColumn: fullMark.column,
    order: kind === 'options' ? orderOf(question, points) : undefined,
  };
}

/**
 * Finds the points of the options: beside each option, in a rule that gives all options the same points, in a rule with
 * points for each option, or in the numbers of levels.
 */
function findOptionPoints(question: TypedQuestion): OptionPoints {
  const { cells, type, options, rule } = question;
  const { row } = cells;
  const pointsPerOption = type === 'multiple' ? readPointsPerOption(rule) : undefined;
  const statedPoints = options.map((option) => findStatedPoints(option, cells));
  if (statedPoints.some((value) => value !== undefined)) return { points: statedPoints, kind: 'options' };
  if (pointsPerOption !== undefined) {
    if (row.at('rule') !== '') noteColumn(cells, 'rule');
    const points = options.map((option) => (isExclusive(question, option) ? 0 : pointsPerOption));
    return { points, kind: 'options' };
  }
  const pointsByRule = readPointsFromRule(question);
  if (pointsByRule) {
    noteColumn(cells, 'rule');
    return { points: [...pointsByRule], kind: 'options' };
  }
  if (row.at('rule') !== '')
    cells.faults.add(row.place('rule'), cells.messages.init.from.ruleNotRead({ rule: shorten(row.at('rule')) }));
  if (options.every(({ level }) => level !== undefined))
    return { points: derivePointsFromLevels(question), kind: 'levels' };
  return { points: statedPoints, kind: 'none' };
}

/** Whether choosing an option means that none of the others applies. */
function isExclusive({ type, language }: TypedQuestion, option: PlacedOption): boolean {
  return type === 'multiple' && saysNone({ [language]: option.text });
}

/** Gives 0 points to an exclusive option without points, and reports other options without points. */
function fillMissingPoints(question: TypedQuestion, points: (number | undefined)[]): void {
  const { faults, messages } = question.cells;
  for (const [i, option] of question.options.entries()) {
    if (points[i] !== undefined) continue;
    if (isExclusive(question, option)) points[i] = 0;
    else if (!endsInPointsRange(option.text))
      faults.add(option.place, messages.init.from.optionWithoutPoints({ text: shorten(option.text) }));
  }
}

/**
 * Returns the points of an option: from its text, from the cell beside it, or from the heading of its column. Two
 * different numbers are a fault.
 */
function findStatedPoints(
  { points, own, columnPoints, place }: PlacedOption,
  { faults, messages }: QuestionCells,
): number | undefined {
  const optionPoints = own?.points ?? columnPoints;
  if (points !== undefined && optionPoints !== undefined && points !== optionPoints)
    faults.add(own?.place ?? place, messages.init.from.otherPoints({ beside: `${optionPoints}`, within: `${points}` }));
  return points ?? optionPoints;
}

function readPointsFromRule({ cells, options }: TypedQuestion): readonly (number | undefined)[] | undefined {
  const cell = cells.row.at('rule');
  const pointsByLetter = readPointsByLetters(cell, options);
  if (pointsByLetter) return pointsByLetter;
  const parts = splitPointsCell(cell, options.length);
  const numbers = parts.map(parsePoints);
  return parts.length === options.length && numbers.every((number) => number !== undefined) ? numbers : undefined;
}

/**
 * Derives the points of levels. They are the numbers of the levels or, if the question states a maximum and the
 * headings state shares, the shares of that maximum.
 */
function derivePointsFromLevels({ cells, options }: TypedQuestion): (number | undefined)[] {
  const { value, place } = cells.fullMark;
  const levels = options.map(({ level }) => level as number);
  if (value === undefined || value === Math.max(...levels)) return levels;
  if (options.every(({ share }) => share !== undefined)) return options.map(({ share }) => value * (share as number));
  cells.faults.add(place, cells.messages.init.from.fullMarkOnly({ mark: `${value}` }));
  return levels;
}

/** Reports a fault if a higher level has fewer points than a lower one. */
function checkLevels({ cells, options }: TypedQuestion, points: readonly (number | undefined)[]): void {
  for (const [i, option] of options.entries()) {
    const optionBefore = options[i - 1];
    if (optionBefore?.level === undefined || option.level === undefined) continue;
    const isRising = option.level > optionBefore.level;
    const [lower, higher] = isRising ? [points[i - 1], points[i]] : [points[i], points[i - 1]];
    if (lower !== undefined && higher !== undefined && higher < lower)
      cells.faults.add(
        option.place,
        cells.messages.init.from.fallsWithLevel({ higher: `${higher}`, lower: `${lower}` }),
      );
  }
}

function draftOptions(question: TypedQuestion, points: readonly (number | undefined)[]): DraftOption[] {
  const { cells, language, options } = question;
  const ids = createIds(cells.messages, cells.faults);
  const areMarked = options.every(({ mark, id: own }) => mark !== undefined && own === undefined);
  return options.map((option, i) => ({
    id: ids.take(option.id ?? (areMarked ? (option.mark as string) : letterOf(i)), option.place),
    text: { [language]: option.text },
    ...(points[i] === undefined ? {} : { points: points[i] as number }),
    ...(isExclusive(question, option) ? { exclusive: true } : {}),
  }));
}

/** Checks that the best answer gives exactly the stated maximum. */
function checkFullMark({ fullMark, faults, messages }: QuestionCells, item: DraftItem): void {
  const { value, place } = fullMark;
  if (value === undefined || !isScored(item)) return;
  const bestPoints = bestOf(item);
  if (compare(bestPoints, fromNumber(value)) !== 0)
    faults.add(place, messages.init.from.fullMarkDiffers({ stated: `${value}`, best: `${toNumber(bestPoints)}` }));
}

function orderOf({ type, options }: TypedQuestion, points: readonly (number | undefined)[]): PointedQuestion['order'] {
  if (type !== 'single') return undefined;
  const numbers = points.filter((value) => value !== undefined);
  const steps = numbers.slice(1).map((value, i) => value - itemAt(numbers, i));
  const [isRising, isFalling] = [steps.every((step) => step >= 0), steps.every((step) => step <= 0)];
  const describesLack = (option: PlacedOption | undefined): boolean =>
    option !== undefined && meansLacking(option.text);
  const [first, last] = [options[0], options.at(-1)];
  if (isFalling && describesLack(first) && !describesLack(last)) return 'lackingCountsMost';
  if (isRising && describesLack(last) && !describesLack(first)) return 'lackingCountsMost';
  return isRising ? 'rising' : isFalling ? 'falling' : 'mixed';
}

/** Finds out which of two options means yes and which means no. */
function findYesNo(
  options: readonly PlacedOption[],
): { readonly yes: PlacedOption; readonly no: PlacedOption } | undefined {
  if (options.length !== 2) return undefined;
  const values = options.map(({ text }) => YES_NO_SPELLINGS.get(normaliseSpelling(text)));
  const [yes, no] = [options[values.indexOf(true)], options[values.indexOf(false)]];
  return yes && no && { yes, no };
}
