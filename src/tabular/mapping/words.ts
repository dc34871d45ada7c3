import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../../model/answer-mark.ts';
import type { Input } from '../../scoring/plan.ts';
import { NOT_APPLICABLE, type States, UNANSWERED, UNKNOWN } from '../use.ts';

/** What Wenjuanxing writes for a question that was skipped or left empty. */
const SKIPPED = ['(跳过)', '(空)'];
/** The same where it exports numbers. */
const SKIPPED_NUMBERS = ['-3', '-2'];
const BLANKS = ['null', 'nan', 'none given', '未填写', '未填', '未作答', 'unanswered', 'keine angabe'];
const OPEN = ['不知道', '暂不清楚', '不清楚', '不确定', 'unknown', "don't know", 'don’t know', "don't know yet"].concat(
  ['don’t know yet', 'do not know', 'weiß nicht', 'weiss nicht', 'unbekannt', 'noch nicht bekannt'],
);
const OUT = ['不适用', '不涉及', 'not applicable', 'notapplicable', 'n/a', 'nicht zutreffend', 'entfällt'];

/** What is written where an answer belongs and is none. Free text is taken as it stands, however it reads. */
export function statesOf(input: Input): States {
  const states = new Map<string, 0 | 1 | 2>();
  const add = (words: readonly string[], state: 0 | 1 | 2): void => {
    for (const word of words) states.set(word, state);
  };
  add(SKIPPED, UNANSWERED);
  add([UNKNOWN_MARK], UNKNOWN);
  if (input.notApplicable) add([NOT_APPLICABLE_MARK], NOT_APPLICABLE);
  if (input.value.kind === 'text') return states;
  add(BLANKS, UNANSWERED);
  if (input.value.kind !== 'number') add(SKIPPED_NUMBERS, UNANSWERED);
  add(OPEN, UNKNOWN);
  if (input.notApplicable) add(OUT, NOT_APPLICABLE);
  return states;
}
