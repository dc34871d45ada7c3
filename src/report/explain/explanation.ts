// Writes an explanation in words, node by node: values, calculations, conditions and answers.

import {
  compare,
  type Deciding,
  type Excluded,
  type ExplainedAnswer,
  type ExplainedCase,
  type ExplainedEnds,
  type ExplainedLevel,
  type ExplainedNode,
  type Explanation,
  fromNumber,
  itemAt,
  type Judgement,
  type Met,
  type Move,
  type Moves,
  type Rational,
  toNumber,
  type Unmet,
} from '../../model/index.ts';
import { type FormulaWords, operatorOf, settledValue } from '../../scoring/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  heading,
  itemOf,
  paragraph,
  type ReportDocument,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { type PlainTest, phraseOf, type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatNumber, formatRange, roundForPrint } from '../text/number-format.ts';
import { consistencyText } from '../text/result-text.ts';
import type { PlainValue, Vocabulary } from '../text/vocabulary.ts';

/** Describes a node in words, from its value down to the answers. */
export function describeNode(node: ExplainedNode, around: NodeContext): TextLine {
  const { vocabulary } = around;
  const { numbers, explain } = vocabulary.messages;
  const [only, ...others] = node.parts;
  // An unnamed sum of a single answer, which a step of the rubric may contain, would only repeat the answer.
  if (
    node.name === undefined &&
    node.op === 'sum' &&
    only?.weight === 1 &&
    others.length + node.excluded.length === 0
  ) {
    return describeNode(only, around);
  }
  if (node.op === 'guard' && node.when?.truth === 'holds' && only && only.name === undefined && !only.repeated) {
    const { name, when, reads = [] } = node;
    const mergedCondition = {
      ...only,
      ...(name === undefined ? {} : { name }),
      when,
      reads: [...(only.reads ?? []), ...reads],
    };
    return describeNode(mergedCondition, around);
  }
  const owner = node.name ?? around.owner;
  const valueText = nodeText(node, { ...around, owner });
  const text = node.repeated ? numbers.remark(valueText, explain.seeAbove) : valueText;
  const parts = writeLinesBelow(node, { ...around, owner });
  return {
    text: node.name === undefined ? text : numbers.labelled(vocabulary.titleOf(node.name), text),
    ...(parts.length > 0 ? { parts } : {}),
    ...valueOfNode(node),
  };
}

function valueOfNode({ value, lowest, highest }: ExplainedNode): Pick<TextLine, 'value'> {
  if (typeof value === 'number') return { value };
  if (value !== undefined || lowest === undefined || highest === undefined) return {};
  return lowest === null && highest === null ? {} : { value: [lowest, highest] };
}

/** Lists the lines that explain a value: its levels, cases, conditions and parts, and the parts that do not count. */
function writeLinesBelow(node: ExplainedNode, around: NodeContext): TextLine[] {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  const parts = node.answer
    ? derivationLines(node, around)
    : node.op === 'list' && node.parts.every(needsNoDetails)
      ? []
      : node.parts.flatMap((part) => partLines(part, node, around));
  return [
    ...(node.consistencyRatio === undefined ? [] : [{ text: consistencyText(node.consistencyRatio, vocabulary) }]),
    ...levelLines(node.levels ?? [], vocabulary),
    ...(node.cases ? [{ text: explain.firstCase, parts: caseLines(node.cases, owner, vocabulary) }] : []),
    ...(node.alternatives
      ? [{ text: explain.anyOf, parts: node.alternatives.map((alternative) => writeVerdict(alternative, vocabulary)) }]
      : []),
    ...whenLines(node, vocabulary),
    ...parts,
    ...(node.reads ?? [])
      .filter((read) => !isLeaf(read) && !read.repeated)
      .map((read) => describeNode(read, { vocabulary })),
    ...node.excluded.map((exclusion) => writeExcluded(exclusion, vocabulary)),
  ];
}

function partLines(part: ExplainedNode, within: ExplainedNode, around: NodeContext): TextLine[] {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  if (part.op === 'constant') return [];
  const gates = within.steps?.map(({ bound }) => bound) ?? [];
  const scale = within.op === 'guard' ? owner : undefined;
  const line = describeNode(part, { vocabulary, owner, gates, scale });
  if (!part.weighedBy) return [line];
  const { text, parts = [] } = describeNode(part.weighedBy, { vocabulary });
  const weight = { text: explain.weighed({ name: vocabulary.titleOf(part.name ?? ''), weight: text }), parts };
  return [line, weight];
}

