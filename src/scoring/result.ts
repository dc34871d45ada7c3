import type { Condition } from '../condition/condition.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import { findUnmet, plainValue } from '../condition/unmet.ts';
import { isNothing, isNumber, type Possible, rangeOf, sameAtom, settledValue } from '../condition/value.ts';
import type { LevelResult, PackStamp, Result, Unmet, Warning } from '../model/generated/types.ts';
import { compare, type Rational, toNumber } from '../model/rational.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './pass.ts';
import type { Input, Node, Plan } from './plan.ts';
import { inputsOf, memberNamesOf } from './reads.ts';
import { saidOf } from './said.ts';
import {
  type Context,
  isSettledNumber,
  isTight,
  look,
  plainEnd,
  scoreResults,
  targetOf,
  valueAt,
} from './score-result.ts';
import { entryOf, type Sheet } from './sheet.ts';
import { isOutOfRange } from './standing.ts';

/** A result and the evaluation behind it, which explanations and conditions read. */
export interface Assessed {
  readonly result: Result;
  readonly evaluation: Evaluation;
}

/**
 * Scores a sheet: every score with its bounds, the level, what the next one lacks, and the warnings; where `targets` holds
 * the answers aimed at, also what those come to. `known` is the evaluation of the sheet, where there is one.
 */
export function assess(
  plan: Plan,
  sheet: Sheet,
  pack: PackStamp,
  tool: string,
  targets: Sheet | null = null,
  known?: Evaluation,
): Assessed {
  const said = saidOf(plan, sheet);
  const evaluation = known ?? evaluate(plan, sheet, said);
  const context = look(plan, sheet, targets, evaluation, said);
  const level = plan.level === null ? undefined : levelResult(plan.level, context);
  const result: Result = {
    schemaVersion: 1,
    tool,
    pack,
    facts: knownFacts(plan, evaluation),
    scores: scoreResults(context),
    ...(level ? { level } : {}),
    warnings: findWarnings(plan, sheet, evaluation),
  };
  return { result, evaluation };
}

/** Every score of a sheet with its bounds, as in its result. */
export function assessScores(plan: Plan, sheet: Sheet, evaluation: Evaluation): Result['scores'] {
  return scoreResults(look(plan, sheet, null, evaluation, saidOf(plan, sheet)));
}

function levelResult(node: number, { plan, evaluation, witnesses, aimed }: Context): LevelResult {
  const possible = valueAt(evaluation, node);
  const value = settledValue(possible);
  const range = rangeOf(possible);
  const lowest = possible.nothing ? null : (range?.low ?? null);
  const highest = range?.high ?? null;
  const ladder = ladderOf(plan, node);
  const title = isSettledNumber(value) ? ladder.find((step) => compare(step.value, value) === 0)?.title : undefined;
  const next = ladder.find((step) => lowest === null || compare(step.value, lowest) > 0);
  return {
    ...(value === undefined ? {} : { value: isSettledNumber(value) ? toNumber(value) : null }),
    ...(title === undefined ? {} : { title }),
    lowest: plainEnd(lowest),
    highest: plainEnd(highest),
    ...(value === undefined ? { tight: isTight(node, [lowest, highest], witnesses) } : {}),
    ...targetLevel(node, value, aimed),
    ...(next
      ? {
          next: {
            value: toNumber(next.value),
            ...(next.title === undefined ? {} : { title: next.title }),
            unmet: next.unmet((at) => valueAt(evaluation, at)),
          },
        }
      : {}),
  };
}

function targetLevel(
  node: number,
  value: ReturnType<typeof settledValue>,
  aimed: Evaluation | null,
): Pick<LevelResult, 'target'> {
  const { target } = targetOf(node, value, aimed);
  return target === undefined ? {} : { target };
}

/** One level and what it needs beyond the lower ones. */
export interface Rung {
  readonly value: Rational;
  readonly title: Extract<Node, { op: 'levels' }>['levels'][number]['title'];
  readonly unmet: (read: (node: number) => Possible) => Unmet[];
}

