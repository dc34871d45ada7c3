import type { CaseRun } from '../../check/case-run.ts';
import type { Mismatch } from '../../check/mismatch.ts';
import type { Reason } from '../../check/reason.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Speech } from '../assessment.ts';
import { hang, plainLine } from '../terminal/line.ts';
import type { Page } from '../terminal/page.ts';
import { makeVocabulary, type VocabularySource } from '../vocabulary.ts';
import type { Line } from '../words/unmet.ts';
import { mismatchText } from './mismatch.ts';
import { reasonLines } from './reason.ts';

/** A case that failed. */
export interface Failure {
  readonly run: CaseRun;
  readonly mismatches: readonly {
    readonly mismatch: Mismatch;
    /** The line of the expectation. */
    readonly line: number;
    readonly reason: Reason | undefined;
  }[];
  /** What the case was run against. */
  readonly plan: Plan;
}

/** A case with why it expects what it does, and each expectation that is not met with where the result comes from. */
export function failureLines(
  { run, mismatches, plan }: Failure,
  { languages, titles }: Pick<VocabularySource, 'languages' | 'titles'>,
  speech: Speech,
  page: Page,
): string[] {
  const { paint, width } = page;
  const { numbers, cases } = speech.messages;
  const vocabulary = makeVocabulary({ plan, ...speech, languages, titles });
  const origin = run.origin === 'derived' ? '' : ` ${paint.dim(`(${cases.origins[run.origin]})`)}`;
  return [
    `${paint.red('✗')} ${paint.bold(run.id)}${origin}`,
    ...(run.why === undefined
      ? []
      : hang(`  ${numbers.labelled(cases.why, '')}`, plainLine(run.why), width).map((line) => paint.dim(line))),
    ...mismatches.flatMap(({ mismatch, line, reason }, i) => [
      ...(mismatches[i - 1]?.line === line ? [] : [`  ${paint.dim(`${run.file}:${line}`)}`]),
      ...hang('    ', plainLine(mismatchText(mismatch, plan, speech)), width),
      ...(reason ? drawLines(reasonLines(reason, mismatch, vocabulary), '      ', width) : []),
    ]),
  ];
}

function drawLines(lines: readonly Line[], indent: string, width: number): string[] {
  return lines.flatMap(({ text, parts = [] }) => [
    ...hang(indent, plainLine(text), width),
    ...drawLines(parts, `${indent}  `, width),
  ]);
}
