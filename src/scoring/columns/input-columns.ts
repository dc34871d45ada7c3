// The columns of questions: what is stated in each row, whether the question is asked, and what is derived from other
// answers.

import { add, ONE, type Rational, toNumber, ZERO } from '../../model/index.ts';
import { computePoints } from '../answer-points.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  allowedAnswers,
  type EvaluationContext,
  isOutOfRange,
} from '../answer-set.ts';
import type { Condition, Truth } from '../condition.ts';
import { computeContribution, evaluateNode } from '../evaluate-node.ts';
import { listedValues } from '../forms/form.ts';
import type { CombineMember, MissingRule, MissingRules } from '../operators/operator.ts';
import type { Input, Plan, PointsNode } from '../plan.ts';
import {
  type AnswerValue,
  type Atom,
  createExactValue,
  isNothing,
  listWholeNumbers,
  NOTHING,
  type Possible,
  rangeOf,
  settledValue,
} from '../possible-values.ts';
import {
  type ChoicesColumn,
  type Column,
  createAbsentColumn,
  isOpenIn,
  isOpenOutcome,
  type NumberColumn,
  type Presence,
  presenceOf,
  toNumberColumn,
  toNumberTables,
  toRange,
} from './column.ts';
import {
  chooseNumber,
  convertConstant,
  createWholeColumn,
  findScale,
  keepNumberWhere,
  type Num,
  regionsOf,
  splitQuotient,
} from './exact-numbers.ts';
import type { ColumnMember } from './members.ts';
import {
  createConstantOutcome,
  deferTrue,
  deferWhere,
  encodeOutcomes,
  type FewOutcomes,
  isSettledHere,
  keepOutcomes,
  mapOutcomes,
  outcomeByCode,
  pairOutcomes,
  textOf,
} from './outcomes.ts';
import {
  addLookups,
  addNumbers,
  type Codes,
  type Numbers,
  type Program,
  selectNumbers,
  type Words,
} from './program.ts';
import { mapByRegion } from './regions.ts';

/**
 * The code of the first value of a question. The values of numbers and texts are stored elsewhere; for them, this code
 * just means "answered".
 */
const ANSWERED = 3;

/** The cells of a tile of rows. */
export interface Cells {
  /**
   * Returns the codes of a question: 0 to 2 are states without a value, 3 and up are its values. Undefined if the table
   * has no column for the question.
   */
  codes(input: number): Codes | undefined;
  numbers(input: number): Numbers;
  /** Returns one word of a multiple choice; each word has a bit for each of 32 options. */
  words(input: number, word: number): Words;
  /** The texts that the plan names; each has a code, and all other texts share one further code. */
  readonly vocabulary: readonly string[];
}

/** The column of a question or fact. */
export interface InputColumn {
  readonly asked: FewOutcomes<Truth>;
  /** What is stated in each row: one of the states without a value, or one of the values. */
  readonly stated: FewOutcomes<AnswerEntry>;
  readonly derived: Column | null;
  /** The column of the values that conditions read. */
  readonly value: Column;
  readonly standing: FewOutcomes<AskedAndSettled>;
  /** Returns what the question contributes to a score under the score's rules for missing answers. */
  contribution(member: CombineMember, missing: MissingRules): ColumnMember['value'];
  /** Returns the points of the answer for uses to which no rules for missing answers apply. */
  points(position: number): Column;
}

/** Whether a question is asked, and whether its answer is settled, which means that it is given or does not apply. */
export interface AskedAndSettled {
  readonly asked: Truth;
  readonly isSettled: boolean;
}

/**
 * What the value of a question depends on: the statement in the cell, whether the question is asked, and the result of
 * its derivation.
 */
interface GivenCase {
  readonly stated: AnswerEntry;
  readonly asked: Truth;
  readonly derived: Possible | null;
}

/** One possible combination of statement, asking and derivation, with the value and state that result from it. */
interface InputCase extends GivenCase {
  /** The value that conditions read. */
  readonly value: Possible;
  /** The state of the answer; a derived answer counts as answered. */
  readonly state: AnswerState;
}

/**
 * Returns the answers without a value, by code: unanswered, unknown, not applicable. If the question does not allow
 * "not applicable", that code counts as unanswered.
 */
