import { Refusal } from '../../model/refusal.ts';
import { findNested } from '../../portfolio/grouping.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { isStandardOutput } from '../steps/output.ts';
import type { PortfolioFormat, PortfolioOptions } from './options.ts';

/** The least count shown of what is passed on, where nobody says another. */
const PUBLISHED = 5;

/** Null shows all. What is passed on is protected, unless the user says otherwise. */
export function leastOf({ minCell, by, output }: PortfolioOptions, format: PortfolioFormat): number | null {
  const least = minCell ?? (format === 'pretty' && isStandardOutput(output) ? 1 : PUBLISHED);
  if (least <= 1) return null;
  const twice = by.flatMap((term, i) =>
    by.slice(i + 1).flatMap((other) => term.filter((name) => other.includes(name))),
  );
  if (twice.length === 0) return least;
  throw new Refusal(
    2,
    `--by: "${twice[0]}" stands in two groupings, of which each would give away what the other hides`,
    'Make an output of each, and pass on one of them; --min-cell 1 shows all.',
  );
}

/** What follows from stages side by side is looked for in all their combinations. */
const MOST_STAGES = 24;

/** Throws a `Refusal` where there are more. */
export function refuseMany(stages: number): void {
  if (stages <= MOST_STAGES) return;
  throw new Refusal(
    2,
    `--stages: ${stages} stages are too many where small groups are hidden: what follows from them together could not be found in time`,
    'Count fewer stages; --min-cell 1 shows all, for the office itself.',
  );
}

/** Of counties and their districts, each table would give away what the other hides. */
export function refuseNested(roster: Roster, { by }: PortfolioOptions): void {
  const nested = findNested(roster, by);
  if (!nested) return;
  const [inner, outer] = nested.map((terms) => terms.join('*'));
  throw new Refusal(
    2,
    `--by: every "${inner}" lies in one "${outer}", so that each would give away what the other hides`,
    'Make an output of each, and pass on one of them; --min-cell 1 shows all.',
  );
}
