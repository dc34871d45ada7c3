// Chooses headings and words for states in forms on other platforms, so that exports need no mapping.
import { createSpellingLookup, NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../model/index.ts';
import type { Input, Plan } from '../scoring/index.ts';
import { stateSpellingsOf, valueSpellingsOf } from './mapping/answer-spellings.ts';
import { type HeadingMatch, matchHeadings } from './mapping/heading-match.ts';
import { NOT_APPLICABLE, UNKNOWN } from './row-block.ts';

/** The column of a fact or question in a form. */
export interface FormColumn {
  readonly input: Input;
  readonly heading: string;
  /** Whether the heading will certainly be recognised; otherwise a mapping has to name the column. */
  readonly isCertain: boolean;
}

/**
 * Chooses a heading for each input: the first of its candidates that is free and will be recognised. If no candidate
 * will be, it chooses the first that is free.
 */
export function planFormColumns(
  plan: Plan,
  inputs: readonly Input[],
  headingsOf: (input: Input) => readonly string[],
): readonly FormColumn[] {
  const candidates = inputs.map(headingsOf);
  const namesByColumn = new Map<number, string>();
  const takenHeadings = new Set<string>();
  const assignHeading = (i: number, heading: string): void => {
    namesByColumn.set(i, heading);
    takenHeadings.add(heading.toLowerCase());
  };
  const certainInputs = new Set<number>();
  for (let rank = 0; rank < Math.max(0, ...candidates.map(({ length }) => length)); rank++) {
    const candidatesOfRank = candidates.flatMap((own, i) => {
      const heading = namesByColumn.has(i) ? undefined : own[rank];
      return heading === undefined ? [] : [{ i, heading }];
    });
    const matches = matchHeadings(
      plan,
      candidatesOfRank.map(({ heading }) => heading),
    );
    for (const [index, { i, heading }] of candidatesOfRank.entries()) {
      const { input = null, option = null, doubts = [] } = matches[index] ?? {};
      const isSureMatch = input !== null && plan.inputs[input] === inputs[i] && option === null && doubts.length === 0;
      if (!isSureMatch || takenHeadings.has(heading.toLowerCase())) continue;
      assignHeading(i, heading);
      certainInputs.add(i);
    }
  }
  return inputs.map((input, i) => {
    const freeHeading =
      candidates[i]?.find((heading) => !takenHeadings.has(heading.toLowerCase())) ?? `${input.name}_${i}`;
    if (!namesByColumn.has(i)) assignHeading(i, freeHeading);
    return { input, heading: namesByColumn.get(i) as string, isCertain: certainInputs.has(i) };
  });
}

/**
 * Chooses headings for further columns that contain no answers: the wanted name if it is free and matches nothing in
 * the pack, otherwise one with a number.
 */
export function nameOtherColumns(
  plan: Plan,
  columns: readonly FormColumn[],
  wanted: readonly string[],
  others: readonly string[],
): readonly string[] {
  const headings = columns.map(({ heading }) => heading);
  const takenHeadings = new Set([...headings, ...others].map((heading) => heading.toLowerCase()));
  const matches = matchHeadings(plan, [...headings, ...wanted]).slice(headings.length);
  return wanted.map((name, i) => {
    const isFree = matchesNothing(matches[i]) && !takenHeadings.has(name.toLowerCase());
    const freeName = isFree ? name : findFreeNumber(takenHeadings);
    takenHeadings.add(freeName.toLowerCase());
    return freeName;
  });
}

function matchesNothing(match: HeadingMatch | undefined): boolean {
  return match?.by === null && match.doubts.length === 0;
}

function findFreeNumber(taken: ReadonlySet<string>): string {
  let i = 1;
  while (taken.has(`form_${i}`)) i++;
  return `form_${i}`;
}

/** Words for states that can be added to the options of a question, as if they were ids of options. */
const STATE_WORDS_OF_FORMS = {
  unknown: ['unknown', UNKNOWN_MARK],
  notApplicable: ['notApplicable', 'n/a', '不适用', 'entfällt'],
} as const;

/** Returns a word that is read as the state; undefined if every such word is an option of the question. */
export function chooseStateWord(input: Input, state: keyof typeof STATE_WORDS_OF_FORMS): string | undefined {
  const findState = createSpellingLookup(stateSpellingsOf(input));
  const findValue = createSpellingLookup(valueSpellingsOf(input));
  const code = state === 'unknown' ? UNKNOWN : NOT_APPLICABLE;
  return STATE_WORDS_OF_FORMS[state].find((word) => findState(word) === code && findValue(word) === undefined);
}

/** The cell texts for states in a column that contains only states. */
export const STATE_CELLS = { unknown: UNKNOWN_MARK, notApplicable: NOT_APPLICABLE_MARK } as const;