/** Writes why a score counts or a question is asked, or why not. */
function whenLines({ when, answer }: ExplainedNode, vocabulary: Vocabulary): TextLine[] {
  const { explain } = vocabulary.messages;
  if (!when) return [];
  if (answer) return judgementLines({ met: [], unmet: when.unmet }, vocabulary);
  const { text, parts } = writeVerdict(when, vocabulary);
  return [{ text: explain.countsWhere({ verdict: text }), ...(parts ? { parts } : {}) }];
}

/** Writes how an answer is derived from other values; the value of the answer itself is in the line above. */
function derivationLines({ name, parts }: ExplainedNode, { vocabulary }: NodeContext): TextLine[] {
  const { explain, numbers } = vocabulary.messages;
  return parts.flatMap((derivation): TextLine[] => {
    if (derivation.repeated) return [{ text: numbers.labelled(explain.follows, explain.seeAbove) }];
    const innerLines = writeLinesBelow(derivation, { vocabulary, owner: name });
    if (derivation.op === 'steps') {
      const reason = stepReason(derivation, vocabulary);
      return reason === undefined
        ? innerLines
        : [{ text: numbers.labelled(explain.follows, reason), parts: innerLines }];
    }
    if (isCalculation(derivation)) return innerLines;
    const [first, ...others] = innerLines;
    if (first && (derivation.cases || derivation.alternatives)) {
      return [{ text: first.text, parts: [...(first.parts ?? []), ...others] }];
    }
    return [describeNode(derivation, { vocabulary, owner: name })];
  });
}

/** Whether a node is a stated answer without lines below it. */
function isLeaf(node: ExplainedNode): boolean {
  return node.answer !== undefined && node.parts.length === 0;
}

function writeExcluded({ name, reason, unmet = [] }: Excluded, vocabulary: Vocabulary): TextLine {
  const { explain, words } = vocabulary.messages;
  const reasonText =
    reason === 'notAsked' || reason === 'nothing' || reason === 'weight' ? explain[reason] : words.states[reason];
  const parts = unmetInWords(unmet, vocabulary);
  return {
    text: explain.excluded({ name: vocabulary.titleOf(name), reason: reasonText }),
    ...(parts.length > 0 ? { parts } : {}),
  };
}

interface NodeContext {
  readonly vocabulary: Vocabulary;
  /** The score, question or fact to which the node belongs; its options give names to the node's value. */
  readonly owner?: string | undefined;
  /** The score whose scale an unnamed node uses, so that its number is printed like that score. */
  readonly scale?: string | undefined;
  /** Bounds with which the node's number is compared; rounding must not move the number across one of them. */
  readonly gates?: readonly number[];
}

/** Writes the value of a node and how it was calculated. */
function nodeText(node: ExplainedNode, around: NodeContext): string {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  if (node.answer) return answerText(node, vocabulary);
  const numberContext = { vocabulary, name: node.name ?? around.scale, gates: around.gates };
  const value = printValue(node, numberContext, owner);
  const [first] = node.parts.map((part) => printValue(part, numberContextOf(part, vocabulary)).text);
  if (node.problem === 'division-by-zero') return explain.byZero;
  if (node.problem === 'no-weight') return explain.noWeight;
  switch (node.op) {
    case 'steps': {
      const reason = stepReason(node, vocabulary);
      return reason === undefined
        ? levelText(node, value, vocabulary)
        : explain.reason({ value: levelText(node, value, vocabulary), reason });
    }
    case 'levels':
    case 'guard':
      return levelText(node, value, vocabulary);
    case 'cap':
    case 'floor':
      return boundedText(node, value, vocabulary);
    case 'round':
      return first === undefined ? value.text : `${value.text} ← ${roundedText(first, node, vocabulary)}`;
    case 'linear': {
      const points = (node.line ?? []).map((point) =>
        explain.point({ at: printStated(point.at, vocabulary), value: printStated(point.value, vocabulary) }),
      );
      return first === undefined
        ? value.text
        : explain.onLine({ result: value.text, value: first, points: vocabulary.messages.numbers.items(points) });
    }
    case 'list':
      return listText(node, vocabulary);
    case 'target':
      return vocabulary.messages.numbers.remark(value.text, explain.aimed);
  }
  if (isCalculation(node) && isUnbounded(node)) return explain.openFigures;
  const calculation = calculationOf(node, value, vocabulary);
  return calculation === undefined ? value.text : `${value.text} ${calculation}`;
}

/** Whether missing figures leave one end of the range open. */
function isUnbounded({ value, lowest = null, highest = null }: ExplainedNode): boolean {
  return value === undefined && (lowest === null || highest === null);
}

