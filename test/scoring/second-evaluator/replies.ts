import type { Case, Condition, Derivation, DerivedCases, Fact, Question } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, isFraction, minus, over, plus, times } from '../../exact-fraction.ts';
import type { Known } from '../condition/plain-evaluator.ts';
import { isAllowedNumber } from './answers.ts';
import { stepAt } from './arithmetic.ts';
import { type Asked, type Later, type Reply, read, type Stated, type Value } from './read-pack.ts';
import type { Tell } from './tally.ts';

type Worked = { readonly value: Known } | 'nothing' | 'unknown';

/** What working out an answer reads of the rest. */
interface Reads {
  holds(condition: Condition): boolean;
  number(name: string): Known;
}

/** The answers when all is known: what was stated, what follows from it, and how the rest turns out. */
export class Replies {
  readonly #stated: ReadonlyMap<string, Stated>;
  readonly #later: Later;
  readonly #reads: Reads;
  readonly #tell: Tell;
  readonly #known = new Map<string, { value: unknown; open: boolean }>();
  /** Whether what was last worked out depends on open answers. */
  #open = false;

  constructor(stated: ReadonlyMap<string, Stated>, later: Later, reads: Reads, tell: Tell) {
    this.#stated = stated;
    this.#later = later;
    this.#reads = reads;
    this.#tell = tell;
  }

  state(name: string): Stated['state'] {
    return this.#stated.get(name)?.state ?? 'unanswered';
  }

  /** Works something out once, and keeps whether it depended on open answers. */
  once<T>(key: string, work: () => T): T {
    const outside = this.#open;
    if (!this.#known.has(key)) {
      this.#open = false;
      const value = work();
      this.#known.set(key, { value, open: this.#open });
    }
    const known = this.#known.get(key) as { value: T; open: boolean };
    this.#open = outside || known.open;
    return known.value;
  }

  /** Whether something depends on open answers; asking does not make what asks depend on them. */
  isOpen(work: () => unknown): boolean {
    const outside = this.#open;
    this.#open = false;
    work();
    const open = this.#open;
    this.#open = outside;
    return open;
  }

  /** Whether it is asked: all conditions above it and its own hold. */
  isAsked({ name, when }: Asked): boolean {
    return this.once(`asked ${name}`, () => when.every((condition) => this.#reads.holds(condition)));
  }

  /** The answer as conditions see it; undefined where there is nothing. */
  answer(asked: Asked): Known {
    return this.reply(asked)?.value as Known;
  }

  /** The answer with its evidence. What follows from other answers carries none of its own. */
  reply(asked: Asked): Reply | undefined {
    return this.once(`answer ${asked.name}`, () => {
      const stated = this.#stated.get(asked.name) ?? { state: 'unanswered' };
      if (!this.isAsked(asked) || stated.state === 'notApplicable') return undefined;
      if (stated.state === 'answered') return stated;
      const worked = this.#derived(asked);
      if (typeof worked === 'object') {
        return worked.value === undefined ? undefined : { value: worked.value as Value, proven: false };
      }
      if (worked === 'nothing' && asked.section === null) return undefined;
      const { definition } = asked;
      if (asked.section === null && 'default' in definition && stated.state === 'unanswered') {
        this.#tell('fact: default');
        return { value: read(definition.default as string, definition), proven: false };
      }
      this.#open = true;
      return this.#later.get(asked.name);
    });
  }

  /** What a fact's cases or a derivation give; a number that is no allowed answer is not known. */
  #derived({ definition, section }: Asked): Worked {
    const cases = section === null ? (definition as Fact).first : undefined;
    if (cases) return this.#firstOf(cases, definition as Fact);
    const derivation = 'derive' in definition ? definition.derive : undefined;
    if (!derivation) return 'unknown';
    const worked = this.#derivation(derivation, definition as Fact | Question);
    for (const operator of Object.keys(derivation)) {
      if (typeof worked === 'object')
        this.#tell(`derived: ${operator}${definition.type === 'percent' ? ', percent' : ''}`);
    }
    if (typeof worked !== 'object' || !isFraction(worked.value)) return worked;
    return isAllowedNumber(definition, worked.value) ? worked : 'unknown';
  }

  #firstOf(cases: readonly Case[], definition: Fact | Question): Worked {
    const found = cases.find(({ when }) => when === undefined || this.#reads.holds(when));
    return found ? { value: read(found.value, definition) } : 'nothing';
  }

  /** A part of a derivation has no definition of its own: its numbers stay as they are. */
  #derivation(source: Derivation & Partial<DerivedCases>, definition: Fact | Question | null): Worked {
    const operand = (operand: Derivation | string): Worked => {
      if (typeof operand !== 'string') return this.#derivation(operand, null);
      const value = this.#reads.number(operand);
      return value === undefined ? 'nothing' : { value };
    };
    if (source.first) return this.#firstOf(source.first, definition as Question);
    if (source.anyOf) return { value: source.anyOf.some((condition) => this.#reads.holds(condition)) };
    if (source.steps) {
      const of = operand(source.of ?? '');
      if (typeof of !== 'object') return of;
      const step = stepAt(of.value as Fraction, source.steps, source.edge);
      return step === undefined ? 'nothing' : { value: definition ? read(step, definition) : fractionOf(step) };
    }
    const operands = (source.ratio ?? source.difference ?? source.change ?? source.meanOf ?? []).map(operand);
    if (source.meanOf) {
      const present = operands.filter((one) => one !== 'nothing');
      if (present.includes('unknown')) return 'unknown';
      const numbers = present.map((one) => (one as { value: Fraction }).value);
      if (numbers.length === 0) return 'nothing';
      return { value: over(numbers.reduce(plus), fractionOf(numbers.length)) };
    }
    if (operands.includes('nothing')) return 'nothing';
    if (operands.includes('unknown')) return 'unknown';
    const [a, b] = operands.map((one) => (one as { value: Fraction }).value) as [Fraction, Fraction];
    if (source.difference) return { value: minus(a, b) };
    if (b.top === 0n) return 'unknown';
    const share = over(source.ratio ? a : minus(a, b), b);
    return { value: definition?.type === 'percent' ? times(share, fractionOf(100)) : share };
  }
}
