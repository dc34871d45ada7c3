import { markOf } from '../model/answer-mark.ts';
import { type AssessedColumns, createAssessed, type GrowingAssessed } from './assessed.ts';
import type { RegistryBlock, ResultBlock } from './blocks.ts';
import { growingMarks } from './columns.ts';
import { dayNumber, UNDATED } from './day.ts';
import { createFacts } from './facts.ts';
import { cutFile, type FileEntry } from './file-entry.ts';
import { createKeyTable, NOBODY } from './key-table.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type MemberAssessment,
  NO_PACK,
  type PackName,
  type Source,
} from './member.ts';
import { createAssessmentsView, createHistoryView, createMemberView } from './member-view.ts';
import { createPast, KEPT_SCORE, rowIn } from './past.ts';
import type { FileDetail, Roster } from './roster.ts';
import { cellsOf } from './text-cells.ts';

/** Takes in what is read; each enterprise is kept once. The newest assessment of a kind counts, up to the day of the roster. */
export interface RosterBuilder {
  /** Names a source; gives its index. */
  addSource(source: Source): number;
  /** The packs up to now; the first is one that is not stated. */
  readonly packs: readonly (PackName | null)[];
  /** The index of a pack. */
  packIndex(pack: PackName | null): number;
  /** Counts rows or files that were read and cannot be used. */
  addUnused(count: number, source: number): void;
  /** Says about how many rows of the source are left, where that is known: room for them is made at once, not bit by bit. */
  expect(rows: number | null): void;
  addResults(block: ResultBlock, source: number): void;
  addRegistry(block: RegistryBlock, source: number): void;
  addFile(entry: FileEntry, source: number): void;
  finish(): Roster;
}

const INITIAL = 1024;
/** So many members may have room before they are there; more only where as many are there. */
const MOST_AHEAD = 1 << 20;