function statesOf({ notApplicable }: Input): readonly AnswerEntry[] {
  return [UNANSWERED_ENTRY, { state: 'unknown' }, notApplicable ? { state: 'notApplicable' } : UNANSWERED_ENTRY];
}

const UNANSWERED_ENTRY: AnswerEntry = { state: 'unanswered' };

/** If a question allows at most this many whole numbers, each of them is a separate outcome. */
const MAX_LISTED_NUMBERS = 1000n;

/**
 * Returns the values of a question that has a limited number of them, in the order of their codes; undefined for other
 * questions.
 */
export function listCodedValues(input: Input, vocabulary: readonly string[]): readonly Atom[] | undefined {
  switch (input.form.cells) {
    case 'code':
      return listedValues(input);
    case 'bits':
      return undefined;
    case 'number': {
      const { low, high } = input.range;
      return input.whole && low && high && high.n - low.n <= MAX_LISTED_NUMBERS
        ? listWholeNumbers(input.range)
        : undefined;
    }
    case 'text':
      return [...vocabulary, createUnusedText(vocabulary)];
  }
}

/** Returns a text that differs from all given texts. */
function createUnusedText(vocabulary: readonly string[]): string {
  return `not ${vocabulary.join()}`;
}

/** What is needed to create the column of an input. */
export interface InputScope {
  readonly plan: Plan;
  readonly program: Program;
  readonly cells: Cells;
  column(at: number): Column;
  truth(condition: Condition): FewOutcomes<Truth>;
}

/** Creates the column of an input at a position of the plan. */
export function createInputColumn(position: number, scope: InputScope): InputColumn {
  const input = scope.plan.nodes[position] as Input;
  if (input.form.cells === 'bits') return createChoices(position, input, scope);
  const values = listCodedValues(input, scope.cells.vocabulary);
  return values ? createCoded(position, input, values, scope) : createFreeNumber(input, scope);
}

function createCoded(position: number, input: Input, values: readonly Atom[], scope: InputScope): InputColumn {
  const { program, plan } = scope;
  const askedTruth = input.when ? scope.truth(input.when) : createConstantOutcome<Truth>('holds');
  const entries = computeStatedOutcomes(input, values, scope);
  const derivedColumn = input.derived === null ? null : scope.column(input.derived);
  const isOpen = ({ state }: AnswerEntry): boolean => state === 'unanswered' || state === 'unknown';
  // Whether the derived number is within the allowed range matters only in rows that state no number.
  const isUnstated = mapOutcomes(entries, ({ state }) => state !== 'answered');
  const derivedStates = derivedColumn && computeDerivedOutcomes(derivedColumn, input, isUnstated, program);
  const combinedStates = derivedStates
    ? pairOutcomes(program, entries, derivedStates, (entry, outcome) => ({
        entry,
        outcome: isOpen(entry) ? outcome : null,
      }))
    : mapOutcomes(entries, (entry) => ({ entry, outcome: null }));
  const cases = keepOutcomes(
    program,
    pairOutcomes(
      program,
      askedTruth,
      combinedStates,
      (way, { entry, outcome }) => evaluateCase(plan, position, { stated: entry, asked: way, derived: outcome }),
      ({ stated: entry, asked: way, value, state, derived: outcome }) =>
        textOf([entry, way, value, state, state === 'answered' ? null : outcome]),
    ),
  );
  return {
    asked: askedTruth,
    stated: entries,
    derived: derivedStates ? { form: 'few', few: derivedStates } : null,
    value: { form: 'few', few: mapOutcomes(cases, ({ value }) => value) },
    standing: mapOutcomes(cases, standingOf),
    contribution: (member, missing) => ({
      form: 'few',
      few: mapOutcomes(cases, (inputCase) => computeCaseContribution(plan, position, inputCase, member, missing)),
    }),
    points: (at) => ({
      form: 'few',
      few: mapOutcomes(cases, (inputCase) => computePointsOfCase(plan, position, at, inputCase)),
    }),
  };
}

function standingOf({ asked, state }: InputCase): AskedAndSettled {
  return { asked, isSettled: state === 'answered' || state === 'notApplicable' };
}