/** Writes a level, or another value for which the rubric has a label, with its label. */
function levelText({ name, value }: ExplainedNode, { text }: PrintedValue, vocabulary: Vocabulary): string {
  if (name === undefined || typeof value !== 'number') return text;
  if (name === 'level') return vocabulary.levelOf(value, undefined, 'short');
  const label = vocabulary.labelOf(name, value);
  return label === undefined ? text : vocabulary.messages.numbers.remark(text, label);
}

function roundedText(value: string, { rounding }: ExplainedNode, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const { decimals = 0, mode } = rounding ?? {};
  const decimalsText =
    decimals === 0 ? explain.wholeNumber : explain.decimals({ count: String(decimals), n: decimals });
  if (mode === 'down') return explain.roundedDown({ value, places: decimalsText });
  return mode === 'up'
    ? explain.roundedUp({ value, places: decimalsText })
    : explain.rounded({ value, places: decimalsText });
}

function boundedText({ op, value, parts }: ExplainedNode, printed: PrintedValue, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const [inner, bound] = parts;
  if (!inner || !bound || bound.value === null || value === undefined) return printed.text;
  const texts = [inner, bound].map((part) => printValue(part, numberContextOf(part, vocabulary)).text) as [
    string,
    string,
  ];
  const heldValue = typeof inner.value === 'number' && inner.value !== value;
  if (op === 'cap')
    return heldValue
      ? explain.capped({ value: texts[0], cap: texts[1] })
      : explain.atMost({ value: printed.text, cap: texts[1] });
  return heldValue
    ? explain.floored({ value: texts[0], floor: texts[1] })
    : explain.atLeast({ value: printed.text, floor: texts[1] });
}

/** Lists members on one line if none of them needs lines below it. */
function listText({ parts }: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  if (parts.length === 0) return words.noValue;
  if (!parts.every(needsNoDetails)) return String(parts.length);
  const write = (part: ExplainedNode): string =>
    part.answer ? answerText(part, vocabulary) : printValue(part, numberContextOf(part, vocabulary)).text;
  return numbers.items(parts.map((part) => numbers.remark(vocabulary.titleOf(part.name ?? ''), write(part))));
}

/** Whether a node is an answer without further reasons, or was explained above. */
function needsNoDetails({ answer, parts, when, repeated }: ExplainedNode): boolean {
  return repeated === true || (answer !== undefined && parts.length === 0 && when === undefined);
}

/** Writes an answer and its points, or why it is missing. */
function answerText(node: ExplainedNode, vocabulary: Vocabulary): string {
  const { explain, numbers } = vocabulary.messages;
  const { name = '', op, answer, parts } = node;
  if (!answer) return '';
  const worthText = op === 'points' ? printValue(node, numberContextOf(node, vocabulary)).text : undefined;
  if (answer.state !== 'answered') {
    const state = answer.state === 'notAsked' ? explain.notAsked : missingText(answer.state, parts[0], vocabulary);
    const stateText =
      answer.figures === undefined
        ? state
        : explain.impossible({ state, figures: plainValueText(answer.figures as PlainValue, name, vocabulary) });
    if (worthText === undefined || node.value === null) return stateText;
    return node.rule === undefined
      ? explain.answer({ answer: stateText, points: worthText })
      : explain.byRule({ state: stateText, points: worthText });
  }
  const value = optionsText(node, vocabulary);
  const [derivation] = parts;
  const isCalculated = derivation && isCalculation(derivation) && answer.source === 'derived';
  const answerWords = isCalculated ? calculatedText(node, derivation, value, vocabulary) : value;
  const statedText =
    answer.figures === undefined
      ? answer.source === 'default'
        ? explain.defaulted({ answer: answerWords })
        : answerWords
      : explain.contradicted({
          answer: answerWords,
          figures: plainValueText(answer.figures as PlainValue, name, vocabulary),
        });
  const provenText = node.unproven ? numbers.remark(statedText, explain.unproven) : statedText;
  return worthText === undefined || (typeof answer.value === 'number' && answer.value === node.value)
    ? provenText
    : explain.answer({ answer: provenText, points: worthText });
}

/** Writes the state of a missing answer; for a derived one, why it cannot be derived. */
function missingText(
  state: Exclude<ExplainedAnswer['state'], 'notAsked'>,
  derivation: ExplainedNode | undefined,
  { messages: { explain, words } }: Vocabulary,
): string {
  if (state !== 'unanswered' || !derivation) return words.states[state];
  return derivation.problem === 'division-by-zero' ? explain.byZero : explain.openFigures;
}

