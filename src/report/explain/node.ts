import type { ExplainedNode } from '../../model/generated/types.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { sayAnswer } from './answer.ts';
import { CALCULATIONS, calculationOf } from './arithmetic.ts';
import { stepReason } from './steps.ts';
import { type Printed, printStated, printValue, writingOf } from './value.ts';

/** What a node is drawn within. */
export interface Around {
  readonly vocabulary: Vocabulary;
  /** The score, question or fact it belongs to, whose options its value may name. */
  readonly owner?: string | undefined;
  /** The score whose numbers a nameless one is written like, being on its scale. */
  readonly scale?: string | undefined;
  /** Bounds that its number is compared with. */
  readonly gates?: readonly number[];
}

/** The value with what gives it. */
export function sayNode(node: ExplainedNode, around: Around): string {
  const { vocabulary, owner } = around;
  const { explain } = vocabulary.messages;
  if (node.answer) return sayAnswer(node, vocabulary);
  const writing = { vocabulary, name: node.name ?? around.scale, gates: around.gates };
  const value = printValue(node, writing, owner);
  const [first] = node.parts.map((part) => printValue(part, writingOf(part, vocabulary)).text);
  if (node.problem === 'division-by-zero') return explain.byZero;
  if (node.problem === 'no-weight') return explain.noWeight;
  switch (node.op) {
    case 'steps': {
      const reason = stepReason(node, vocabulary);
      return reason === undefined
        ? sayLevel(node, value, vocabulary)
        : explain.reason(sayLevel(node, value, vocabulary), reason);
    }
    case 'levels':
    case 'guard':
      return sayLevel(node, value, vocabulary);
    case 'cap':
    case 'floor':
      return sayBounded(node, value, vocabulary);
    case 'round':
      return first === undefined ? value.text : `${value.text} ← ${sayRounded(first, node, vocabulary)}`;
    case 'linear': {
      const points = (node.line ?? []).map((one) =>
        explain.point(printStated(one.at, vocabulary), printStated(one.value, vocabulary)),
      );
      return first === undefined
        ? value.text
        : `${value.text} ← ${explain.onLine(first, vocabulary.messages.numbers.items(points))}`;
    }
    case 'list':
      return sayList(node, vocabulary);
  }
  if (CALCULATIONS.includes(node.op) && isEndless(node)) return explain.openFigures;
  const calculation = calculationOf(node, value, vocabulary);
  return calculation === undefined ? value.text : `${value.text} ${calculation}`;
}

/** Whether figures are missing that leave an end without a bound. */
function isEndless({ value, lowest = null, highest = null }: ExplainedNode): boolean {
  return value === undefined && (lowest === null || highest === null);
}

/** A settled level with its title. */
function sayLevel({ name, value }: ExplainedNode, { text }: Printed, vocabulary: Vocabulary): string {
  return name === 'level' && typeof value === 'number' ? vocabulary.levelOf(value, undefined, 'short') : text;
}

function sayRounded(value: string, { rounding }: ExplainedNode, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const { decimals = 0, mode } = rounding ?? {};
  const places = decimals === 0 ? explain.wholeNumber : explain.decimals(String(decimals), decimals === 1);
  if (mode === 'down') return explain.roundedDown(value, places);
  return mode === 'up' ? explain.roundedUp(value, places) : explain.rounded(value, places);
}

function sayBounded({ op, value, parts }: ExplainedNode, printed: Printed, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const [inner, bound] = parts;
  if (!inner || !bound || bound.value === null || value === undefined) return printed.text;
  const texts = [inner, bound].map((part) => printValue(part, writingOf(part, vocabulary)).text) as [string, string];
  const held = typeof inner.value === 'number' && inner.value !== value;
  if (op === 'cap') return held ? explain.capped(...texts) : explain.atMost(printed.text, texts[1]);
  return held ? explain.floored(...texts) : explain.atLeast(printed.text, texts[1]);
}

/** Members with nothing to say below them stand on one line. */
function sayList({ parts }: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  if (parts.length === 0) return words.noValue;
  if (!parts.every(isPlain)) return String(parts.length);
  const say = (part: ExplainedNode): string =>
    part.answer ? sayAnswer(part, vocabulary) : printValue(part, writingOf(part, vocabulary)).text;
  return numbers.items(parts.map((part) => numbers.remark(vocabulary.titleOf(part.name ?? ''), say(part))));
}

/** An answer that nothing leads to, or what was explained above. */
export function isPlain({ answer, parts, when, repeated }: ExplainedNode): boolean {
  return repeated === true || (answer !== undefined && parts.length === 0 && when === undefined);
}
