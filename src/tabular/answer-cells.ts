import type { Input, Plan } from '../scoring/plan.ts';
import type { Block } from './block.ts';
import { writeText } from './cell-text.ts';
import { choicesOf } from './mapping/values.ts';
import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from './mapping/words.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED, UNKNOWN } from './use.ts';

/** Writes the answer of a row to one question as a cell that reads back as the same answer. */
export type AnswerWriter = (block: Block, row: number) => string;

/** Options of one cell stand behind each other with this between them; no id holds it. */
const BETWEEN = ';';
/** An answer that no option holds, which a blank would not be. */
const NO_OPTION = '[]';

/**
 * How the answers to a question are written: ids of options, digits, `true`, a mark for a state, nothing. Where it was
 * left open and follows from other answers, `derive` gives what follows.
 */
export function createAnswerWriter(
  { inputs }: Plan,
  at: number,
  number: (value: number) => string,
  derive: AnswerWriter,
): AnswerWriter {
  const input = inputs[at] as Input;
  const write = valueWriter(input, at, number);
  return (block, row) => {
    const code = block.code.get(at)?.[row] ?? UNANSWERED;
    if (code >= ANSWERED) return write(block, row, code);
    const derived = input.derived === null || code === NOT_APPLICABLE ? '' : derive(block, row);
    if (derived !== '') return derived;
    return code === UNKNOWN ? UNKNOWN_MARK : code === NOT_APPLICABLE ? NOT_APPLICABLE_MARK : '';
  };
}

function valueWriter(
  input: Input,
  at: number,
  number: (value: number) => string,
): (block: Block, row: number, code: number) => string {
  if (input.type === 'multiple') {
    const ids = input.options.map(({ id }) => id);
    return ({ bits }, row) => {
      const words = bits.get(at) ?? [];
      const chosen = ids.filter((_, option) => (((words[option >> 5]?.[row] ?? 0) >>> (option & 31)) & 1) === 1);
      return chosen.length === 0 ? NO_OPTION : writeText(chosen.join(BETWEEN));
    };
  }
  const values = choicesOf(input).map(({ id }) => writeText(id));
  return ({ text, number: numbers }, row, code) => {
    const said = text.get(at)?.[row];
    if (said !== undefined) return writeText(said);
    const counted = numbers.get(at)?.[row];
    return counted === undefined ? (values[code - ANSWERED] ?? '') : number(counted);
  };
}