/** Computes what the cells of a question with listed values state. */
function computeStatedOutcomes(
  input: Input,
  values: readonly AnswerValue[],
  { plan, cells, program }: InputScope,
): FewOutcomes<AnswerEntry> {
  const inputIndex = plan.inputs.indexOf(input);
  const codes = cells.codes(inputIndex);
  if (!codes) return createConstantOutcome(UNANSWERED_ENTRY);
  const outcomes = [...statesOf(input), ...values.map((value): AnswerEntry => ({ state: 'answered', value }))];
  if (input.form.cells !== 'number') return outcomeByCode(program, codes, outcomes);
  const [numbers, first, last] = [
    cells.numbers(inputIndex),
    toNumber(values[0] as Rational),
    toNumber(values.at(-1) as Rational),
  ];
  const codedColumn = program.codes();
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      const [code, number] = [codes.values[i] as number, numbers.values[i] as number];
      const isAllowed = Number.isInteger(number) && number >= first && number <= last;
      codedColumn.values[i] = code < ANSWERED ? code : isAllowed ? number - first + ANSWERED : 0;
    }
  });
  return outcomeByCode(program, codedColumn, outcomes);
}

function computeDerivedOutcomes(
  derived: Column,
  input: Input,
  isUnstated: FewOutcomes<boolean>,
  program: Program,
): FewOutcomes<Possible> | undefined {
  if (derived.form === 'few') return derived.few;
  return derived.form === 'number' ? computeWholeOutcomes(derived, input, isUnstated, program) : undefined;
}

/**
 * Classifies the numbers derived for a question that allows only a few whole numbers: no number, a number out of range,
 * a fraction, or one of the allowed numbers.
 */
function computeWholeOutcomes(
  derived: NumberColumn,
  input: Input,
  isUnstated: FewOutcomes<boolean>,
  program: Program,
): FewOutcomes<Possible> {
  const { low, high } = input.range as { low: Rational; high: Rational };
  const count = Number(high.n - low.n) + 1;
  const outcomes: Possible[] = [
    NOTHING,
    createExactValue(add(high, ONE)),
    createExactValue(add(low, { n: 1n, d: 2n })),
    ...Array.from({ length: count }, (_, i) => createExactValue({ n: low.n + BigInt(i), d: 1n })),
  ];
  const isOpenRange = isOpenIn(program, derived);
  deferTrue(
    program,
    pairOutcomes(program, isUnstated, isOpenRange, (counts, open) => counts && open),
  );
  const { top, bottom } = splitQuotient(program, derived.low);
  const presence = encodeOutcomes(program, derived.presence);
  const isPresent = Uint8Array.from(presence.outcomes, (outcome) => Number(outcome !== 0));
  const [codes, first] = [program.codes(), toNumber(low)];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      const [n, d] = [top.values[i] as number, bottom.values[i] as number];
      const valueIndex = n / d - first;
      const isWhole = n % d === 0;
      codes.values[i] =
        isPresent[presence.codes.values[i] as number] === 0
          ? 0
          : !(valueIndex >= 0 && valueIndex <= count - 1)
            ? 1
            : isWhole
              ? 3 + Math.round(valueIndex)
              : 2;
    }
  });
  return pairOutcomes(program, isOpenRange, outcomeByCode(program, codes, outcomes), (open, outcome) =>
    open ? ANY_NUMBER : outcome,
  );
}

const ANY_NUMBER: Possible = { kind: 'range', low: null, high: null, nothing: true };

/**
 * A position that no node has. To evaluate a question on its own, its condition is replaced by a test of this position,
 * whose value then says whether the question is asked.
 */
const PROBE_NODE = -1;
const PROBE_CONDITION: Condition = {
  op: 'entry',
  name: '',
  node: PROBE_NODE,
  test: { keyword: 'const', atoms: [true] },
};
const TRUTH_ATOMS: Readonly<Record<Truth, readonly Atom[]>> = {
  holds: [true],
  fails: [false],
  undecided: [false, true],
};

/** Evaluates a question in one case with the row-by-row evaluator. */
function evaluateCase(plan: Plan, position: number, given: GivenCase): InputCase {
  const input = plan.nodes[position] as Input;
  const context = createCaseContext(plan, position, given);
  const value = evaluateNode({ ...input, when: PROBE_CONDITION }, position, context);
  return { ...given, value, state: context.states[position] as AnswerState };
}

