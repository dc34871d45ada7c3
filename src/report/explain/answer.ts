import type { ExplainedAnswer, ExplainedNode } from '../../model/generated/types.ts';
import type { PlainValue, Vocabulary } from '../vocabulary.ts';
import { CALCULATIONS, calculationOf } from './arithmetic.ts';
import { printStated, printValue, sayPlain, writingOf } from './value.ts';

/** An answer in words: what was said and what it counts, or why there is none. */
export function sayAnswer(node: ExplainedNode, vocabulary: Vocabulary): string {
  const { explain, numbers } = vocabulary.messages;
  const { name = '', op, answer, parts } = node;
  if (!answer) return '';
  const worth = op === 'points' ? printValue(node, writingOf(node, vocabulary)).text : undefined;
  if (answer.state !== 'answered') {
    const state = answer.state === 'notAsked' ? explain.notAsked : sayMissing(answer.state, parts[0], vocabulary);
    const said =
      answer.figures === undefined
        ? state
        : explain.impossible(state, sayPlain(answer.figures as PlainValue, name, vocabulary));
    if (worth === undefined || node.value === null) return said;
    return node.rule === undefined ? explain.answer(said, worth) : explain.byRule(said, worth);
  }
  const value = sayOptions(node, vocabulary);
  const [derivation] = parts;
  const calculated = derivation && CALCULATIONS.includes(derivation.op) && answer.source === 'derived';
  const said = calculated ? sayCalculated(node, derivation, value, vocabulary) : value;
  const stated =
    answer.figures === undefined
      ? answer.source === 'default'
        ? explain.defaulted(said)
        : said
      : explain.contradicted(said, sayPlain(answer.figures as PlainValue, name, vocabulary));
  const proven = node.unproven ? numbers.remark(stated, explain.unproven) : stated;
  return worth === undefined || (typeof answer.value === 'number' && answer.value === node.value)
    ? proven
    : explain.answer(proven, worth);
}

/** The state of an answer that is missing; where it follows from other values, why it does not. */
function sayMissing(
  state: Exclude<ExplainedAnswer['state'], 'notAsked'>,
  derivation: ExplainedNode | undefined,
  { messages: { explain, words } }: Vocabulary,
): string {
  if (state !== 'unanswered' || !derivation) return words.states[state];
  return derivation.problem === 'division-by-zero' ? explain.byZero : explain.openFigures;
}

/** A fact on one line with the calculation it follows from. */
function sayCalculated(node: ExplainedNode, derivation: ExplainedNode, said: string, vocabulary: Vocabulary): string {
  const { name, answer } = node;
  const value = printValue({ value: answer?.value ?? null }, { vocabulary, name });
  const calculation = calculationOf(derivation, value, vocabulary);
  return calculation === undefined ? said : `${said} ${calculation}`;
}

/** The answer; of several chosen options each with what it counts. */
function sayOptions({ name = '', answer, options = [] }: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  if (options.length < 2) return sayPlain((answer?.value ?? null) as PlainValue, name, vocabulary);
  return numbers.list(
    options.map(({ id, points }) => numbers.remark(vocabulary.optionOf(name, id), printStated(points, vocabulary))),
  );
}
