import { BETWEEN_OPTIONS, NO_OPTION, NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../model/answer-mark.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Block } from './block.ts';
import { writeText } from './cell-text.ts';
import { choicesOf } from './mapping/values.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED, UNKNOWN } from './use.ts';
import { addBytes, addText, type ByteBuffer } from './writing/bytes.ts';
import { addCell, cellOf } from './writing/cell.ts';
import { numberColumn } from './writing/number-texts.ts';
import type { NumberCells } from './writing/numbers.ts';

/** Gives for a block what adds the answer of a row to one question, as a cell that reads back as the same answer. */
export type AnswerCells = (block: Block) => (row: number, target: ByteBuffer) => void;

/**
 * How the answers to a question are written: ids of options, digits, `true`, a mark for a state, nothing. Where it was
 * left open and follows from other answers, `derive` gives what follows, as a cell.
 */
export function createAnswerCells(
  { inputs }: Plan,
  at: number,
  number: NumberCells,
  derive: (block: Block, row: number) => string,
): AnswerCells {
  const input = inputs[at] as Input;
  const valuesOf = valueCells(input, at, number);
  return (block) => {
    const codes = block.code.get(at);
    const addValue = valuesOf(block);
    return (row, target) => {
      const code = codes?.[row] ?? UNANSWERED;
      if (code >= ANSWERED) {
        addValue(row, target, code);
        return;
      }
      const derived = input.derived === null || code === NOT_APPLICABLE ? '' : derive(block, row);
      if (derived !== '') addText(target, derived);
      else if (code === UNKNOWN) addText(target, UNKNOWN_MARK);
      else if (code === NOT_APPLICABLE) addText(target, NOT_APPLICABLE_MARK);
    };
  };
}

function valueCells(
  input: Input,
  at: number,
  number: NumberCells,
): (block: Block) => (row: number, target: ByteBuffer, code: number) => void {
  if (input.type === 'multiple') {
    const ids = input.options.map(({ id }) => id);
    return ({ bits }) => {
      const words = bits.get(at) ?? [];
      return (row, target) => {
        const chosen = ids.filter((_, option) => (((words[option >> 5]?.[row] ?? 0) >>> (option & 31)) & 1) === 1);
        addText(target, chosen.length === 0 ? NO_OPTION : writeText(chosen.join(BETWEEN_OPTIONS)));
      };
    };
  }
  const values = choicesOf(input).map(({ id }) => cellOf(writeText(id)));
  return ({ bytes, number: numbers }) => {
    const text = bytes.get(at);
    if (text) return (row, target) => addCell(target, text, row);
    const counted = numbers.get(at);
    const column = counted && numberColumn(counted);
    if (column) return (row, target) => number(target, column, row);
    return (_, target, code) => {
      const value = values[code - ANSWERED];
      if (value) addBytes(target, value.view, 0, value.length);
    };
  };
}