/** Returns what a question contributes to a score in one case; null if the score refuses the missing answer. */
function computeCaseContribution(
  plan: Plan,
  position: number,
  inputCase: InputCase,
  member: CombineMember,
  missing: MissingRules,
): Possible | null {
  const context = createCaseContext(plan, position, inputCase);
  context.asked[position] = inputCase.asked;
  context.states[position] = inputCase.state;
  const ownContribution = computeContribution(member, missing, context);
  return context.refused.size > 0 ? null : ownContribution;
}

/** Returns the points of an answer in one case, for uses to which no rules for missing answers apply. */
function computePointsOfCase(plan: Plan, position: number, points: number, inputCase: InputCase): Possible {
  const context = createCaseContext(plan, position, inputCase);
  context.values[position] = inputCase.value;
  return evaluateNode(plan.nodes[points] as Plan['nodes'][number], points, context);
}

function createCaseContext(plan: Plan, position: number, { stated, asked, derived }: GivenCase): EvaluationContext {
  const input = plan.nodes[position] as Input;
  const sheet: AnswerSet = new Map([[input.name, stated]]);
  const values: Possible[] = [];
  if (derived && input.derived !== null) values[input.derived] = derived;
  values[PROBE_NODE] = { kind: 'atoms', atoms: TRUTH_ATOMS[asked], nothing: false };
  const valueOfTarget = (at: number): Possible => values[at] as Possible;
  return {
    plan,
    sheet,
    choose: null,
    span: null,
    within: null,
    values,
    asked: [],
    states: [],
    refused: new Map(),
    target: valueOfTarget,
  };
}

/** Creates the column of a multiple choice. */
function createChoices(position: number, input: Input, scope: InputScope): InputColumn {
  const { program, plan, cells } = scope;
  const inputIndex = plan.inputs.indexOf(input);
  const askedTruth = input.when ? scope.truth(input.when) : createConstantOutcome<Truth>('holds');
  const entries = computeStatedOutcomes(input, [[]], scope);
  const cases = keepOutcomes(
    program,
    pairOutcomes(
      program,
      askedTruth,
      entries,
      (way, entry) => evaluateCase(plan, position, { stated: entry, asked: way, derived: null }),
      ({ stated: entry, asked: way }) => textOf([entry, way]),
    ),
  );
  const options = input.options.map(({ id }) => id);
  const words = Array.from({ length: Math.ceil(options.length / 32) }, (_, word) => cells.words(inputIndex, word));
  const value: ChoicesColumn = {
    form: 'choices',
    few: mapOutcomes(cases, ({ stated: { state }, asked: way, value: possible }) => {
      if (state !== 'answered' || way === 'fails') return possible;
      return way === 'holds' ? 'chosen' : 'optional';
    }),
    words,
    options,
  };
  return {
    asked: askedTruth,
    stated: entries,
    derived: null,
    value,
    standing: mapOutcomes(cases, standingOf),
    contribution(member, missing) {
      const points = plan.nodes[member.node] as PointsNode;
      const caseContributions = mapOutcomes(cases, (inputCase) => {
        if (inputCase.stated.state !== 'answered' || inputCase.asked === 'fails') {
          return computeCaseContribution(plan, position, inputCase, member, missing);
        }
        if (inputCase.asked === 'holds') return 'chosen';
        // If it is undecided whether the question is asked, its points may also be 0 or be given by another rule.
        return missing.notAsked === 'exclude' ? 'optional' : null;
      });
      deferWhere(program, caseContributions, (outcome) => outcome === null);
      return computeChosenPoints(
        program,
        value,
        mapOutcomes(caseContributions, (outcome) => outcome ?? NOTHING),
        points,
      );
    },
    points(pointsAt) {
      const points = plan.nodes[pointsAt] as PointsNode;
      const outcomes = mapOutcomes(value.few, (outcome) =>
        typeof outcome === 'string' ? outcome : computePoints(input, points, outcome, false),
      );
      return computeChosenPoints(program, value, outcomes, points);
    },
  };
}

/** The number of options that share one lookup table, which holds the sum of points for each combination of them. */
const OPTIONS_PER_TABLE = 8;

