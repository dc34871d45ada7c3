// Lists scores, levels, inputs, measures, tracks and instruments of a pack with the places where they are written.

import { type AmountRule, compare, fromNumber, type Path, type Problem, type ScoreRule } from '../model/index.ts';
import { type CompiledInstrument, type CompiledMeasure, type CompiledTrack, listPlacedCosts } from '../policy/index.ts';
import {
  BOUND_KEYS,
  type Condition,
  listInnerScores,
  listQuestionsOf,
  type Node,
  nodeAt,
  operatorOf,
  type Plan,
} from '../scoring/index.ts';
import type { Subject } from './rule-definition.ts';

/** A score in the rubric, with the nodes that it was compiled to: several if it has `by`. */
export interface StatedScore {
  readonly name: string;
  readonly rule: ScoreRule;
  readonly at: Path;
  readonly nodes: readonly number[];
}

/** Returns all scores for which the rubric states a rule, including nested ones. */
export function listStatedScores({ rubric, plan }: Subject): StatedScore[] {
  const nodes = mapNodesOfScores(plan);
  const collectScores = (name: string, rule: ScoreRule, at: Path): StatedScore[] => [
    {
      name,
      rule,
      at,
      nodes: nodes.get(name) ?? [],
    },
    ...listInnerScores(rule, at).flatMap((inner) => collectScores(inner.name, inner.rule, inner.at)),
    ...BOUND_KEYS.flatMap((side) => {
      const bound = rule[side];
      return typeof bound === 'object'
        ? listInnerScores(bound, [...at, side]).flatMap((inner) => collectScores(inner.name, inner.rule, inner.at))
        : [];
    }),
  ];
  return Object.entries(rubric.document.scores).flatMap(([name, score]) =>
    typeof score === 'string' ? [] : collectScores(name, score, ['scores', name]),
  );
}

/** Maps each score to its nodes. Nodes of scores that `by` generates are mapped under the name before the `/`. */
function mapNodesOfScores({ scores }: Plan): ReadonlyMap<string, readonly number[]> {
  const nodes = new Map<string, number[]>();
  for (const { name, node } of scores) {
    const [group = name] = name.split('/');
    const nodesSoFar = nodes.get(group);
    if (nodesSoFar) nodesSoFar.push(node);
    else nodes.set(group, [node]);
  }
  return nodes;
}

/**
 * Returns the node that the rule of a score was compiled to, without the nodes around it for rounding, bounds and
 * conditions.
 */
export function unwrapNode(plan: Plan, position: number): Node {
  const node = nodeAt(plan, position);
  const isWrapped = operatorOf(node)?.family === 'modifier' && 'of' in node;
  return isWrapped ? unwrapNode(plan, node.of) : node;
}

/**
 * Returns only the problems that occur at every node of a score: a problem at only one value of `by` may be intended.
 */
export function findInAllMembers({ nodes }: StatedScore, check: (node: number) => readonly Problem[]): Problem[] {
  const [first = [], ...others] = nodes.map(check);
  const isSame = (a: Problem, b: Problem): boolean => a.code === b.code && String(a.at) === String(b.at);
  return first.filter((problem) => others.every((problems) => problems.some((other) => isSame(problem, other))));
}

/** One requirement of a level, which is one entry of the level's condition. */
export interface Requirement {
  readonly key: string;
  readonly at: Path;
  readonly condition: Condition;
}

/** A level of a score, with its own requirements and those of all lower levels. */
export interface StatedLevel {
  readonly value: number;
  readonly at: Path;
  readonly requirements: readonly Requirement[];
  readonly lower: readonly Condition[];
}

