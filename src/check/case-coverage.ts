// Measures how much of a pack is touched by its cases.

import { type Measures, type Path, type Policy, type Questionnaire, type Rubric, toNumber } from '../model/index.ts';
import { type CompiledInstrument, type CompiledMeasure, isForEnterprise } from '../policy/index.ts';
import {
  type Atom,
  areSameAtoms,
  type Condition,
  type ConditionEntry,
  describeTest,
  evaluate,
  evaluateCondition,
  evaluateEntry,
  evaluateSpan,
  findStepIndex,
  type Input,
  inputAt,
  isNumber,
  listConditionEntries,
  listedAnswers,
  type Node,
  type NodeReader,
  type Plan,
  type Possible,
  type Source,
  settledValue,
  toPlainAtom,
  valueAt,
  valueDependenciesOf,
} from '../scoring/index.ts';
import type { CaseTrace } from './case-run.ts';
import type { Place } from './placed-parts.ts';

/** How much of a pack is touched by its cases. */
export interface Coverage {
  /** The kinds of which the pack has at least one item. */
  readonly kinds: readonly (CoverageCount & { readonly kind: CoverageKind })[];
  readonly total: CoverageCount;
  readonly untouched: readonly CoverageItem[];
}

interface CoverageCount {
  readonly touched: number;
  readonly of: number;
}

/** A pack with one policy, and the traces of the cases that were run against it. */
interface CoverageInput {
  readonly plan: Plan;
  readonly measures: readonly CompiledMeasure[];
  readonly instruments: readonly CompiledInstrument[];
  readonly traces: readonly CaseTrace[];
}

/**
 * Measures which parts of a pack the cases touch: options of scored questions, steps, cases of `first`, levels with
 * their requirements, measures and instruments. `bases` has an entry for each policy that the pack or a case names.
 */
export function measureCoverage(bases: readonly CoverageInput[]): Coverage {
  const entries = new Map<string, { readonly item: CoverageItem; touched: boolean }>();
  for (const basis of bases) {
    for (const { item, touches } of [...planProbes(basis.plan), ...createAdviceProbes(basis)]) {
      const key = JSON.stringify(item);
      const entry = entries.get(key) ?? { item, touched: false };
      entries.set(key, entry);
      entry.touched ||= basis.traces.some(touches);
    }
  }
  return summarise([...entries.values()]);
}

function summarise(entries: readonly { readonly item: CoverageItem; readonly touched: boolean }[]): Coverage {
  const countTouched = (counted: typeof entries): CoverageCount => ({
    touched: counted.filter(({ touched }) => touched).length,
    of: counted.length,
  });
  const kinds = COVERAGE_KINDS.map((kind) => ({
    kind,
    ...countTouched(entries.filter(({ item }) => item.kind === kind)),
  }));
  return {
    kinds: kinds.filter(({ of }) => of > 0),
    total: countTouched(entries),
    untouched: COVERAGE_KINDS.flatMap((kind) =>
      entries.flatMap(({ item, touched }) => (item.kind === kind && !touched ? [item] : [])),
    ),
  };
}

/** Returns the touched share in per cent; 100 if there is nothing to touch. */
export function computePercent({ touched, of }: CoverageCount): number {
  return of === 0 ? 100 : (touched / of) * 100;
}

/** Returns how many more items cases must touch to reach a percentage; 0 if it is already reached. */
export function countMissing(percent: number, { touched, of }: CoverageCount): number {
  return Math.max(0, Math.ceil((percent * of) / 100) - touched);
}

/** The kinds of items that a case can touch, in the order in which they are listed. */
const COVERAGE_KINDS = ['option', 'step', 'case', 'level', 'requirement', 'measure', 'instrument'] as const;

export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/**
 * A part of a pack that a case should touch. The items that `by` generates from one rule count as one item, under the
 * name of the score.
 */
export type CoverageItem =
  /**
   * An answer to a scored question: an option, `true` or `false`, or a number on a scale to which points are assigned.
   */
  | { readonly kind: 'option'; readonly name: string; readonly option: string }
  /** A step in the rule of a score or of a calculated answer. */
  | { readonly kind: 'step'; readonly name: string; readonly bound: number; readonly value: string | number | boolean }
  /**
   * The case of a `first` that decides its value, counted from 1. `value` is absent if the outcome of the case is a
   * rule without a name.
   */
  | {
      readonly kind: 'case';
      readonly name: string;
      readonly number: number;
      readonly value?: string | number | boolean;
    }
  /** A level that a case reaches. */
  | { readonly kind: 'level'; readonly name: string; readonly level: number }
  /** A requirement of a level, as two items: the requirement is met, and it is not met. */
  | {
      readonly kind: 'requirement';
      readonly name: string;
      readonly level: number;
      /** The number of the requirement, counted from 1. */
      readonly number: number;
      readonly of: string;
      readonly test: { readonly [keyword: string]: unknown };
      readonly side: 'met' | 'unmet';
    }
  /** A measure that is recommended in a case. */
  | { readonly kind: 'measure'; readonly name: string }
  /** An instrument with one of its possible verdicts. */
  | {
      readonly kind: 'instrument';
      readonly name: string;
      readonly policy: string;
      readonly verdict: 'eligible' | 'refused';
    };

