import {
  compare,
  type ExplainedLevel,
  type ExplainedNode,
  fromNumber,
  itemAt,
  type JudgedInstrument,
  type Rational,
  toNumber,
  type Unmet,
} from '../model/index.ts';
import {
  type AnswerSet,
  evaluate,
  explain,
  listLevelRequirements,
  operatorOf,
  replaceByTargets,
} from '../scoring/index.ts';
import type { CaseTrace, Mismatch } from './case-run.ts';

/** Why a value differs from the expected one, as far as its calculation explains that. */
export interface MismatchReason {
  /** The value, with the parts that it is calculated from. */
  readonly node?: ExplainedNode;
  /** The members, beginning with those that contribute most; for a minimum, beginning with the smallest. */
  readonly members?: readonly ScoreMember[];
  /** The level that was expected but not reached, with the requirements that are not met. */
  readonly lacking?: { readonly level: number; readonly unmet: readonly Unmet[] };
  /** The level that was reached although the case expects a lower one. */
  readonly reached?: ExplainedLevel;
  readonly instrument?: JudgedInstrument;
}

/** One member of a score and its contribution: its share of a sum or mean, otherwise its own value. */
export interface ScoreMember {
  readonly node: ExplainedNode;
  readonly contribution: number;
}

/** Explains why a case has an unexpected value; undefined if there is nothing to add to the mismatch. */
export function explainMismatch(trace: CaseTrace, { at, expected, got: actual }: Mismatch): MismatchReason | undefined {
  const [, group, name = ''] = at.map(String);
  switch (group) {
    case 'scores':
    case 'facts':
    case 'answers':
      return explainValue(trace, trace.answers, name);
    case 'targets': {
      const targetSheet = replaceByTargets(trace.answers) ?? trace.answers;
      return name === 'level'
        ? explainLevel(trace, targetSheet, expected, actual)
        : explainValue(trace, targetSheet, name);
    }
    case 'level':
      return explainLevel(trace, trace.answers, expected, actual);
    case 'unmet': {
      const nextLevel = trace.assessed.result.level?.next;
      return nextLevel && { lacking: { level: nextLevel.value, unmet: nextLevel.unmet } };
    }
    case 'instruments': {
      const instrument = trace.recommendation?.instruments.find(({ id }) => id === name);
      return instrument && { instrument };
    }
    default:
      return undefined;
  }
}

function explainValue({ plan }: CaseTrace, sheet: AnswerSet, name: string): MismatchReason | undefined {
  const node = explain(plan, sheet, name);
  return node && { node, members: rankMembers(node) };
}

/** If the level is lower than expected, returns what is missing; if it is higher, returns why it was reached. */
function explainLevel(
  trace: CaseTrace,
  sheet: AnswerSet,
  expected: unknown,
  actual: unknown,
): MismatchReason | undefined {
  const { plan } = trace;
  if (plan.level === null) return undefined;
  const { values } = sheet === trace.answers ? trace.assessed.evaluation : evaluate(plan, sheet);
  const [wanted, found] = [readLevelBound(expected, 'highest'), readLevelBound(actual, 'lowest')];
  const lackingLevels = listLevelRequirements(plan)
    .filter(({ value }) => isAbove(value, found) && !isAbove(value, wanted))
    .map(({ value, unmet }) => ({ level: toNumber(value), unmet: unmet((node) => itemAt(values, node)) }))
    .find(({ unmet }) => unmet.length > 0);
  if (lackingLevels) return { lacking: lackingLevels };
  const node = explain(plan, sheet, 'level');
  const reachedLevel = node?.levels?.find(({ value }) => value === found);
  return reachedLevel ? { reached: reachedLevel } : node && { node };
}

/** Returns a level or, of a range of levels, one end; null for no level. */
function readLevelBound(value: unknown, end: 'lowest' | 'highest'): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return null;
  return (value as { lowest: number | null; highest: number | null })[end];
}

function isAbove(value: Rational, level: number | null): boolean {
  return level === null || compare(value, fromNumber(level)) > 0;
}

function rankMembers(node: ExplainedNode): ScoreMember[] {
  const [inner] = node.parts;
  const { family, dividesByWeights } = operatorOf(node) ?? {};
  if (family !== 'combination' && node.op !== 'share') {
    const passesOnValue = family === 'modifier' || family === 'mapping';
    return passesOnValue && inner && inner.name === undefined ? rankMembers(inner) : [];
  }
  const numericParts = node.parts.filter(({ value }) => typeof value === 'number');
  const totalBest = numericParts.reduce((sum, { weight = 1, best = 1 }) => sum + weight * best, 0);
  const factor = dividesByWeights ? (node.to ?? 1) / totalBest : 1;
  const members = numericParts.map((part): ScoreMember => {
    const value = part.value as number;
    const isWeighed = node.op !== 'min' && node.op !== 'max';
    return { node: part, contribution: isWeighed ? value * (part.weight ?? 1) * factor : value };
  });
  return node.op === 'min'
    ? members.sort((a, b) => a.contribution - b.contribution)
    : members.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