/** Writes a fact and the calculation that derives it, on one line. */
function calculatedText(
  node: ExplainedNode,
  derivation: ExplainedNode,
  answerWords: string,
  vocabulary: Vocabulary,
): string {
  const { name, answer } = node;
  const value = printValue({ value: answer?.value ?? null }, { vocabulary, name });
  const calculation = calculationOf(derivation, value, vocabulary);
  return calculation === undefined ? answerWords : `${answerWords} ${calculation}`;
}

/** Writes the answer; if several options are chosen, each with its points. */
function optionsText({ name = '', answer, options = [] }: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  if (options.length < 2) return plainValueText((answer?.value ?? null) as PlainValue, name, vocabulary);
  return numbers.list(
    options.map(({ id, points }) => numbers.remark(vocabulary.optionOf(name, id), printStated(points, vocabulary))),
  );
}

/** Writes why a step applies: "45% is above 40% and not above 60%"; undefined while it is open which step applies. */
function stepReason(node: ExplainedNode, vocabulary: Vocabulary): string | undefined {
  const { explain } = vocabulary.messages;
  const { steps = [], edge, parts } = node;
  const [reader] = parts;
  if (!reader || typeof reader.value !== 'number') return undefined;
  const number = reader.value;
  const bounds = steps.map(({ bound }) => bound);
  const numberContext = numberContextOf(reader, vocabulary, bounds);
  const isPercent = reader.name !== undefined && vocabulary.inputOf(reader.name)?.type === 'percent';
  const writeNumber = (bound: number): string => {
    const { text } = printNumber(bound, numberContext);
    return isPercent ? vocabulary.messages.numbers.percent(text) : text;
  };
  const [value, lowest] = [writeNumber(number), bounds[0]];
  const stepIndex = bounds.findLastIndex(
    (bound, i) => number > bound || (number === bound && (edge === 'below' || i === 0)),
  );
  // No reason is given if rounding puts the number on another side of a bound than the exact value.
  if (lowest === undefined || (steps[stepIndex]?.value ?? null) !== node.value) return undefined;
  if (stepIndex < 0) return explain.belowAll({ value, bound: writeNumber(lowest) });
  const [bound, next] = [writeNumber(itemAt(bounds, stepIndex)), bounds[stepIndex + 1]];
  const isAbove = edge === 'above' && stepIndex > 0;
  if (next === undefined) return isAbove ? explain.above({ value, bound }) : explain.from({ value, bound });
  if (isAbove) return explain.aboveUpTo({ value, bound, next: writeNumber(next) });
  return (edge === 'above' ? explain.fromUpTo : explain.fromBelow)({ value, bound, next: writeNumber(next) });
}

/** Lists the requirements of a condition: first those that are met, with their values, then those that are not. */
function judgementLines({ met, unmet }: Pick<Judgement, 'met' | 'unmet'>, vocabulary: Vocabulary): TextLine[] {
  return [
    ...met.map((requirement) => ({ text: metInWords(requirement, vocabulary) })),
    ...unmetInWords(unmet as Unmet[], vocabulary),
  ];
}

/**
 * Writes a requirement that is met: "Employees: 326 (needed: at least 300)", "Scenarios at level 2 or higher: 9, 6
 * needed".
 */
function metInWords(met: Met, vocabulary: Vocabulary): string {
  const { numbers, explain } = vocabulary.messages;
  const { name, test, has } = met;
  const title = vocabulary.titleOf(name);
  const statedTexts = statedValueOf(met, vocabulary);
  if (isCount(met, vocabulary)) return countInWords(met, statedTexts, vocabulary);
  if ('items' in test) return numbers.labelled(title, phraseOf(name, test as PlainTest, vocabulary));
  const text = vocabulary.isQuestionTitle(name) ? `${title} ${statedTexts}` : numbers.labelled(title, statedTexts);
  // A requirement of exactly one value would only repeat the value.
  if (Object.keys(test).join() === 'const' && has !== undefined) return text;
  return explain.met({ text, phrase: phraseOf(name, test as PlainTest, vocabulary) });
}

/** Whether a requirement counts the members of a list that pass a test. */
function isCount({ name, test }: Met, vocabulary: Vocabulary): boolean {
  return vocabulary.memberOf(name) !== name && 'contains' in test && !('maxContains' in test);
}

