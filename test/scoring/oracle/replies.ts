import type { Case, Condition, Derivation, DerivedCases, Fact, Question } from '../../../src/model/generated/types.ts';
import type { Known } from '../../condition/plain.ts';
import { type Fraction, fractionOf, isFraction, minus, over, plus } from '../../fraction.ts';
import { isAllowedNumber } from './answers.ts';
import { stepAt } from './arithmetic.ts';
import { type Asked, read, type Stated, type Value } from './pack.ts';

type Worked = { readonly value: Known } | 'nothing' | 'unknown';

/** What working out an answer reads of the rest. */
interface Reads {
  holds(condition: Condition): boolean;
  number(name: string): Known;
}

/** The answers when all is known: what was stated, what follows from it, and how the rest turns out. */
export class Replies {
  readonly #stated: ReadonlyMap<string, Stated>;
  readonly #later: ReadonlyMap<string, Value | undefined>;
  readonly #reads: Reads;
  readonly #known = new Map<string, { value: unknown; open: boolean }>();
  /** Whether what was last worked out depends on open answers. */
  #open = false;

  constructor(stated: ReadonlyMap<string, Stated>, later: ReadonlyMap<string, Value | undefined>, reads: Reads) {
    this.#stated = stated;
    this.#later = later;
    this.#reads = reads;
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

  /** Whether something depends on open answers. */
  isOpen(work: () => unknown): boolean {
    const outside = this.#open;
    this.#open = false;
    work();
    const open = this.#open;
    this.#open = outside || open;
    return open;
  }

  /** Whether a question is asked: its section's condition and its own hold. */
  isAsked({ name, definition, section }: Asked): boolean {
    return this.once(`asked ${name}`, () =>
      [section?.when, definition.when].every((when) => when === undefined || this.#reads.holds(when)),
    );
  }

  /** The answer as conditions see it; undefined where there is nothing. */
  answer(asked: Asked): Known {
    return this.once(`answer ${asked.name}`, () => {
      const stated = this.#stated.get(asked.name) ?? { state: 'unanswered' };
      if (!this.isAsked(asked) || stated.state === 'notApplicable') return undefined;
      if (stated.state === 'answered') return stated.value;
      const worked = this.#derived(asked);
      if (typeof worked === 'object') return worked.value;
      if (worked === 'nothing' && asked.section === null) return undefined;
      const { definition } = asked;
      if (asked.section === null && 'default' in definition && stated.state === 'unanswered') {
        return read(definition.default as string, definition);
      }
      this.#open = true;
      return this.#later.get(asked.name);
    });
  }

  /** What a fact's cases or a derivation give; a number that is no allowed answer is not known. */
  #derived({ definition, section }: Asked): Worked {
    const cases = section === null ? (definition as Fact).first : undefined;
    if (cases) return this.#firstOf(cases, definition);
    if (!definition.derive) return 'unknown';
    const worked = this.#derivation(definition.derive, definition);
    if (typeof worked !== 'object' || !isFraction(worked.value)) return worked;
    return isAllowedNumber(definition, worked.value) ? worked : 'unknown';
  }

  #firstOf(cases: readonly Case[], definition: Fact | Question): Worked {
    const found = cases.find(({ when }) => when === undefined || this.#reads.holds(when));
    return found ? { value: read(found.value, definition) } : 'nothing';
  }

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
    return { value: over(source.ratio ? a : minus(a, b), b) };
  }
}
