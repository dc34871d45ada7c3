import type { CaseRun } from '../check/case-run.ts';
import type { Speech } from './assessment.ts';
import { type CoverageReport, coverageLines } from './cases/coverage.ts';
import { type Failure, failureLines } from './cases/failure.ts';
import { makePage, type Page } from './terminal/page.ts';
import type { VocabularySource } from './vocabulary.ts';

/** How the cases of one pack ran. */
export interface PackTest extends Pick<VocabularySource, 'languages' | 'titles'> {
  readonly pack: { readonly id: string; readonly version: string };
  readonly runs: readonly CaseRun[];
  readonly failures: readonly Failure[];
  readonly coverage?: CoverageReport;
}

const ORIGINS = ['published', 'third-party', 'derived'] as const;

/** How the cases of packs ran: those that failed with what differs and why, the counts, and what no case touches. */
export function renderCaseRuns(
  packs: readonly PackTest[],
  speech: Speech,
  look: { readonly color: boolean; readonly width: number },
): string {
  const page = makePage(look.color, look.width);
  const lines = packs.flatMap((pack) => [
    ...pack.failures.flatMap((failure) => [...failureLines(failure, pack, speech, page), '']),
    summaryLine(pack, speech, page),
    ...(pack.coverage ? coverageLines(pack.coverage, pack, speech, page) : []),
  ]);
  return `${lines.join('\n')}\n`;
}

function summaryLine(
  { pack, runs, failures }: PackTest,
  { messages: { numbers, cases } }: Speech,
  { paint }: Page,
): string {
  const count = cases.pass(String(runs.length - failures.length), String(runs.length));
  const origins = ORIGINS.flatMap((origin) => {
    const some = runs.filter((run) => run.origin === origin).length;
    const name = cases.origins[origin];
    return some === 0 ? [] : [some === runs.length ? cases.all(name) : cases.counted(String(some), name)];
  });
  const head = failures.length === 0 ? paint.green(count) : paint.red(count);
  return numbers.labelled(`${pack.id} ${pack.version}`, numbers.remark(head, numbers.items(origins)));
}
