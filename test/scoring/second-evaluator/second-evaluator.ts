import type { Condition, Members, Missing, NumberRule, ScoreRule } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, order, over, same, times } from '../../exact-fraction.ts';
import { holds, type Known, type Source } from '../condition/plain-evaluator.ts';
import {
  COMBINING,
  combine,
  greatest,
  isNumber,
  least,
  lineAt,
  type Operator,
  roundTo,
  stepAt,
  type Weighted,
} from './arithmetic.ts';
import { Names, type Thing } from './names.ts';
import { weightsOf } from './pairwise.ts';
import { inside, type Place, withTags } from './place.ts';
import { bestPoints, type Counting, pointsOf, worstPoints } from './points.ts';
import { type Asked, isDerived, type Later, type Pack, type Reply, type Stated } from './read-pack.ts';
import { Replies } from './replies.ts';
import type { Tell } from './tally.ts';

/*
 * A second opinion on every score: slow, plain, and written from the reference of the format alone. It knows no
 * bounds. Instead it is told how every open answer turns out, and says what the scores then are.
 */

/** A member of an operator, and the best it could be. */
interface Member extends Weighted {
  /** Undefined where nothing says what that is. */
  readonly best: () => Fraction | undefined;
}

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

/** Works out scores; `later` says how open answers turn out, `note` hears of every construct that took part. */
export class Oracle {
  /** The questions that are missing where the rubric refuses that, as far as they were counted. */
  readonly refused = new Set<string>();
  readonly #pack: Pack;
  readonly #names: Names;
  readonly #replies: Replies;
  readonly #tell: Tell;

  constructor(pack: Pack, stated: ReadonlyMap<string, Stated>, later: Later, note: Tell = () => {}) {
    this.#pack = pack;
    this.#tell = note;
    this.#names = new Names(pack);
    const reads = {
      holds: (condition: Condition) => this.#holds(condition, null),
      number: (name: string) => this.#valueOf(this.#names.things(name, null).members[0] as Thing),
    };
    this.#replies = new Replies(stated, later, reads, note);
  }

  /** The names of all scores: those of the rubric, inner ones, and one for each combination of the tags of `by`. */
  scores(): string[] {
    return this.#names.scored().flatMap((name) => this.#names.things(name, null).members.map((thing) => thing.name));
  }

  /** The value of a score or of one member of it; null is nothing. */
  score(name: string): Fraction | null {
    const thing = this.#names.things(name.split('/')[0] ?? name, null).members.find((one) => one.name === name);
    if (!thing) throw new Error(`no score ${name}`);
    return this.#score(thing);
  }

  /** Whether a score depends on how open answers turn out. */
  isOpen(name: string): boolean {
    return this.#replies.isOpen(() => this.score(name));
  }

  /** The answer to a question or fact as conditions see it; undefined is nothing. */
  answer(name: string): Known {
    return this.#replies.answer(this.#names.asked(name));
  }

