import type { PointsTables, ScoreRule } from '../../../src/model/generated/types.ts';
import { holds, type Source } from '../condition/plain-evaluator.ts';
import { COMBINING, isNumber } from './arithmetic.ts';
import { DEFAULTS, inside, type Place, withTags } from './place.ts';
import { type Asked, askedBy, type Pack } from './read-pack.ts';

/** One thing a score works on. */
export interface Thing {
  readonly name: string;
  readonly tags: ReadonlyMap<string, string>;
  /** A question or fact; null for a score. */
  readonly asked: Asked | null;
  /** For a score: how it is worked out. */
  readonly rule: ScoreRule | null;
  readonly place: Place | null;
}

export interface Things {
  readonly members: readonly Thing[];
  /** For a score: the tags of `by`; null where a name stands for a list. */
  readonly by: readonly string[] | null;
}

interface Scored {
  /** The score of the rubric that it stands in. */
  readonly outer: string;
  readonly rule: ScoreRule;
  readonly place: Place;
}

/** What every name of a pack stands for. */
export class Names {
  readonly #pack: Pack;
  readonly #asked = new Map<string, Asked>();
  readonly #scored = new Map<string, Scored>();

  constructor(pack: Pack) {
    this.#pack = pack;
    for (const asked of askedBy(pack)) this.#asked.set(asked.name, asked);
    const { missing, points, scores } = pack.rubric;
    const tables: PointsTables[] = points ? [points] : [];
    for (const [name, score] of Object.entries(scores)) {
      const rule = typeof score === 'object' ? score : { [score]: name };
      this.#collect(name, name, rule, { tags: new Map(), missing: { ...DEFAULTS, ...missing }, tables, own: name });
    }
  }

  asked(name: string): Asked {
    const found = this.#asked.get(name);
    if (!found) throw new Error(`nothing asked is called ${name}`);
    return found;
  }

  /** The names of scores, inner ones included. */
  scored(): string[] {
    return [...this.#scored.keys()];
  }

  /** What a name stands for where it is written. */
  things(name: string, own: string | null): Things {
    const asked = this.#asked.get(name);
    if (asked) {
      return { by: [], members: [{ name, tags: asked.tags, asked, rule: null, place: null }] };
    }
    const scored = name === own && this.#isSection(name) ? undefined : this.#scored.get(name);
    if (scored) return this.#scores(name, scored);
    const [score, ...member] = name.split('/');
    if (member.length > 0 && this.#scored.has(score as string)) {
      return { by: [], members: this.things(score as string, own).members.filter((one) => one.name === name) };
    }
    return { by: null, members: this.#listed(name).flatMap((one) => this.things(one, own).members) };
  }

  /** The named lists a question belongs to. */
  listsOf(asked: Asked): string[] {
    return Object.keys(this.#pack.rubric.lists ?? {}).filter((list) => this.#contains(list, asked));
  }

  /** An inner score becomes a score of its name; floors and caps have none, but what is inside them does. */
  #collect(name: string | null, outer: string, rule: ScoreRule, around: Place): void {
    if (name !== null) this.#scored.set(name, { outer, rule, place: around });
    const place = inside(rule, around);
    for (const operator of COMBINING) {
      const members = rule[operator];
      if (typeof members !== 'object' || Array.isArray(members)) continue;
      for (const [inner, weight] of Object.entries(members)) {
        if (typeof weight === 'object') this.#collect(inner, outer, weight, place);
      }
    }
    for (const bound of [rule.floor, rule.cap]) if (typeof bound === 'object') this.#collect(null, outer, bound, place);
  }

  #isSection(name: string): boolean {
    return this.#pack.questionnaire.sections.some(({ id }) => id === name);
  }

  /** The names that a list stands for; of a matrix, its rows. */
  #listed(name: string): readonly string[] {
    const questions = [...this.#asked.values()].filter(({ section }) => section !== null);
    const chosen = (choose: (asked: Asked) => boolean): string[] => questions.filter(choose).map((one) => one.name);
    if (name === 'all') return chosen(() => true);
    if (this.#isSection(name)) return chosen(({ section }) => section?.id === name);
    const rows = chosen(({ matrix }) => matrix?.id === name);
    if (rows.length > 0) return rows;
    const rule = this.#pack.rubric.lists?.[name];
    if (!rule) throw new Error(`nothing is called ${name}`);
    return Array.isArray(rule) ? rule : chosen(({ tags }) => holds(rule as Source, (tag) => tags.get(tag)));
  }

  #contains(list: string, { name, tags, section, matrix }: Asked): boolean {
    const rule = this.#pack.rubric.lists?.[list];
    if (rule === undefined) return false;
    if (!Array.isArray(rule)) return section !== null && holds(rule as Source, (tag) => tags.get(tag));
    return [name, section?.id, matrix?.id].some((one) => one !== undefined && rule.includes(one));
  }

  /** A score, or with `by` one for each combination of the tags. */
  #scores(name: string, { outer, rule, place }: Scored): Things {
    const scoreAt = (suffix: string, tags: Thing['tags'], carried: Thing['tags']): Thing => ({
      name: name + suffix,
      tags: carried,
      asked: null,
      rule,
      place: { ...place, tags },
    });
    const outermost = this.#scored.get(outer)?.rule ?? rule;
    if (outermost.by === undefined) return { by: [], members: [scoreAt('', new Map(), new Map())] };
    const by = typeof outermost.by === 'string' ? [outermost.by] : outermost.by;
    const leaves = this.#leaves(outermost, outer);
    const members = new Map<string, Thing>();
    for (const { tags } of leaves) {
      if (!by.every((tag) => tags.has(tag))) continue;
      const chosen = new Map(by.map((tag) => [tag, tags.get(tag) as string]));
      const suffix = by.map((tag) => `/${tags.get(tag)}`).join('');
      members.set(suffix, scoreAt(suffix, chosen, rule === outermost ? shared(withTags(leaves, chosen)) : chosen));
    }
    return { by, members: [...members.values()] };
  }

  /** All that a rule is about, inner scores' members included. */
  #leaves(rule: ScoreRule, own: string): readonly Thing[] {
    const names = (condition: object | undefined): string[] =>
      Object.entries(condition ?? {}).flatMap(([key, value]) =>
        key === 'not' ? names(value) : Array.isArray(value) ? value.flatMap(names) : [key],
      );
    const combined = COMBINING.flatMap((operator): Thing[] => {
      const members = rule[operator] ?? [];
      if (typeof members === 'string') return [...this.things(members, own).members];
      if (Array.isArray(members)) return members.flatMap((name) => this.things(name, own).members);
      return Object.entries(members).flatMap(([name, inner]) =>
        typeof inner === 'object' ? this.#leaves(inner, own) : this.things(name, own).members,
      );
    });
    const named = [
      ...(rule.of === undefined ? [] : [rule.of]),
      ...(rule.first ?? []).flatMap(({ value, when }) => [...(isNumber(value) ? [] : [value]), ...names(when)]),
      ...(rule.levels ?? []).flatMap(({ when }) => names(when)),
    ];
    const isInner = (name: string): boolean => this.#scored.get(name)?.outer === own && name !== own;
    return [...combined, ...named.filter((name) => !isInner(name)).flatMap((name) => this.things(name, own).members)];
  }
}

function shared(members: readonly Thing[]): ReadonlyMap<string, string> {
  const [first, ...rest] = members;
  return new Map([...(first?.tags ?? [])].filter(([tag, value]) => rest.every(({ tags }) => tags.get(tag) === value)));
}