/**
 * Adds up the points of the chosen options in each row; outcomes other than 'chosen' and 'optional' are already points.
 * Tables contain no evidence, so points without evidence are used if they differ.
 */
function computeChosenPoints(
  program: Program,
  { words, options }: ChoicesColumn,
  few: FewOutcomes<Possible | 'chosen' | 'optional'>,
  { table, unproven }: PointsNode,
): NumberColumn {
  const points = options.map((option) => (unproven ?? table)?.get(option) ?? ZERO);
  const isSettled = isSettledHere(program, few, (outcome) =>
    typeof outcome === 'string' ? outcome === 'optional' : isOpenOutcome(outcome),
  );
  const sum = points.reduce(add, ZERO);
  const endsOfOutcome = (outcome: Possible | 'chosen' | 'optional') =>
    typeof outcome === 'string' ? undefined : toRange(outcome);
  const otherEnds = few.outcomes.flatMap((outcome) => [
    endsOfOutcome(outcome)?.low ?? ZERO,
    endsOfOutcome(outcome)?.high ?? ZERO,
  ]);
  // In this scale, the points of each single option must be whole as well.
  const scale = findScale([...points, sum, ...otherEnds]);
  const { low, high, most } = toNumberTables(program, few, endsOfOutcome, scale);
  const units = points.map((number) => convertConstant(number, scale));
  const [chosen, { engine }] = [program.numbers(), program];
  const groups = Array.from({ length: Math.ceil(units.length / OPTIONS_PER_TABLE) }, (_, group) => {
    const groupUnits = units.slice(group * OPTIONS_PER_TABLE, group * OPTIONS_PER_TABLE + OPTIONS_PER_TABLE);
    const sums = Float64Array.from({ length: 2 ** groupUnits.length }, (__, bits) =>
      groupUnits.reduce((all, number, i) => all + ((bits & (1 << i)) === 0 ? 0 : number), 0),
    );
    return {
      word: words[(group * OPTIONS_PER_TABLE) >> 5] as Words,
      shift: (group * OPTIONS_PER_TABLE) & 31,
      mask: sums.length - 1,
      sums: program.table(sums),
    };
  });
  program.add((rows) => {
    chosen.values.fill(0);
    for (const { word, shift, mask, sums } of groups) engine.addChosen(chosen.at, word.at, shift, mask, sums, rows);
  });
  const isChosen = encodeOutcomes(
    program,
    mapOutcomes(few, (outcome) => typeof outcome === 'string'),
  );
  const chosenOrZero = selectNumbers(program, isChosen.codes, isChosen.outcomes, chosen, program.constant(0));
  const mostChosen = units.reduce((all, number) => all + Math.abs(number), 0);
  const number = (sideOfBound: typeof low): Num =>
    createWholeColumn(
      program,
      addNumbers(program, chosenOrZero, addLookups(program, [sideOfBound])),
      most + mostChosen,
      scale,
    );
  const lowest = number(low);
  const isPoint = isSettled || low.table.every((end, i) => end === high.table[i]);
  const presence = mapOutcomes(few, (outcome): Presence => {
    if (typeof outcome === 'string') return outcome === 'chosen' || isSettled ? 1 : 2;
    return presenceOf(outcome, isSettled);
  });
  return { form: 'number', low: lowest, high: isPoint ? lowest : number(high), presence };
}

/** Where the value of a number comes from. */
type Source = 'cell' | 'derivation' | 'default' | 'range' | 'nothing';

/** One possible combination of asking, statement and source of a number. */
interface NumberCase {
  readonly asked: Truth;
  readonly stated: AnswerEntry;
  readonly source: Source;
  /**
   * Whether the answer may still turn out to be "not applicable"; `mayBeNothing` says whether its derivation may have
   * no value.
   */
  readonly mayNotApply: boolean;
  readonly mayBeNothing: boolean;
  readonly isAnswered: boolean;
}

/** What deriving a number leads to, in rows that do not state the number. */
interface Derivation {
  /**
   * `allowed`: the derived number is used. `open`: the derived number is used, although it may not be an allowed
   * answer. `none`: no derived number is used.
   */
  readonly use: 'allowed' | 'open' | 'none';
  readonly presence: Presence;
  readonly isOpen: boolean;
}

