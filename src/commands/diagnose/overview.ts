// Summarises an interview: its sections, how much of each is answered, and the levels that are still possible.
import { type Interview, type InterviewItem, isOpen, listAskedItems } from '../../interview/index.ts';
import { compare, fromNumber, type LevelResult } from '../../model/index.ts';
import { listLevelRequirements } from '../../scoring/index.ts';
import { sectionTitle } from './question-prompt.ts';
import type { Overview, OverviewLine } from './terminal-screen.ts';
import type { Wording } from './ui-context.ts';

/** A part of an interview with its progress. */
export interface PartProgress {
  readonly part: number;
  readonly title: string;
  readonly settled: number;
  readonly of: number;
}

/**
 * Lists the parts with at least one question to ask. A figure is asked together with its question, so it is not
 * counted.
 */
export function listParts(state: Interview, wording: Wording): PartProgress[] {
  const items = listAskedItems(state).filter(({ figureOf }) => figureOf.length === 0);
  return state.outline.parts.flatMap((_, part) => {
    const partItems = items.filter((item) => item.part === part);
    const settledCount = partItems.filter((item) => !isOpen(state, item)).length;
    return partItems.length === 0
      ? []
      : [{ part, title: partTitle(state, part, wording), settled: settledCount, of: partItems.length }];
  });
}

export function partTitle({ outline }: Interview, part: number, { vocabulary, messages }: Wording): string {
  const section = outline.parts[part];
  return section?.kind === 'section'
    ? sectionTitle(section.section, vocabulary)
    : messages.place[section?.kind ?? 'facts'];
}

/**
 * Returns the progress of each part and, unless `level` is undefined, which levels are still possible after the answers
 * so far.
 */
export function overviewOf(
  state: Interview,
  { part }: InterviewItem,
  wording: Wording,
  level: LevelResult | undefined,
): Overview {
  const { sectionsHeading, levelsHeading } = wording.messages.review;
  const sections = listParts(state, wording).map(
    (progress): OverviewLine => ({
      kind: progress.part === part ? 'current' : progress.settled === progress.of ? 'done' : 'open',
      text: progress.title,
      figure: `${progress.settled}/${progress.of}`,
    }),
  );
  return {
    sections: { title: sectionsHeading, lines: sections },
    levels: level && { title: levelsHeading, lines: levelLines(state, wording, level) },
  };
}

function levelLines(
  { plan }: Interview,
  { vocabulary, messages }: Wording,
  { lowest, highest }: LevelResult,
): OverviewLine[] {
  const isAtMost = (value: Parameters<typeof compare>[0], end: number | null): boolean =>
    end !== null && compare(value, fromNumber(end)) <= 0;
  return listLevelRequirements(plan).map(({ value, title }): OverviewLine => {
    const number = Number(value.n) / Number(value.d);
    const text = vocabulary.levelOf(number, title, 'short');
    if (isAtMost(value, lowest)) return { kind: 'done', text, figure: messages.review.certain };
    return isAtMost(value, highest)
      ? { kind: 'open', text, figure: messages.review.possible }
      : { kind: 'open', text, figure: messages.review.outOfReach };
  });
}
