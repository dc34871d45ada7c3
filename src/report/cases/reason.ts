import type { Mismatch } from '../../check/mismatch.ts';
import type { Reason } from '../../check/reason.ts';
import type { ExplainedNode } from '../../model/generated/types.ts';
import { levelLines } from '../explain/conditions.ts';
import { describeNode } from '../explain/lines.ts';
import { printValue, writingOf } from '../explain/value.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { reasonsInWords } from '../words/reason.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';

/** So many members are named: those that count most. */
const MOST_MEMBERS = 3;

/** Where what a case got comes from. */
export function reasonLines(
  { node, members = [], lacking, reached, instrument }: Reason,
  { at }: Mismatch,
  vocabulary: Vocabulary,
): Line[] {
  const words = vocabulary.messages.cases.mismatch;
  const named = members.slice(0, MOST_MEMBERS).map((member) => memberText(member.node, vocabulary));
  const others = members.length - named.length;
  return [
    ...(node ? [{ text: describeNode(node, { vocabulary }).text, parts: named.map((text) => ({ text })) }] : []),
    ...(others > 0 ? [{ text: words.others(String(others), others === 1) }] : []),
    ...(lacking
      ? [{ text: words.lacks(vocabulary.levelOf(lacking.level)), parts: unmetInWords(lacking.unmet, vocabulary) }]
      : []),
    ...(reached ? levelLines([reached], vocabulary) : []),
    ...(instrument ? reasonsInWords(instrument, vocabulary) : []),
    ...(at[1] === 'unmet' && !lacking ? [{ text: words.noNextLevel }] : []),
  ];
}

/** A member and what it brings; where many options bring it, without naming them. */
function memberText(node: ExplainedNode, vocabulary: Vocabulary): string {
  const { numbers, cases } = vocabulary.messages;
  const { options = [], name = '' } = node;
  if (options.length <= MOST_MEMBERS) return describeNode(node, { vocabulary }).text;
  const value = printValue(node, writingOf(node, vocabulary)).text;
  return numbers.labelled(vocabulary.titleOf(name), cases.mismatch.options(String(options.length), value));
}