const NO_DERIVATION: Derivation = { use: 'none', presence: 0, isOpen: false };

/** Creates the column of a decimal, a percentage, or a whole number with too many possible values to list. */
function createFreeNumber(input: Input, scope: InputScope): InputColumn {
  const { program, plan, cells } = scope;
  const inputIndex = plan.inputs.indexOf(input);
  const askedTruth = input.when ? scope.truth(input.when) : createConstantOutcome<Truth>('holds');
  const codes = cells.codes(inputIndex);
  const answeredEntry: AnswerEntry = { state: 'answered', value: ZERO };
  const entries = codes
    ? outcomeByCode(program, codes, [...statesOf(input), answeredEntry])
    : createConstantOutcome(UNANSWERED_ENTRY);
  const derivedNumber = input.derived === null ? null : toNumberColumn(program, scope.column(input.derived), true);
  const derivation = derivedNumber
    ? classifyDerivation(derivedNumber, input, program)
    : createConstantOutcome(NO_DERIVATION);
  const statedOrDerived = pairOutcomes(program, entries, derivation, (entry, ownDerivation) => {
    const isOpen = entry.state === 'unanswered' || entry.state === 'unknown';
    return { entry, derived: isOpen ? ownDerivation : NO_DERIVATION };
  });
  const cases = keepOutcomes(
    program,
    pairOutcomes(program, askedTruth, statedOrDerived, (way, { entry, derived }) =>
      classifyNumberCase(input, way, entry, derived),
    ),
  );
  const domain = rangeOf(allowedAnswers(input)) ?? { low: null, high: null };
  const isSettled = isSettledHere(program, cases, isOpenCase);

  function number(sideOfBound: 'low' | 'high'): Num {
    // Cells without a number are stored as 0.
    let num: Num = { decimal: codes ? cells.numbers(inputIndex) : program.constant(0) };
    const chooseFrom = (source: Source, other: Num): void => {
      num = chooseNumber(
        program,
        cases,
        (numberCase) => numberCase.source === source && numberCase.asked !== 'fails',
        other,
        num,
      );
    };
    if (derivedNumber) chooseFrom('derivation', derivedNumber[sideOfBound]);
    if (input.default !== null) chooseFrom('default', createDecimal(input.default as Rational, program));
    const end = domain[sideOfBound];
    const unbounded = sideOfBound === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    if (!isSettled) chooseFrom('range', end ? createDecimal(end, program) : { decimal: program.constant(unbounded) });
    return num;
  }

  const low = number('low');
  const canBeOpen = !isSettled && cases.outcomes.some(isOpenCase);
  const high = canBeOpen || (derivedNumber && derivedNumber.low !== derivedNumber.high) ? number('high') : low;
  const presence = mapOutcomes(cases, ({ asked: way, source, mayNotApply, mayBeNothing }): Presence => {
    if (way === 'fails' || source === 'nothing') return 0;
    return !isSettled && (way === 'undecided' || mayNotApply || mayBeNothing) ? 2 : 1;
  });
  const isPositive = input.range.low !== null && input.range.low.n >= 0n;
  const value: NumberColumn = { form: 'number', low, high, presence, isPositive };
  return {
    asked: askedTruth,
    stated: entries,
    derived: derivedNumber,
    value,
    standing: mapOutcomes(cases, (numberCase): AskedAndSettled => {
      return { asked: numberCase.asked, isSettled: numberCase.isAnswered || numberCase.source === 'nothing' };
    }),
    contribution: (_, missing) => applyNumberRules(program, input, cases, { low, high }, missing),
    points: () => value,
  };
}

/**
 * Whether a number is open in one case: the question is or may be asked, and either this or the answer is not settled.
 */
function isOpenCase({ asked, source, mayNotApply, mayBeNothing }: NumberCase): boolean {
  if (asked === 'fails' || source === 'nothing') return false;
  return asked === 'undecided' || source === 'range' || mayNotApply || mayBeNothing;
}

function createDecimal(value: Rational, program: Program): Num {
  return { decimal: program.constant(toNumber(value)) };
}

