// The draft of a pack read from a workbook, and its files.

import {
  compare,
  divide,
  fromNumber,
  least,
  multiply,
  ONE,
  type Rational,
  sumRationals,
  toNumber,
  writeYamlValue,
  ZERO,
} from '../../model/index.ts';

import { type DraftType, meansLacking } from './workbook-words.ts';

/** A text in the languages of the workbook. */
export type TextByLanguage = Readonly<Record<string, string>>;

/** An option. If no option of the question states points, its position among them decides how many it gets. */
export interface DraftOption {
  readonly id: string;
  readonly text: TextByLanguage;
  readonly points?: number;
  readonly exclusive?: boolean;
}

/** How a question is scored, apart from the points of its options. */
export interface DraftPoints {
  /** The points of yes and no; 1 and 0 if absent. */
  readonly yes?: number;
  readonly no?: number;
  /** The maximum points of the question, however many options its answer contains. */
  readonly cap?: number;
  /** The points of one step of a scale; 1 if absent. */
  readonly step?: Rational;
  /** The weight of the question in its group or section. */
  readonly weight?: Rational;
}

/** A fact or question. */
export interface DraftItem {
  readonly id: string;
  readonly type: DraftType;
  readonly title?: TextByLanguage;
  readonly text: TextByLanguage;
  readonly help?: TextByLanguage;
  readonly options: readonly DraftOption[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly least?: number;
  readonly most?: number;
  readonly notApplicable?: boolean;
  readonly required?: boolean;
  readonly key?: boolean;
  /** The condition under which the item is asked, as a pack document states it. */
  readonly when?: object;
  readonly count?: DraftPoints;
}

/** Some questions of a section, which get a score of their own. */
export interface DraftGroup {
  readonly id: string;
  readonly title: TextByLanguage;
  readonly weight?: Rational;
  readonly items: readonly string[];
}

export interface DraftSection {
  readonly id: string;
  readonly title: TextByLanguage;
  readonly text?: TextByLanguage;
  readonly items: readonly DraftItem[];
  /** Groups of questions. They contain every question of the section; absent if it has no groups. */
  readonly groups?: readonly DraftGroup[];
  readonly weight?: Rational;
}

/** A level of the pack, and the total score at which it begins. */
export interface DraftLevel {
  readonly value: number;
  readonly title: TextByLanguage;
  readonly text?: TextByLanguage;
  /** The total at which the level begins; absent for a level that everyone reaches. */
  readonly low?: number;
  /** Whether a total of exactly `low` does not suffice. */
  readonly isExclusive: boolean;
}

/** How the points of questions are added up to scores and levels. */
export interface DraftScale {
  /** The total score of the best answers; undefined if the total is the plain sum of all points. */
  readonly best: number | undefined;
  /** Whether the score of each section also has the maximum `best`. */
  readonly isOfSections: boolean;
  readonly levels: readonly DraftLevel[];
}

/** What was guessed or left out: a key of `init.from.remarks`, with its arguments. */
export type Remark =
  | {
      readonly code:
        | 'points'
        | 'pointsFromLast'
        | 'noPoints'
        | 'ownPoints'
        | 'exclusive'
        | 'facts'
        | 'key'
        | 'keyAdded'
        | 'type'
        | 'fullMarks'
        | 'fullMarkOfYes'
        | 'fullMarkOfScale'
        | 'pointsOfLevels'
        | 'caps'
        | 'several'
        | 'order'
        | 'weights'
        | 'weightsAlike'
        | 'levels'
        | 'levelsRenumbered'
        | 'levelGaps'
        | 'hidden'
        | 'sheets'
        | 'columns'
        | 'rows';
      readonly what: readonly string[];
    }
  | { readonly code: 'condition' | 'limit' | 'leftOut'; readonly what: readonly [string, string] };

/** The pack that a workbook describes, before it is written as files. */
export interface PackDraft {
  readonly title: TextByLanguage | null;
  readonly languages: readonly string[];
  readonly facts: readonly DraftItem[];
  readonly sections: readonly DraftSection[];
  readonly scale: DraftScale;
  readonly remarks: readonly Remark[];
}

/** A total in percent of the maximum, without levels. */
export const PERCENT_SCALE: DraftScale = { best: 100, isOfSections: false, levels: [] };

/** What is stated at the beginning of each document. */
interface PackHead {
  readonly id: string;
  readonly title: TextByLanguage;
  /** The file name of the workbook. */
  readonly source: string;
  readonly comments: { readonly questionnaire: string; readonly rubric: string };
  readonly total: string;
  readonly level: string;
}

/** Writes the questionnaire of a draft as YAML. */
export function draftQuestionnaire({ languages, facts, sections }: PackDraft, head: PackHead): string {
  const lines = [
    `# ${head.comments.questionnaire}`,
    'kind: questionnaire',
    `id: ${writeYamlValue(head.id)}`,
    'version: 0.1.0',
    `title: ${writeYamlValue(head.title)}`,
    `languages: ${writeYamlValue(languages)}`,
    `source: ${writeYamlValue({ document: head.source, verified: false })}`,
    '',
    'facts:',
    ...facts.flatMap((fact) => itemLines(fact, '  ')),
    '',
    'sections:',
    ...sections.flatMap(({ id, title, text, items }) => [
      `  - id: ${writeYamlValue(id)}`,
      `    title: ${writeYamlValue(title)}`,
      ...(text ? [`    text: ${writeYamlValue(text)}`] : []),
      '    questions:',
      ...items.flatMap((item) => itemLines(item, '      ')),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function itemLines(item: DraftItem, indent: string): string[] {
  const { id, options, count: _, ...rest } = item;
  const lines = Object.entries(rest).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${writeYamlValue(value)}`],
  );
  const optionLines = options.map(({ id: option, text, exclusive }) =>
    writeYamlValue({ id: option, ...(exclusive ? { exclusive } : {}), text }),
  );
  return [
    `${indent}- id: ${writeYamlValue(id)}`,
    ...lines.map((scoreLine) => `${indent}  ${scoreLine}`),
    ...(options.length > 0
      ? [`${indent}  options:`, ...optionLines.map((scoreLine) => `${indent}    - ${scoreLine}`)]
      : []),
  ];
}

/** Writes the rubric of a draft as YAML: points, a score for each section and group, the total, and the levels. */
export function draftRubric({ sections, scale }: PackDraft, head: PackHead): string {
  const scoredSections = sections.flatMap((section) => {
    const items = section.items.filter(isScored);
    return items.length === 0 ? [] : [{ ...section, items }];
  });
  const points = scoredSections.flatMap(({ items }) =>
    items.flatMap((item) => {
      const itemPoints = pointsOf(item);
      return itemPoints ? [itemPoints] : [];
    }),
  );
  const takenIds = new Set(
    sections
      .flatMap(({ id, items, groups = [] }) => [
        id,
        ...groups.map((group) => group.id),
        ...items.map((item) => item.id),
      ])
      .map((id) => id.toLowerCase()),
  );
  const totalId = ['total', 'total-score', 'score-of-all'].find((id) => !takenIds.has(id)) ?? 'total_1';
  const isWeighted = scoredSections.some(({ weight }) => weight !== undefined);
  const scaleToBest = scale.best !== undefined && hasBest(scoredSections) ? { to: scale.best } : {};
  const members = isWeighted
    ? { mean: Object.fromEntries(scoredSections.map(({ id, weight = ZERO }) => [id, writeExactNumber(weight)])) }
    : { sum: scoredSections.map(({ id }) => id), ...scaleToBest };
  const lines = [
    `# ${head.comments.rubric}`,
    'kind: rubric',
    `id: ${writeYamlValue(head.id)}`,
    `source: ${writeYamlValue({ document: head.source, verified: false })}`,
    'decimals: 1',
    ...(points.length > 0
      ? ['points:', ...points.map(([id, table]) => `  ${writeYamlValue(id)}: ${writeYamlValue(table)}`)]
      : []),
    'scores:',
    ...scoredSections.flatMap((section) => draftSectionScores(section, scale)),
    `  ${writeYamlValue(totalId)}: ${writeYamlValue({ title: head.total, ...members })}`,
    ...levelLines(scale, totalId, head.level),
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes the scores of a section's groups and, after them, the score of the section. */
function draftSectionScores({ id, items, groups = [] }: DraftSection, { best, isOfSections }: DraftScale): string[] {
  const upperEnd = isOfSections && best !== undefined ? { to: best } : {};
  const scoreOf = (members: readonly DraftItem[]): object => {
    const areCountsPlain = members.every(({ count = {} }) => !count.cap && !count.step && !count.weight);
    const sum = areCountsPlain ? members.map((item) => item.id) : Object.fromEntries(members.map(memberOf));
    return { sum, ...upperEnd };
  };
  const scoreLine = (name: string, score: object): string => `  ${writeYamlValue(name)}: ${writeYamlValue(score)}`;
  if (groups.length === 0) return [scoreLine(id, scoreOf(items))];
  const byId = new Map(items.map((item) => [item.id, item]));
  const filledGroups = groups.flatMap((group) => {
    const members = group.items.flatMap((name) => byId.get(name) ?? []);
    return members.length === 0 ? [] : [{ ...group, members }];
  });
  const isWeighted = filledGroups.some(({ weight }) => weight !== undefined);
  const wholeRule = isWeighted
    ? {
        mean: Object.fromEntries(filledGroups.map(({ id: group, weight = ZERO }) => [group, writeExactNumber(weight)])),
      }
    : { sum: filledGroups.map(({ id: group }) => group), ...upperEnd };
  return [
    ...filledGroups.map(({ id: group, title, members }) => scoreLine(group, { title, ...scoreOf(members) })),
    scoreLine(id, wholeRule),
  ];
}

/**
 * Returns a question as a member of a sum, with the factor by which its points are multiplied. A question with its
 * maximum points counts as much as its weight, so the factor is the weight divided by that maximum.
 */
function memberOf(item: DraftItem): readonly [string, unknown] {
  const { cap, step, weight } = item.count ?? {};
  const perPoint = weight && divide(weight, bestOf(item));
  const factor = perPoint && step ? multiply(perPoint, step) : (perPoint ?? step ?? ONE);
  if (cap === undefined) return [item.id, writeExactNumber(factor)];
  return [`${item.id}-capped`, { sum: item.id, cap, weight: writeExactNumber(factor), hidden: true }];
}

/** Writes a number for a rubric, exactly: as a decimal if that is exact, otherwise as a fraction. */
function writeExactNumber(value: Rational): number | string {
  const number = toNumber(value);
  return compare(fromNumber(number), value) === 0 ? number : `${value.n}/${value.d}`;
}

function levelLines({ levels }: DraftScale, total: string, title: string): string[] {
  if (levels.length === 0) return [];
  return [
    '  level:',
    `    title: ${writeYamlValue(title)}`,
    '    levels:',
    ...levels.map(({ value, title: name, text, low, isExclusive }) => {
      const conditionPart =
        low === undefined ? {} : { when: { [total]: { [isExclusive ? 'exclusiveMinimum' : 'minimum']: low } } };
      return `      - ${writeYamlValue({ value, title: name, ...(text ? { text } : {}), ...conditionPart })}`;
    }),
  ];
}

/** Returns the maximum points of a question. */
export function bestOf(item: DraftItem): Rational {
  return findReachableEnds(item).most;
}

/** Returns the minimum points of a question. */
export function leastOf(item: DraftItem): Rational {
  return findReachableEnds(item).least;
}

function findReachableEnds(item: DraftItem): { readonly least: Rational; readonly most: Rational } {
  const { cap, step = ONE } = item.count ?? {};
  if (item.type === 'scale') {
    const toValue = (end: number): Rational => multiply(fromNumber(end), step);
    return { least: toValue(item.minimum ?? 0), most: toValue(item.maximum ?? 0) };
  }
  const points = Object.values(pointsOf(item)?.[1] ?? { none: 0 }).map(fromNumber);
  const sortedPoints = points.sort(compare);
  const [low = ZERO, high = ZERO] = [sortedPoints[0], sortedPoints.at(-1)];
  if (item.type !== 'multiple') return { least: low, most: high };
  const positivePoints = sortedPoints.filter((value) => compare(value, ZERO) > 0);
  const chosenPoints = item.most === undefined ? positivePoints : positivePoints.slice(-item.most);
  const highestSum = chosenPoints.length === 0 ? high : sumRationals(chosenPoints);
  return { least: low, most: cap === undefined ? highestSum : least(highestSum, fromNumber(cap)) };
}

/** Whether the answers to a question can be given points. */
export function isScored({ type }: DraftItem): boolean {
  return type === 'single' || type === 'multiple' || type === 'boolean' || type === 'scale';
}

/** Whether any question has a positive maximum. If none has, shares of the maximum cannot be calculated. */
function hasBest(scored: readonly { readonly items: readonly DraftItem[] }[]): boolean {
  return scored.some(({ items }) => items.some((item) => compare(bestOf(item), ZERO) > 0));
}

/** Whether a question has options but states no points for any of them, so that the points are guessed. */
export function lacksStatedPoints({ options }: DraftItem): boolean {
  return options.length > 0 && options.every(({ points }) => points === undefined);
}

/** Whether points rise from the last option to the first, because the last one means that something is lacking. */
export function pointsRiseFromLast({ type, options }: DraftItem): boolean {
  if (type !== 'single' || options.some(({ points }) => points !== undefined)) return false;
  const describesLack = (option: DraftOption | undefined): boolean =>
    option !== undefined && Object.values(option.text).some(meansLacking);
  return describesLack(options.at(-1)) && !describesLack(options[0]);
}

/**
 * Returns the points of the options. If any option states points, options without points have 0. If no option does, the
 * options of a single choice count up from 0, beginning with the last option if that one means that something is
 * lacking. In a multiple choice, exclusive options then have 0 points and all others 1.
 */
export function pointsOf(item: DraftItem): readonly [string, Readonly<Record<string, number>>] | undefined {
  const { id, type, options, count = {} } = item;
  if (type === 'boolean') return [id, { true: count.yes ?? 1, false: count.no ?? 0 }];
  if (type !== 'single' && type !== 'multiple') return undefined;
  const isStated = options.some(({ points }) => points !== undefined);
  const isFromLast = pointsRiseFromLast(item);
  const stepOf = (i: number): number => (isFromLast ? options.length - 1 - i : i);
  const guessPoints = (i: number, exclusive = false): number => (type === 'single' ? stepOf(i) : exclusive ? 0 : 1);
  const table = options.map(({ id: option, points, exclusive }, i) => {
    return [option, points ?? (isStated ? 0 : guessPoints(i, exclusive))] as const;
  });
  return [id, Object.fromEntries(table)];
}
