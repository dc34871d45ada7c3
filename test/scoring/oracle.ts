import type { Condition, Members, Missing, ScoreRule, Section } from '../../src/model/generated/types.ts';
import { holds, type Known, type Source } from '../condition/plain.ts';
import { type Fraction, fractionOf, order } from '../fraction.ts';
import { bestPoints, pointsOf, tagsOf } from './oracle/answers.ts';
import { COMBINING, combine, isNumber, type Operator, stepAt, type Weighted } from './oracle/arithmetic.ts';
import type { Asked, Pack, Stated, Value } from './oracle/pack.ts';
import { Replies } from './oracle/replies.ts';

/*
 * A second opinion on every score: slow, plain, and written from the descriptions in the schemas alone. It knows no
 * bounds. Instead it is told how every open answer turns out, and says what the scores then are.
 */

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

const DEFAULTS: Missing = { unanswered: 'open', unknown: 'open', notApplicable: 'exclude', notAsked: 'exclude' };
const ONE = fractionOf(1);
const ZERO = fractionOf(0);

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

/** Works out scores; `later` says how open answers turn out, where undefined is "not applicable". */
export class Oracle {
  /** The questions that are missing where the rubric refuses that, as far as they were counted. */
  readonly refused = new Set<string>();
  readonly #pack: Pack;
  readonly #replies: Replies;
  readonly #asked = new Map<string, Asked>();
  readonly #inner = new Map<string, { outer: string; rule: ScoreRule; missing: Missing }>();

  constructor(pack: Pack, stated: ReadonlyMap<string, Stated>, later: ReadonlyMap<string, Value | undefined>) {
    this.#pack = pack;
    this.#replies = new Replies(stated, later, {
      holds: (condition) => this.#holds(condition),
      number: (name) => this.#valueOf(this.#things(name).members[0] as Thing),
    });
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
    return this.#replies.answer(this.#asked.get(name) as Asked);
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
    return asked ? this.#replies.answer(asked) : (score() ?? undefined);
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
      score: () => this.#replies.once(`score ${name}${suffix}`, () => this.#work(rule, { tags, missing })),
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
    const state = this.#replies.state(asked.name);
    const points = (): Fraction | null => {
      const value = this.#replies.answer(asked);
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
    if (!this.#replies.isAsked(asked)) return ruled('notAsked');
    if (state === 'answered') return points();
    if (state === 'notApplicable') return ruled(state);
    const open = this.#replies.isOpen(() => this.#replies.answer(asked));
    if (!open && this.#replies.answer(asked) !== undefined) return points();
    if (missing[state] === 'open') {
      // A question left without an answer turns out not to apply; a fact that no case gives is just nothing.
      const applies = this.#replies.answer(asked) !== undefined || (asked.section === null && this.#isDerived(asked));
      return applies ? points() : ruled('notApplicable');
    }
    if (open && this.#isDerived(asked)) throw new Unsure(asked.name);
    return ruled(state);
  }

  #isDerived({ definition }: Asked): boolean {
    return definition.derive !== undefined || 'first' in definition;
  }
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
