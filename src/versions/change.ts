import type { Condition } from '../model/generated/types.ts';

/** A value of a document. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** The parts of a pack that have ids; a level is named by its number. */
export type Thing = 'fact' | 'question' | 'row' | 'section' | 'option' | 'list' | 'score' | 'level' | 'measure';

/** What can change of a thing that stays. */
export type Aspect =
  | 'type'
  | 'range'
  | 'choose'
  | 'unit'
  | 'default'
  | 'key'
  | 'required'
  | 'notApplicable'
  | 'evidence'
  | 'when'
  | 'derive'
  | 'section'
  | 'tags'
  | 'order'
  | 'exclusive'
  | 'counted'
  | 'members'
  | 'rule'
  | 'missing'
  | 'scope'
  | 'policy'
  | 'achieves'
  | 'expects'
  | 'needs'
  | 'cost'
  | 'months';

/** What an answer counts; without evidence where that differs. */
export interface PointsValue {
  readonly points: number;
  readonly without?: number;
}

/** What is different in a newer version. Names are those of the newer one, but for what was removed. */
export type Change =
  /** `of` is the question of an option, the score of a level. */
  | { readonly kind: 'added' | 'removed'; readonly thing: Thing; readonly name: string; readonly of?: string }
  | {
      readonly kind: 'renamed';
      readonly thing: 'fact' | 'question' | 'row' | 'option';
      readonly name: string;
      readonly from: string;
      readonly of?: string;
    }
  | Changed
  /** What an answer counts; null where it does not exist. `score` is the one it counts so in, null is every one. */
  | {
      readonly kind: 'points';
      readonly name: string;
      readonly option: string;
      readonly score: string | null;
      readonly before: PointsValue | null;
      readonly after: PointsValue | null;
    }
  /** One requirement of a level; null where there is none. */
  | {
      readonly kind: 'gate';
      readonly score: string;
      readonly level: number;
      readonly before: Condition | null;
      readonly after: Condition | null;
    }
  /** Words for people; absent where there were or are none. The language is null where a text is in one only. */
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly part: string;
      readonly language: string | null;
      readonly before?: string;
      readonly after?: string;
    };

/** A thing that stays, with something about it that is different; absent is what was or is not stated. */
export interface Changed {
  readonly kind: 'changed';
  readonly thing: Exclude<Thing, 'level'> | 'pack';
  readonly name: string;
  readonly aspect: Aspect;
  readonly of?: string;
  /** Where in a rule. */
  readonly path?: readonly string[];
  readonly before?: Plain;
  readonly after?: Plain;
}