/** The levels of a score, ascending; empty when it has none. */
export function ladderOf(plan: Plan, position: number): Rung[] {
  const found = plan.nodes[position] as Node;
  const memberNames = memberNamesOf(plan);
  switch (found.op) {
    case 'levels':
      return found.levels.map(({ value, title, when }) => ({
        value,
        title,
        unmet: (read) => findUnmet(when, read, memberNames),
      }));
    case 'steps':
      return found.steps.flatMap(({ bound, value, title }, i) => {
        if (!isNumber(value)) return [];
        const keyword = found.edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
        const condition: Condition = { op: 'entry', name: found.name, node: found.of, test: { keyword, bound } };
        return [{ value, title, unmet: (read) => findUnmet(condition, read, memberNames) }];
      });
    case 'guard':
      return addUnmet(ladderOf(plan, found.of), (_, read) => findUnmet(found.when, read, memberNames));
    case 'cap': {
      const name = plan.scores.find((score) => score.node === found.bound)?.name ?? 'cap';
      return addUnmet(ladderOf(plan, found.of), (bound, read) => {
        const condition: Condition = { op: 'entry', name, node: found.bound, test: { keyword: 'minimum', bound } };
        // A cap that is nothing holds nobody back.
        return isNothing(read(found.bound)) ? [] : findUnmet(condition, read, memberNames);
      });
    }
    default:
      return [];
  }
}

function addUnmet(
  ladder: readonly Rung[],
  more: (value: Rational, read: (node: number) => Possible) => Unmet[],
): Rung[] {
  return ladder.map((rung) => ({ ...rung, unmet: (read) => [...rung.unmet(read), ...more(rung.value, read)] }));
}

function knownFacts(plan: Plan, evaluation: Evaluation): Result['facts'] {
  const known: [string, Result['facts'][string]][] = [];
  for (const position of inputsOf(plan)) {
    const { role, name } = plan.nodes[position] as Input;
    const value = role === 'fact' ? plainValue(valueAt(evaluation, position)) : null;
    if (value !== undefined && value !== null) known.push([name, value]);
  }
  return Object.fromEntries(known);
}

/** What is contradictory or missing about the answers. */
export function findWarnings(plan: Plan, sheet: Sheet, evaluation: Evaluation): Warning[] {
  const read = (node: number): Possible => valueAt(evaluation, node);
  const warnings: Warning[] = [];
  if (plan.scope && evaluateCondition(plan.scope.when, read) === 'fails') {
    warnings.push({ code: 'out-of-scope', text: plan.scope.text });
  }
  for (const position of inputsOf(plan)) {
    warnings.push(...inputWarnings(plan.nodes[position] as Input, position, sheet, evaluation));
  }
  return warnings;
}

function inputWarnings(input: Input, position: number, sheet: Sheet, evaluation: Evaluation): Warning[] {
  const entry = entryOf(sheet, input.name);
  if (entry.state !== 'answered') return derivedOutOfRange(input, evaluation);
  if (evaluation.asked[position] === 'fails') return [{ code: 'not-asked', name: input.name }];
  const warnings: Warning[] = [];
  const derived = input.derived === null ? undefined : settledValue(valueAt(evaluation, input.derived));
  const stated = settledValue(valueAt(evaluation, position));
  if (
    derived !== undefined &&
    derived !== null &&
    stated !== null &&
    !Array.isArray(derived) &&
    !Array.isArray(stated)
  ) {
    if (stated !== undefined && !sameAtom(derived as never, stated as never)) {
      const plain = (value: unknown): unknown =>
        isSettledNumber(value as never) ? toNumber(value as Rational) : value;
      warnings.push({ code: 'derived-contradicted', name: input.name, stated: plain(stated), derived: plain(derived) });
    }
  }
  if ('evidence' in input.definition && input.definition.evidence === 'required' && !entry.evidence?.length) {
    warnings.push({ code: 'evidence-missing', name: input.name });
  }
  return warnings;
}

function derivedOutOfRange(input: Input, evaluation: Evaluation): Warning[] {
  const worked = input.derived === null ? undefined : valueAt(evaluation, input.derived);
  if (!worked || !isOutOfRange(worked, input.range)) return [];
  return [{ code: 'derived-out-of-range', name: input.name, derived: plainValue(worked) }];
}