function countInWords({ name, test }: Met, standing: string, vocabulary: Vocabulary): string {
  const { words, explain } = vocabulary.messages;
  const { contains, minContains = 1 } = test as { contains: PlainTest; minContains?: number };
  const member = vocabulary.memberOf(name);
  const write = vocabulary.isLevelScale(member) ? words.unmet.levelMembers : words.unmet.members;
  const count = explain.enough({ has: standing, needs: String(minContains) });
  return write({ name: vocabulary.titleOf(name), level: phraseOf(member, contains, vocabulary), count });
}

/** Writes the current value or its possible range; for a list, the number of members. */
function statedValueOf({ name, has, lowest, highest }: Met, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  const isList = vocabulary.memberOf(name) !== name;
  if (has !== undefined) return isList ? String(has) : plainValueText(has as PlainValue, name, vocabulary);
  if (lowest === undefined || highest === undefined) return words.open;
  const writeNumber = (number: number): string => (isList ? String(number) : vocabulary.numberOf(name, number));
  return formatRange(lowest, highest, { numbers, write: writeNumber }) ?? words.open;
}

/**
 * Lists the cases up to the one that decides, with their verdicts and the numbers on which they depend; later cases are
 * only counted.
 */
function caseLines(cases: readonly ExplainedCase[], owner: string | undefined, vocabulary: Vocabulary): TextLine[] {
  const { explain } = vocabulary.messages;
  const evaluatedCases = cases.filter(({ truth }) => truth !== 'skipped');
  const skippedCount = cases.length - evaluatedCases.length;
  const lines = evaluatedCases.map((evaluatedCase): TextLine => {
    const value = printValue(evaluatedCase, { vocabulary, name: owner }).text;
    if (evaluatedCase.otherwise) return { text: explain.caseOtherwise({ value }) };
    const verdict = verdictOf(evaluatedCase.truth, vocabulary);
    if (evaluatedCase.truth === 'undecided') {
      // Reasons already say that a requirement is still open, so they replace the verdict.
      const describeOpenCase = (reasons: string): string =>
        explain.case({ value, verdict: reasons === '' ? verdict : reasons });
      return addReasons(describeOpenCase, unmetInWords(evaluatedCase.unmet, vocabulary));
    }
    const reasons =
      evaluatedCase.truth === 'holds'
        ? judgementLines(evaluatedCase, vocabulary)
        : unmetInWords(evaluatedCase.unmet, vocabulary);
    return addReasons((text) => explain.case({ value, verdict: addVerdict(verdict, text, vocabulary) }), reasons);
  });
  if (!evaluatedCases.some(({ truth }) => truth !== 'fails')) lines.push({ text: explain.noCase });
  return skippedCount === 0
    ? lines
    : [...lines, { text: explain.skipped({ count: String(skippedCount), n: skippedCount }) }];
}

/** Joins a line with its reasons; a single reason goes on the same line. */
function addReasons(write: (reasons: string) => string, reasons: readonly TextLine[]): TextLine {
  const [first, ...others] = reasons;
  if (first && others.length === 0 && !first.parts) return { text: write(first.text) };
  return { text: write(''), ...(reasons.length > 0 ? { parts: reasons } : {}) };
}

function addVerdict(verdict: string, reasons: string, vocabulary: Vocabulary): string {
  return reasons === '' ? verdict : vocabulary.messages.numbers.labelled(verdict, reasons);
}

function verdictOf(truth: Judgement['truth'], vocabulary: Vocabulary): string {
  const { yes, no, open } = vocabulary.messages.words;
  return truth === 'holds' ? yes : truth === 'fails' ? no : open;
}

/** Writes whether a condition holds, and why. */
function writeVerdict({ truth, ...judged }: Judgement, vocabulary: Vocabulary): TextLine {
  const verdict = verdictOf(truth, vocabulary);
  return addReasons((reasons) => addVerdict(verdict, reasons, vocabulary), judgementLines(judged, vocabulary));
}

/** Lists the levels: a reached level with the requirements it met, any other with those it lacks. */
export function levelLines(levels: readonly ExplainedLevel[], vocabulary: Vocabulary): TextLine[] {
  const { explain } = vocabulary.messages;
  return levels.map(({ value, reached, truth, met, unmet }) => {
    const level = vocabulary.levelOf(value);
    if (truth === 'holds' && reached !== 'holds') {
      return { text: explain.heldBack({ level }), parts: judgementLines({ met, unmet: [] }, vocabulary) };
    }
    const write = { holds: explain.reached, fails: explain.stopped, undecided: explain.undecided }[truth];
    return { text: write({ level }), parts: judgementLines({ met, unmet }, vocabulary) };
  });
}

