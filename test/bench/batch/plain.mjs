// The pack in plain JavaScript, as somebody would write it for this one export: sums over the columns, no keys checked,
// nothing rejected. Shares nothing with Matura but the list of questions and weights.
import { closeSync, openSync, writeSync } from 'node:fs';
import { quote } from './csv.mjs';
import { GATES, GROUPS, RESULTS } from './pack.mjs';

const PIECE = 1 << 20;

/** Takes rows of cells and writes what they come to. */
export function createPlainScorer(headings, out) {
  const at = (name) => headings.indexOf(name);
  const columns = GROUPS.map(({ questions }) => Int32Array.from(questions, ({ id }) => at(id)));
  const weights = GROUPS.map(({ questions }) => Float64Array.from(questions, ({ weight }) => weight));
  const [key, district, chain] = [at('uscc'), at('district'), at('chain')];
  const file = openSync(out, 'w');
  let text = `${RESULTS.join(',')}\n`;
  return {
    score(cells) {
      let line = `${quote(cells[key])},${quote(cells[district])},${quote(cells[chain])}`;
      let [sum, least] = [0, Number.POSITIVE_INFINITY];
      for (let group = 0; group < columns.length; group++) {
        const [places, heavy] = [columns[group], weights[group]];
        let [points, all] = [0, 0];
        for (let i = 0; i < places.length; i++) {
          const cell = cells[places[i]];
          if (cell === '') continue;
          points += heavy[i] * Number(cell);
          all += heavy[i];
        }
        const mean = points / all;
        sum += mean;
        if (mean < least) least = mean;
        line += `,${mean}`;
      }
      let level = '';
      for (let i = 0; i < GATES.length && least >= GATES[i].minimum; i++) level = GATES[i].level;
      text += `${line},${sum / columns.length},${level}\n`;
      if (text.length > PIECE) {
        writeSync(file, text);
        text = '';
      }
    },
    end() {
      writeSync(file, text);
      closeSync(file);
    },
  };
}
