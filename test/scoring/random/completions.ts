import type { Fact, Question } from '../../../src/model/generated/types.ts';
import { combinations } from '../../condition/open-values.ts';
import type { Pack, Stated, Value } from '../oracle.ts';
import { allowedValues } from '../oracle-answers.ts';

/** Every way the open answers of a finite pack can turn out: all allowed answers, "not applicable" where allowed. */
export function completionsOf(
  pack: Pack,
  stated: ReadonlyMap<string, Stated>,
): ReadonlyMap<string, Value | undefined>[] {
  const { facts = [], sections } = pack.questionnaire;
  const all = [...facts, ...sections.flatMap(({ questions }) => questions)];
  const open = all.filter((definition) => isOpen(definition, stated));
  return combinations(open.map((definition) => waysOf(definition, pack))).map(
    (values) => new Map(open.map(({ id }, i) => [id, values[i]])),
  );
}

/** How many there are, without making them. */
export function countCompletions(pack: Pack, stated: ReadonlyMap<string, Stated>): number {
  const { facts = [], sections } = pack.questionnaire;
  return [...facts, ...sections.flatMap(({ questions }) => questions)]
    .filter((definition) => isOpen(definition, stated))
    .reduce((product, definition) => product * waysOf(definition, pack).length, 1);
}

/** Facts with cases, or derived from numbers in a way that never fails, follow from the others. */
function isOpen(definition: Fact | Question, stated: ReadonlyMap<string, Stated>): boolean {
  const state = stated.get(definition.id)?.state ?? 'unanswered';
  const follows = 'first' in definition || (definition.derive !== undefined && definition.type === 'decimal');
  return !follows && (state === 'unanswered' || state === 'unknown');
}

function waysOf(definition: Fact | Question, pack: Pack): (Value | undefined)[] {
  const values: (Value | undefined)[] = allowedValues(definition, pack) ?? [];
  return definition.notApplicable ? [...values, undefined] : values;
}
