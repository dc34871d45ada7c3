// Translates a questionnaire's conditions into formulas for other platforms, which know only what was stated so far.

import type { Rational } from '../model/index.ts';
import {
  type Atom,
  addNothing,
  allowedAnswers,
  type Condition,
  type ConditionEntry,
  createExactValue,
  evaluateEntry,
  type Input,
  listConditionEntries,
  type Node,
  nodeAt,
  type Plan,
  type Possible,
  type Test,
  type Truth,
  takesSeveral,
} from '../scoring/index.ts';

/**
 * A state that an input can have instead of a value. `none` means that no option was chosen, which counts as an answer.
 */
export type FormState = 'unanswered' | 'unknown' | 'notApplicable' | 'none';

/** A formula that is true or false for any answers, even incomplete ones. */
export type Formula =
  | boolean
  | { readonly op: 'and'; readonly of: readonly Formula[] }
  | { readonly op: 'or'; readonly of: readonly Formula[] }
  | { readonly op: 'not'; readonly of: Formula }
  | FormulaLeaf;

/** A statement about one fact or question. */
export type FormulaLeaf =
  | { readonly op: 'state'; readonly input: Input; readonly state: FormState }
  /** `equals`, `compare` and `chosen` are false if no value is stated. */
  | { readonly op: 'equals'; readonly input: Input; readonly value: Atom }
  | { readonly op: 'compare'; readonly input: Input; readonly sign: Sign; readonly bound: Rational }
  /** True if at least `least` of these options are chosen. */
  | { readonly op: 'chosen'; readonly input: Input; readonly options: readonly string[]; readonly least: number };

type Sign = '<' | '<=' | '>' | '>=';

/** Returns formulas for the facts, questions and conditions of a plan. */
export interface FormFormulas {
  /**
   * True unless the condition of the input is false whatever the open answers are; a diagnosis asks by the same rule.
   */
  asked(input: Input): Formula;
  /** True unless the condition is false whatever the open answers are. */
  mayHold(condition: Condition): Formula;
  /** True if the answer can be calculated from others; constantly false if no formula can express that. */
  follows(input: Input): Formula;
  /** The names in a condition that no formula can express. They are treated as if their values were unknown. */
  unsaid(condition: Condition): readonly string[];
}

/**
 * A condition can also be undecided, which a formula cannot. So each condition has two formulas: one that is true if
 * the condition holds whatever the open answers are, and one that is true if it may hold.
 */
type FormulaMode = 'surely' | 'perhaps';

/** The plan and the form for which formulas are compiled. */
interface FormulaSource {
  readonly plan: Plan;
  /** Returns the states that the form can express for an input; none if it does not ask for the input. */
  readonly statesOf: (input: Input) => readonly FormState[];
  /** The formulas of inputs' conditions, by mode and name. */
  readonly cached: Map<string, Formula>;
}

/**
 * Creates the formulas for a form. `statesOf` returns the states that the form can express for an input; none if it
 * does not ask for the input.
 */
export function createFormulas(plan: Plan, statesOf: (input: Input) => readonly FormState[]): FormFormulas {
  const source: FormulaSource = { plan, statesOf, cached: new Map() };
  return {
    asked: (input) => compileAskedFormula(source, input, 'perhaps'),
    mayHold: (condition) => compileConditionFormula(source, condition, 'perhaps'),
    follows: (input) => compileDerivedFormula(source, input),
    unsaid: (condition) => [
      ...new Set(
        listConditionEntries(condition).flatMap((entry) => (isStatedCondition(plan, entry) ? [] : [entry.name])),
      ),
    ],
  };
}

function compileAskedFormula(source: FormulaSource, input: Input, mode: FormulaMode): Formula {
  if (!input.when) return true;
  const key = `${mode} ${input.name}`;
  const formula = source.cached.get(key) ?? compileConditionFormula(source, input.when, mode);
  source.cached.set(key, formula);
  return formula;
}

function compileConditionFormula(source: FormulaSource, condition: Condition, mode: FormulaMode): Formula {
  switch (condition.op) {
    case 'all':
      return allOf(condition.of.map((part) => compileConditionFormula(source, part, mode)));
    case 'any':
      return anyOf(condition.of.map((part) => compileConditionFormula(source, part, mode)));
    case 'not':
      return negateFormula(compileConditionFormula(source, condition.of, mode === 'surely' ? 'perhaps' : 'surely'));
    case 'entry':
      return isStatedCondition(source.plan, condition)
        ? compileNodeFormula(source, nodeAt(source.plan, condition.node), condition.test, mode)
        : mode === 'perhaps';
  }
}

