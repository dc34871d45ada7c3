// Determines the points of the answers to a question from everything that a workbook says about it.

import type { Messages } from '../../i18n/index.ts';
import { compare, divide, fromNumber, normaliseSpelling, toNumber, YES_NO_SPELLINGS } from '../../model/index.ts';
import {
  endsInPointsRange,
  type OptionText,
  readMaxChosen,
  readMaxPoints,
  readOptionTexts,
  readPointsByLetter,
  readPointsPerOption,
  readScaleRange,
  splitCell,
} from './option-texts.ts';
import { bestOf, type DraftItem, type DraftOption, type DraftPoints, isScored } from './pack-draft.ts';
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
import { asksForSeveral, type Column, type DraftType, meansLacking } from './workbook-words.ts';

/** A question, and where its points were found. */
export interface PointedQuestion {
  readonly item: DraftItem;
  /** Whether the type was guessed, because the workbook does not name it. */
  readonly isTypeGuessed: boolean;
  /** Where its points were found; `none` if they are not stated. */
  readonly points: 'none' | 'options' | 'levels' | 'yes' | 'scale';
  /** The index of the column of points, if the number in it turned out to be the question's maximum. */
  readonly fullMarkColumn: number | undefined;
  /**
   * How points change in the order of the options; `lackingCountsMost` if the option that means something is lacking
   * has the most points.
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

/** An option, with the cells that state it and its points. */
interface PlacedOption extends OptionText {
  readonly place: CellPlace;
  /** The id, if the option's column heading is one. */
  readonly id?: string;
  /** The points, if a separate cell states them. */
  readonly own?: { readonly points: number | undefined; readonly place: CellPlace };
  readonly level?: number;
  readonly share?: number;
  readonly columnPoints?: number;
}

/** The stated maximum points of a question, with their cell; `column` if they are in the column of points. */
interface FullMark {
  readonly value?: number;
  readonly place: CellPlace;
  readonly column?: number;
}

/** Reads a question of a table. Contradictions and unreadable texts are faults of their cells. */
export function readQuestion(
  question: TableQuestion,
  { id, type: stated }: { readonly id: string; readonly type: DraftType | undefined },
  language: string,
  faults: Faults,
  messages: Messages,
): PointedQuestion {
  const { from } = messages.init;
  const { rows, columns } = question;
  const row = rows[0] as (typeof rows)[number];
  const usedColumns = new Set<number>();
  const textAt = (column: Column): string => {
    const text = row.at(column);
    if (text !== '') usedColumns.add(columns.at.get(column) as number);
    return text;
  };
  const text = textAt('question');
  const help = textAt('help');
  const optionsPlace = row.place(columns.options.length > 0 ? 'question' : 'options');
  const range = readScaleRange(row.at('options'));
  const isScaleRange = range !== undefined && rows.length === 1 && (stated === undefined || stated === 'scale');
  let fullMark = findFullMark();
  const options = isScaleRange ? [] : readOptions();
  if (row.at('options') !== '') usedColumns.add(columns.at.get('options') as number);
  const type = chooseType();
  const rule = [row.at('rule'), text, help, row.at('points')].join('\n');
  const item = readPointedQuestion();
  return {
    ...item,
    isTypeGuessed: stated === undefined,
    hasOptions: options.length > 0,
    columns: usedColumns,
    place: optionsPlace,
  };

  /** Reads the maximum points from their own column, where every row of the question or only one may state them. */
  function findFullMark(): FullMark {
    const column = columns.at.get('fullMark');
    const statingRows = rows.filter((one) => one.at('fullMark') !== '');
    const place = (statingRows[0] ?? row).place('fullMark');
    if (column === undefined || statingRows.length === 0) return { place };
    usedColumns.add(column);
    const values = statingRows.map((one) => readPoints(messages, faults, one.at('fullMark'), one.place('fullMark')));
    const [value] = values;
    const otherIndex = values.findIndex((one) => one !== undefined && one !== value);
    if (otherIndex > 0)
      faults.add((statingRows[otherIndex] as typeof row).place('fullMark'), from.otherFullMark({ value: `${value}` }));
    return value === undefined ? { place } : { value, place };
  }

  /** Maximum points that were found in the column of points. */
  function createFullMark(value: number, place: CellPlace): FullMark {
    const column = columns.at.get('points');
    return { value, place, ...(column === undefined ? {} : { column }) };
  }

  function readOptions(): PlacedOption[] {
    const optionList = columns.options.length > 0 ? readOptionsFromColumns() : readOptionsFromCells();
    for (const { text: option, place } of optionList)
      if (endsInPointsRange(option)) faults.add(place, from.rangeOfPoints({ text: shorten(option) }));
    const texts = readOptionTexts(optionList.map(({ text: option }) => option));
    return optionList.map((option, i) => ({ ...option, ...(texts[i] as OptionText) }));
  }

  function readOptionsFromColumns(): PlacedOption[] {
    if (row.at('points') !== '') {
      usedColumns.add(columns.at.get('points') as number);
      readAsFullMark([], row.at('points'), row.place('points'));
    }
    return columns.options.flatMap(({ column, kind, number, share, pointsColumn }, i): PlacedOption[] => {
      const option = row.cells[column] ?? '';
      const ownText = pointsColumn === undefined ? '' : (row.cells[pointsColumn] ?? '');
      if (option === '' && ownText !== '') faults.add(row.placeOf(pointsColumn as number), from.pointsWithoutOption);
      if (option === '') return [];
      usedColumns.add(column);
      if (pointsColumn !== undefined) usedColumns.add(pointsColumn);
      const place = row.placeOf(column);
      return [
        {
          text: option,
          place,
          id: kind === 'level' ? `L${number}` : letterOf(kind === 'letter' ? number - 1 : i),
          ...(kind === 'level' ? { level: number } : {}),
          ...(share === undefined ? {} : { share }),
          ...(kind === 'points' ? { columnPoints: number } : {}),
          ...(pointsColumn === undefined
            ? {}
            : {
                own: {
                  points: readPoints(messages, faults, ownText, row.placeOf(pointsColumn)),
                  place: row.placeOf(pointsColumn),
                },
              }),
        },
      ];
    });
  }

  function readOptionsFromCells(): PlacedOption[] {
    const listedOptions = rows.flatMap((one) =>
      splitCell(one.at('options')).map((option) => ({ text: option, place: one.place('options'), row: one })),
    );
    const pointsAt = columns.at.get('points');
    const statingRows = rows.filter((one) => one.at('points') !== '');
    if (pointsAt === undefined || statingRows.length === 0) return listedOptions;
    usedColumns.add(pointsAt);
    if (rows.length > 1 && listedOptions.length === rows.length) {
      if (statingRows.length === 1 && statingRows[0] === row)
        return readAsFullMark(listedOptions, row.at('points'), row.place('points'));
      const optionRows = listedOptions.map(({ text: option, place, row: one }) => ({
        text: option,
        place,
        own: {
          points: readPoints(messages, faults, one.at('points'), one.place('points')),
          place: one.place('points'),
        },
      }));
      return removeRepeatedFullMark(optionRows);
    }
    const cell = row.at('points');
    const pointsByLetter = readPointsByLetters(cell, readOptionTexts(listedOptions.map(({ text: option }) => option)));
    if (pointsByLetter)
      return listedOptions.map(({ text: option, place }, i) => ({
        text: option,
        place,
        own: { points: pointsByLetter[i], place: row.place('points') },
      }));
    const parts = splitPointsCell(cell, listedOptions.length);
    if (parts.length === 1 && listedOptions.length !== 1)
      return readAsFullMark(listedOptions, cell, row.place('points'));
    if (parts.length !== listedOptions.length) {
      faults.add(
        row.place('points'),
        from.pointsForOptions({ points: String(parts.length), options: String(listedOptions.length) }),
      );
      return listedOptions;
    }
    return listedOptions.map(({ text: option, place }, i) => ({
      text: option,
      place,
      own: {
        points: readPoints(messages, faults, parts[i] as string, row.place('points')),
        place: row.place('points'),
      },
    }));
  }

  /**
   * Takes the number in a row's cell for the maximum of the whole question, if only one of several options has a
   * number.
   */
  function readAsFullMark<T>(listed: T, cell: string, place: CellPlace): T {
    // A rule such as `2 points each` is read elsewhere.
    if (readPointsPerOption(cell) !== undefined || readMaxPoints(cell) !== undefined) return listed;
    const value = readPoints(messages, faults, cell, place);
    if (value === undefined) return listed;
    if (fullMark.value !== undefined && fullMark.value !== value)
      faults.add(place, from.otherFullMark({ value: `${fullMark.value}` }));
    if (fullMark.value === undefined) fullMark = createFullMark(value, place);
    return listed;
  }

  /**
   * If every option's row has the same number, and the option texts themselves state different points, takes the number
   * for the question's maximum.
   */
  function removeRepeatedFullMark(options: PlacedOption[]): PlacedOption[] {
    const values = new Set(options.map(({ own }) => own?.points));
    const [value] = values;
    const texts = readOptionTexts(options.map(({ text: option }) => option));
    const isRepeated = values.size === 1 && value !== undefined && texts.every(({ points }) => points !== undefined);
    if (!isRepeated || texts.every(({ points }) => points === value)) return options;
    if (fullMark.value === undefined) fullMark = createFullMark(value, row.place('points'));
    return options.map(({ own: _, ...option }) => option);
  }

  function chooseType(): DraftType {
    if (isScaleRange) return 'scale';
    if (stated === 'scale' && options.length > 0) return 'single';
    if (stated !== undefined) return stated;
    if (options.length === 0) return 'text';
    if (asksForSeveral(text)) return 'multiple';
    return findYesNo(options) && options.every(({ mark }) => mark === undefined) ? 'boolean' : 'single';
  }

  function readPointedQuestion(): PointsResult {
    const base: DraftItem = {
      id,
      type,
      text: { [language]: text },
      ...(help === '' ? {} : { help: { [language]: help } }),
      options: [],
    };
    const fullMarkColumn = fullMark.value === undefined ? undefined : fullMark.column;
    const resultWithoutPoints = { points: 'none', fullMarkColumn, order: undefined } as const;
    if (type === 'boolean') return readBooleanPoints(base);
    if (type === 'scale') return readScalePoints(base);
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
    else return readChoicePoints(base);
    return { item: base, ...resultWithoutPoints };
  }

  function readBooleanPoints(base: DraftItem): PointsResult {
    const yesNoOptions = findYesNo(options);
    if (options.length > 0 && !yesNoOptions) {
      faults.add(optionsPlace, from.notYesNo);
      return { item: base, points: 'none', fullMarkColumn: undefined, order: undefined };
    }
    const pointsOf = (option: PlacedOption | undefined): number | undefined => option && findStatedPoints(option);
    const [yes, no] = [pointsOf(yesNoOptions?.yes), pointsOf(yesNoOptions?.no)];
    const singlePoints =
      options.length === 0 && row.at('points') !== ''
        ? readPoints(messages, faults, row.at('points'), row.place('points'))
        : undefined;
    if (singlePoints !== undefined) usedColumns.add(columns.at.get('points') as number);
    const maxPoints = yes === undefined && no === undefined ? (fullMark.value ?? singlePoints) : undefined;
    if ((yes === undefined) !== (no === undefined)) faults.add(optionsPlace, from.someWithoutPoints({ id }));
    const count: DraftPoints =
      maxPoints !== undefined ? { yes: maxPoints, no: 0 } : yes !== undefined ? { yes, no: no ?? 0 } : {};
    const item = { ...base, ...(Object.keys(count).length > 0 ? { count } : {}) };
    if (yes !== undefined) checkFullMark(item);
    const points = maxPoints !== undefined ? 'yes' : yes !== undefined ? 'options' : 'none';
    const order = yes !== undefined && no !== undefined && no > yes ? 'lackingCountsMost' : undefined;
    return { item, points, fullMarkColumn: fullMark.column, order };
  }

  function readScalePoints(base: DraftItem): PointsResult {
    const scaleRange = range ?? FIVE_STEPS;
    const cell = row.at('points');
    if (fullMark.value === undefined && cell !== '') readAsFullMark([], cell, row.place('points'));
    if (cell !== '') usedColumns.add(columns.at.get('points') as number);
    const item = { ...base, ...scaleRange };
    const { value } = fullMark;
    if (value === undefined || value === scaleRange.maximum)
      return {
        item,
        points: value === undefined ? 'none' : 'scale',
        fullMarkColumn: fullMark.column,
        order: undefined,
      };
    if (scaleRange.minimum !== 0)
      faults.add(
        fullMark.place,
        from.fullMarkOfScale({ mark: `${value}`, scale: `${scaleRange.minimum}–${scaleRange.maximum}` }),
      );
    const step = divide(fromNumber(value), fromNumber(scaleRange.maximum));
    return { item: { ...item, count: { step } }, points: 'scale', fullMarkColumn: fullMark.column, order: undefined };
  }

  function readChoicePoints(base: DraftItem): PointsResult {
    const pointsPerOption = type === 'multiple' ? readPointsPerOption(rule) : undefined;
    const isExclusiveOption = (option: PlacedOption): boolean =>
      type === 'multiple' && saysNone({ [language]: option.text });
    let points = options.map(findStatedPoints);
    let pointsKind: PointedQuestion['points'] = points.some((value) => value !== undefined) ? 'options' : 'none';
    if (pointsKind === 'none' && pointsPerOption !== undefined) {
      points = options.map((option) => (isExclusiveOption(option) ? 0 : pointsPerOption));
      pointsKind = 'options';
      if (row.at('rule') !== '') usedColumns.add(columns.at.get('rule') as number);
    }
    if (pointsKind === 'none') {
      const pointsByRule = readPointsFromRule();
      if (pointsByRule) {
        points = [...pointsByRule];
        pointsKind = 'options';
        usedColumns.add(columns.at.get('rule') as number);
      } else if (row.at('rule') !== '')
        faults.add(row.place('rule'), from.ruleNotRead({ rule: shorten(row.at('rule')) }));
    }
    if (pointsKind === 'none' && options.every(({ level }) => level !== undefined)) {
      points = derivePointsFromLevels();
      pointsKind = 'levels';
    }
    if (pointsKind === 'none' && fullMark.value !== undefined)
      faults.add(fullMark.place, from.fullMarkOnly({ mark: `${fullMark.value}` }));
    if (pointsKind !== 'none')
      for (const [i, option] of options.entries()) {
        if (points[i] !== undefined) continue;
        if (isExclusiveOption(option)) points[i] = 0;
        else if (!endsInPointsRange(option.text))
          faults.add(option.place, from.optionWithoutPoints({ text: shorten(option.text) }));
      }
    const draftedOptions = draftOptions(points, isExclusiveOption);
    const maxChosen = type === 'multiple' ? readMaxChosen(text) : undefined;
    const uncappedItem: DraftItem = {
      ...base,
      ...(maxChosen === undefined ? {} : { most: maxChosen }),
      options: draftedOptions,
    };
    const cap = type === 'multiple' ? readMaxPoints(rule) : undefined;
    const isCapped = cap !== undefined && compare(bestOf(uncappedItem), fromNumber(cap)) > 0;
    if (isCapped && row.at('rule') !== '') usedColumns.add(columns.at.get('rule') as number);
    const item = isCapped ? { ...uncappedItem, count: { cap } } : uncappedItem;
    if (pointsKind !== 'none' && points.every((value) => value !== undefined)) checkFullMark(item);
    checkLevels(points);
    const isSame = type === 'single' && options.length > 1 && points.every((value) => value === points[0]);
    if (pointsKind === 'options' && isSame) faults.add(optionsPlace, from.sameForAll({ points: `${points[0]}` }));
    return {
      item,
      points: pointsKind,
      fullMarkColumn: fullMark.column,
      order: pointsKind === 'options' ? orderOf(points) : undefined,
    };
  }

  /**
   * The points of an option: stated in its text, in a cell beside it, or in the heading of its column. Two different
   * numbers are a fault.
   */
  function findStatedPoints({ points, own, columnPoints, place }: PlacedOption): number | undefined {
    const optionPoints = own?.points ?? columnPoints;
    if (points !== undefined && optionPoints !== undefined && points !== optionPoints)
      faults.add(own?.place ?? place, from.otherPoints({ beside: `${optionPoints}`, within: `${points}` }));
    return points ?? optionPoints;
  }

  function readPointsFromRule(): readonly (number | undefined)[] | undefined {
    const cell = row.at('rule');
    const pointsByLetter = readPointsByLetters(cell, options);
    if (pointsByLetter) return pointsByLetter;
    const parts = splitPointsCell(cell, options.length);
    const numbers = parts.map(parsePoints);
    return parts.length === options.length && numbers.every((number) => number !== undefined) ? numbers : undefined;
  }

  /**
   * Takes the number of a level for its points or, if a maximum is stated, the level's share of the maximum from its
   * heading.
   */
  function derivePointsFromLevels(): (number | undefined)[] {
    const { value } = fullMark;
    const levels = options.map(({ level }) => level as number);
    if (value === undefined || value === Math.max(...levels)) return levels;
    if (options.every(({ share }) => share !== undefined)) return options.map(({ share }) => value * (share as number));
    faults.add(fullMark.place, from.fullMarkOnly({ mark: `${value}` }));
    return levels;
  }

  /** Reports as a fault if a higher level has fewer points than a lower one. */
  function checkLevels(points: readonly (number | undefined)[]): void {
    for (const [i, option] of options.entries()) {
      const optionBefore = options[i - 1];
      if (optionBefore?.level === undefined || option.level === undefined) continue;
      const isRising = option.level > optionBefore.level;
      const [lower, higher] = isRising ? [points[i - 1], points[i]] : [points[i], points[i - 1]];
      if (lower !== undefined && higher !== undefined && higher < lower)
        faults.add(option.place, from.fallsWithLevel({ higher: `${higher}`, lower: `${lower}` }));
    }
  }

  function draftOptions(
    points: readonly (number | undefined)[],
    isExclusiveOption: (option: PlacedOption) => boolean,
  ): DraftOption[] {
    const ids = createIds(messages, faults);
    const areMarked = options.every(({ mark, id: own }) => mark !== undefined && own === undefined);
    return options.map((option, i) => ({
      id: ids.take(option.id ?? (areMarked ? (option.mark as string) : letterOf(i)), option.place),
      text: { [language]: option.text },
      ...(points[i] === undefined ? {} : { points: points[i] as number }),
      ...(isExclusiveOption(option) ? { exclusive: true } : {}),
    }));
  }

  /** Checks that the best answer gives exactly the stated maximum. */
  function checkFullMark(item: DraftItem): void {
    const { value, place } = fullMark;
    if (value === undefined || !isScored(item)) return;
    const best = bestOf(item);
    if (compare(best, fromNumber(value)) !== 0)
      faults.add(place, from.fullMarkDiffers({ stated: `${value}`, best: `${toNumber(best)}` }));
  }

  function orderOf(points: readonly (number | undefined)[]): PointedQuestion['order'] {
    if (type !== 'single') return undefined;
    const numbers = points.filter((value) => value !== undefined);
    const steps = numbers.slice(1).map((value, i) => value - (numbers[i] as number));
    const [isRising, isFalling] = [steps.every((step) => step >= 0), steps.every((step) => step <= 0)];
    const describesLack = (option: PlacedOption | undefined): boolean =>
      option !== undefined && meansLacking(option.text);
    const [first, last] = [options[0], options.at(-1)];
    if (isFalling && describesLack(first) && !describesLack(last)) return 'lackingCountsMost';
    if (isRising && describesLack(last) && !describesLack(first)) return 'lackingCountsMost';
    return isRising ? 'rising' : isFalling ? 'falling' : 'mixed';
  }
}

function letterOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : `O${i + 1}`;
}

/** The points that a text states by option letter; undefined if any option is missing in it. */
function readPointsByLetters(
  rule: string,
  options: readonly { readonly id?: string; readonly mark?: string }[],
): readonly number[] | undefined {
  const pointsByLetter = readPointsByLetter(rule);
  const points = options.map(({ id, mark }, i) => pointsByLetter.get(id ?? mark?.toUpperCase() ?? letterOf(i)));
  return pointsByLetter.size > 0 && points.every((value) => value !== undefined) ? points : undefined;
}

/** Splits a cell that states one number per option. */
function splitPointsCell(cell: string, options: number): string[] {
  const parts = splitCell(cell);
  if (parts.length !== 1 || options < 2) return parts;
  const partTexts = cell.split(/[、，/]|,\s/).map((part) => part.trim());
  return partTexts.length === options && partTexts.every((part) => parsePoints(part) !== undefined) ? partTexts : parts;
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