/** An item, with a function that tests whether a case touches it. */
interface CoverageProbe {
  readonly item: CoverageItem;
  readonly touches: (trace: CaseTrace) => boolean;
}

/** Creates the probes for all items of a plan that answers can touch. */
function planProbes(plan: Plan): CoverageProbe[] {
  const owners = mapNodeOwners(plan);
  const outerBounds = computeOuterBounds(plan);
  return [
    ...createOptionProbes(plan),
    ...plan.nodes.flatMap((node, position) => {
      const owner = owners.get(position);
      return owner === undefined ? [] : createNodeProbes(node, position, owner, { plan, widest: outerBounds });
    }),
  ];
}

interface ProbeContext {
  readonly plan: Plan;
  /** The bounds of every value over all possible answers; null if they are unknown. */
  readonly widest: NodeReader | null;
}

/**
 * Returns the bounds of every value over all possible answers, by evaluating a sheet without answers. Null if some
 * score leaves out open questions, because the evaluation then does not give the outer bounds.
 */
function computeOuterBounds(plan: Plan): NodeReader | null {
  const excludesOpenQuestions = plan.nodes.some(
    (node) => 'missing' in node && [node.missing.unanswered, node.missing.unknown].includes('exclude'),
  );
  if (excludesOpenQuestions) return null;
  // The state is "unknown" because unanswered inputs would take their default values.
  const sheet = new Map(plan.inputs.map(({ name }) => [name, { state: 'unknown' } as const]));
  return evaluateSpan(plan, sheet, evaluate(plan, sheet));
}

function createNodeProbes(node: Node, position: number, name: string, { plan, widest }: ProbeContext): CoverageProbe[] {
  if (node.op === 'steps') {
    return node.steps.map(({ bound, value }, i) => ({
      item: { kind: 'step', name, bound: toNumber(bound), value: toPlainAtom(value) },
      touches: (trace) => {
        const readNumber = numberAt(trace, node.of);
        return readNumber !== undefined && findStepIndex(readNumber, node.steps, node.edge) === i;
      },
    }));
  }
  if (node.op === 'first') {
    return node.cases.map(({ node: outcome }, i) => ({
      item: { kind: 'case', name, number: i + 1, ...describeOutcome(plan, outcome) },
      touches: (trace) => findDecidingCase(node, trace) === i,
    }));
  }
  if (node.op === 'levels') {
    return node.levels.flatMap(({ value, when }) => [
      {
        item: { kind: 'level', name, level: toNumber(value) },
        touches: (trace: CaseTrace) => {
          const reachedNumber = numberAt(trace, position);
          return reachedNumber !== undefined && areSameAtoms(reachedNumber, value);
        },
      },
      ...createRequirementProbes(when, name, toNumber(value), widest),
    ]);
  }
  return [];
}

/** Returns the outcome of a case of `first`: a fixed value, or the name of a score. */
function describeOutcome({ nodes, scores }: Plan, position: number): { value?: string | number | boolean } {
  const node = nodes[position];
  if (node?.op === 'constant') return { value: toPlainAtom(node.value) };
  const score = scores.find((candidate) => candidate.node === position);
  return score ? { value: score.name } : {};
}

/**
 * Returns the index of the case of a `first` that decides its value; -1 if open answers may still change that, or if no
 * case decides.
 */
function findDecidingCase({ cases }: Extract<Node, { op: 'first' }>, trace: CaseTrace): number {
  const firstCase = cases.findIndex(({ when }) => !when || evaluateCondition(when, valuesOfTrace(trace)) !== 'fails');
  const caseCondition = cases[firstCase]?.when;
  return caseCondition && evaluateCondition(caseCondition, valuesOfTrace(trace)) !== 'holds' ? -1 : firstCase;
}