/** Whether a calculation can be written on the same line as the fact that it derives. */
function isCalculation(node: ExplainedNode): boolean {
  return node.op === 'scaled' || operatorOf(node)?.family === 'calculation';
}

/**
 * The maximum number of terms of a formula that is written out; the terms of a longer one are listed in the lines
 * below.
 */
const TERM_LIMIT = 12;

/**
 * Writes how a value is calculated, as the right side of an equation with its sign: `= 63 ÷ 140`. The sign is ≈ if the
 * printed digits do not give exactly the printed value. Undefined if there is nothing to calculate.
 */
function calculationOf(node: ExplainedNode, value: PrintedValue, vocabulary: Vocabulary): string | undefined {
  const { explain: words } = vocabulary.messages;
  const partsWithValue = node.parts.filter((part) => part.value !== null);
  const terms = partsWithValue.map((part) => ({
    ...printValue(part, numberContextOf(part, vocabulary)),
    weight: fromNumber(part.weight ?? 1),
    best: fromNumber(part.best ?? 1),
  }));
  const isOpen = partsWithValue.some(({ weighedBy, weight }) => weighedBy !== undefined && weight === undefined);
  if (terms.length === 0 || isOpen || node.value === null) return undefined;
  if (terms.length > TERM_LIMIT && (node.op === 'sum' || node.op === 'mean')) {
    return `= ${(node.op === 'sum' ? words.sumBelow : words.meanBelow)({ count: String(terms.length) })}`;
  }
  const formula = operatorOf(node)?.formula;
  const writtenFormula = formula?.text(terms, node, createFormulaWords(vocabulary));
  if (!formula || writtenFormula === undefined) return undefined;
  const numbers = terms.flatMap(({ number, weight, best }) => (number ? [{ number, weight, best }] : []));
  const result = numbers.length < terms.length ? undefined : settledValue(formula.value(numbers, node));
  const printedResult = typeof result === 'object' && result !== null && 'n' in result ? result : undefined;
  const isResultShown =
    printedResult && value.number
      ? compare(printedResult, value.number) === 0
      : terms.every(({ whole }) => whole !== false);
  return `${isResultShown && value.whole !== false ? '=' : '≈'} ${writtenFormula}`;
}

function createFormulaWords(vocabulary: Vocabulary): FormulaWords {
  const { explain: words, numbers } = vocabulary.messages;
  const pickWords = { least: words.leastOf, greatest: words.greatestOf };
  return {
    number: (number) => plainNumber(number, vocabulary),
    weighed: ({ text, weight }) =>
      weight.n === weight.d
        ? formatSigned(text)
        : `${formatSigned(plainNumber(weight, vocabulary))} × ${bracketText(text)}`,
    bracket: bracketText,
    pick: (what, terms) =>
      words.pick({
        word: what === 'least' || what === 'greatest' ? pickWords[what] : (vocabulary.pick(what) ?? ''),
        values: numbers.list(terms),
      }),
  };
}

/** Puts a term of a sum in brackets, unless it is a number or a range of two numbers. */
function formatSigned(text: string): string {
  return /^[\d.,]+([–～][\d.,]+)?$/.test(text) ? text : `(${text})`;
}

/** Puts a term in brackets unless it is a plain number, for use next to an operator that binds more tightly. */
function bracketText(text: string): string {
  return /^[\d.,]+$/.test(text) ? text : `(${text})`;
}

function plainNumber(value: Rational, vocabulary: Vocabulary): string {
  return printStated(toNumber(value), vocabulary);
}

/** The maximum number of decimals of intermediate values; no rule defines their rounding, because they have no name. */
const MAX_PRINTED_DECIMALS = 6;

/** How to print the numbers of a value: by the rules of its name, or as an intermediate value. */
interface NumberContext {
  readonly vocabulary: Vocabulary;
  readonly name?: string | undefined;
  /** If the number has no name of its own: the bounds with which it is compared. */
  readonly gates?: readonly number[] | undefined;
}

/** A printed value; for a single number, also the exact number that the printed digits stand for. */
interface PrintedValue {
  readonly text: string;
  readonly number?: Rational;
  /** Whether the printed text has all digits of the value. */
  readonly whole?: boolean;
}

