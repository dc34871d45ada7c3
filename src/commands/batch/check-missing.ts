import { missingFacts } from '../../scoring/answers.ts';
import type { Outcome } from '../../scoring/kernel/outcome.ts';
import { sheetOfRow } from '../../scoring/kernel/reference.ts';
import type { Plan } from '../../scoring/plan.ts';
import { isRequired, isRequiredOfAll } from '../../scoring/required.ts';
import type { Block } from '../../tabular/block.ts';
import { ANSWERED } from '../../tabular/use.ts';
import type { Flaw } from './flaw.ts';

/** Finds required facts that are missing, and answers that the rubric refuses to do without. */
export function createMissingCheck(plan: Plan): (block: Block, outcome: Outcome) => Flaw[] {
  const required = plan.inputs.flatMap((input, at) => (isRequired(input) ? [{ input, at }] : []));
  const always = required.filter(({ input }) => isRequiredOfAll(input));
  const sometimes = required.filter((one) => !always.includes(one));
  const indexOf = (name: string): number => plan.inputs.findIndex((input) => input.name === name);

  return (block, { refused }) => {
    const flaws: Flaw[] = [];
    const complain = (row: number, input: number, rule: Flaw['rule']): void => {
      flaws.push({ row, input, column: null, rule, value: '', details: {} });
    };
    const isAbsent = (at: number, row: number): boolean => (block.code.get(at)?.[row] ?? 0) < ANSWERED;
    for (const { at } of always) {
      const codes = block.code.get(at);
      for (let row = 0; row < block.rows; row++) {
        if ((codes?.[row] ?? 0) < ANSWERED) complain(row, at, 'required-fact');
      }
    }
    // Whether these are asked, or follow from others, depends on the rest of the row.
    for (let row = 0; row < block.rows && sometimes.length > 0; row++) {
      if (!sometimes.some(({ at }) => isAbsent(at, row))) continue;
      const names = missingFacts(plan, sheetOfRow(plan, block, row));
      for (const { input, at } of sometimes) if (names.includes(input.name)) complain(row, at, 'required-fact');
    }
    for (const [row, missing] of refused)
      for (const { name } of missing) complain(row, indexOf(name), 'refused-missing');
    return flaws;
  };
}
