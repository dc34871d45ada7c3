import type { Messages } from '../../i18n/index.ts';
import { formatNumber } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { factorInWords, REJECT_RULES, type RejectRule } from './row-errors.ts';

/** The outcome of scoring an export. */
export interface BatchSummary {
  readonly scored: number;
  readonly rejected: number;
  /** The number of rows left out, and the conditions for rows that count, such as `Finished=1`. */
  readonly leftOut: number;
  readonly conditions: readonly string[];
  /** Rejected rows by their first reason, with the lines of the first few. */
  readonly reasons: ReadonlyMap<string, FoundRows>;
  /** Scored rows by warning, with the lines of the first few. */
  readonly warnings: ReadonlyMap<string, FoundRows>;
  readonly blanks: number;
  /** The number of rows that repeat the headings. */
  readonly headings: number;
  /** The number of rows read that are hidden in their sheets. */
  readonly hidden: number;
  /** Doubts about the mapping that a person still has to review. */
  readonly unreviewed: readonly string[];
  /** Sheets with rows that were not read: hidden sheets and sheets without headings. */
  readonly unreadSheets: readonly {
    readonly name: string;
    readonly rows: number;
    readonly why: 'hidden' | 'no-headings';
  }[];
  /** The number of rows that could only be scored one by one, which is slower. */
  readonly oneByOne: number;
  /**
   * The number of cells with numbers of 16 or 17 digits, which were read as the shortest decimal with the same binary
   * value.
   */
  readonly longNumbers: number;
  /** Oddities of the answers as a whole, although no single row is wrong. */
  readonly remarks: readonly BatchRemark[];
  /**
   * For exports with rejected rows that lack the number by which enterprises are known: the heading of the column of
   * that number, and the heading of the column of the office's own numbers, if there is one.
   */
  readonly unnumbered: readonly { readonly column: string; readonly own: string | undefined }[];
  /** Gates, each with the number of scored rows that miss it. */
  readonly missed: readonly { readonly name: string; readonly least: number; readonly rows: number }[];
  /** The level and the score that decides it, each with the number of scored rows that leave it open. */
  readonly undecided: readonly { readonly name: string; readonly rows: number }[];
  /** The outcome for enterprise files, if requested. */
  readonly kept?: KeptFiles | undefined;
  /**
   * The path of the results, as a user would write it, like the other paths below; undefined if results and rejects are
   * written to a stream.
   */
  readonly results: string | undefined;
  readonly rejects: string;
  /** The file with the rejected rows for correction. */
  readonly mend: string | undefined;
  /** Whether all rows of an enterprise that has several are rejected; otherwise its first or its last row counts. */
  readonly rejectsDuplicates: boolean;
}

/** The number of rows that have something in common, and the lines of the first few. */
interface FoundRows {
  readonly count: number;
  readonly lines: readonly RowLine[];
}

