import type {
  Case,
  Condition,
  Derivation,
  DerivedCases,
  Fact,
  Members,
  Missing,
  Question,
  Questionnaire,
  Rubric,
  ScoreRule,
  Section,
} from '../../src/model/generated/types.ts';
import { holds, type Known, type Source } from '../condition/plain.ts';
import { type Fraction, fractionOf, isFraction, minus, order, over, plus, times } from '../fraction.ts';
import { bestPoints, isAllowedNumber, pointsOf, tagsOf } from './oracle-answers.ts';

/*
 * A second opinion on every score: slow, plain, and written from the descriptions in the schemas alone. It knows no
 * bounds. Instead it is told how every open answer turns out, and says what the scores then are.
 */

/** An answer; several options for a multiple choice. */
export type Value = Fraction | string | boolean | readonly string[];

export type Stated =
  | { readonly state: 'answered'; readonly value: Value }
  | { readonly state: 'notApplicable' | 'unknown' | 'unanswered' };

export interface Pack {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
}

/** Something that was asked for: a question or fact with where it stands. */
export interface Asked {
  readonly name: string;
  readonly definition: Fact | Question;
  readonly section: Section | null;
}

/** One thing a score works on. */
interface Thing {
  readonly name: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly asked: Asked | null;
  /** For a score: its value. */
  readonly score: () => Fraction | null;
}

interface Things {
  readonly members: readonly Thing[];
  /** For a score: the tags of `by`; null where a name stands for a list. */
  readonly by: readonly string[] | null;
}

/** Where a rule is worked out: for which tags of `by`, and what missing answers count for. */
interface Place {
  readonly tags: ReadonlyMap<string, string>;
  readonly missing: Missing;
}

type Worked = { readonly value: Known } | 'nothing' | 'unknown';

/** Thrown where there is no value: answers are refused, or open raw numbers decide whether an answer is there at all. */
class Unsure extends Error {}

/** What is worked out, in a list of one; an empty list where there is no value. */
export function tell<T>(work: () => T): [T] | [] {
  try {
    return [work()];
  } catch (error) {
    if (error instanceof Unsure) return [];
    throw error;
  }
}

const COMBINING = ['sum', 'mean', 'min', 'max'] as const;
const DEFAULTS: Missing = { unanswered: 'open', unknown: 'open', notApplicable: 'exclude', notAsked: 'exclude' };
const ONE = fractionOf(1);
const ZERO = fractionOf(0);

/** Works out scores; `later` says how open answers turn out, where undefined is "not applicable". */
export class Oracle {
  /** The questions that are missing where the rubric refuses that, as far as they were counted. */
  readonly refused = new Set<string>();
  readonly #pack: Pack;
  readonly #stated: ReadonlyMap<string, Stated>;
  readonly #later: ReadonlyMap<string, Value | undefined>;
  readonly #asked = new Map<string, Asked>();
  readonly #inner = new Map<string, { outer: string; rule: ScoreRule; missing: Missing }>();
  readonly #known = new Map<string, { value: unknown; open: boolean }>();
  /** Whether what was last worked out depends on open answers. */
  #open = false;

  constructor(pack: Pack, stated: ReadonlyMap<string, Stated>, later: ReadonlyMap<string, Value | undefined>) {
    this.#pack = pack;
    this.#stated = stated;
    this.#later = later;
    for (const fact of pack.questionnaire.facts ?? []) {
      this.#asked.set(fact.id, { name: fact.id, definition: fact, section: null });
    }
    for (const section of pack.questionnaire.sections) {
      for (const question of section.questions) {
        this.#asked.set(question.id, { name: question.id, definition: question, section });
      }
    }
    for (const [name, score] of Object.entries(pack.rubric.scores)) {
      if (typeof score !== 'string') this.#collectInner(name, score, { ...DEFAULTS, ...pack.rubric.missing });
    }
  }

  /** The value of a score or of one member of it; null is nothing. */
  score(name: string): Fraction | null {
    const thing = this.#things(name.split('/')[0] ?? name).members.find((member) => member.name === name);
    if (!thing) throw new Error(`no score ${name}`);
    return thing.score();
  }

  /** The answer to a question or fact as conditions see it; undefined is nothing. */
  answer(name: string): Known {
    return this.#answer(this.#asked.get(name) as Asked);
  }

