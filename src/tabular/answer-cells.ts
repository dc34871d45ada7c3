import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../model/answer-mark.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Block } from './block.ts';
import { writeText } from './cell-text.ts';
import { choicesOf } from './mapping/values.ts';
import { ANSWERED, NOT_APPLICABLE } from './use.ts';
import { addText } from './writing/bytes.ts';
import { cellOf } from './writing/cell.ts';
import type { Cells } from './writing/row-writer.ts';

/** Options of one cell stand behind each other with this between them; no id holds it. */
const BETWEEN = ';';
/** An answer that no option holds, which a blank would not be. */
const NO_OPTION = '[]';
const STATES = ['', UNKNOWN_MARK, NOT_APPLICABLE_MARK];

/**
 * Gives for a block the answers to a question, as cells that read back as the same answers: ids of options, digits,
 * `true`, a mark for a state, nothing. Where it was left open and follows from other answers, `derive` gives what
 * follows, as a cell.
 */
export function createAnswerCells(
  { inputs }: Plan,
  at: number,
  derive: (block: Block, row: number) => string,
): (block: Block) => Cells {
  const input = inputs[at] as Input;
  const ids = choicesOf(input).map(({ id }) => id);
  const cells = [...STATES, ...ids.map(writeText)].map(cellOf);
  const isPlain = input.derived === null && input.type !== 'multiple' && ids.length > 0;
  return (block) => {
    const codes = block.code.get(at);
    if (isPlain && !block.number.has(at)) return { kind: 'code', codes, cells };
    const textOf = answerTexts(input, at, block);
    const states = new Uint8Array(block.rows);
    for (let row = 0; row < block.rows; row++) states[row] = input.derived === null ? (codes?.[row] ?? 0) : 1;
    return {
      kind: 'other',
      states,
      other(row, target) {
        const code = codes?.[row] ?? 0;
        if (code >= ANSWERED) return addText(target, textOf(row, code));
        const derived = input.derived === null || code === NOT_APPLICABLE ? '' : derive(block, row);
        addText(target, derived !== '' ? derived : (STATES[code] ?? ''));
      },
    };
  };
}

/** The text of an answer by row and code. */
function answerTexts(input: Input, at: number, { bits, bytes, number }: Block): (row: number, code: number) => string {
  if (input.type === 'multiple') {
    const ids = input.options.map(({ id }) => id);
    const words = bits.get(at) ?? [];
    return (row) => {
      const chosen = ids.filter((_, option) => (((words[option >> 5]?.[row] ?? 0) >>> (option & 31)) & 1) === 1);
      return chosen.length === 0 ? NO_OPTION : writeText(chosen.join(BETWEEN));
    };
  }
  const [text, numbers, choices] = [bytes.get(at), number.get(at), choicesOf(input)];
  if (text) return (row) => writeText(text.at(row));
  if (numbers) return (row) => String(numbers[row]);
  return (_, code) => writeText(choices[code - ANSWERED]?.id ?? '');
}