function classifyNumberCase(input: Input, asked: Truth, entry: AnswerEntry, derived: Derivation): NumberCase {
  const { use, presence, isOpen } = derived;
  const source = ((): Source => {
    if (entry.state === 'answered') return 'cell';
    if (entry.state === 'notApplicable') return 'nothing';
    if (use === 'allowed') return presence === 0 ? 'nothing' : 'derivation';
    if (use === 'open') return 'range';
    return input.default !== null && entry.state === 'unanswered' ? 'default' : 'range';
  })();
  const isAnswered = source === 'cell' || source === 'default' || (source === 'derivation' && !isOpen);
  const mayNotApply = input.notApplicable && !isAnswered && source !== 'nothing';
  const mayBeNothing = (source === 'derivation' || (source === 'range' && use === 'open')) && presence === 2;
  return { asked, stated: entry, source, mayNotApply, mayBeNothing, isAnswered };
}

/** Determines whether a derived number is used, and whether it is certainly an allowed answer. */
function classifyDerivation(derived: NumberColumn, input: Input, program: Program): FewOutcomes<Derivation> {
  const { low, high } = input.range;
  const { presence } = derived;
  const sideOfBound = (num: Num, bound: Rational | null): FewOutcomes<number> =>
    bound ? mapOutcomes(regionsOf(program, num, [bound]), (region) => region - 1) : createConstantOutcome(0);
  const pairColumns = <A, B>(a: FewOutcomes<A>, b: FewOutcomes<B>): FewOutcomes<readonly [A, B]> =>
    pairOutcomes(program, a, b, (first, second) => [first, second] as const);
  // For both ends of the derived number, whether the end is below, on or above each end of the allowed range.
  const positions = pairColumns(
    pairColumns(sideOfBound(derived.low, low), sideOfBound(derived.high, low)),
    pairColumns(sideOfBound(derived.low, high), sideOfBound(derived.high, high)),
  );
  const isOpen = isOpenIn(program, derived);
  const isFraction = input.whole ? isFractionByRow(program, derived) : createConstantOutcome(false);
  return pairOutcomes(
    program,
    pairColumns(presence, positions),
    pairColumns(isOpen, isFraction),
    ([there, ends], [open, fraction]) => {
      const [[lowToLow, highToLow], [lowToHigh, highToHigh]] = ends;
      const isCertainlyOutside = there === 1 && (highToLow < 0 || lowToHigh > 0);
      const counts = !isCertainlyOutside && (input.role === 'fact' || there === 1);
      if (!counts) return { ...NO_DERIVATION, presence: there };
      if (there === 0) return { use: 'allowed', presence: 0, isOpen: false };
      const isWithin = lowToLow >= 0 && highToHigh <= 0;
      const isWhole = !input.whole || (!fraction && !open);
      return { use: isWithin && isWhole ? 'allowed' : 'open', presence: there, isOpen: open };
    },
  );
}

/** Determines in each row whether the low end of a number is a fraction. */
function isFractionByRow(program: Program, { low }: NumberColumn): FewOutcomes<boolean> {
  const { top, bottom } = splitQuotient(program, low);
  const codes = program.codes();
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      codes.values[i] = (top.values[i] as number) % (bottom.values[i] as number) === 0 ? 0 : 1;
    }
  });
  return outcomeByCode(program, codes, [false, true]);
}

/**
 * What a rule for a missing answer makes of a number: the number itself, no value, a fixed number, or a case for the
 * row-by-row evaluator.
 */
type RuleOutcome = 'itself' | 'nothing' | 'left' | Rational;

/**
 * Returns what a number contributes to a score: the number itself, a fixed number given by a rule, or nothing. If more
 * than one of these is possible in a row, the row is left to the row-by-row evaluator.
 */
