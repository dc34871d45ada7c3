import type { ConditionSource } from '../condition/compile.ts';
import type { Condition, ValueType } from '../condition/condition.ts';
import type { PointsTables } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import type { Complain } from './inputs.ts';
import type { Member, Namespace, PlanSources } from './namespace.ts';
import type { Node, ScoreNode, Tags } from './plan.ts';
import type { PointsScope } from './points.ts';

/** A single thing, or the several things a list, a section or a score with `by` holds. */
export type Resolved =
  | { readonly kind: 'one'; readonly member: Member }
  | {
      readonly kind: 'many';
      readonly members: readonly Member[];
      /** For a score: the tags that tell its members apart. */
      readonly by: readonly string[] | null;
    };

/** What compiling the parts of a plan shares. */
export interface Compiler {
  readonly sources: PlanSources;
  readonly namespace: Namespace;
  readonly nodes: readonly Node[];
  /** Every score so far, members of `by` and inner scores included. */
  readonly scores: readonly ScoreNode[];
  add(node: Node): number;
  node(position: number): Node;
  /** What a name stands for, compiled where that has not happened yet; undefined and reported when there is none. */
  resolve(name: string, file: string, at: Path): Resolved | undefined;
  condition(source: ConditionSource, file: string, at: Path, tags?: Tags): Condition;
  /** What a condition reads under a name. */
  named(name: string, file: string, at: Path, tags?: Tags): { node: number; type: ValueType } | undefined;
  /** Registers a score, or one member of a score with `by`. */
  addScore(score: ScoreNode, member: Member): void;
  /** Announces an inner score. It is compiled when it is first read: the order among siblings carries no meaning. */
  announceInner(name: string, compile: () => number | undefined): void;
  /** The position of an inner score that was announced. */
  inner(name: string): number | undefined;
  /** The position of an answer's points; undefined and reported where it has none. */
  points(position: number, file: string, at: Path, scope: PointsScope): number | undefined;
  /** The points that hold inside a score that states its own. */
  pointsScope(points: PointsTables, at: Path, outer: PointsScope): PointsScope;
  /** The points that the rubric states for all scores. */
  readonly rubricPoints: PointsScope;
  /** Reports points for what is not there; to be called once all scores are compiled. */
  checkPoints(): void;
  /** The positions of the questions whose answers make a node's value. */
  questionsBehind(node: number): readonly number[];
  complain(file: string): Complain;
}

/** What a name stands for, as members; none where it is unknown. */
export function membersOf(resolved: Resolved | undefined): readonly Member[] {
  if (resolved === undefined) return [];
  return resolved.kind === 'one' ? [resolved.member] : resolved.members;
}
