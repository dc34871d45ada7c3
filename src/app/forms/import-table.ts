// Drafts a pack from the tables of questions in a workbook.

import type { Messages } from '../../i18n/index.ts';
import {
  add,
  compare,
  divide,
  fromNumber,
  itemAt,
  multiply,
  type Rational,
  Refusal,
  sumRationals,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import { type SheetRows, toColumnName, type WorkbookSheets } from '../../table/index.ts';
import { type EnterpriseSheet, isEnterpriseSheet, readEnterpriseSheet } from './enterprise-sheet.ts';
import { isLevelHeadingRow, type LevelTable, readLevelTable } from './level-table.ts';
import { readOptionTexts, splitCell } from './option-texts.ts';
import {
  bestOf,
  type DraftGroup,
  type DraftItem,
  type DraftLevel,
  type DraftScale,
  type DraftSection,
  isScored,
  leastOf,
  type PackDraft,
  PERCENT_SCALE,
  type Remark,
} from './pack-draft.ts';
import { type PointedQuestion, readQuestion } from './question-points.ts';
import { type QuestionTable, readQuestionTable, type TableQuestion } from './question-table.ts';
import { findWeightSheet, groupKey, nameOfSection, readWeights, type TableWeights } from './table-weights.ts';
import { remarkOnUnused, type WorkbookUse } from './unused-parts.ts';
import {
  type CellPlace,
  createFaults,
  createIds,
  type Faults,
  type IdRegister,
  isId,
  parsePoints,
  readWord,
  shorten,
} from './workbook-places.ts';
import { type Column, factOfLabel, isAboutEnterprise, isGenericSheetName, TYPE_WORDS } from './workbook-words.ts';

/** A question of a table, with the meaning of its cells. */
interface ReadQuestion extends PointedQuestion {
  readonly source: TableQuestion;
  readonly sheet: string;
}

/**
 * Drafts a pack from the tables of a workbook. Throws a `Refusal` if the workbook has no questions or contradicts
 * itself; the refusal lists all contradictions.
 */
export function importTables(workbook: WorkbookSheets, language: string, messages: Messages): PackDraft {
  const { sheets } = workbook;
  const faults = createFaults(messages);
  const ids = createIds(messages, faults);
  const remarks: Remark[] = [];
  const tables = findQuestionTables(sheets, faults, messages);
  const sheetsWithoutTable = sheets.filter((sheet) => !tables.some((table) => table.sheet === sheet));
  const factId = createFactIds(ids);
  const enterprise = readEnterpriseSheets(sheetsWithoutTable, language, factId);
  const isOther = (sheet: SheetRows): boolean => !enterprise.has(sheet);

  const tableContents = readQuestions(tables, { language, ids, factId, faults, messages, remarks });
  const levelTables = readLevelTables(sheets.filter(isOther), tables, language, faults, messages);
  const { questions, facts } = tableContents;
  remarks.push(...checkPointsEverywhere(questions, faults, messages));
  const weightSheet = findWeightSheet(sheetsWithoutTable.filter(isOther));
  const weights = readWeights(
    questions.map(({ source }) => source),
    (i) => isScored(itemAt(questions, i).item),
    weightSheet,
    faults,
    messages,
  );
  // Sums can be checked only if every number in them was valid.
  faults.refuseIfAny();
  if (questions.length + facts.length === 0) throw new Refusal(3, messages.init.from.noQuestions);
  const { sections, areGroupsUsed } = buildSections(questions, weights, language, ids);
  const isWeighted = weights.sections !== undefined;
  checkSums(tables, questions, isWeighted, faults, messages);
  const [levels] = levelTables;
  const scale = scaleOf(questions, levels, isWeighted, faults, messages);
  faults.refuseIfAny();

  remarks.push(...remarkOnPoints(questions));
  if (isWeighted) remarks.push({ code: 'weights', what: describeWeights(sections) });
  if (weights.isAlike) remarks.push({ code: 'weightsAlike', what: sections.map(({ id }) => id) });
  remarks.push(...remarkOnLevels(levels, scale));
  const workbookUse: WorkbookUse = {
    tables,
    enterprise,
    levelTables,
    weightSheet: weights.isSheetUsed ? weightSheet?.sheet : undefined,
    questions: [...questions, ...facts],
    isColumnUsed: (column) => isWholeColumnUsed(column, tableContents.areNumbersIds, areGroupsUsed, weights),
  };
  remarks.push(...remarkOnUnused(workbook, workbookUse, messages));
  return {
    title: draftTitle(tables, language),
    languages: [language],
    facts: [...[...enterprise.values()].flatMap((sheet) => sheet.facts), ...facts.map(({ item }) => item)],
    sections,
    scale,
    remarks,
  };
}

/** Finds the tables of questions. Throws a `Refusal` if there is none. */
function findQuestionTables(sheets: readonly SheetRows[], faults: Faults, messages: Messages): QuestionTable[] {
  const { from } = messages.init;
  const tables = sheets.flatMap((sheet) => readQuestionTable(sheet, faults, messages) ?? []);
  if (tables.length === 0)
    throw new Refusal(
      3,
      from.noHeadings({
        sheets: sheets.map(({ name }) => name).join(', '),
        wanted: 'Section, Question, Type, Options, Points',
      }),
      from.noHeadingsNext,
    );
  return tables;
}

function readEnterpriseSheets(
  sheets: readonly SheetRows[],
  language: string,
  factId: FactIdFinder,
): ReadonlyMap<SheetRows, EnterpriseSheet> {
  return new Map(
    sheets.filter(isEnterpriseSheet).map((sheet) => [sheet, readEnterpriseSheet(sheet, language, factId)]),
  );
}

/**
 * Whether a column was used as a whole. This is false for columns whose cells are recorded one by one while they are
 * read.
 */
function isWholeColumnUsed(
  column: Column,
  areNumbersIds: boolean,
  areGroupsUsed: boolean,
  weights: TableWeights,
): boolean {
  switch (column) {
    case 'section':
    case 'type':
    case 'id':
      return true;
    case 'number':
      return areNumbersIds;
    case 'group':
      return areGroupsUsed;
    case 'sectionWeight':
    case 'groupWeight':
    case 'weight':
      return weights.columns.has(column);
    // The cells of these columns are recorded as used while they are read.
    case 'question':
    case 'indicator':
    case 'options':
    case 'rule':
    case 'points':
    case 'fullMark':
    case 'help':
      return false;
  }
}

/**
 * Returns the first title above a table. A single table without a title gets the name of its sheet, unless that name is
 * generic.
 */
function draftTitle(tables: readonly QuestionTable[], language: string): PackDraft['title'] {
  const [only] = tables.length === 1 ? tables : [];
  const title =
    tables.find((table) => table.title !== '')?.title ??
    (only && !isGenericSheetName(only.sheet.name) ? only.sheet.name : '');
  return title === '' ? null : { [language]: title };
}

/** Returns a new id for a fact with this label. */
type FactIdFinder = (label: string, place: CellPlace) => string;

/** Creates ids for facts: the usual id if the label is well known, otherwise a number. */
function createFactIds(ids: IdRegister): FactIdFinder {
  let number = 0;
  return (label, place) => {
    number++;
    let id = factOfLabel(label)?.id ?? `fact${number}`;
    for (let i = number; ids.isTaken(id); i++) id = `fact${i}`;
    return ids.take(id, place);
  };
}

function readLevelTables(
  sheets: readonly SheetRows[],
  tables: readonly QuestionTable[],
  language: string,
  faults: Faults,
  messages: Messages,
): LevelTable[] {
  const levelTablePlaces = sheets.flatMap((sheet) => {
    const table = tables.find((candidate) => candidate.sheet === sheet);
    if (table) return table.levels.map((row) => ({ sheet, row }));
    const row = sheet.rows.findIndex((cells) => isLevelHeadingRow(cells));
    return row < 0 ? [] : [{ sheet, row }];
  });
  const levelTables = levelTablePlaces.map(({ sheet, row }) => readLevelTable(sheet, row, language, faults, messages));
  return levelTables.filter(({ levels }) => levels.length > 0);
}

interface ReadContext {
  readonly language: string;
  readonly ids: IdRegister;
  readonly factId: FactIdFinder;
  readonly faults: Faults;
  readonly messages: Messages;
  readonly remarks: Remark[];
}

/** Reads all questions; questions about the enterprise itself become facts. */
function readQuestions(
  tables: readonly QuestionTable[],
  context: ReadContext,
): { questions: ReadQuestion[]; facts: ReadQuestion[]; areNumbersIds: boolean } {
  const { language, ids, factId, faults, messages, remarks } = context;
  const questions: ReadQuestion[] = [];
  const facts: ReadQuestion[] = [];
  const areNumbersIds = haveNumbersAsIds(tables);
  const sectionsWithScores = findScoredSections(tables);
  for (const { sheet, questions: rows } of tables) {
    for (const source of rows) {
      const [row] = source.rows;
      if (!row) continue;
      const word = row.at('type');
      const type = word === '' ? undefined : readWord(messages, faults, TYPE_WORDS, word, row.place('type'));
      const isFact = isAboutEnterprise(source.section) && !sectionsWithScores.has(source.section);
      const label = row.at('question');
      const idSource = row.at('id') !== '' ? 'id' : areNumbersIds && row.at('number') !== '' ? 'number' : undefined;
      let id = '';
      if (isFact) id = factId(label, row.place('question'));
      else if (idSource) id = ids.take(row.at(idSource), row.place(idSource));
      else {
        let number = questions.length + 1;
        while (ids.isTaken(`Q${number}`)) number++;
        id = ids.take(`Q${number}`, row.place('question'));
      }
      const usualType = isFact ? factOfLabel(label)?.type : undefined;
      const questionWithPoints = readQuestion(
        source,
        { id, type: type === undefined || type === 'text' ? (usualType ?? type) : type },
        language,
        faults,
        messages,
      );
      (isFact ? facts : questions).push({ ...questionWithPoints, source, sheet: sheet.name });
    }
  }
  const guessedQuestions = questions.filter(({ isTypeGuessed }) => isTypeGuessed);
  if (guessedQuestions.length > 0)
    remarks.push({ code: 'type', what: guessedQuestions.map(({ item: { id, type } }) => `${id} (${type})`) });
  return { questions, facts, areNumbersIds };
}

/** Columns with points or weights. */
const COUNTING_COLUMNS: readonly Column[] = ['points', 'fullMark', 'weight', 'sectionWeight', 'groupWeight'];

/**
 * Finds the sections that have points or weights. Their questions are not facts, even in a section called
 * "Organisation".
 */
function findScoredSections(tables: readonly QuestionTable[]): ReadonlySet<string> {
  const hasPoints = ({ rows }: TableQuestion): boolean =>
    rows.some(
      (row) =>
        COUNTING_COLUMNS.some((column) => /[1-9]/.test(row.at(column))) ||
        readOptionTexts(splitCell(row.at('options'))).some(({ points }) => points !== undefined),
    );
  return new Set(tables.flatMap(({ questions }) => questions.filter(hasPoints).map(({ section }) => section)));
}

/** Matches a cell for one question that seems to contain several numbered ones: `1. … 2. …`. */
const SEVERAL_OPTIONS_PATTERN = /^\s*[(（]?[1a][.．、)）]\s?\D[\s\S]*(?:\n|[?？。；;]\s?)[(（]?[2b][.．、)）]\s?\D/i;

/**
 * Whether the running numbers can serve as ids of the questions: they are valid ids and do not restart in every part.
 */
function haveNumbersAsIds(tables: readonly QuestionTable[]): boolean {
  const numbers = tables.flatMap(({ questions }) => questions.map(({ rows: [row] }) => row?.at('number') ?? ''));
  const ids = tables.flatMap(({ questions }) => questions.map(({ rows: [row] }) => row?.at('id') ?? ''));
  const filledNumbers = numbers.filter((number) => number !== '');
  return (
    ids.every((id) => id === '') &&
    filledNumbers.every(isId) &&
    new Set(filledNumbers.map((id) => id.toLowerCase())).size === filledNumbers.length
  );
}

/**
 * Reports a fault if a workbook states points for some questions with options but not for all: points guessed for the
 * others would be on another scale.
 */
function checkPointsEverywhere(
  questions: readonly ReadQuestion[],
  faults: Faults,
  { init: { from } }: Messages,
): Remark[] {
  const questionsWithoutPoints = questions.filter(({ item, points }) => points === 'none' && isScored(item));
  if (!questions.some(({ points }) => points !== 'none')) return [];
  for (const { item, place, hasOptions } of questionsWithoutPoints)
    if (hasOptions) faults.add(place, from.noPointsHere({ id: item.id }));
  const withoutOptions = questionsWithoutPoints.filter(({ hasOptions }) => !hasOptions).map(({ item }) => item.id);
  return withoutOptions.length === 0 ? [] : [{ code: 'ownPoints', what: withoutOptions }];
}

/** Arranges the questions in sections and groups, with weights. */
function buildSections(
  questions: readonly ReadQuestion[],
  weights: TableWeights,
  language: string,
  ids: IdRegister,
): { sections: DraftSection[]; areGroupsUsed: boolean } {
  const bySection = new Map<string, ReadQuestion[]>();
  for (const question of questions) {
    const { section } = question.source;
    const ownQuestions = bySection.get(section) ?? [];
    ownQuestions.push(question);
    bySection.set(section, ownQuestions);
  }
  const itemByQuestion = new Map<ReadQuestion, DraftItem>();
  for (const [i, question] of questions.entries()) {
    const weight = weights.questions?.[i];
    const { item } = question;
    itemByQuestion.set(question, weight && isScored(item) ? { ...item, count: { ...item.count, weight } } : item);
  }
  const keysOfGroups = new Set(
    questions.filter(({ source }) => source.group !== '').map(({ source }) => groupKey(source)),
  );
  // If every group has only one question, the name of a group is just another name for its question.
  const areGroupsUnshared = keysOfGroups.size === questions.length;
  const hasGroups =
    keysOfGroups.size > 0 &&
    (weights.groups !== undefined || !areGroupsUnshared) &&
    questions.every(({ source }) => source.group !== '');
  const takeId = (wanted: string, place: CellPlace): string => {
    let id = wanted;
    while (ids.isTaken(id)) id = `${id}-`;
    return ids.take(id, place);
  };
  const sections = [...bySection.entries()].map(([key, own], i): DraftSection => {
    const { sectionPlace } = itemAt(own, 0).source;
    const id = takeId(`part${i + 1}`, sectionPlace);
    const title = nameOfSection(key);
    const weight = weights.sections?.get(key);
    const items = own.map((question): DraftItem => {
      const item = itemByQuestion.get(question) as DraftItem;
      return areGroupsUnshared && !hasGroups && question.source.group !== ''
        ? { ...item, title: { [language]: question.source.group } }
        : item;
    });
    const groups = hasGroups ? groupsOf(own, id) : [];
    return {
      id,
      title: { [language]: title },
      items,
      ...(groups.length > 0 ? { groups } : {}),
      ...(weight ? { weight } : {}),
    };
  });

  function groupsOf(own: readonly ReadQuestion[], section: string): DraftGroup[] {
    const names = [...new Set(own.map(({ source }) => source.group))];
    return names.map((name, i) => {
      const members = own.filter(({ source }) => source.group === name);
      const { source } = itemAt(members, 0);
      const weight = weights.groups?.get(groupKey(source));
      return {
        id: takeId(`${section}-${i + 1}`, source.sectionPlace),
        title: { [language]: name },
        items: members.map(({ item }) => item.id),
        ...(weight ? { weight } : {}),
      };
    });
  }
  return { sections, areGroupsUsed: areGroupsUnshared || hasGroups };
}

function readTitlePoints(section: string): number | undefined {
  const digits =
    /[（(]\s?(?:满分|共|max\.?)?\s?([\d０-９]{1,4}(?:[.,]\d{1,4})?)\s?(?:分|points?|punkte)\s?[)）]$/i.exec(
      section.slice(-40),
    )?.[1];
  return digits === undefined ? undefined : parsePoints(digits);
}

/** Checks that the sums in the workbook (of sections, and in rows of totals) match the questions. */
function checkSums(
  tables: readonly QuestionTable[],
  questions: readonly ReadQuestion[],
  isWeighted: boolean,
  faults: Faults,
  { init: { from } }: Messages,
): void {
  const bestPoints = new Map(questions.map(({ source, item }) => [source, isScored(item) ? bestOf(item) : ZERO]));
  const sumOf = (some: readonly TableQuestion[]): Rational =>
    sumRationals(some.map((question) => bestPoints.get(question) ?? ZERO));
  const checkSum = (stated: number, sums: readonly Rational[], place: CellPlace): void => {
    if (sums.some((sum) => compare(sum, fromNumber(stated)) === 0)) return;
    faults.add(place, from.sumDiffers({ stated: `${stated}`, sum: `${toNumber(itemAt(sums, 0))}` }));
  };
  const bySection = new Map<string, TableQuestion[]>();
  for (const { source } of questions) {
    const ownQuestions = bySection.get(source.section) ?? [];
    ownQuestions.push(source);
    bySection.set(source.section, ownQuestions);
  }
  if (!isWeighted)
    for (const [section, own] of bySection) {
      const statedPoints = readTitlePoints(section);
      if (statedPoints !== undefined) checkSum(statedPoints, [sumOf(own)], itemAt(own, 0).sectionPlace);
    }
  const earlierQuestions: TableQuestion[] = [];
  for (const { questions: own, totals } of tables) {
    let lowerBound = 0;
    for (const { kind, text, place, questions: above } of totals) {
      const statedPoints = parsePoints(text);
      const [here, part] = [sumOf(own.slice(0, above)), sumOf(own.slice(lowerBound, above))];
      const pointsOfAllTables = add(sumOf(earlierQuestions), here);
      if (statedPoints === undefined)
        faults.add(place, text.startsWith('=') ? from.formulaWithoutResult : from.notNumber({ text: shorten(text) }));
      else checkSum(statedPoints, kind === 'part' ? [part] : [here, part, pointsOfAllTables], place);
      lowerBound = above;
    }
    earlierQuestions.push(...own);
  }
}

/** Determines the scale of the total score: the scale of the level table if there is one, otherwise percent. */
function scaleOf(
  questions: readonly ReadQuestion[],
  table: LevelTable | undefined,
  isWeighted: boolean,
  faults: Faults,
  { init: { from } }: Messages,
): DraftScale {
  const scoredItems = questions.map(({ item }) => item).filter(isScored);
  if (!table || scoredItems.length === 0) return { ...PERCENT_SCALE, isOfSections: isWeighted };
  const itemBests = scoredItems.map(bestOf);
  const sum = toNumber(sumRationals(itemBests));
  const [first = ZERO] = itemBests;
  const commonBest = itemBests.every((best) => compare(best, first) === 0) ? toNumber(first) : undefined;
  const fullMarks = [100, ...(isWeighted ? [] : [sum]), ...(commonBest === undefined ? [] : [commonBest])];
  const candidates = [...new Set(fullMarks)].sort((a, b) => b - a);
  const highest = Math.max(...table.levels.map(({ low = 0 }) => low));
  const fittingBests = table.isPercent
    ? [100]
    : candidates.filter((best) =>
        table.top === undefined ? highest <= best && highest >= best / 2 : best === table.top,
      );
  const [best] = fittingBests;
  const lastPlace = table.levels.at(-1)?.place as CellPlace;
  if (best === undefined || fittingBests.length > 1) {
    faults.add(lastPlace, from.levelScale({ highest: `${table.top ?? highest}`, best: candidates.join(', ') }));
    return PERCENT_SCALE;
  }
  // The lowest level needs no condition if every answer reaches it, so the lowest possible total is calculated.
  const share = scoredItems.reduce((least, item, i) => {
    const bestPoints = itemAt(itemBests, i);
    return compare(bestPoints, ZERO) > 0 ? Math.min(least, toNumber(divide(leastOf(item), bestPoints))) : least;
  }, 1);
  const lowestTotal = toNumber(multiply(fromNumber(best), fromNumber(Number(share.toPrecision(12)))));
  const levels = table.levels.map(({ value, title, text, low, isExclusive }, i): DraftLevel => {
    const isReachedByAll = i === 0 && (low === undefined || (low <= lowestTotal && !isExclusive));
    return {
      value,
      title,
      ...(text ? { text } : {}),
      ...(isReachedByAll || low === undefined ? {} : { low }),
      isExclusive,
    };
  });
  if (!isWeighted && best === sum) return { best: undefined, isOfSections: false, levels };
  return { best, isOfSections: isWeighted || best === commonBest, levels };
}

/** Remarks on how points were read, each with its questions. */
function remarkOnPoints(questions: readonly ReadQuestion[]): Remark[] {
  const listIdsWhere = (test: (question: ReadQuestion) => boolean): string[] =>
    questions.filter(test).map(({ item }) => item.id);
  const columns = new Set(
    questions.flatMap(({ fullMarkColumn, source, sheet }) =>
      fullMarkColumn === undefined || source.columns.at.get('points') !== fullMarkColumn
        ? []
        : [`${sheet}!${toColumnName(fullMarkColumn)} ${shorten(source.columns.headings[fullMarkColumn] ?? '', 40)}`],
    ),
  );
  const risingCount = questions.filter(({ order }) => order === 'rising').length;
  const fallingCount = questions.filter(({ order }) => order === 'falling').length;
  const usualOrder = fallingCount > risingCount ? 'falling' : 'rising';
  const oddIds = listIdsWhere(({ order }) => order !== undefined && order !== usualOrder);
  const remarks: Remark[] = [
    { code: 'fullMarks', what: [...columns] },
    { code: 'fullMarkOfYes', what: listIdsWhere(({ points }) => points === 'yes') },
    { code: 'fullMarkOfScale', what: listIdsWhere(({ item }) => item.count?.step !== undefined) },
    { code: 'pointsOfLevels', what: listIdsWhere(({ points }) => points === 'levels') },
    {
      code: 'caps',
      what: questions.flatMap(({ item }) => (item.count?.cap === undefined ? [] : [`${item.id} (${item.count.cap})`])),
    },
    { code: 'order', what: oddIds },
    {
      code: 'several',
      what: listIdsWhere(({ source }) => SEVERAL_OPTIONS_PATTERN.test(source.rows[0]?.at('question') ?? '')),
    },
  ];
  return remarks.filter(({ what }) => what.length > 0);
}

function describeWeights(sections: readonly DraftSection[]): string[] {
  return sections.flatMap(({ id, weight }) => (weight ? [`${id} ${Number(toNumber(weight).toPrecision(6))}`] : []));
}

function remarkOnLevels(table: LevelTable | undefined, { levels, best }: DraftScale): Remark[] {
  if (!table) return [];
  const texts = levels.map(({ value, low, isExclusive }) =>
    `${value} ${low === undefined ? '' : isExclusive ? `> ${low}` : `≥ ${low}`}`.trim(),
  );
  const unit = best === undefined ? '' : ` / ${best}`;
  const gaps = table.levels.flatMap(({ high, low: _ }, i) => {
    const nextLow = table.levels[i + 1]?.low;
    return high !== undefined && nextLow !== undefined && nextLow > high ? [`${high}–${nextLow}`] : [];
  });
  return [
    { code: 'levels', what: [`${table.sheet}${unit}`, ...texts] },
    ...(table.isRenumbered
      ? [
          {
            code: 'levelsRenumbered' as const,
            what: levels.map(({ value, title }) => `${value} ${Object.values(title)[0]}`),
          },
        ]
      : []),
    ...(gaps.length > 0 ? [{ code: 'levelGaps' as const, what: gaps }] : []),
  ];
}