function compileNodeFormula(source: FormulaSource, node: Node, test: Test, mode: FormulaMode): Formula {
  const { plan } = source;
  if (node.op === 'input') {
    const value =
      node.derived === null
        ? compileAnswerFormula(source, node, test, mode)
        : compileNodeFormula(source, derivationOf(plan, node), test, mode);
    return allOf([compileAskedFormula(source, node, mode), value]);
  }
  const compileBoth = (condition: Condition): readonly [sure: Formula, may: Formula] => [
    compileConditionFormula(source, condition, 'surely'),
    compileConditionFormula(source, condition, 'perhaps'),
  ];
  if (node.op === 'first') {
    return mergeCases(node.cases, (at) => truthOf(test, valueAt(plan, at)) === 'holds').reduceRight<Formula>(
      (later, { when, passes }) => {
        const [sure, may] = compileBoth(when);
        return mode === 'perhaps'
          ? anyOf([allOf([may, passes]), allOf([negateFormula(sure), later])])
          : allOf([anyOf([negateFormula(may), passes]), anyOf([sure, later])]);
      },
      false,
    );
  }
  if (node.op === 'anyOf') {
    const [sure, may] = compileBoth({ op: 'any', of: node.conditions });
    const [yes, no] = [true, false].map((value) => truthOf(test, value) === 'holds') as [boolean, boolean];
    return mode === 'perhaps'
      ? anyOf([allOf([may, yes]), allOf([negateFormula(sure), no])])
      : allOf([anyOf([negateFormula(may), yes]), anyOf([sure, no])]);
  }
  // All other operators calculate, and no formula can express a calculation.
  return mode === 'perhaps';
}

function derivationOf(plan: Plan, { derived }: Input): Node {
  return nodeAt(plan, derived as number);
}

function valueAt(plan: Plan, position: number): Atom {
  const node = nodeAt(plan, position);
  return node.op === 'constant' ? node.value : '';
}

function compileAnswerFormula({ statesOf }: FormulaSource, input: Input, test: Test, mode: FormulaMode): Formula {
  const openAnswers = input.notApplicable ? addNothing(allowedAnswers(input)) : allowedAnswers(input);
  const values: Readonly<Record<FormState, Possible | null>> = {
    unanswered: input.default === null ? openAnswers : createExactValue(input.default),
    unknown: openAnswers,
    notApplicable: null,
    none: { kind: 'choices', sure: [], open: [], nothing: false },
  };
  const passesInState = (state: FormState): boolean => {
    const value = values[state];
    const truth = value ? evaluateEntry(test, value) : 'fails';
    return truth === 'holds' || (truth === 'undecided' && mode === 'perhaps');
  };
  const states = statesOf(input);
  if (states.length === 0) return passesInState('unanswered');
  const matchFormula = takesSeveral(input) ? matchList(input, test, false) : matchValue(input, test);
  return anyOf([
    holdsOnlyForValues(matchFormula) ? matchFormula : allOf([isStated(input, states), matchFormula]),
    ...states.filter(passesInState).map((state): Formula => ({ op: 'state', input, state })),
  ]);
}

function isStated(input: Input, states: readonly FormState[]): Formula {
  return allOf(states.map((state) => negateFormula({ op: 'state', input, state })));
}

/** Whether a formula can express an entry of a condition. */
function isStatedCondition(plan: Plan, { node, test }: ConditionEntry): boolean {
  return isNodeSaid(plan, nodeAt(plan, node), test);
}

function areAllStated(plan: Plan, conditions: readonly Condition[]): boolean {
  return conditions.flatMap(listConditionEntries).every((entry) => isStatedCondition(plan, entry));
}

function isNodeSaid(plan: Plan, node: Node, test: Test): boolean {
  // A stated answer to a question overrides a calculated one, which a single formula cannot express.
  if (node.op === 'input') {
    return node.derived === null || (node.role === 'fact' && isNodeSaid(plan, derivationOf(plan, node), test));
  }
  if (node.op === 'first') {
    return node.cases.every(
      ({ when, node: at }) => plan.nodes[at]?.op === 'constant' && (!when || areAllStated(plan, [when])),
    );
  }
  return node.op === 'anyOf' && areAllStated(plan, node.conditions);
}

function compileDerivedFormula(source: FormulaSource, input: Input): Formula {
  const { plan } = source;
  if (input.derived === null) return false;
  const node = derivationOf(plan, input);
  if (node.op === 'anyOf' && areAllStated(plan, node.conditions)) {
    const anyHolds: Condition = { op: 'any', of: node.conditions };
    return anyOf([
      compileConditionFormula(source, anyHolds, 'surely'),
      negateFormula(compileConditionFormula(source, anyHolds, 'perhaps')),
    ]);
  }
  if (node.op !== 'first' || !node.cases.every(({ when }) => !when || areAllStated(plan, [when]))) return false;
  return node.cases.reduceRight<Formula>(
    (later, { when }) =>
      when
        ? anyOf([
            compileConditionFormula(source, when, 'surely'),
            allOf([negateFormula(compileConditionFormula(source, when, 'perhaps')), later]),
          ])
        : true,
    false,
  );
}

type PlanCases = Extract<Node, { op: 'first' }>['cases'];

