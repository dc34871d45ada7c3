// Determines which assessment of each member counts, the on-site or the self-assessment, and its pack, level and
// answers.

import { readRecordedAnswers } from '../interview/index.ts';
import {
  itemAt,
  parseAnswerMark,
  parseOptionsMark,
  type RecordedAnswer,
  type RecordedAnswers,
} from '../model/index.ts';
import { type AnswerSet, type Plan, takesSeveral } from '../scoring/index.ts';
import type { LevelBounds } from './chains/chain-figures.ts';
import type { AssessmentKind } from './member.ts';
import type { AssessedColumns, Roster, Weights } from './roster.ts';

/**
 * The kind of assessment that counts for a member's level; with `either`, the on-site assessment if there is one,
 * otherwise the self-assessment.
 */
export type LevelOf = AssessmentKind | 'either';

/** The assessment that counts for each member, column by column. */
export interface ChosenAssessments extends Pick<AssessedColumns, 'pack' | 'level' | 'highest' | 'scores'> {
  /** For each member, 1 if an assessment counts for it, otherwise 0. */
  readonly isThere: Uint8Array;
  /** For a member, returns the columns that contain the answers of the assessment that counts. */
  readonly answers: (index: number) => AssessedColumns;
}

/** Chooses the assessment that counts for each member. */
export function chooseAssessments({ newest, size }: Roster, levelOf: LevelOf): ChosenAssessments {
  const [self, onsite] = [newest.self, newest.onsite];
  if (levelOf !== 'either') return columnsOfKind(newest[levelOf], size);
  const [hasSelf, hasOnsite] = [self, onsite].map(({ source }) => source.subarray(0, size).some((code) => code !== 0));
  if (!hasOnsite) return columnsOfKind(self, size);
  if (!hasSelf) return columnsOfKind(onsite, size);
  const mergeColumns = <T extends Float64Array | Uint16Array>(of: (columns: AssessedColumns) => T): T => {
    const mergedColumn = of(self).slice(0, size) as T;
    const onsiteColumn = of(onsite);
    for (let i = 0; i < size; i++) if (onsite.source[i] !== 0) mergedColumn[i] = onsiteColumn[i] as number;
    return mergedColumn;
  };
  const noValues = new Float64Array(size).fill(Number.NaN);
  const ids = [...new Set([...self.scores.keys(), ...onsite.scores.keys()])];
  return {
    isThere: markAssessed(mergeColumns(({ source }) => source)),
    pack: mergeColumns(({ pack }) => pack),
    level: mergeColumns(({ level }) => level),
    highest: mergeColumns(({ highest }) => highest),
    scores: new Map(ids.map((id) => [id, mergeColumns(({ scores }) => scores.get(id) ?? noValues)])),
    answers: (index) => (onsite.source[index] !== 0 ? onsite : self),
  };
}

function columnsOfKind(columns: AssessedColumns, size: number): ChosenAssessments {
  const { source, pack, level, highest, scores } = columns;
  return { isThere: markAssessed(source.subarray(0, size)), pack, level, highest, scores, answers: () => columns };
}

function markAssessed(source: Uint16Array): Uint8Array {
  const hasAssessment = new Uint8Array(source.length);
  for (let i = 0; i < source.length; i++) if (source[i] !== 0) hasAssessment[i] = 1;
  return hasAssessment;
}

/** Returns the kind of assessment that counts for a member: on-site if there is such an assessment, otherwise self. */
export function findChosenKind({ newest }: Roster, index: number): AssessmentKind | null {
  if (newest.onsite.source[index] !== 0) return 'onsite';
  return newest.self.source[index] === 0 ? null : 'self';
}

/**
 * Returns the bounds of the level in an assessment; they are equal if the level is settled and differ if it depends on
 * open answers. 0 stands for no level.
 */
export function levelAt({ level, lowest, highest }: AssessedColumns, index: number): LevelBounds {
  const settledLevel = level[index] as number;
  if (!Number.isNaN(settledLevel)) return { lowest: settledLevel, highest: settledLevel };
  return { lowest: replaceNaN(lowest[index] as number), highest: replaceNaN(highest[index] as number) };
}