/** Returns the levels of a score, ascending; an empty list if it has none. */
export function listStatedLevels(plan: Plan, { rule, at }: StatedScore, position: number): StatedLevel[] {
  const node = unwrapNode(plan, position);
  if (node.op !== 'levels' || !rule.levels) return [];
  const placedLevels = rule.levels
    .map((level, i) => ({ level, at: [...at, 'levels', i] }))
    .sort((a, b) => compare(fromNumber(a.level.value), fromNumber(b.level.value)));
  return placedLevels.map(({ level, at: place }, i) => {
    const compiledLevel = node.levels[i];
    const ownCondition = compiledLevel?.when ?? { op: 'all' as const, of: [] };
    const keys = Object.keys(level.when ?? {});
    const parts = keys.length === 1 || ownCondition.op !== 'all' ? [ownCondition] : ownCondition.of;
    return {
      value: level.value,
      at: place,
      requirements: parts.flatMap((condition, k) => {
        const key = keys[k];
        return key === undefined ? [] : [{ key, at: [...place, 'when', key], condition }];
      }),
      lower: node.levels.slice(0, i).map(({ when }) => when),
    };
  });
}

/** The file in which something is defined, and its path in that file. */
export interface Place {
  readonly file: string;
  readonly at: Path;
}

/** Maps each fact and question to the place of its definition and to the place of its id. */
export function mapInputPlaces({
  questionnaire,
  policies,
}: Subject): ReadonlyMap<string, Place & { readonly id: Path }> {
  const placeByName = new Map<string, Place & { readonly id: Path }>();
  const addPlace = (name: string, file: string, id: Path): void => {
    placeByName.set(name, { file, at: id.slice(0, -1), id });
  };
  for (const { file, document } of [questionnaire, ...policies]) {
    (document.facts ?? []).forEach(({ id }, i) => {
      addPlace(id, file, ['facts', i, 'id']);
    });
  }
  questionnaire.document.sections.forEach((section, s) => {
    for (const { question, at } of listQuestionsOf(section))
      addPlace(question.id, questionnaire.file, ['sections', s, ...at]);
  });
  return placeByName;
}

/** A compiled instrument, with the place of its definition. */
export interface PlacedInstrument extends Place {
  readonly instrument: CompiledInstrument;
}

export function listPlacedInstruments({ policies, policy }: Subject): PlacedInstrument[] {
  return policies.flatMap(({ file, document }) =>
    (document.instruments ?? []).flatMap(({ id }, i) => {
      const instrument = policy.instruments.find(
        (candidate) => candidate.id === id && candidate.policy === document.id,
      );
      return instrument ? [{ instrument, file, at: ['instruments', i] }] : [];
    }),
  );
}

export function listPlacedTracks({ policies, policy }: Subject): (Place & { readonly track: CompiledTrack })[] {
  return policies.flatMap(({ file, document }) =>
    (document.tracks ?? []).flatMap(({ id }, i) => {
      const track = policy.tracks.find((candidate) => candidate.id === id && candidate.policy === document.id);
      return track ? [{ track, file, at: ['tracks', i] }] : [];
    }),
  );
}

/**
 * Returns every amount that is stated as a rule, with its place: amounts of instruments, caps of groups, and costs of
 * measures.
 */
export function listPlacedAmounts({ policies, measures }: Subject): (Place & { readonly rule: AmountRule })[] {
  const placedRules = [
    ...policies.flatMap(({ file, document: { instruments = [], groups = [] } }) => [
      ...instruments.map(({ amount }, i) => ({ file, amount, at: ['instruments', i, 'amount'] })),
      ...groups.map(({ cap }, i) => ({ file, amount: cap, at: ['groups', i, 'cap'] })),
    ]),
    ...(measures?.document.measures ?? []).flatMap(({ cost }, i) =>
      listPlacedCosts(cost).flatMap(({ stated, place }) =>
        (['low', 'high'] as const).map((end) => ({
          file: measures?.file ?? '',
          amount: stated[end],
          at: ['measures', i, 'cost', ...place, end],
        })),
      ),
    ),
  ];
  return placedRules.flatMap(({ file, amount, at }) =>
    typeof amount === 'object' && amount !== null ? [{ file, rule: amount, at }] : [],
  );
}

export function listPlacedMeasures({
  measures,
  catalogue,
}: Subject): (Place & { readonly measure: CompiledMeasure })[] {
  return (measures?.document.measures ?? []).flatMap(({ id }, i) => {
    const measure = catalogue.find((candidate) => candidate.id === id);
    return measures && measure ? [{ measure, file: measures.file, at: ['measures', i] }] : [];
  });
}
