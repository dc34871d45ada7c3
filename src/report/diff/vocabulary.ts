import type { Plan } from '../../scoring/plan.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** The vocabularies of two versions: the newer one speaks, the older one for what is gone. */
export interface TwoVocabularies {
  readonly old: Vocabulary;
  readonly now: Vocabulary;
  /** For what is said with names of now, of which some may be gone. */
  readonly both: Vocabulary;
}

/** Joins the vocabularies of two versions. */
export function joinVocabularies(old: Vocabulary, now: Vocabulary, { names, scores }: Plan): TwoVocabularies {
  const known = new Set([...names.keys(), ...scores.map(({ name }) => name)]);
  const of = (name: string): Vocabulary => (known.has(name) ? now : old);
  // An option that is gone has its words in the older version only.
  const orOld = (text: string, value: unknown, say: () => string): string => (text === value ? say() : text);
  const both: Vocabulary = {
    ...now,
    titleOf: (name) => of(name).titleOf(name),
    askedAs: (name) => of(name).askedAs(name),
    isAsked: (name) => of(name).isAsked(name),
    isLadder: (name) => of(name).isLadder(name),
    isScore: (name) => of(name).isScore(name),
    memberOf: (name) => of(name).memberOf(name),
    numberOf: (name, value, gates) => of(name).numberOf(name, value, gates),
    roundOf: (name, value, gates) => of(name).roundOf(name, value, gates),
    measured: (name, number) => of(name).measured(name, number),
    say: (name, value) => orOld(of(name).say(name, value), value, () => old.say(name, value)),
    optionOf: (name, option) => orOld(of(name).optionOf(name, option), option, () => old.optionOf(name, option)),
  };
  return { old, now, both };
}
