import { type Atom, isNumber, type Possible, settledValue } from '../../condition/value.ts';
import { toNumber } from '../../model/rational.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import type { Probe } from './item.ts';

/** The answers to questions that some score counts. */
export function optionProbes(plan: Plan): Probe[] {
  const counted = new Set(plan.scores.flatMap(({ questions }) => questions));
  return [...counted]
    .sort((a, b) => a - b)
    .flatMap((position) => {
      const input = plan.nodes[position] as Input;
      return answersOf(input, position, plan).map(
        (option): Probe => ({
          item: { kind: 'option', name: input.name, option },
          touches: ({ assessed: { evaluation } }) =>
            evaluation.states[position] === 'answered' && isChosen(option, evaluation.values[position] as Possible),
        }),
      );
    });
}

/** Its options, true and false, or the values of a scale that points are given for. */
function answersOf(input: Input, position: number, { nodes }: Plan): string[] {
  if (input.options.length > 0) return input.options.map(({ id }) => id);
  if (input.type === 'boolean') return ['true', 'false'];
  const tables = nodes.flatMap((node) =>
    node.op === 'points' && node.of === position && node.table ? [node.table] : [],
  );
  return [...new Set(tables.flatMap((table) => [...table.keys()]))];
}

function isChosen(option: string, value: Possible): boolean {
  const settled = settledValue(value);
  if (settled === undefined || settled === null) return false;
  if (Array.isArray(settled)) return settled.includes(option);
  const atom = settled as Atom;
  return isNumber(atom) ? Number(option) === toNumber(atom) : String(atom) === option;
}
