// A deterministic export of the quick scan: quoted Chinese names with commas and newlines, one row in a hundred at fault.
import { closeSync, openSync, writeSync } from 'node:fs';

export const DIMENSIONS = {
  direction: ['plan', 'lead', 'skills'],
  processes: ['finance', 'orders', 'material', 'collaboration'],
  production: ['planning', 'shopFloor', 'quality', 'equipment'],
  customers: ['market', 'service', 'partners'],
  data: ['records', 'analysis', 'ai'],
  base: ['network', 'protection', 'emergency'],
};

/** Columns that say nothing here, as exports have many. */
const OTHERS = Array.from({ length: 34 }, (_, i) => `remark ${i + 1}`);

/** Writes an export of 60 columns. */
export function writeExport(path, rows) {
  const random = createRandom(20_261_124);
  const questions = Object.values(DIMENSIONS).flat();
  const file = openSync(path, 'w');
  writeSync(
    file,
    `${['uscc', 'name', 'employees', 'revenue', 'district', 'chain', ...questions, ...OTHERS].join(',')}\n`,
  );
  let text = '';
  for (let row = 0; row < rows; row++) {
    const employees = random(100) === 0 ? '-1' : String(random(900));
    const answers = questions.map(() => String(random(4)));
    const others = OTHERS.map(() => (random(20) === 0 ? '"备注，如""有"""' : String(random(10))));
    const cells = [
      keyOf(row),
      `"示例企业${row},\n有限公司"`,
      employees,
      String(random(60_000) / 10),
      '武侯区',
      '"高端, 装备"',
    ];
    text += `${[...cells, ...answers, ...others].join(',')}\n`;
    if (text.length > 1 << 20 || row === rows - 1) {
      writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
}

function createRandom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function keyOf(number) {
  const digits = String(number).padStart(8, '0');
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((all, weight, i) => all + weight * Number(digits[i]), 0);
  const code = `91510100${digits}${'0X987654321'[sum % 11]}`;
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let [total, weight] = [0, 1];
  for (const character of code) {
    total += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return code + alphabet[(31 - (total % 31)) % 31];
}