function replaceNaN(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** Returns the highest level that any member may have; at least 1. */
export function findHighestLevel({ newest, size }: Roster): number {
  let highestFound = 1;
  for (const columns of [newest.self, newest.onsite])
    for (let index = 0; index < size; index++)
      if (columns.source[index] !== 0) highestFound = Math.max(highestFound, levelAt(columns, index).highest);
  return highestFound;
}

/** A pack, and the members for whom an assessment with this pack counts. */
export interface PackMembers {
  readonly id: string | null;
  readonly versions: readonly { readonly version: string; readonly n: number }[];
  readonly assumed: number;
  /** The weights of the members in scope, and of those outside it. */
  readonly inside: Weights;
  readonly outside: Weights;
}

/**
 * Groups members by the pack of the assessment that counts, because levels of different packs cannot be compared. If an
 * assessment states no pack, it is attributed to the given pack or, without one, to the only pack that other
 * assessments state.
 */
export function partitionByPack(
  roster: Roster,
  counting: ChosenAssessments,
  isIn: Weights,
  givenPack: string | undefined,
): { readonly parts: readonly PackMembers[]; readonly packOf: (code: number) => string | null } {
  const { packs, size } = roster;
  const counts = countPacks(roster, counting);
  const statedPacks = listStatedPacks(packs, counts);
  const onlyPack = givenPack ?? onlyOf(statedPacks);
  const packOf = (code: number): string | null => packs[code]?.id ?? onlyPack;
  const ids = [...new Set([...statedPacks, ...(counts[0] === 0 ? [] : [onlyPack])])];
  const parts = ids.map((id): PackMembers => {
    const codes = packs.map((_, code) => packOf(code) === id);
    const [inside, outside] = [isIn.slice(), new Uint8Array(size)];
    for (let i = 0; i < size; i++) {
      if (counting.isThere[i] !== 1 || !codes[counting.pack[i] as number]) inside[i] = 0;
      else if (isIn[i] === 0) outside[i] = 1;
    }
    const versions = packs.flatMap((pack, code) =>
      pack?.id === id && (counts[code] as number) > 0 ? [{ version: pack.version, n: counts[code] as number }] : [],
    );
    return { id, versions, assumed: id === onlyPack ? (counts[0] as number) : 0, inside, outside };
  });
  return { parts, packOf };
}

/**
 * Returns the pack to which assessments without a pack are attributed if no pack is given: the only pack that other
 * assessments state.
 */
export function findAssumedPack(
  roster: Pick<Roster, 'packs' | 'size' | 'counts'>,
  counting: ChosenAssessments,
): string | null {
  return onlyOf(listStatedPacks(roster.packs, countPacks(roster, counting)));
}

function countPacks(
  { packs, size, counts }: Pick<Roster, 'packs' | 'size' | 'counts'>,
  counting: ChosenAssessments,
): Uint32Array {
  const packCounts = new Uint32Array(packs.length);
  for (let i = 0; i < size; i++) {
    const code = counting.pack[i] as number;
    if (counting.isThere[i] === 1)
      packCounts[code] = (packCounts[code] as number) + (counts ? (counts[i] as number) : 1);
  }
  return packCounts;
}

function listStatedPacks(packs: Roster['packs'], counts: Uint32Array): string[] {
  const statedIds = packs.flatMap((pack, code) => (pack && (counts[code] as number) > 0 ? [pack.id] : []));
  return [...new Set(statedIds)].sort();
}

function onlyOf(stated: readonly string[]): string | null {
  return stated.length === 1 ? itemAt(stated, 0) : null;
}

/**
 * Returns the facts of a member and the answers of the assessment that counts, as far as sources contain them and the
 * plan accepts them. Undefined if no source contains the member's answers.
 */
export function readAnswersOfMember(plan: Plan, roster: Roster, index: number): AnswerSet | undefined {
  const kind = findChosenKind(roster, index);
  if (!kind) return undefined;
  const listInputs = new Set(plan.inputs.flatMap((input) => (takesSeveral(input) ? [input.name] : [])));
  const answers: RecordedAnswers = Object.fromEntries(
    [...roster.newest[kind].answers].flatMap(([id, { codes, values }]) => {
      const answer = parseAnswerMark(values[codes[index] as number] ?? '');
      return answer.state === 'unanswered' ? [] : [[id, listInputs.has(id) ? toList(answer) : answer] as const];
    }),
  );
  if (Object.keys(answers).length === 0) return undefined;
  const facts: RecordedAnswers = Object.fromEntries(
    plan.inputs.flatMap(({ name, role }) => {
      const column = role === 'fact' ? roster.facts.get(name) : undefined;
      const value = column?.values[column.codes[index] as number] ?? '';
      return value === '' ? [] : [[name, { state: 'answered', value } satisfies RecordedAnswer] as const];
    }),
  );
  // Values that the plan does not accept, such as the registry's own sectors, are left out.
  return readRecordedAnswers(plan, { facts, answers }).sheet;
}

function toList({ state, value }: RecordedAnswer): RecordedAnswer {
  if (typeof value !== 'string') return { state, ...(value === undefined ? {} : { value }) };
  return { state, value: [...parseOptionsMark(value)] };
}