function printNumber(value: number, { vocabulary, name, gates = [] }: NumberContext): PrintedValue {
  const { numbers } = vocabulary.messages;
  const number =
    name === undefined ? roundForPrint(value, MAX_PRINTED_DECIMALS, gates) : vocabulary.roundOf(name, value, gates);
  const text =
    name === undefined
      ? formatNumber(value, { numbers, decimals: MAX_PRINTED_DECIMALS, gates })
      : vocabulary.numberOf(name, value, gates);
  const exactNumber = fromNumber(value);
  return { text, number, whole: exactNumber.n === number.n && exactNumber.d === number.d };
}

/** Writes a number exactly as the rubric states it, such as a weight. */
function printStated(value: number, vocabulary: Vocabulary): string {
  return formatNumber(value, { numbers: vocabulary.messages.numbers, decimals: 15 });
}

/**
 * Writes a value without its unit: a number, its possible range, or that there is none. `owner` is the name whose
 * options the value may be.
 */
export function printValue(known: ExplainedEnds, writing: NumberContext, owner = writing.name): PrintedValue {
  const { vocabulary } = writing;
  const { words, numbers, explain } = vocabulary.messages;
  const { value, lowest, highest, orNothing } = known;
  if (value === null) return { text: writing.name === 'level' ? words.noLevel : words.noValue };
  if (typeof value === 'number') return printNumber(value, writing);
  if (value !== undefined) return { text: plainValueText(value, owner, vocabulary) };
  const printedEnds = [lowest, highest].flatMap((end) => (typeof end === 'number' ? [printNumber(end, writing)] : []));
  const isWhole = printedEnds.every((end) => end.whole);
  const writeNumber = (number: number): string => printNumber(number, writing).text;
  const range =
    lowest === undefined || highest === undefined
      ? undefined
      : formatRange(lowest, highest, { numbers, write: writeNumber });
  const text = range ?? words.open;
  if (!orNothing || range === undefined) return { text, whole: isWhole };
  return {
    text: writing.name === 'level' ? explain.orNoLevel({ range: text }) : explain.orNothing({ range: text }),
    whole: isWhole,
  };
}

/** Writes a value of a question, fact or score; an empty selection as "none chosen". */
function plainValueText(value: PlainValue, owner: string | undefined, vocabulary: Vocabulary): string {
  if (Array.isArray(value) && value.length === 0) return vocabulary.messages.explain.noneChosen;
  return vocabulary.valueText(owner ?? '', value);
}

/** Returns how to print the number of a node. */
export function numberContextOf(node: ExplainedNode, vocabulary: Vocabulary, gates?: readonly number[]): NumberContext {
  return { vocabulary, name: node.name, gates };
}

/** Renders an explanation as a tree for a terminal, from a value down to the answers; ends with a newline. */
export function renderExplanation(
  { root, moves }: Explanation,
  vocabulary: Vocabulary,
  options: TerminalOptions,
): string {
  const { text, parts = [] } = describeNode(root, { vocabulary });
  const createTree = (lines: readonly TextLine[]): Block => ({ kind: 'list', isTree: true, items: lines.map(itemOf) });
  const blocks = [
    heading(2, 'explanation', text),
    createTree(parts),
    ...(moves
      ? [heading(2, 'moves', movesTitle(moves, vocabulary)), createTree(moveLines(moves, root, vocabulary))]
      : []),
  ];
  return renderTerminalBlocks(blocks, options);
}

/** Builds an explanation as a document with two parts, each a nested list. */
export function makeExplanationDocument({ root, moves, pack }: Explanation, vocabulary: Vocabulary): ReportDocument {
  const { explain } = vocabulary.messages;
  const lines = [describeNode(root, { vocabulary })];
  const outlineBlocks = (title: string, tree: readonly TextLine[]): Block[] => [
    { kind: 'list', items: tree.map(itemOf), table: tabulateTree(title, tree, vocabulary) },
  ];
  return {
    tag: vocabulary.messages.language.tag,
    title: explain.title({ name: vocabulary.titleOf(root.name ?? '') }),
    cover: [],
    blocks: [
      heading(2, 'explanation', explain.heading),
      ...outlineBlocks(explain.heading, lines),
      ...(moves
        ? [
            heading(2, 'moves', movesTitle(moves, vocabulary)),
            ...outlineBlocks(movesTitle(moves, vocabulary), moveLines(moves, root, vocabulary)),
          ]
        : []),
      paragraph(`${pack.id} ${pack.version}`),
    ],
    notes: [],
    notesTitle: '',
  };
}

/**
 * Tabulates a tree for formats that consist of tables only: each line with its place in the outline, such as 1.2, and
 * its value.
 */