/** An oddity of the answers as a whole. */
export type BatchRemark =
  /** Questions that have a column but no answer. */
  | { readonly code: 'nobody-answered'; readonly names: readonly string[] }
  /** Questions that were answered alike in all rows, and questions with answers that were never given. */
  | { readonly code: 'one-answer' | 'never-given'; readonly answers: readonly QuestionValues[] }
  /** Questions with the same answers in each row, as if a column had been copied. */
  | { readonly code: 'same-answers'; readonly names: readonly string[] }
  /** The level that all rows reach; null means no level. */
  | { readonly code: 'one-level'; readonly level: number | null; readonly rows: number }
  /**
   * `lost-signs`: cells of a fact in which a wrong encoding left only question marks, so that they count as blank.
   * `garbled`: cells whose letters result from reading UTF-8 in another encoding.
   */
  | {
      readonly code: 'lost-signs' | 'garbled';
      readonly name: string;
      readonly rows: number;
      readonly lines: readonly RowLine[];
    }
  /**
   * An unused column whose first rows suggest that some rows may not count: the values of these rows, and the usual
   * value of the other rows; null if the other rows are merely not blank.
   */
  | {
      readonly code: 'status';
      readonly column: string;
      readonly source: string | undefined;
      readonly values: readonly string[];
      readonly rows: number;
      readonly others: string | null;
    }
  /** Yes/no questions that no row answers with no and that several rows leave blank. */
  | { readonly code: 'only-ticks'; readonly names: readonly string[] }
  /**
   * A fact that decides which questions are asked and that has no column: the value assumed for all rows, and how many
   * of these were scored.
   */
  | { readonly code: 'assumed'; readonly name: string; readonly value: string; readonly rows: number }
  /** Earlier results that were replaced: the number of enterprises compared, and of those whose scores changed. */
  | { readonly code: 'replaced'; readonly file: string; readonly changed: number; readonly rows: number }
  /** A fact by which results are grouped and that only a few of the first rows state, as if stated once per group. */
  | {
      readonly code: 'run-starts';
      readonly name: string;
      readonly source: string | undefined;
      readonly filled: number;
      readonly rows: number;
    }
  /**
   * A question whose longest cells all have the same length, as if truncated, and the number of such cells in the first
   * rows.
   */
  | {
      readonly code: 'cut-cells';
      readonly name: string;
      readonly source: string | undefined;
      readonly length: number;
      readonly rows: number;
    }
  /** Pairs of rows whose keys differ only in blanks, hyphens or leading zeros, and the number of pairs. */
  | {
      readonly code: 'similar-keys';
      readonly rows: number;
      readonly pairs: readonly (readonly [RowLine, RowLine])[];
    }
  /** The highest numbers of several scales of a mapping, if no row uses the highest number on any of these scales. */
  | { readonly code: 'unused-numbers'; readonly values: readonly string[]; readonly names: readonly string[] }
  /** A heading that occurs several times; a mapping names some of its columns by position, but not all. */
  | { readonly code: 'unnamed-columns'; readonly name: string; readonly count: number; readonly mapped: number }
  /**
   * An unused column that most of the first rows leave blank; all of its other cells would answer the question in the
   * column before it.
   */
  | {
      readonly code: 'shifted';
      readonly name: string;
      readonly beside: string;
      readonly rows: number;
      readonly lines: readonly RowLine[];
    }
  /**
   * A column with figures that are about `factor` times what the column `beside` suggests for the same row, which is
   * unlikely.
   */
  | {
      readonly code: 'magnitude';
      readonly name: string;
      readonly beside: string;
      readonly factor: number;
      readonly rows: number;
      readonly lines: readonly RowLine[];
    };

/** A question with some of its answers, in the notation of results. */
interface QuestionValues {
  readonly name: string;
  readonly values: readonly string[];
}

/** The line of a row, with the name of its export if there are several. */
interface RowLine {
  readonly source: string | undefined;
  readonly line: number;
}

interface KeptFiles {
  readonly folder: string;
  /** Whether nothing was written, because this is a trial run. */
  readonly isTrial: boolean;
  readonly appended: number;
  readonly alreadyThere: number;
  /** The number of edited policies, which were kept beside the new ones. */
  readonly edited: number;
  /** The number of existing policies that were not written for the newest assessment. */
  readonly older: number;
  /** The number of assessments added whose answers equal those of an assessment of another day. */
  readonly repeated: number;
  /** The number of policies for a different place than the recommendations on file. */
  readonly ofOther: number;
  /** The number of rows whose instruments are judged as of a day before the assessment. */
  readonly judgedBefore: number;
  /**
   * `policies` counts the enterprises per policy that was chosen by their place. `none` and `several` count those for
   * which no policy was chosen, because no policy, or more than one, states their place. `passedOver` counts those whose
   * place has a policy that pays in another currency than the pack's. `unusedFacts` has, by policy, the headings of
   * unused columns that state facts which only this policy asks for. `unreadPlaces` are cells that are not among the
   * options of the policy, with the number of their rows.
   */
  readonly places?:
    | {
        readonly policies: ReadonlyMap<string, number>;
        readonly none: number;
        readonly several: number;
        readonly passedOver: ReadonlyMap<string, number>;
        readonly unusedFacts: ReadonlyMap<string, readonly string[]>;
        readonly unreadPlaces: readonly {
          readonly policy: string;
          readonly heading: string;
          readonly cell: string;
          readonly count: number;
        }[];
      }
    | undefined;
}

