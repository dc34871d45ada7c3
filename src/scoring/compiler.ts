import type { ConditionSource } from '../condition/compile.ts';
import type { Condition, ValueType } from '../condition/condition.ts';
import type { Path } from '../model/problem.ts';
import type { Complain } from './inputs.ts';
import type { Member, Namespace, PlanSources } from './namespace.ts';
import type { Node, ScoreNode, Tags } from './plan.ts';

/** A single thing, or the several things a list, a section or a score with `by` holds. */
export type Resolved =
  | { readonly kind: 'one'; readonly member: Member }
  | { readonly kind: 'many'; readonly members: readonly Member[]; readonly isScore: boolean };

/** What compiling the parts of a plan shares. */
export interface Compiler {
  readonly sources: PlanSources;
  readonly namespace: Namespace;
  add(node: Node): number;
  node(position: number): Node;
  /** What a name stands for, compiled where that has not happened yet; undefined and reported when there is none. */
  resolve(name: string, file: string, at: Path): Resolved | undefined;
  condition(source: ConditionSource, file: string, at: Path, tags?: Tags): Condition;
  /** Registers a score, or one member of a score with `by`. */
  addScore(score: ScoreNode, member: Member): void;
  /** The position a condition reads for several members. */
  list(members: readonly Member[]): { node: number; type: ValueType };
  /** The positions of the questions a node depends on. */
  questionsBehind(node: number): readonly number[];
  complain(file: string): Complain;
}

/** The members that carry the given tags; a tag that none of them carries does not tell them apart. */
export function withTags(members: readonly Member[], tags: Tags): readonly Member[] {
  return Object.entries(tags).reduce((kept, [tag, value]) => {
    const known = kept.some((member) => member.tags[tag] !== undefined);
    return known ? kept.filter((member) => member.tags[tag] === value) : kept;
  }, members);
}