function createRequirementProbes(
  when: Condition,
  name: string,
  level: number,
  widest: ProbeContext['widest'],
): CoverageProbe[] {
  return listConditionEntries(when).flatMap((entry, i) =>
    listPossibleVerdicts(entry, widest).map(
      (side): CoverageProbe => ({
        item: {
          kind: 'requirement',
          name,
          level,
          number: i + 1,
          of: entry.name,
          test: describeTest(entry.test),
          side,
        },
        touches: (trace) =>
          evaluateEntry(entry.test, valuesOfTrace(trace)(entry.node)) === (side === 'met' ? 'holds' : 'fails'),
      }),
    ),
  );
}

/** A requirement that holds for all answers, such as at least 0 points, needs no case in which it is not met. */
function listPossibleVerdicts({ test, node }: ConditionEntry, widest: ProbeContext['widest']): ('met' | 'unmet')[] {
  const alwaysHolds = widest && evaluateEntry(test, widest(node)) === 'holds';
  return alwaysHolds ? ['met'] : ['met', 'unmet'];
}

function valuesOfTrace({ assessed }: CaseTrace): (node: number) => Possible {
  return (node) => valueAt(assessed.evaluation, node);
}

/** Returns the number that a node has; undefined if it is not a number, or if open answers may still change it. */
function numberAt(trace: CaseTrace, position: number) {
  const value = settledValue(valuesOfTrace(trace)(position));
  return value !== undefined && value !== null && !Array.isArray(value) && isNumber(value as Atom)
    ? (value as Extract<Atom, object>)
    : undefined;
}

/** Creates the probes of all answers to questions that count in some score. */
function createOptionProbes(plan: Plan): CoverageProbe[] {
  const countedQuestions = new Set(plan.scores.flatMap(({ questions }) => questions));
  return [...countedQuestions]
    .sort((a, b) => a - b)
    .flatMap((position) => {
      const input = inputAt(plan, position);
      return listAnswers(input, position, plan).map(
        (option): CoverageProbe => ({
          item: { kind: 'option', name: input.name, option },
          touches: ({ assessed: { evaluation } }) =>
            evaluation.states[position] === 'answered' && isChosen(option, valueAt(evaluation, position)),
        }),
      );
    });
}

/** Returns the options, `true` and `false`, or the values of a scale that have points. */
function listAnswers(input: Input, position: number, { nodes }: Plan): string[] {
  const { control, isScale } = input.form;
  if (control === 'pickYesNo') return ['true', 'false'];
  const answerList = listedAnswers(input);
  // Numbers on a scale without points of their own make no difference to the score.
  if (answerList && !isScale) return answerList.map(({ id }) => id);
  const tables = nodes.flatMap((node) =>
    node.op === 'points' && node.of === position && node.table ? [node.table] : [],
  );
  return [...new Set(tables.flatMap((table) => [...table.keys()]))];
}

function isChosen(option: string, value: Possible): boolean {
  const settledAnswer = settledValue(value);
  if (settledAnswer === undefined || settledAnswer === null) return false;
  if (Array.isArray(settledAnswer)) return settledAnswer.includes(option);
  const atom = settledAnswer as Atom;
  return isNumber(atom) ? Number(option) === toNumber(atom) : String(atom) === option;
}

/**
 * Maps each node to the score, question or fact that is calculated from it. Nodes of scores that `by` generates belong
 * to the score with the rule.
 */
function mapNodeOwners(plan: Plan): ReadonlyMap<number, string> {
  const ownerByNode = new Map<number, string>();
  for (const { name, node } of plan.scores)
    if (!ownerByNode.has(node)) ownerByNode.set(node, name.split('/')[0] ?? name);
  for (const { name, derived, matrix } of plan.inputs) {
    if (derived !== null && !ownerByNode.has(derived)) ownerByNode.set(derived, matrix ?? name);
  }
  const owners = new Map<number, string>();
  const claimNodes = (position: number, owner: string): void => {
    const node = plan.nodes[position];
    if (!node || node.op === 'input' || owners.has(position)) return;
    owners.set(position, owner);
    for (const dependency of valueDependenciesOf(node)) if (!ownerByNode.has(dependency)) claimNodes(dependency, owner);
  };
  for (const [position, owner] of ownerByNode) claimNodes(position, owner);
  return owners;
}

/** Creates the probes of measures that can be recommended, and of the verdicts that each instrument can have. */
function createAdviceProbes({ measures, instruments }: CoverageInput): CoverageProbe[] {
  return [
    ...measures.map(
      ({ id }): CoverageProbe => ({
        item: { kind: 'measure', name: id },
        touches: ({ recommendation }) => Boolean(recommendation?.measures.some((measure) => measure.id === id)),
      }),
    ),
    ...instruments.flatMap((instrument) => {
      const { id, policy } = instrument;
      return listVerdicts(instrument).map(
        (verdict): CoverageProbe => ({
          item: { kind: 'instrument', name: id, policy, verdict },
          touches: ({ recommendation }) =>
            Boolean(
              recommendation?.instruments.some(
                (judged) => judged.id === id && judged.policy === policy && judged.verdict === verdict,
              ),
            ),
        }),
      );
    }),
  ];
}

