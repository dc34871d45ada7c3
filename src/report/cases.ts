import type { CaseRun } from '../check/case-run.ts';
import type { Text } from '../model/generated/types.ts';
import type { Speech } from './assessment.ts';
import { type CoverageReport, coverageLines } from './cases/coverage.ts';
import { type Failure, failureLines } from './cases/failure.ts';
import { makePage, type Page } from './terminal/page.ts';

/** How the cases of one pack ran. */
export interface PackTest {
  readonly pack: { readonly id: string; readonly version: string };
  readonly runs: readonly CaseRun[];
  readonly failures: readonly Failure[];
  readonly coverage?: CoverageReport;
  /** The languages of the pack, the first one as the fallback, and its titles of lists. */
  readonly languages: readonly string[];
  readonly titles: Readonly<Record<string, Text>> | undefined;
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
    summaryLine(pack, page),
    ...(pack.coverage ? coverageLines(pack.coverage, pack, speech, page) : []),
  ]);
  return `${lines.join('\n')}\n`;
}

function summaryLine({ pack, runs, failures }: PackTest, { paint }: Page): string {
  const count = `${runs.length - failures.length} of ${runs.length} cases pass`;
  const origins = ORIGINS.flatMap((origin) => {
    const some = runs.filter((run) => run.origin === origin).length;
    return some === 0 ? [] : [some === runs.length ? `all ${origin}` : `${some} ${origin}`];
  });
  const head = failures.length === 0 ? paint.green(count) : paint.red(count);
  return `${pack.id} ${pack.version}: ${head} ${paint.dim(`(${origins.join(', ')})`)}`;
}
