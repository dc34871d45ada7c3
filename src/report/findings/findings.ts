import { didYouMean } from '../../model/closest.ts';
import { type LocatedProblem, PROBLEMS, type Severity } from '../../model/problem.ts';
import { makeVisible } from '../../model/unseen.ts';

/** What checking came to, for any format. */
export interface Findings {
  readonly findings: readonly LocatedProblem[];
  /** The names of the files that were checked. */
  readonly files: readonly string[];
  /** How many findings were left out because a baseline knows them. */
  readonly known: number;
  /** From which severity on a finding makes the check fail. */
  readonly failOn: Severity;
}

/** Whether a finding makes the check fail. */
export function isFailing({ code }: LocatedProblem, failOn: Severity): boolean {
  return failOn === 'warning' || PROBLEMS[code].severity === 'error';
}

/** What is wrong and what was meant, without marks of a terminal. */
export function sayFinding({ code, details }: LocatedProblem): string {
  const { found, allowed = [], advice } = details;
  const near = found === undefined ? undefined : didYouMean(found, allowed);
  const message = PROBLEMS[code].message(details);
  const meant = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
  const said = `${message}${advice === undefined ? meant : `. ${advice}`}`;
  // Each format writes line ends in its own way.
  return said
    .split(/(\r?\n)/)
    .map((part, i) => (i % 2 === 1 ? part : makeVisible(part)))
    .join('');
}