  #collectInner(outer: string, rule: ScoreRule, inherited: Missing): void {
    const missing = { ...inherited, ...rule.missing };
    for (const operator of COMBINING) {
      const members = rule[operator];
      if (typeof members !== 'object' || Array.isArray(members)) continue;
      for (const [name, inner] of Object.entries(members)) {
        if (typeof inner === 'number') continue;
        this.#inner.set(name, { outer, rule: inner, missing });
        this.#collectInner(outer, inner, missing);
      }
    }
    if (typeof rule.cap === 'object') this.#collectInner(outer, rule.cap, missing);
  }

  /** Works something out once, and keeps whether it depended on open answers. */
  #once<T>(key: string, work: () => T): T {
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

  #isOpen(work: () => unknown): boolean {
    const outside = this.#open;
    this.#open = false;
    work();
    const open = this.#open;
    this.#open = outside || open;
    return open;
  }

  // Answers

  /** Whether a question is asked: its section's condition and its own hold. */
  #isAsked({ name, definition, section }: Asked): boolean {
    return this.#once(`asked ${name}`, () =>
      [section?.when, definition.when].every((when) => when === undefined || this.#holds(when)),
    );
  }

  /** The answer as conditions see it; undefined where there is nothing. */
  #answer(asked: Asked): Known {
    return this.#once(`answer ${asked.name}`, () => {
      const stated = this.#stated.get(asked.name) ?? { state: 'unanswered' };
      if (!this.#isAsked(asked) || stated.state === 'notApplicable') return undefined;
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
    const found = cases.find(({ when }) => when === undefined || this.#holds(when));
    return found ? { value: read(found.value, definition) } : 'nothing';
  }

  #derivation(source: Derivation & Partial<DerivedCases>, definition: Fact | Question | null): Worked {
    const operand = (operand: Derivation | string): Worked => {
      if (typeof operand !== 'string') return this.#derivation(operand, null);
      const value = this.#valueOf(this.#things(operand).members[0] as Thing);
      return value === undefined ? 'nothing' : { value };
    };
    if (source.first) return this.#firstOf(source.first, definition as Question);
    if (source.anyOf) return { value: source.anyOf.some((condition) => this.#holds(condition)) };
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

  // Conditions

  #holds(condition: Condition, tags: ReadonlyMap<string, string> = new Map()): boolean {
    return holds(condition as Source, (name) => {
      const { by, members } = this.#things(name);
      const chosen = by?.length === 0 ? members : withTags(members, tags);
      const [only] = chosen;
      if (by?.every((tag) => tags.has(tag))) return only && this.#valueOf(only);
      const present = chosen.map((member) => this.#valueOf(member)).filter((value) => value !== undefined);
      return present.length === 0 ? undefined : present;
    });
  }

  #valueOf({ asked, score }: Thing): Known {
    return asked ? this.#answer(asked) : (score() ?? undefined);
  }

  // Names

  #things(name: string): Things {
    const asked = this.#asked.get(name);
    if (asked) return { by: [], members: [this.#thingAsked(asked)] };
    const inner = this.#inner.get(name);
    if (inner) return this.#scores(name, inner.rule, this.#rule(inner.outer), inner.missing);
    if (Object.hasOwn(this.#pack.rubric.scores, name)) {
      return this.#scores(name, this.#rule(name), this.#rule(name), { ...DEFAULTS, ...this.#pack.rubric.missing });
    }
    const section = this.#pack.questionnaire.sections.find(({ id }) => id === name);
    const names = section ? section.questions.map(({ id }) => id) : this.#listed(name);
    return { by: null, members: names.flatMap((one) => this.#things(one).members) };
  }

  #thingAsked(asked: Asked): Thing {
    return { name: asked.name, tags: tagsOf(asked), asked, score: () => null };
  }

  #listed(name: string): readonly string[] {
    const questions = [...this.#asked.values()].filter(({ section }) => section !== null);
    if (name === 'all') return questions.map((question) => question.name);
    const rule = this.#pack.rubric.lists?.[name];
    if (!rule) throw new Error(`nothing is called ${name}`);
    if (Array.isArray(rule)) return rule;
    const chosen = questions.filter((question) => holds(rule as Source, (tag) => tagsOf(question).get(tag)));
    return chosen.map((question) => question.name);
  }

  /** A score's rule; a bare word stands for that operator over the questions of the section of the same id. */
  #rule(name: string): ScoreRule {
    const score = this.#pack.rubric.scores[name];
    if (typeof score === 'object') return score;
    const section = this.#pack.questionnaire.sections.find(({ id }) => id === name) as Section;
    const weights = Object.fromEntries(section.questions.map(({ id }) => [id, 1]));
    return { [score as string]: weights };
  }

  /** A score, or with `by` one for each combination of the tags. */
  #scores(name: string, rule: ScoreRule, outermost: ScoreRule, missing: Missing): Things {
    const scoreAt = (
      suffix: string,
      tags: ReadonlyMap<string, string>,
      carried: ReadonlyMap<string, string>,
    ): Thing => ({
      name: name + suffix,
      tags: carried,
      asked: null,
      score: () => this.#once(`score ${name}${suffix}`, () => this.#work(rule, { tags, missing })),
    });
    if (outermost.by === undefined) return { by: [], members: [scoreAt('', new Map(), new Map())] };
    const by = typeof outermost.by === 'string' ? [outermost.by] : outermost.by;
    const leaves = this.#leaves(outermost);
    const members = new Map<string, Thing>();
    for (const { tags } of leaves) {
      if (!by.every((tag) => tags.has(tag))) continue;
      const chosen = new Map(by.map((tag) => [tag, tags.get(tag) as string]));
      const suffix = by.map((tag) => `/${tags.get(tag)}`).join('');
      members.set(suffix, scoreAt(suffix, chosen, rule === outermost ? shared(withTags(leaves, chosen)) : chosen));
    }
    return { by, members: [...members.values()] };
  }

  /** All that a rule names, inner scores' members included. */
  #leaves(rule: ScoreRule): readonly Thing[] {
    const names = (condition: object | undefined): string[] =>
      Object.entries(condition ?? {}).flatMap(([key, value]) =>
        key === 'not' ? names(value) : Array.isArray(value) ? value.flatMap(names) : [key],
      );
    const combined = COMBINING.flatMap((operator): Thing[] => {
      const members = rule[operator] ?? [];
      if (typeof members === 'string') return [...this.#things(members).members];
      if (Array.isArray(members)) return members.flatMap((name) => this.#things(name).members);
      return Object.entries(members).flatMap(([name, inner]) =>
        typeof inner === 'number' ? this.#things(name).members : this.#leaves(inner),
      );
    });
    const named = [
      ...(rule.of === undefined ? [] : [rule.of]),
      ...(rule.first ?? []).flatMap(({ value, when }) => [...(isNumber(value) ? [] : [value]), ...names(when)]),
      ...(rule.levels ?? []).flatMap(({ when }) => names(when)),
    ];
    const others = named.filter((name) => !this.#inner.has(name)).flatMap((name) => this.#things(name).members);
    return [...combined, ...others];
  }

  // Scores

  #work(rule: ScoreRule, outer: Place): Fraction | null {
    const place: Place = { tags: outer.tags, missing: { ...outer.missing, ...rule.missing } };
    if (rule.when && !this.#holds(rule.when, place.tags)) return null;
    const value = this.#operate(rule, place);
    if (value === null || rule.cap === undefined) return value;
    const cap = typeof rule.cap === 'number' ? fractionOf(rule.cap) : this.#work(rule.cap, place);
    return cap !== null && order(cap, value) < 0 ? cap : value;
  }

  #operate(rule: ScoreRule, place: Place): Fraction | null {
    for (const operator of COMBINING) {
      const members = rule[operator];
      if (members !== undefined) return combine(operator, this.#members(operator, members, place));
    }
    if (rule.steps) {
      const value = this.#number(rule.of as string, place);
      const step = value && stepAt(value, rule.steps, rule.edge);
      return step ? fractionOf(step) : null;
    }
    if (rule.first) {
      const found = rule.first.find(({ when }) => when === undefined || this.#holds(when, place.tags));
      if (!found) return null;
      return isNumber(found.value) ? fractionOf(found.value) : this.#number(found.value, place);
    }
    let reached: Fraction | null = null;
    const levels = [...(rule.levels ?? [])].sort((a, b) => a.value - b.value);
    for (const { value, when } of levels) {
      if (!this.#holds(when, place.tags)) break;
      reached = fractionOf(value);
    }
    return reached;
  }

  #members(operator: Operator, members: Members, place: Place): Weighted[] {
    if (typeof members === 'string') {
      const things = withTags(this.#things(members).members, place.tags);
      return things.map((thing) => ({ value: this.#count(thing, place), weight: ONE }));
    }
    if (Array.isArray(members))
      return members.map((name) => ({ value: this.#oneOf(operator, name, place), weight: ONE }));
    return Object.entries(members).map(([name, weight]) => ({
      value: this.#oneOf(operator, name, place),
      weight: fractionOf(typeof weight === 'number' ? weight : (weight.weight ?? 1)),
    }));
  }

  /** A name as one member: a list or section becomes the same operator over what it holds. */
  #oneOf(operator: Operator, name: string, place: Place): Fraction | null {
    const { by, members } = this.#things(name);
    const chosen = withTags(members, place.tags);
    const [only] = chosen;
    if (only && chosen.length === 1 && by) return this.#count(only, place);
    return combine(
      operator,
      chosen.map((thing) => ({ value: this.#count(thing, place), weight: ONE })),
    );
  }

  #number(name: string, place: Place): Fraction | null {
    const [thing] = withTags(this.#things(name).members, place.tags);
    return thing ? this.#count(thing, place) : null;
  }

  #count(thing: Thing, place: Place): Fraction | null {
    return thing.asked ? this.#points(thing.asked, place.missing) : thing.score();
  }

  /** What an answer brings: its points, or what the rules say where it is missing. */
  #points(asked: Asked, missing: Missing): Fraction | null {
    const { state } = this.#stated.get(asked.name) ?? { state: 'unanswered' };
    const points = (): Fraction | null => {
      const value = this.#answer(asked);
      return value === undefined ? null : pointsOf(asked, value as Value, this.#pack);
    };
    const ruled = (kind: keyof Missing): Fraction | null => {
      const rule = missing[kind];
      if (rule === 'zero') return ZERO;
      if (rule === 'full') return bestPoints(asked, this.#pack) ?? null;
      if (rule === 'refuse') {
        if (kind === state) this.refused.add(asked.name);
        throw new Unsure(asked.name);
      }
      return rule === 'exclude' ? null : points();
    };
    if (!this.#isAsked(asked)) return ruled('notAsked');
    if (state === 'answered') return points();
    if (state === 'notApplicable') return ruled(state);
    const open = this.#isOpen(() => this.#answer(asked));
    if (!open && this.#answer(asked) !== undefined) return points();
    if (missing[state] === 'open') {
      // A question left without an answer turns out not to apply; a fact that no case gives is just nothing.
      const applies = this.#answer(asked) !== undefined || (asked.section === null && this.#isDerived(asked));
      return applies ? points() : ruled('notApplicable');
    }
    if (open && this.#isDerived(asked)) throw new Unsure(asked.name);
    return ruled(state);
  }

  #isDerived({ definition }: Asked): boolean {
    return definition.derive !== undefined || 'first' in definition;
  }
}

type Operator = (typeof COMBINING)[number];

interface Weighted {
  readonly value: Fraction | null;
  readonly weight: Fraction;
}

/** Members that are nothing are left out; without any there is nothing. */
function combine(operator: Operator, members: readonly Weighted[]): Fraction | null {
  const present = members.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const weighted = present.map(({ value, weight }) => times(value, weight));
  const total = present.map(({ weight }) => weight).reduce(plus, ZERO);
  if (present.length === 0) return null;
  switch (operator) {
    case 'sum':
      return weighted.reduce(plus);
    case 'mean':
      return total.top === 0n ? null : over(weighted.reduce(plus), total);
    case 'min':
      return weighted.reduce((a, b) => (order(a, b) <= 0 ? a : b));
    case 'max':
      return weighted.reduce((a, b) => (order(a, b) >= 0 ? a : b));
  }
}

/** The highest bound reached gives the value; on a bound with `above` it is the step below, save at the lowest. */
function stepAt(
  value: Fraction,
  steps: Readonly<Record<string, string>>,
  edge: string | undefined,
): string | undefined {
  const bounds = Object.keys(steps).sort((a, b) => order(fractionOf(a), fractionOf(b)));
  const reached = bounds.filter((bound, i) => {
    const distance = order(value, fractionOf(bound));
    return distance > 0 || (distance === 0 && (edge !== 'above' || i === 0));
  });
  const last = reached.at(-1);
  return last === undefined ? undefined : String(steps[last]);
}

function withTags(members: readonly Thing[], tags: ReadonlyMap<string, string>): readonly Thing[] {
  return [...tags].reduce((kept, [tag, value]) => {
    if (kept.every((member) => !member.tags.has(tag))) return kept;
    return kept.filter((member) => member.tags.get(tag) === value);
  }, members);
}

function shared(members: readonly Thing[]): ReadonlyMap<string, string> {
  const [first, ...rest] = members;
  return new Map([...(first?.tags ?? [])].filter(([tag, value]) => rest.every(({ tags }) => tags.get(tag) === value)));
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** Reads source text as a value of what a fact or question asks for. */
export function read(text: string, { type }: { readonly type?: string }): Value {
  if (['integer', 'decimal', 'percent', 'scale'].includes(type ?? '')) return fractionOf(text);
  return type === 'boolean' ? String(text) === 'true' : String(text);
}