/**
 * Returns the verdicts that an instrument can have. An instrument that is not paid to the enterprise has none; one
 * without conditions is never refused.
 */
function listVerdicts({ definition, when, after }: CompiledInstrument): ('eligible' | 'refused')[] {
  const { valid, covers } = definition;
  if (!isForEnterprise(definition)) return [];
  return when || after || valid || covers ? ['eligible', 'refused'] : ['eligible'];
}

/** The documents in which the items are written. */
export interface CoverageDocuments {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  readonly measures: Source<Measures> | null;
  readonly policies: readonly Source<Policy>[];
}

/** Finds where an item is written, as precisely as possible; undefined if its name is not found. */
export function findCoverageItem(item: CoverageItem, documents: CoverageDocuments): Place | undefined {
  const { measures, policies } = documents;
  if (item.kind === 'measure') {
    const index = measures?.document.measures.findIndex(({ id }) => id === item.name) ?? -1;
    return measures && index >= 0 ? { file: measures.file, at: ['measures', index, 'id'] } : undefined;
  }
  if (item.kind === 'instrument') {
    const policy = policies.find(({ document }) => document.id === item.policy);
    const index = policy?.document.instruments?.findIndex(({ id }) => id === item.name) ?? -1;
    return policy && index >= 0 ? { file: policy.file, at: ['instruments', index, 'id'] } : undefined;
  }
  const rule = findName(item.name, documents);
  return rule && { file: rule.file, at: [...rule.at, ...placeInside(item, rule.value as ItemHolder)] };
}

interface FoundName extends Place {
  readonly value: unknown;
}

/**
 * Finds the definition of the question, fact or score with a name; for a row of a matrix, the definition of the matrix.
 */
function findName(name: string, { questionnaire, rubric, policies }: CoverageDocuments): FoundName | undefined {
  const [id] = name.split('/');
  const { facts = [], sections } = questionnaire.document;
  const lists = [
    { file: questionnaire.file, at: ['facts'], list: facts },
    ...sections.map(({ questions }, i) => ({
      file: questionnaire.file,
      at: ['sections', i, 'questions'],
      list: questions,
    })),
    ...policies.map(({ file, document }) => ({ file, at: ['facts'], list: document.facts ?? [] })),
  ];
  for (const { file, at, list } of lists) {
    const index = list.findIndex((entry) => entry.id === id);
    if (index >= 0) return { file, at: [...at, index], value: list[index] };
  }
  const score = findKey(rubric.document.scores, name, ['scores']);
  return score && { file: rubric.file, ...score };
}

/** Finds the definition of a score with a name, which may be nested in another score. */
function findKey(value: unknown, name: string, at: Path): { at: Path; value: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const isRule = typeof inner === 'object' || at.length === 1;
    if (key === name && isRule) return { at: [...at, key], value: inner };
    const innerKey = findKey(inner, name, [...at, key]);
    if (innerKey) return innerKey;
  }
  return undefined;
}

/** A question or score, with the parts that cases should cover, such as options and levels. */
interface ItemHolder {
  readonly options?: string | readonly (string | { readonly id: string })[];
  readonly derive?: { readonly steps?: object };
  readonly steps?: object;
  readonly levels?: readonly { readonly value: number }[];
  /** The definition shared by the rows of a matrix. */
  readonly each?: ItemHolder;
}

function placeInside(item: Exclude<CoverageItem, { kind: 'measure' | 'instrument' }>, parts: ItemHolder): Path {
  if (parts.each) return ['each', ...placeInside(item, parts.each)];
  const { options, derive, steps, levels } = parts;
  switch (item.kind) {
    case 'option': {
      const index = Array.isArray(options)
        ? options.findIndex((option) => (typeof option === 'string' ? option : option.id) === item.option)
        : -1;
      return index < 0 ? ['options'] : ['options', index, 'id'];
    }
    case 'step': {
      const bound = Object.keys(steps ?? derive?.steps ?? {}).find((key) => Number(key) === item.bound);
      return [...(derive ? ['derive'] : []), 'steps', ...(bound === undefined ? [] : [bound])];
    }
    case 'case':
      return ['first', item.number - 1];
    case 'level':
    case 'requirement': {
      const index = levels?.findIndex(({ value }) => value === item.level) ?? -1;
      if (index < 0) return [];
      return ['levels', index, ...(item.kind === 'level' ? ['value'] : ['when', item.of])];
    }
  }
}
