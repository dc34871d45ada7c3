import { drawColumns, type Row } from '../terminal/columns.ts';
import { plainLine, wrapText } from '../terminal/line.ts';
import { item, makePage, type Page } from '../terminal/page.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { answerRows, lackRows, levelRows } from './answers.ts';
import { policyRows } from './policy.ts';
import type { WhatIfReport } from './report.ts';
import { scoreRows } from './scores.ts';

/** How it is drawn. */
export interface WhatIfLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly vocabulary: Vocabulary;
}

/** What changed answers change, side by side, for a terminal; ends with a newline. */
export function renderWhatIf(report: WhatIfReport, { color, width, vocabulary }: WhatIfLook): string {
  const page = makePage(color, width);
  const { whatIf } = vocabulary.messages;
  const columns = [
    { title: '', wraps: true },
    { title: whatIf.now, wraps: true },
    { title: whatIf.changed, wraps: true },
    { title: whatIf.change, align: 'right' },
  ] as const;
  const blocks = [
    headed(whatIf.answers, answerRows(report, vocabulary), page),
    levelRows(report, vocabulary, page),
    headed(whatIf.scores, scoreRows(report, vocabulary), page),
    lackRows(report, vocabulary, page),
    headed(whatIf.policy, policyRows(report, vocabulary), page),
  ].filter((rows) => rows.length > 0);
  const lines = drawColumns(
    page,
    columns,
    blocks.flatMap((rows, i) => [...(i > 0 ? [{ cells: [] }] : []), ...rows]),
  );
  const head = wrapText(plainLine(report.subject), page.width).map((line) => page.paint.bold(line));
  return `${[...head, '', ...lines, '', ...item(page, '', whatIf.unwritten, page.paint.dim)].join('\n')}\n`;
}

/** Rows under a heading of their own. */
function headed(title: string, rows: readonly Row[], { paint }: Page): readonly Row[] {
  return rows.length === 0 ? [] : [{ cells: [title], paint: paint.bold }, ...rows];
}