function tabulateTree(title: string, tree: readonly TextLine[], { messages }: Vocabulary): Table {
  const { numbers, explain, words } = messages;
  const writeNumber = (number: number): string => formatNumber(number, { numbers, decimals: MAX_PRINTED_DECIMALS });
  const rows = flattenTree(tree, '').map(({ place, line: { text, value } }) => {
    if (value === undefined) return [createRowHeading(place), text, ''];
    const [low, high] = typeof value === 'number' ? [value, value] : value;
    const figure: Figure = {
      figure: 'number',
      text: formatRange(low, high, { numbers, write: writeNumber }) ?? words.open,
      value,
    };
    return [createRowHeading(place), text, figure];
  });
  return itemAt(tableOf([...createLeftTitles('', title), ...createRightTitles(explain.value)], rows), 0);
}

function flattenTree(tree: readonly TextLine[], above: string): { place: string; line: TextLine }[] {
  return tree.flatMap((line, i) => {
    const caseNumber = `${above}${i + 1}`;
    return [{ place: caseNumber, line }, ...flattenTree(line.parts ?? [], `${caseNumber}.`)];
  });
}

function movesTitle({ byMeasures }: Moves, { messages: { explain } }: Vocabulary): string {
  return byMeasures ? explain.movesByMeasures : explain.moves;
}

/** Lists the single answers that would raise a score or the level most. */
export function moveLines({ raises, decides }: Moves, root: ExplainedNode, vocabulary: Vocabulary): TextLine[] {
  const { explain } = vocabulary.messages;
  const name = root.name ?? '';
  const isRaised = raises.some(({ subject }) => subject === name);
  const noRaise = name === 'level' ? explain.noLevelRaise : explain.noRaise;
  return [
    ...(isRaised ? [] : [{ text: noRaise({ name: vocabulary.titleOf(name) }) }]),
    ...raises.map((move) => ({ text: moveText(move, vocabulary) })),
    ...(decides ? [writeDeciding(decides, vocabulary)] : []),
  ];
}

function moveText(move: Move, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const { question, from, to } = move;
  const title = writeNumberedQuestion(question, vocabulary);
  const writeValue = (value: typeof to): string => plainValueText(value as PlainValue, question, vocabulary);
  const addedOptions = Array.isArray(to) && Array.isArray(from) ? findAdded(from, to) : undefined;
  const change = addedOptions
    ? explain.adds({ question: title, options: writeValue(addedOptions) })
    : explain.instead({ question: title, to: writeValue(to), from: writeValue(from) });
  return explain.move({ rise: riseText(move, vocabulary), change });
}

/**
 * Writes what a different answer would raise, from which value to which; for a list, the number of members that pass a
 * test.
 */
function riseText({ subject, test, before, after }: Move, vocabulary: Vocabulary): string {
  const { explain, words, numbers } = vocabulary.messages;
  const title = vocabulary.titleOf(subject);
  if (!test) {
    const [from, to] = [before, after].map((ends) => endsText(ends, subject, vocabulary)) as [string, string];
    return numbers.labelled(title, explain.raised({ before: from, after: to }));
  }
  const [from, to] = [before, after].map((ends) => printValue(ends, { vocabulary }).text) as [string, string];
  const member = vocabulary.memberOf(subject);
  const write = vocabulary.isLevelScale(member) ? words.unmet.levelMembers : words.unmet.members;
  return write({
    name: title,
    level: phraseOf(member, test as PlainTest, vocabulary),
    count: explain.raisedCount({ before: from, after: to }),
  });
}

/** Returns the options that were added; undefined if an option was removed. */
function findAdded(from: readonly string[], to: readonly string[]): string[] | undefined {
  return from.every((option) => to.includes(option)) ? to.filter((option) => !from.includes(option)) : undefined;
}

function writeDeciding({ question, subject, worst, best }: Deciding, vocabulary: Vocabulary): TextLine {
  const { explain } = vocabulary.messages;
  const parts = [worst, best].map(({ answer, after }) => ({
    text: explain.outcome({
      answer: plainValueText(answer as PlainValue, question, vocabulary),
      subject: vocabulary.titleOf(subject),
      after: endsText(after, subject, vocabulary),
    }),
  }));
  return { text: explain.decides({ question: writeNumberedQuestion(question, vocabulary) }), parts };
}

function endsText(ends: ExplainedEnds, subject: string, vocabulary: Vocabulary): string {
  return printValue(ends, { vocabulary, name: subject }).text;
}

/** Writes the title of a question with its id, which files and commands use. */
function writeNumberedQuestion(question: string, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf(question);
  return title === question ? title : vocabulary.messages.numbers.remark(title, question);
}