/** Merges consecutive cases with the same outcome, to keep formulas short. */
function mergeCases(
  cases: PlanCases,
  passesAt: (node: number) => boolean,
): { readonly when: Condition; readonly passes: boolean }[] {
  const runs: { when: Condition; passes: boolean }[] = [];
  for (const { when, node } of cases) {
    const isPassing = passesAt(node);
    const ownCondition: Condition = when ?? { op: 'all', of: [] };
    const lastRun = runs.at(-1);
    if (lastRun?.passes === isPassing) lastRun.when = { op: 'any', of: [lastRun.when, ownCondition] };
    else runs.push({ when: ownCondition, passes: isPassing });
  }
  return runs;
}

function truthOf(test: Test, value: Atom): Truth {
  return evaluateEntry(test, createExactValue(value));
}

/**
 * Builds the formula for a stated value. If the allowed values can be listed, the formula lists those that pass the
 * test.
 */
function matchValue(input: Input, test: Test): Formula {
  const allowedValues = allowedAnswers(input);
  if (allowedValues.kind !== 'atoms') return matchAtom(input, test, false);
  const passingAtoms = allowedValues.atoms.filter((value) => truthOf(test, value) === 'holds');
  if (passingAtoms.length === allowedValues.atoms.length) return true;
  return anyOf(passingAtoms.map((value) => ({ op: 'equals', input, value })));
}

const COMPARISON_SIGNS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const;
const OPPOSITE_SIGNS = { '>=': '<', '<=': '>', '>': '<=', '<': '>=' } as const;

function matchAtom(input: Input, test: Test, isNegated: boolean): Formula {
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf': {
      const parts = test.of.map((part) => matchAtom(input, part, isNegated));
      return (test.keyword === 'allOf') === isNegated ? anyOf(parts) : allOf(parts);
    }
    case 'not':
      return matchAtom(input, test.of, !isNegated);
    case 'const':
    case 'enum': {
      const anyEqual = anyOf(test.atoms.map((value) => ({ op: 'equals', input, value })));
      return isNegated ? negateFormula(anyEqual) : anyEqual;
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const sign = COMPARISON_SIGNS[test.keyword];
      return { op: 'compare', input, sign: isNegated ? OPPOSITE_SIGNS[sign] : sign, bound: test.bound };
    }
    case 'contains':
    case 'items':
    case 'minItems':
    case 'maxItems':
      return isNegated;
  }
}

function matchList(input: Input, test: Test, isNegated: boolean): Formula {
  const optionIds = input.options.map(({ id }) => id);
  const listIdsThatPass = (of: Test): string[] => optionIds.filter((id) => truthOf(of, id) === 'holds');
  const negateIf = (formula: Formula): Formula => (isNegated ? negateFormula(formula) : formula);
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf': {
      const parts = test.of.map((part) => matchList(input, part, isNegated));
      return (test.keyword === 'allOf') === isNegated ? anyOf(parts) : allOf(parts);
    }
    case 'not':
      return matchList(input, test.of, !isNegated);
    case 'minItems':
      return negateIf(compileChoiceFormula(input, optionIds, test.count));
    case 'maxItems':
      return negateIf(negateFormula(compileChoiceFormula(input, optionIds, test.count + 1)));
    case 'items': {
      const failingIds = optionIds.filter((id) => !listIdsThatPass(test.of).includes(id));
      return negateIf(
        allOf([compileChoiceFormula(input, optionIds, 1), negateFormula(compileChoiceFormula(input, failingIds, 1))]),
      );
    }
    case 'contains': {
      const passingIds = listIdsThatPass(test.of);
      const withinMost =
        test.most === null ? true : negateFormula(compileChoiceFormula(input, passingIds, test.most + 1));
      return negateIf(allOf([compileChoiceFormula(input, passingIds, test.least), withinMost]));
    }
    case 'const':
    case 'enum':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return isNegated;
  }
}

function compileChoiceFormula(input: Input, options: readonly string[], least: number): Formula {
  if (least <= 0) return true;
  return options.length < least ? false : { op: 'chosen', input, options, least };
}

/** Whether a formula can be true only because of a stated value, never because of a state. */
function holdsOnlyForValues(formula: Formula): boolean {
  if (typeof formula === 'boolean') return !formula;
  if (formula.op === 'and') return formula.of.some(holdsOnlyForValues);
  return formula.op === 'or' ? formula.of.every(holdsOnlyForValues) : formula.op !== 'not';
}

/** Joins formulas by "and", and simplifies constants. */
export function allOf(of: readonly Formula[]): Formula {
  return joinFormulas('and', of, true);
}

/** Joins formulas by "or", and simplifies constants. */
export function anyOf(of: readonly Formula[]): Formula {
  return joinFormulas('or', of, false);
}

function joinFormulas(op: 'and' | 'or', of: readonly Formula[], neutral: boolean): Formula {
  const parts = of.flatMap((part) => (typeof part === 'object' && part.op === op ? part.of : [part]));
  if (parts.includes(!neutral)) return !neutral;
  const keptParts = parts.filter((part) => part !== neutral);
  return keptParts.length > 1 ? { op, of: keptParts } : (keptParts[0] ?? neutral);
}

export function negateFormula(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  return formula.op === 'not' ? formula.of : { op: 'not', of: formula };
}