/** From this number and this share of rows scored one by one, a run takes noticeably longer. */
const NOTICE_THRESHOLDS = { rows: 1000, share: 0.05 };

/**
 * Summarises how many rows were read, how many were scored and, by reason, how many were rejected. These numbers add
 * up; the warnings and the files written follow.
 */
export function renderBatchSummary(summary: BatchSummary, messages: Messages, words: RemarkWords): string {
  const { batch, numbers } = messages;
  const { reasons, warnings, kept } = summary;
  const rowsRead = summary.scored + summary.rejected + summary.leftOut;
  const warnedLabels: Partial<Record<RejectRule, string>> = batch.warned;
  const reasonLines = sortReasons(reasons).map(([rule, rows]) => rowsInWords(batch.rules[rule], rows, messages));
  const warnedLines = sortReasons(warnings).map(([rule, rows]) =>
    rowsInWords(warnedLabels[rule] ?? batch.rules[rule], rows, messages),
  );
  return [
    countsInWords(summary, rowsRead, messages),
    ...reasonLines.map((line) => `  ${line}`),
    ...(summary.unreviewed.length > 0 ? [batch.unreviewed({ marks: numbers.list([...summary.unreviewed]) })] : []),
    ...unreadSheetsInWords(summary.unreadSheets, messages),
    ...(summary.hidden > 0
      ? [batch.hiddenRows({ count: countInWords(summary.hidden, messages), n: summary.hidden })]
      : []),
    ...(warnedLines.length > 0
      ? [batch.warnings({ column: 'warnings' }), ...warnedLines.map((line) => `  ${line}`)]
      : []),
    ...noticesInWords(summary, rowsRead, messages),
    ...(summary.remarks.length > 0
      ? [
          batch.remarks.title,
          ...summary.remarks.map((remark) => `  ${remarkInWords(titleRemark(remark, words, numbers), messages)}`),
        ]
      : []),
    ...gatesInWords(summary, messages, words),
    ...(kept ? keptFilesInWords(kept, messages) : []),
    ...(summary.rejected > 0 && summary.results !== undefined ? nextStepsInWords(summary, rowsRead, batch) : []),
    ...(summary.results === undefined
      ? []
      : [
          batch.written({
            files: numbers.items([
              summary.results,
              summary.rejects,
              ...(summary.mend === undefined ? [] : [summary.mend]),
            ]),
          }),
        ]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function countInWords(count: number, { numbers }: Pick<Messages, 'numbers'>): string {
  return formatNumber(count, { numbers, decimals: 0 });
}

/** Writes how many rows were read, scored, rejected and left out, in one line. */
function countsInWords(
  { scored, rejected, leftOut, conditions, blanks, headings }: BatchSummary,
  rowsRead: number,
  { batch, numbers }: Messages,
): string {
  const writeCount = (count: number): string => countInWords(count, { numbers });
  return numbers.list([
    batch.rowsRead({ count: writeCount(rowsRead), n: rowsRead }),
    batch.scored({ count: writeCount(scored) }),
    batch.rejected({ count: writeCount(rejected) }),
    ...(conditions.length > 0
      ? [batch.leftOut({ count: writeCount(leftOut), conditions: numbers.list([...conditions]) })]
      : []),
    ...(blanks > 0 ? [batch.blank({ count: writeCount(blanks), n: blanks })] : []),
    ...(headings > 0 ? [batch.headingsLeftOut({ count: writeCount(headings), n: headings })] : []),
  ]);
}

/** Writes a reason or warning with the number of its rows and the lines of the first few. */
function rowsInWords(label: string, { count, lines }: FoundRows, { batch, numbers }: Messages): string {
  const firstLines = numbers.items([...lines.map(formatLine).map(String), ...(count > lines.length ? ['…'] : [])]);
  return lines.some(({ source }) => source !== undefined)
    ? numbers.remark(numbers.labelled(label, countInWords(count, { numbers })), firstLines)
    : batch.rejectedAt({ label, count: countInWords(count, { numbers }), lines: firstLines, n: count });
}

/** Writes that many rows were scored one by one, and that long numbers may have lost digits. */
function noticesInWords(
  { oneByOne, longNumbers }: BatchSummary,
  rowsRead: number,
  { batch, numbers }: Messages,
): readonly string[] {
  const isSlow = oneByOne >= Math.max(NOTICE_THRESHOLDS.rows, rowsRead * NOTICE_THRESHOLDS.share);
  return [
    ...(isSlow ? [batch.oneByOne({ count: countInWords(oneByOne, { numbers }) })] : []),
    ...(longNumbers > 0 ? [batch.longNumbers({ count: countInWords(longNumbers, { numbers }), n: longNumbers })] : []),
  ];
}

/** Writes how many rows miss a gate, and for how many rows this is still open. */
function gatesInWords(
  { missed, undecided }: BatchSummary,
  { batch, numbers }: Messages,
  { titleOf }: RemarkWords,
): readonly string[] {
  return [
    ...missed.flatMap(({ name, least, rows }) => {
      const writtenLeast = formatNumber(least, { numbers, decimals: 15 });
      const count = countInWords(rows, { numbers });
      return rows === 0 ? [] : [batch.missed({ count, score: name, least: writtenLeast, n: rows })];
    }),
    ...undecided.flatMap(({ name, rows }) =>
      rows === 0
        ? []
        : [batch.undecided({ count: countInWords(rows, { numbers }), score: numbers.quote(titleOf(name)), n: rows })],
    ),
  ];
}

/** Writes what was done with the enterprise files and policies. */
function keptFilesInWords(kept: KeptFiles, { batch, numbers }: Messages): readonly string[] {
  const writeCount = (count: number): string => countInWords(count, { numbers });
  const { edited, older, repeated, judgedBefore, ofOther } = kept;
  return [
    batch.kept({
      folder: kept.folder,
      appended: writeCount(kept.appended),
      n: kept.appended,
      already: writeCount(kept.alreadyThere),
      isTrial: kept.isTrial,
    }),
    ...placesInWords(kept, writeCount, { batch, numbers }),
    ...(edited > 0 ? [batch.editedKept({ count: writeCount(edited) })] : []),
    ...(repeated > 0 ? [batch.repeatedRows({ count: writeCount(repeated), n: repeated })] : []),
    ...(older > 0 ? [batch.olderPolicies({ count: writeCount(older), n: older })] : []),
    ...(judgedBefore > 0 ? [batch.judgedBefore({ count: writeCount(judgedBefore), n: judgedBefore })] : []),
    ...(ofOther > 0 ? [batch.ofOtherPolicies({ count: writeCount(ofOther), n: ofOther })] : []),
  ];
}

/** The part of a pack's vocabulary that remarks use. */
type RemarkWords = Pick<Vocabulary, 'titleOf' | 'optionOf'>;

/** Replaces the ids of facts by their titles; an id that the user must type stays beside its title. */
function titleRemark(remark: BatchRemark, words: RemarkWords, numbers: Messages['numbers']): BatchRemark {
  if (remark.code === 'magnitude')
    return { ...remark, name: words.titleOf(remark.name), beside: words.titleOf(remark.beside) };
  if (remark.code !== 'assumed') return remark;
  return {
    ...remark,
    name: numbers.remark(words.titleOf(remark.name), remark.name),
    value: words.optionOf(remark.name, remark.value),
  };
}

/** The reasons for rejecting a row that concern how a cell is written. */
const OTHER_SPELLING_RULES: readonly RejectRule[] = ['unknown-value', 'not-number', 'unclear-number', 'unclear-share'];
/**
 * If at least this number and this share of rows are rejected for these reasons, the whole table is probably written in
 * another way.
 */
const MAJORITY_THRESHOLDS = { rows: 5, share: 0.5 };

/** Writes what to do about rejected rows, depending on the reasons. */
function nextStepsInWords(
  { rejected, reasons, mend, rejectsDuplicates, unnumbered }: BatchSummary,
  rowsRead: number,
  batch: Messages['batch'],
): readonly string[] {
  const countOf = (rules: readonly RejectRule[]): number =>
    rules.reduce((sum, rule) => sum + (reasons.get(rule)?.count ?? 0), 0);
  const otherSpellingCount = countOf(OTHER_SPELLING_RULES);
  const needsMapping = otherSpellingCount >= Math.max(MAJORITY_THRESHOLDS.rows, rowsRead * MAJORITY_THRESHOLDS.share);
  const duplicates = countOf(['duplicate-key']);
  return [
    ...(needsMapping ? [batch.howToMap({ command: 'matura map', key: 'values', option: '--map' })] : []),
    ...unnumbered.slice(0, 1).map((columns) => batch.howToNumber(columns)),
    ...(duplicates > 0 && rejectsDuplicates
      ? [batch.howToChoose({ first: '--duplicates first', last: '--duplicates last' })]
      : []),
    ...(mend === undefined && !needsMapping && rejected > duplicates
      ? [batch.howToMend({ option: '--mend FILE' })]
      : []),
  ];
}

/** The maximum number of questions named in a remark. */
const MAX_QUESTIONS_NAMED = 5;

/** Explains, a line for each reason, why sheets with rows were not read. */
export function unreadSheetsInWords(
  unread: BatchSummary['unreadSheets'],
  { batch, numbers }: Pick<Messages, 'batch' | 'numbers'>,
): string[] {
  return (['hidden', 'no-headings'] as const).flatMap((why) => {
    const sheets = unread.filter((sheet) => sheet.why === why);
    const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
    const count = formatNumber(rows, { numbers, decimals: 0 });
    const names = numbers.list(sheets.map(({ name }) => name));
    return sheets.length === 0
      ? []
      : [batch.unreadSheets[why]({ rows: count, sheets: names, option: '--sheet', n: rows })];
  });
}

/** Writes what is odd about the answers as a whole, in one line. */
export function remarkInWords(
  remark: BatchRemark,
  { batch: { remarks }, numbers }: Pick<Messages, 'batch' | 'numbers'>,
): string {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 15 });
  const shorten = (names: readonly string[]): string =>
    numbers.list(names.length > MAX_QUESTIONS_NAMED ? [...names.slice(0, MAX_QUESTIONS_NAMED), '…'] : [...names]);
  const answersOf = (answers: readonly QuestionValues[]): string =>
    shorten(answers.map(({ name, values }) => numbers.labelled(name, numbers.items([...values]))));
  const linesOf = ({ lines, rows }: { readonly lines: readonly RowLine[]; readonly rows: number }): string =>
    numbers.items([...lines.map(formatLine).map(String), ...(rows > lines.length ? ['…'] : [])]);
  const labelSource = (text: string): string =>
    'source' in remark && remark.source !== undefined ? numbers.labelled(remark.source, text) : text;
  switch (remark.code) {
    case 'nobody-answered':
      return remarks.nobodyAnswered({ questions: shorten(remark.names) });
    case 'one-answer':
      return remarks.oneAnswer({ answers: answersOf(remark.answers) });
    case 'never-given':
      return remarks.neverGiven({ answers: answersOf(remark.answers) });
    case 'same-answers':
      return remarks.sameAnswers({ questions: numbers.list([...remark.names]) });
    case 'garbled':
      return remarks.garbled({ name: remark.name, lines: linesOf(remark), n: remark.rows });
    case 'one-level':
      return remark.level === null
        ? remarks.noLevel({ count: writeNumber(remark.rows) })
        : remarks.oneLevel({ count: writeNumber(remark.rows), level: writeNumber(remark.level) });
    case 'lost-signs':
      return remarks.lostSigns({
        name: remark.name,
        count: writeNumber(remark.rows),
        lines: linesOf(remark),
        n: remark.rows,
      });
    case 'status':
      return labelSource(statusInWords(remark, { remarks, numbers }));
    case 'only-ticks':
      return remarks.onlyTicks({ questions: shorten(remark.names) });
    case 'assumed':
      return remarks.assumed({
        name: remark.name,
        value: numbers.quote(remark.value),
        count: writeNumber(remark.rows),
        n: remark.rows,
      });
    case 'replaced':
      return remarks.replaced({
        file: remark.file,
        changed: writeNumber(remark.changed),
        count: writeNumber(remark.rows),
        option: '-o',
        n: remark.changed,
      });
    case 'run-starts': {
      const { name, filled, rows } = remark;
      return labelSource(
        remarks.runStarts({
          name,
          filled: writeNumber(filled),
          blank: writeNumber(rows - filled),
          rows: writeNumber(rows),
        }),
      );
    }
    case 'cut-cells': {
      const { name, length, rows } = remark;
      return labelSource(remarks.cutCells({ name, length: writeNumber(length), count: writeNumber(rows) }));
    }
    case 'similar-keys': {
      const { rows, pairs } = remark;
      const namedRows = pairs.map((pair) =>
        remarks.twoRows({ one: String(formatLine(pair[0])), other: String(formatLine(pair[1])) }),
      );
      return remarks.similarKeys({ lines: numbers.list([...namedRows, ...(rows > pairs.length ? ['…'] : [])]) });
    }
    case 'unused-numbers':
      return remarks.unusedNumbers({ values: numbers.or(remark.values), questions: shorten(remark.names) });
    case 'unnamed-columns':
      return remarks.unnamedColumns({
        name: remark.name,
        count: writeNumber(remark.count),
        mapped: writeNumber(remark.mapped),
      });
    case 'shifted':
      return remarks.shifted({ name: remark.name, other: remark.beside, lines: linesOf(remark), n: remark.rows });
    case 'magnitude':
      return remarks.magnitude({
        name: remark.name,
        ...factorInWords(remark.factor, numbers),
        other: remark.beside,
        lines: linesOf(remark),
        n: remark.rows,
      });
  }
}

/** Describes a column that seems to state which rows count, with the condition that selects these rows. */
function statusInWords(
  { column, values, rows, others }: Extract<BatchRemark, { code: 'status' }>,
  { remarks, numbers }: Pick<Messages, 'numbers'> & Pick<Messages['batch'], 'remarks'>,
): string {
  const condition = others === null ? `${column}!=` : `${column}=${others}`;
  const details = { column, rows: formatNumber(rows, { numbers, decimals: 15 }), option: `--where "${condition}"` };
  return others === null
    ? remarks.blankStatus(details)
    : remarks.status({ ...details, values: numbers.list(values.map(numbers.quote)) });
}

/** Writes a line as compilers do, `export.csv:7`; without a source, only the number. */
function formatLine({ source, line }: RowLine): string | number {
  return source === undefined ? line : `${source}:${line}`;
}

/** Writes which policies the enterprises use, if they use several. */
function placesInWords(
  kept: KeptFiles,
  write: (count: number) => string,
  { batch, numbers }: Pick<Messages, 'batch' | 'numbers'>,
): string[] {
  if (!kept.places) return [];
  const { policies, none, several, passedOver, unusedFacts, unreadPlaces } = kept.places;
  const usedPolicies = sortByCount(policies).map(([id, count]) => numbers.labelled(id, write(count)));
  return [
    ...(usedPolicies.length > 1 ? [batch.policiesByPlace({ counts: numbers.clauses(usedPolicies) })] : []),
    ...(none > 0 ? [batch.withoutPolicy.none({ count: write(none), n: none })] : []),
    ...(several > 0 ? [batch.withoutPolicy.several({ count: write(several), n: several })] : []),
    ...sortByCount(passedOver).map(([policy, n]) => batch.withoutPolicy.otherCurrency({ policy, count: write(n), n })),
    ...[...unusedFacts].map(([policy, headings]) =>
      batch.unusedFacts({ policy, columns: numbers.list(headings.map(numbers.quote)), n: headings.length }),
    ),
    ...[...groupPlaces(unreadPlaces).values()].map(({ policy, heading, cells, count }) =>
      batch.unreadPlaces({
        policy,
        heading,
        cells: numbers.list(cells.map(numbers.quote)),
        count: write(count),
        n: count,
      }),
    ),
  ];
}

/** How many different cells are quoted. */
const MAX_QUOTED_PLACES = 5;

/** Groups unread places by policy and column, with their first cells and the number of their rows. */
function groupPlaces(unread: NonNullable<KeptFiles['places']>['unreadPlaces']) {
  const groups = new Map<string, { policy: string; heading: string; cells: string[]; count: number }>();
  for (const { policy, heading, cell, count } of unread) {
    const key = JSON.stringify([policy, heading]);
    const group = groups.get(key) ?? { policy, heading, cells: [], count: 0 };
    if (group.cells.length < MAX_QUOTED_PLACES) group.cells.push(cell);
    group.count += count;
    groups.set(key, group);
  }
  return groups;
}

/** Sorts counts by name, the largest first. */
function sortByCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

/** Returns the summary as plain JSON. */
export function batchAsJson(summary: BatchSummary): object {
  const { scored, rejected, leftOut, conditions, reasons, warnings, blanks, kept, missed } = summary;
  const { results, rejects, mend } = summary;
  return {
    schemaVersion: 1,
    rows: scored + rejected + leftOut,
    scored,
    rejected,
    ...(conditions.length > 0 && { leftOut, where: conditions }),
    reasons: Object.fromEntries(sortReasons(reasons).map(([rule, { count }]) => [rule, count])),
    firstLines: Object.fromEntries(sortReasons(reasons).map(([rule, { lines }]) => [rule, lines.map(formatLine)])),
    warnings: Object.fromEntries(sortReasons(warnings).map(([rule, { count }]) => [rule, count])),
    warningLines: Object.fromEntries(sortReasons(warnings).map(([rule, { lines }]) => [rule, lines.map(formatLine)])),
    blanks,
    ...(summary.headings > 0 && { headings: summary.headings }),
    ...(summary.unreviewed.length > 0 && { unreviewed: summary.unreviewed }),
    ...(summary.unreadSheets.length > 0 && { unreadSheets: summary.unreadSheets }),
    ...(summary.hidden > 0 && { hidden: summary.hidden }),
    ...(summary.longNumbers > 0 && { longNumbers: summary.longNumbers }),
    ...(summary.remarks.length > 0 && { remarks: summary.remarks.map(remarkAsJson) }),
    ...(missed.length > 0 && { gates: missed.map(({ name, least, rows }) => ({ name, least, missedBy: rows })) }),
    ...(summary.undecided.some(({ rows }) => rows > 0) && {
      undecided: Object.fromEntries(summary.undecided.map(({ name, rows }) => [name, rows])),
    }),
    ...(kept && { files: filesAsJson(kept) }),
    results,
    rejects,
    ...(mend !== undefined && { mend }),
  };
}

function remarkAsJson(remark: BatchRemark): object {
  if (remark.code === 'similar-keys') return { ...remark, pairs: remark.pairs.map((pair) => pair.map(formatLine)) };
  return 'lines' in remark ? { ...remark, lines: remark.lines.map(formatLine) } : remark;
}

function filesAsJson({
  folder,
  appended,
  alreadyThere,
  edited,
  older,
  repeated,
  ofOther,
  judgedBefore,
  places,
}: KeptFiles): object {
  const byPlace = places && {
    policies: Object.fromEntries(sortByCount(places.policies)),
    withoutPolicy: { none: places.none, several: places.several },
    ...(places.unreadPlaces.length > 0 && { unreadPlaces: places.unreadPlaces }),
    ...(places.unusedFacts.size > 0 && { unusedFacts: Object.fromEntries(places.unusedFacts) }),
    ...(places.passedOver.size > 0 && { passedOver: Object.fromEntries(sortByCount(places.passedOver)) }),
  };
  return {
    folder,
    appended,
    alreadyThere,
    edited,
    older,
    ...(repeated > 0 && { repeated }),
    ofOther,
    ...(judgedBefore > 0 && { judgedBefore }),
    ...byPlace,
  };
}

/** Returns the reasons that occur, in the order in which the rules are listed. */
function sortReasons(found: ReadonlyMap<string, FoundRows>): [RejectRule, FoundRows][] {
  return REJECT_RULES.flatMap((rule): [RejectRule, FoundRows][] => {
    const rows = found.get(rule);
    return rows === undefined || rows.count === 0 ? [] : [[rule, rows]];
  });
}