  #score({ name, rule, place }: Thing): Fraction | null {
    return this.#replies.once(`score ${name}`, () => this.#work(rule as ScoreRule, place as Place));
  }

  // Conditions

  #holds(condition: Condition, place: Place | null): boolean {
    const tags: Place['tags'] = place?.tags ?? new Map();
    return holds(condition as Source, (name) => {
      const { by, members } = this.#names.things(name, place?.own ?? null);
      const chosen = by?.length === 0 ? members : withTags(members, tags);
      const [only] = chosen;
      if (by?.every((tag) => tags.has(tag))) return only && this.#valueOf(only);
      const present = chosen.map((member) => this.#valueOf(member)).filter((value) => value !== undefined);
      return present.length === 0 ? undefined : present;
    });
  }

  #valueOf(thing: Thing): Known {
    return thing.asked ? this.#replies.answer(thing.asked) : (this.#score(thing) ?? undefined);
  }

  // Scores

  /** What a rule gives, then `to`, `floor`, `cap`, `round`; without `when` holding there is nothing. */
  #work(rule: ScoreRule, around: Place): Fraction | null {
    const place = inside(rule, around);
    if (rule.when && !this.#holds(rule.when, place)) {
      this.#tell('score: when fails');
      return null;
    }
    let value = this.#operate(rule, place);
    if (value === null) return null;
    if (rule.to !== undefined) value = this.#rescale(value, rule, place);
    if (value === null) return null;
    value = this.#bounded(value, 'floor', rule.floor, place);
    value = this.#bounded(value, 'cap', rule.cap, place);
    if (rule.round === undefined) return value;
    const rounded = roundTo(value, rule.round);
    const mode = typeof rule.round === 'number' ? 'bare' : rule.round.mode;
    this.#tell(`round: ${mode}${same(rounded, value) ? ', already round' : ''}`);
    return rounded;
  }

  #limit(bound: NumberRule, place: Place): Fraction | null {
    if (typeof bound === 'number') return fractionOf(bound);
    return typeof bound === 'string' ? this.#number(bound, place) : this.#work(bound, place);
  }

  /** A bound that is nothing does not bind. */
  #bounded(value: Fraction, key: 'floor' | 'cap', bound: NumberRule | undefined, place: Place): Fraction {
    if (bound === undefined) return value;
    const limit = this.#limit(bound, place);
    const kinds = { number: 'a number', string: 'a name', object: 'a score' };
    const kind = `${key}: ${kinds[typeof bound as keyof typeof kinds]}`;
    if (limit === null) {
      this.#tell(`${kind}, nothing`);
      return value;
    }
    const bounded = key === 'floor' ? greatest(value, limit) : least(value, limit);
    if (!same(bounded, value)) this.#tell(`${kind}, binds`);
    return bounded;
  }

  #rescale(value: Fraction, { to, best, ...rule }: ScoreRule, place: Place): Fraction | null {
    const possible = best === undefined ? this.#bestOf(rule, place) : fractionOf(best);
    if (possible === undefined) throw new Error('nothing says what the best is');
    // How to divide by a best that is no more than 0 is not said, save that a division by 0 gives no number.
    if (order(possible, ZERO) < 0) throw new Unsure('best');
    this.#tell(best === undefined ? 'to: its own best' : 'to: a stated best');
    return possible.top === 0n ? null : times(over(value, possible), fractionOf(to as number));
  }

  /** The best of a sum or mean is that of the members that count, put together in the same way. */
  #bestOf(rule: ScoreRule, place: Place): Fraction | undefined {
    const operator = COMBINING.find((one) => rule[one] !== undefined);
    if (operator !== 'sum' && operator !== 'mean') return undefined;
    const { to, floor, cap, round } = rule;
    if ([to, floor, cap, round].some((passed) => passed !== undefined)) return undefined;
    return bestTogether(operator, this.#members(operator, rule[operator] as Members, rule, place));
  }

  #operate(rule: ScoreRule, place: Place): Fraction | null {
    for (const operator of COMBINING) {
      const members = rule[operator];
      if (members !== undefined) return combine(operator, this.#members(operator, members, rule, place));
    }
    if (rule.value !== undefined) {
      this.#tell('value');
      return fractionOf(rule.value);
    }
    if (rule.of !== undefined) {
      const value = this.#number(rule.of, place);
      if (value && rule.linear) {
        const given = lineAt(value, rule.linear);
        this.#tell(
          `linear: ${Object.values(rule.linear).some((end) => same(given, fractionOf(end))) ? 'at a point' : 'between points'}`,
        );
        return given;
      }
      const step = value && stepAt(value, rule.steps ?? {}, rule.edge);
      if (step) this.#tell(`steps: ${rule.edge ?? 'below by default'}`);
      return step ? fractionOf(step) : null;
    }
    if (rule.first) {
      const found = rule.first.find(({ when }) => when === undefined || this.#holds(when, place));
      this.#tell(`first: ${found ? (isNumber(found.value) ? 'a number' : 'a name') : 'no case'}`);
      if (!found) return null;
      return isNumber(found.value) ? fractionOf(found.value) : this.#number(found.value, place);
    }
    let reached: Fraction | null = null;
    const levels = [...(rule.levels ?? [])].sort((a, b) => a.value - b.value);
    for (const { value, when } of levels) {
      if (when && !this.#holds(when, place)) break;
      if (!when) this.#tell('levels: one without a condition');
      reached = fractionOf(value);
    }
    this.#tell(`levels: ${reached ? 'one reached' : 'none reached'}`);
    return reached;
  }

  #members(operator: Operator, members: Members, { pairwise }: ScoreRule, place: Place): Member[] {
    const single = typeof members === 'string';
    const all = single ? withTags(this.#names.things(members, place.own).members, place.tags) : [];
    const names = single ? all.map(({ name }) => name) : Array.isArray(members) ? members : Object.keys(members);
    const parts = single
      ? all.map((thing) => this.#asMember(thing, place))
      : names.map((name) => this.#oneOf(operator, name, place));
    if (pairwise) {
      this.#tell(`pairwise: ${names.length} members`);
      const weights = weightsOf(names, pairwise);
      return parts.map((part, i) => ({ ...part, weight: weights[i] ?? null }));
    }
    if (single || Array.isArray(members)) return parts;
    return parts.map((part, i) => {
      const weight = members[names[i] as string] as number | string | ScoreRule;
      const stated = typeof weight === 'object' ? (weight.weight ?? 1) : weight;
      return { ...part, weight: this.#weight(stated, typeof weight, place) };
    });
  }

  #weight(stated: number | string, kind: string, place: Place): Fraction | null {
    if (typeof stated === 'number') return fractionOf(stated);
    const weight = this.#number(stated, place);
    this.#tell(`weight by name${kind === 'object' ? ' of an inner score' : ''}: ${weight ? 'a number' : 'nothing'}`);
    return weight;
  }

  /** A name as one member: a list, section or matrix becomes the same operator over what it holds. */
  #oneOf(operator: Operator, name: string, place: Place): Member {
    const { by, members } = this.#names.things(name, place.own);
    const chosen = withTags(members, place.tags);
    const [only] = chosen;
    if (only && chosen.length === 1 && by) return this.#asMember(only, place);
    const all = chosen.map((thing) => this.#asMember(thing, place));
    return { value: combine(operator, all), weight: ONE, best: () => bestTogether(operator, all) };
  }

  #asMember(thing: Thing, place: Place): Member {
    const { asked, rule } = thing;
    const best = (): Fraction | undefined => {
      if (asked) return bestPoints(asked, this.#counting(place));
      return this.#bestOf(rule as ScoreRule, inside(rule as ScoreRule, thing.place as Place));
    };
    return { value: this.#count(thing, place), weight: ONE, best };
  }

  #number(name: string, place: Place): Fraction | null {
    const [thing] = withTags(this.#names.things(name, place.own).members, place.tags);
    return thing ? this.#count(thing, place) : null;
  }

  #count(thing: Thing, place: Place): Fraction | null {
    return thing.asked ? this.#points(thing.asked, place) : this.#score(thing);
  }

  #counting({ tables }: Place): Counting {
    return { pack: this.#pack, tables, listsOf: (asked) => this.#names.listsOf(asked), tell: this.#tell };
  }

  /** What an answer brings: its points, or what the rules say where it is missing. */
  #points(asked: Asked, place: Place): Fraction | null {
    const { missing } = place;
    const state = this.#replies.state(asked.name);
    this.#tell(`${asked.section === null ? 'fact' : asked.definition.type}: ${state}`);
    const points = (): Fraction | null => {
      const reply: Reply | undefined = this.#replies.reply(asked);
      return reply === undefined ? null : pointsOf(asked, reply, this.#counting(place));
    };
    const ruled = (kind: keyof Missing): Fraction | null => {
      const rule = missing[kind];
      this.#tell(`missing: ${kind} ${rule}`);
      if (rule === 'zero') return ZERO;
      if (rule === 'full') return bestPoints(asked, this.#counting(place)) ?? null;
      if (rule === 'worst') return worstPoints(asked, this.#counting(place)) ?? null;
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
      this.#tell(`missing: ${state} open`);
      // A question left without an answer turns out not to apply; a fact that no case gives is just nothing.
      const applies = this.#replies.answer(asked) !== undefined || (asked.section === null && isDerived(asked));
      return applies ? points() : ruled('notApplicable');
    }
    if (open && isDerived(asked)) throw new Unsure(asked.name);
    return ruled(state);
  }
}

/** The bests of what is there, put together; undefined where one of them has none. */
function bestTogether(operator: Operator, members: readonly Member[]): Fraction | undefined {
  const bests = members.map(({ value, weight, best }) => ({ value: value && weight && best(), weight }));
  if (bests.some(({ value }) => value === undefined)) return undefined;
  return combine(operator, bests as Weighted[]) ?? undefined;
}