function applyNumberRules(
  program: Program,
  input: Input,
  cases: FewOutcomes<NumberCase>,
  { low, high }: { readonly low: Num; readonly high: Num },
  missing: MissingRules,
): NumberColumn {
  const domain = rangeOf(allowedAnswers(input));
  const outcomeOfRule = (kind: keyof MissingRules): RuleOutcome => {
    const rule: MissingRule = missing[kind];
    if (rule === 'refuse') return kind === 'notAsked' ? 'itself' : 'left';
    if (rule === 'zero') return ZERO;
    if (rule === 'full' || rule === 'worst') return (rule === 'full' ? domain?.high : domain?.low) ?? 'left';
    return rule === 'exclude' || kind === 'notApplicable' ? 'nothing' : 'itself';
  };
  const caseContributions = mapOutcomes(cases, (numberCase): { ruled: RuleOutcome; presence: Presence } => {
    const { asked, stated, source, isAnswered } = numberCase;
    const state = isAnswered
      ? 'answered'
      : source === 'nothing'
        ? 'notApplicable'
        : (stated.state as keyof MissingRules);
    const ruleOutcomes: RuleOutcome[] = [];
    if (asked !== 'holds') ruleOutcomes.push(outcomeOfRule('notAsked'));
    if (asked !== 'fails') {
      ruleOutcomes.push(state === 'answered' ? 'itself' : outcomeOfRule(state));
      const counts = state === 'answered' || missing[state] === 'open';
      if ((numberCase.mayNotApply || numberCase.mayBeNothing) && counts && missing.notApplicable !== 'refuse')
        ruleOutcomes.push(outcomeOfRule('notApplicable'));
    }
    // If the number itself counts even though the question is not asked, rows in which it is undecided whether the
    // question is asked are left to the row-by-row evaluator.
    if (asked !== 'holds' && ruleOutcomes.includes('itself') && ruleOutcomes[0] === 'itself')
      return { ruled: 'left', presence: 0 };
    const kinds = [...new Set(ruleOutcomes.filter((kind) => kind !== 'nothing').map(textOf))];
    const [first] = ruleOutcomes.filter((kind) => kind !== 'nothing');
    if (first === undefined) return { ruled: 'nothing', presence: 0 };
    if (kinds.length > 1 || first === 'left') return { ruled: 'left', presence: 0 };
    const isNumber = typeof first === 'object';
    const mayBeNothing = ruleOutcomes.includes('nothing') || (!isNumber && numberCase.mayBeNothing);
    return { ruled: first, presence: mayBeNothing ? 2 : 1 };
  });
  deferWhere(program, caseContributions, ({ ruled: kind }) => kind === 'left');
  const constant = toNumberTables(program, caseContributions, ({ ruled: kind }) =>
    typeof kind === 'object' ? { low: kind, high: kind } : undefined,
  );
  const fixedNumber = createWholeColumn(program, addLookups(program, [constant.low]), constant.most, constant.scale);
  const isSettled = isSettledHere(program, caseContributions, (outcome) => outcome.presence === 2);
  const presence = mapOutcomes(
    caseContributions,
    (outcome): Presence => (isSettled && outcome.presence === 2 ? 1 : outcome.presence),
  );
  const number = (end: Num): Num =>
    keepNumberWhere(
      program,
      presence,
      (there) => there !== 0,
      chooseNumber(program, caseContributions, ({ ruled: kind }) => kind === 'itself', end, fixedNumber),
    );
  if (presence.outcomes.every((there) => there === 0)) return createAbsentColumn(program);
  const lowest = number(low);
  return { form: 'number', low: lowest, high: low === high ? lowest : number(high), presence };
}

/** Whether a stated answer differs from the answer that is derived. */
export function contradicts(stated: AnswerEntry, derived: Possible): boolean {
  const derivedValue = settledValue(derived);
  if (stated.state !== 'answered' || derivedValue === undefined || derivedValue === null || Array.isArray(derivedValue))
    return false;
  const [a, b] = [stated.value, derivedValue as Atom];
  if (typeof a === 'object' && typeof b === 'object') return (a as Rational).n !== b.n || (a as Rational).d !== b.d;
  return a !== b;
}

/** Determines in each row whether a derived number is outside the allowed range. */
export function markOutOfRange(program: Program, input: Input, derived: Column): FewOutcomes<boolean> {
  const isOutside = (possible: Possible): boolean => !isNothing(possible) && isOutOfRange(possible, input.range);
  if (derived.form === 'few') return mapOutcomes(derived.few, isOutside);
  if (derived.form !== 'number') return createConstantOutcome(false);
  const regionBounds = [input.range.low, input.range.high].filter((cut) => cut !== null);
  return mapByRegion(program, derived, regionBounds, isOutside);
}