/** An empty roster to be filled with what is known at the end of a day, given as days since 1970-01-01. */
export function createRosterBuilder(asOf = Number.POSITIVE_INFINITY): RosterBuilder {
  const keys = createKeyTable();
  const sources: Source[] = [];
  const read: number[] = [];
  const packs: (PackName | null)[] = [null];
  let capacity = INITIAL;
  let [expected, firstRepeated]: [number | null, number | undefined] = [null, undefined];
  const registered = growingMarks(capacity);
  const facts = createFacts(capacity);
  const newest: Record<AssessmentKind, GrowingAssessed> = {
    self: createAssessed(capacity),
    onsite: createAssessed(capacity),
  };
  const past = createPast(capacity);
  const files = new Map<number, FileDetail>();
  let [older, sameDay, later, laterRecords, registeredTwice, hasRegistry] = [0, 0, 0, 0, 0, false];

  /** Room for so many further members. */
  function reserve(count: number): void {
    const needed = keys.size + count;
    if (needed <= capacity) return;
    // What is said to follow may be wrong: neither much nor nothing is believed without end.
    const ahead = Math.min(expected ?? needed, Math.max(needed, MOST_AHEAD));
    capacity = needed + Math.max(ahead, Math.ceil(needed / 8));
    keys.reserve(capacity);
    registered.grow(capacity);
    facts.grow(capacity);
    past.grow(capacity);
    for (const kind of ASSESSMENT_KINDS) newest[kind].grow(capacity);
  }

  /** Whether an assessment takes the place of what is there; counts which of them gives way. */
  function wins({ columns }: GrowingAssessed, index: number, day: number, isFile: boolean): boolean {
    const there = columns.source[index] as number;
    if (there === 0) return true;
    const known = columns.day[index] as number;
    if (day !== known) {
      older += 1;
      return day > known;
    }
    sameDay += 1;
    return isFile || sources[there - 1]?.form !== 'files';
  }

  function packIndex(pack: PackName | null): number {
    if (pack === null) return NO_PACK;
    const known = packs.findIndex((one) => one?.id === pack.id && one.version === pack.version);
    return known >= 0 ? known : packs.push(pack) - 1;
  }

  function put(index: number, assessment: Omit<MemberAssessment, 'source'>, source: number): void {
    const target = newest[assessment.kind];
    const { columns } = target;
    columns.source[index] = source + 1;
    columns.day[index] = dayNumber(assessment.date);
    columns.pack[index] = packIndex(assessment.pack);
    columns.policy[index] = assessment.hasPolicy ? 1 : 0;
    const { value, lowest, highest } = assessment.level;
    columns.level[index] = value ?? Number.NaN;
    columns.lowest[index] = lowest ?? Number.NaN;
    columns.highest[index] = highest ?? Number.NaN;
    columns.coverage[index] = assessment.coverage ?? Number.NaN;
    for (const [id, score] of assessment.scores) target.score(id)[index] = score.value ?? Number.NaN;
    for (const [id, answer] of Object.entries(assessment.answers ?? {})) {
      const { codes, table } = target.answer(id);
      codes.values[index] = table.codeOf(markOf(answer));
    }
  }

  /** Keeps what a batch result said that gives way to a newer one; files keep their own. */
  function keepPast(columns: AssessedColumns, index: number, kind: number, scores: Float64Array | undefined): void {
    if (sources[(columns.source[index] as number) - 1]?.form !== 'results') return;
    past.add(index, rowIn(columns, index, { kind, score: scores?.[index] }));
  }

  /** Keeps the first day there is, whichever assessment counts. */
  function keepFirst(first: Int32Array, index: number, day: number): void {
    const known = first[index] as number;
    if (day !== UNDATED && (known === UNDATED || day < known)) first[index] = day;
  }

  /** Takes away what an assessment that gave way said of scores and answers: the one that counts may not know them. */
  function clear(target: GrowingAssessed, index: number): void {
    if (target.columns.source[index] === 0) return;
    for (const { values } of target.scored) values[index] = Number.NaN;
    for (const { codes } of target.answered) codes.values[index] = 0;
  }

  return {
    addSource(source) {
      read.push(0);
      expected = null;
      return sources.push(source) - 1;
    },
    packs,
    packIndex,
    addUnused(count, source) {
      read[source] = (read[source] as number) + count;
    },
    expect(rows) {
      expected = rows;
    },
    addResults(block, source) {
      reserve(block.rows);
      read[source] = (read[source] as number) + block.rows;
      // Every column is fetched once: asking for it by name in each row costs more than the row.
      const [indexes, taken] = [new Int32Array(block.rows), new Uint8Array(block.rows)];
      const columns = ASSESSMENT_KINDS.map((kind) => newest[kind].columns);
      const isTaken = ASSESSMENT_KINDS.map(() => false);
      const score = block.scores.get(KEPT_SCORE);
      const scores = columns.map((one) => one.scores.get(KEPT_SCORE));
      for (let row = 0; row < block.rows; row++) {
        if (block.key.starts[row] === block.key.ends[row]) indexes[row] = NOBODY;
        else if ((block.day[row] as number) > asOf) {
          indexes[row] = NOBODY;
          later += 1;
        }
      }
      keys.add(block.key, indexes);
      for (let row = 0; row < block.rows; row++) {
        const index = indexes[row] as number;
        if (index === NOBODY) continue;
        const day = block.day[row] as number;
        const kind = block.kind[row] as number;
        const target = newest[ASSESSMENT_KINDS[kind] as AssessmentKind];
        const into = columns[kind] as (typeof columns)[number];
        keepFirst(into.first, index, day);
        if ((into.source[index] as number) !== 0) {
          const isOlder = day !== into.day[index];
          if (!wins(target, index, day, false)) {
            if (isOlder) past.add(index, rowIn(block, row, { kind, score: score?.[row] }));
            continue;
          }
          keepPast(into, index, kind, scores[kind]);
          clear(target, index);
        }
        taken[row] = 1;
        isTaken[kind] = true;
        // At once, for a further row of the same enterprise.
        if (score) {
          scores[kind] ??= target.score(KEPT_SCORE);
          (scores[kind] as Float64Array)[index] = score[row] as number;
        }
        into.source[index] = source + 1;
        into.day[index] = day;
        into.pack[index] = block.pack[row] as number;
        into.level[index] = block.level[row] as number;
        into.lowest[index] = block.lowest[row] as number;
        into.highest[index] = block.highest[row] as number;
        into.coverage[index] = block.coverage[row] as number;
        into.policy[index] = 0;
      }
      for (const [id, values] of block.scores) {
        const into = ASSESSMENT_KINDS.map((kind, at) => (isTaken[at] ? newest[kind].score(id) : null));
        for (let row = 0; row < block.rows; row++) {
          const column = into[block.kind[row] as number];
          if (taken[row] === 1 && column) column[indexes[row] as number] = values[row] as number;
        }
      }
      for (const [id, cells] of block.answers) {
        for (let row = 0; row < block.rows; row++) {
          if (taken[row] === 0) continue;
          const { codes, table } = newest[ASSESSMENT_KINDS[block.kind[row] as number] as AssessmentKind].answer(id);
          codes.values[indexes[row] as number] = table.codeAt(cells, row);
        }
      }
      facts.addCells(block.facts, indexes, block.day, block.rows);
    },
    addRegistry(block, source) {
      if (block.isInScope) hasRegistry = true;
      reserve(block.rows);
      read[source] = (read[source] as number) + block.rows;
      const indexes = new Int32Array(block.rows);
      for (let row = 0; row < block.rows; row++) {
        if (block.key.starts[row] === block.key.ends[row]) indexes[row] = NOBODY;
      }
      keys.add(block.key, indexes);
      for (let row = 0; row < block.rows; row++) {
        const index = indexes[row] as number;
        if (index === NOBODY) continue;
        const isKnown = registered.values[index] === 1;
        // Who is in both tables is in scope, and the registry knows best.
        if (isKnown && block.isInScope) {
          registeredTwice += 1;
          firstRepeated ??= index;
        }
        if (block.isInScope) registered.values[index] = 1;
        if (isKnown) indexes[row] = NOBODY;
      }
      facts.addRegistry(block.facts, indexes, block.rows);
    },
    addFile(whole, source) {
      read[source] = (read[source] as number) + 1;
      const { entry, ...left } = cutFile(whole, asOf);
      later += left.later;
      laterRecords += left.laterRecords;
      if (!entry) return;
      reserve(1);
      const place = new Int32Array(1);
      keys.add(cellsOf([entry.key]), place);
      const index = place[0] as number;
      const assessments = entry.assessments.map((assessment) => ({ ...assessment, source }));
      const before = files.get(index);
      files.set(index, {
        assessments: before ? [...before.assessments, ...assessments].sort(byDate) : assessments,
        records: [...(before?.records ?? []), ...entry.records],
      });
      for (const { kind, date } of assessments) keepFirst(newest[kind].columns.first, index, dayNumber(date));
      for (const kind of ASSESSMENT_KINDS) {
        const last = assessments.findLast((one) => one.kind === kind);
        if (!last || !wins(newest[kind], index, dayNumber(last.date), true)) continue;
        const { columns } = newest[kind];
        keepPast(columns, index, ASSESSMENT_KINDS.indexOf(kind), columns.scores.get(KEPT_SCORE));
        clear(newest[kind], index);
        put(index, last, source);
      }
      facts.add(index, entry.facts, dayNumber(assessments.at(-1)?.date ?? null));
    },
    finish() {
      const columns = {
        size: keys.size,
        asOf,
        key: keys.at,
        find: keys.find,
        registered: registered.values,
        registrySize: hasRegistry ? count(registered.values, keys.size) : null,
        facts: facts.finish(),
        newest: { self: newest.self.columns, onsite: newest.onsite.columns },
        past,
        files,
        packs,
        sources,
        intake: { read, older, sameDay, later, laterRecords, registeredTwice, firstRepeated },
      };
      const viewed = { ...columns, assessments: createAssessmentsView(columns) };
      const roster = { ...viewed, history: createHistoryView(viewed) };
      return { ...roster, member: createMemberView(roster) };
    },
  };
}

function byDate(a: MemberAssessment, b: MemberAssessment): number {
  return dayNumber(a.date) - dayNumber(b.date);
}

function count(marks: Uint16Array, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) total += marks[i] as number;
  return total;
}
