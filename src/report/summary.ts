import { type AssessmentReport, nameEnterprise, type Speech, vocabularyOf } from './assessment.ts';
import { formatDate } from './number.ts';
import { adviceLines } from './summary/advice.ts';
import { lackLines, levelLines, warningLines } from './summary/level.ts';
import { scoreLines } from './summary/scores.ts';
import { plainLine, wrapText } from './terminal/line.ts';
import { labelled, labelWidthOf, makePage, type Page, section } from './terminal/page.ts';
import { widthOf } from './terminal/width.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The summary of one assessment: what was found, what is missing, what to do, and where it is all written down. */
export interface SummaryReport extends AssessmentReport {
  readonly files?: WrittenFiles | undefined;
  /** False where nobody asked for a recommendation: the summary then says how to get one. */
  readonly isAdvised?: boolean | undefined;
}

/** Paths of the files that were written. */
export interface WrittenFiles {
  readonly enterprise?: string | undefined;
  readonly policy?: string | undefined;
  /** The policy that somebody edited, kept beside the new one. */
  readonly edited?: string | undefined;
  readonly draft?: string | undefined;
}

/** How a summary is drawn. */
export interface SummaryLook extends Speech {
  readonly color: boolean;
  /** Columns of the terminal; of a very wide one not all are used. */
  readonly width: number;
}

/** The summary after an assessment, for a terminal; ends with a newline. */
export function renderSummary(report: SummaryReport, look: SummaryLook): string {
  const vocabulary = vocabularyOf(report, look);
  const page = makePage(look.color, look.width);
  const blocks = [
    headLines(report, vocabulary, page),
    levelLines(report, vocabulary, page),
    scoreLines(report, vocabulary, page),
    lackLines(report, vocabulary, page),
    warningLines(report, vocabulary, page),
    adviceLines(report, vocabulary, page),
    report.isAdvised === false
      ? wrapText(look.messages.summary.howToAdvise('--files DIR', '--policy ID'), page.width).map((line) =>
          page.paint.dim(line),
        )
      : [],
    fileLines(report.files, vocabulary, page),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(report: AssessmentReport, vocabulary: Vocabulary, page: Page): string[] {
  const { numbers, words } = vocabulary.messages;
  const { questionnaire, result, assessment } = report;
  const { name, key } = nameEnterprise(report);
  const titles = [name, key].filter((title) => title !== undefined).map(plainLine);
  const { kind, date, assessor } = assessment ?? {};
  const circumstances = [
    kind && words.kinds[kind],
    date && formatDate(date, numbers),
    assessor && plainLine(assessor),
  ].filter((part) => part !== undefined && part !== '');
  const pack = `${result.pack.id} ${result.pack.version}`;
  const lines = [
    numbers.clauses([plainLine(vocabulary.pick(questionnaire.title) ?? ''), pack]),
    numbers.clauses(circumstances as string[]),
  ];
  return [
    ...headTitle(titles, page),
    ...lines.filter((line) => line !== '').flatMap((line) => wrapText(line, page.width)),
  ];
}

function headTitle(titles: readonly string[], { width, paint }: Page): string[] {
  const [first, second] = titles;
  if (first === undefined) return [];
  if (second === undefined) return wrapText(first, width).map((line) => paint.bold(line));
  const together = widthOf(first) + 2 + widthOf(second) <= width;
  return together
    ? [`${paint.bold(first)}  ${paint.dim(second)}`]
    : [...wrapText(first, width).map((line) => paint.bold(line)), paint.dim(second)];
}

/** A path is never broken, so that it can be copied. */
function fileLines(files: WrittenFiles | undefined, vocabulary: Vocabulary, page: Page): string[] {
  const { summary } = vocabulary.messages;
  const listed = [
    [summary.enterpriseFile, files?.enterprise],
    [summary.policyFile, files?.policy],
    [summary.editedPolicy, files?.edited],
    [summary.draftFile, files?.draft],
  ].flatMap(([label, path]) => (path === undefined ? [] : [{ label: label as string, path: plainLine(path) }]));
  if (listed.length === 0) return [];
  const labelWidth = labelWidthOf(listed.map(({ label }) => label));
  return section(
    page,
    summary.files,
    listed.flatMap(({ label, path }) => {
      const fits = labelWidth + 4 + widthOf(path) <= page.width && !path.includes(' ');
      return fits ? labelled(page, label, path, labelWidth) : [page.paint.dim(`  ${label}`), `  ${path}`];
    }),
  );
}
