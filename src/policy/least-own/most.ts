import { evaluateCondition } from '../../condition/evaluate.ts';
import { isNothing, type Possible, rangeOf } from '../../condition/value.ts';
import { add, divide, fraction, greatest, multiply, ONE, type Rational, ZERO } from '../../model/rational.ts';
import type { CombineMember, Node, Plan } from '../../scoring/plan.ts';
import { settledNumber } from '../funding/arithmetic.ts';
import { constantForm, type Form, greaterForms, scaleForm, sumForms } from './form.ts';

/** The amounts of a policy, and what every position can come to, whichever measures are taken. */
export interface Enclosed {
  readonly plan: Plan;
  readonly values: readonly Possible[];
  /** Whether a position comes to the same whichever measures are taken. */
  readonly isFixed: (position: number) => boolean;
}

/** The positions of the figures that an amount is given. */
export interface Figures {
  readonly cost: number | undefined;
  readonly coveredMeasures: number | undefined;
}

/**
 * What a position can come to at most, by the cost and the number of covered measures: it is never above any of these
 * forms. None where nothing bounds it.
 */
export function mostOf(position: number, figures: Figures, enclosed: Enclosed): Form[] {
  const { plan, values, isFixed } = enclosed;

  function above(at: number): Form[] {
    if (at === figures.cost) return [{ ...constantForm(ZERO), rate: ONE }];
    if (at === figures.coveredMeasures) return [{ ...constantForm(ZERO), each: ONE }];
    const value = values[at] as Possible;
    const highest = isNothing(value) ? ZERO : (rangeOf(value)?.high ?? null);
    const flat = highest ? [constantForm(highest)] : [];
    return isFixed(at) ? flat : [...shape(plan.nodes[at] as Node), ...flat];
  }

  function shape(node: Node): Form[] {
    switch (node.op) {
      case 'sum':
        return sumOf(node.members);
      case 'min':
        // What may be nothing may drop out, and bounds nothing then.
        return node.members.filter((member) => isPlain(member) && isSure(member.node)).flatMap((one) => weighed(one));
      case 'max':
        return node.members.every(isPlain)
          ? node.members.map((member) => weighed(member)).reduce((a, b) => greaterForms(a, b))
          : [];
      case 'cap':
        return [...above(node.of), ...(isSure(node.bound) ? above(node.bound) : [])];
      case 'floor':
        return greaterForms(above(node.of), above(node.bound));
      case 'round': {
        const step = fraction(10n ** BigInt(Math.max(0, -node.decimals)), 10n ** BigInt(Math.max(0, node.decimals)));
        return above(node.of).map((form) => ({ ...form, base: add(form.base, step) }));
      }
      case 'scaled': {
        const factor = divide(node.to, node.best);
        return factor.n < 0n ? [] : above(node.of).map((form) => scaleForm(form, factor));
      }
      case 'guard':
        return above(node.of);
      case 'points':
        return node.table ? [] : above(node.of);
      case 'first': {
        const read = (at: number): Possible => values[at] as Possible;
        const reached = node.cases.filter(({ when }) => !when || evaluateCondition(when, read) !== 'fails');
        const [first, ...others] = reached.map((one) => above(one.node));
        return first ? others.reduce(greaterForms, first) : [];
      }
      default:
        return [];
    }
  }

  function sumOf(members: readonly CombineMember[]): Form[] {
    if (!members.every(({ by }) => by === undefined)) return [];
    return sumForms(members.map((member) => weighed(member).map((form) => atLeastNothing(form, member.node))));
  }

  /** What may drop out of a sum brings 0 then. */
  function atLeastNothing(form: Form, at: number): Form {
    return (values[at] as Possible).nothing ? { ...form, base: greatest(form.base, ZERO) } : form;
  }

  function weighed({ node, weight }: CombineMember): Form[] {
    if (weight.n >= 0n) return above(node).map((form) => scaleForm(form, weight));
    const lowest = rangeOf(values[node] as Possible)?.low;
    return lowest ? [constantForm(multiply(lowest, weight))] : [];
  }

  function isPlain({ by, weight }: CombineMember): boolean {
    return by === undefined && weight.n >= 0n;
  }

  function isSure(at: number): boolean {
    return !(values[at] as Possible).nothing;
  }

  return above(position);
}

/** Whether an amount could be known for some measures: what is open whichever are taken stays unknown. */
export function canSettle(position: number, { plan, values, isFixed }: Enclosed): boolean {
  const judge = (at: number): boolean => {
    if (isFixed(at)) return settledNumber(values[at] as Possible) !== undefined;
    const node = plan.nodes[at] as Node;
    if (node.op === 'sum')
      return node.members.every(
        (member) => member.by !== undefined || isWeightless(member.weight) || judge(member.node),
      );
    if (node.op === 'scaled' || node.op === 'round' || node.op === 'points') return judge(node.of);
    return true;
  };
  return judge(position);
}

function isWeightless({ n }: Rational): boolean {
  return n === 0n;
}
