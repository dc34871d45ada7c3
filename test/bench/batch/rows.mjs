// Rows of fictitious enterprises that come out the same on every run: quoted Chinese texts with commas and newlines,
// one answer in twenty blank.
import { MOST, QUESTIONS } from './pack.mjs';

const SEED = 20_261_124;
const DISTRICTS = ['武侯区', '锦江区', '青羊区', '金牛区', '成华区', '龙泉驿区', '新都区', '郫都区', '双流区'];
const CHAINS = ['', '高端, 装备', '生物医药', '绿色食品', '"新型"材料', '电子信息'];
const CITIES = ['成都市高新区天府大道', '成都市青白江区\n欧洲产业城', '成都市新津区, 天府智能制造产业园'];
const REMARKS = ['现场核实, 待补材料', '第一车间已联网；\n第二车间未联网', '企业自称"灯塔工厂"', '无'];
const PEOPLE = ['王芳', '李伟', '张敏', '刘洋', '陈静', '杨帆', '赵磊', '黄丽'];
/** Of a hundred texts that no rule reads, so many are there. */
const TEXTS = 30;

/** Gives the cells of one row after the other, texts unquoted. `dirty` puts something wrong into one row in twenty. */
export function* drawRows(count, { dirty = false } = {}) {
  const below = createRandom(SEED);
  const pick = (list) => list[below(list.length)];
  const sometimes = (make) => (below(100) < TEXTS ? make() : '');
  for (let row = 0; row < count; row++) {
    const cells = [
      keyOf(row),
      `示例企业${row}${row % 7 === 0 ? '（成都）,\n' : ''}有限公司`,
      pick(DISTRICTS),
      pick(CHAINS),
    ];
    cells.push(String(below(900)), String(below(600_000) / 10));
    // Some enterprises are far and some are not, so that every level is reached.
    const far = below(MOST + 1);
    for (let i = 0; i < QUESTIONS.length; i++) {
      const answer = below(20);
      cells.push(answer === 0 ? '' : String(Math.min(MOST, Math.max(0, far + (answer % 3) - 1))));
    }
    cells.push(
      sometimes(() => pick(PEOPLE)),
      sometimes(() => `${pick(CITIES)}${below(900)}号`),
      sometimes(() => pick(REMARKS)),
      sometimes(() => '平台导出'),
    );
    if (dirty && row % 20 === 7) spoil(cells, row, row % 100);
    yield cells;
  }
}

/** What is wrong with the rows of a dirty export: an answer no option means, a key mistyped, a negative number, a row too short, the row before once more. */
function spoil(cells, row, turn) {
  if (turn === 7) cells[20] = '很好';
  else if (turn === 27) cells[0] = `${cells[0].slice(0, 17)}${cells[0].endsWith('0') ? '1' : '0'}`;
  else if (turn === 47) cells[4] = '-5';
  else if (turn === 67) cells.length = 40;
  else cells[0] = keyOf(row - 1);
}

function createRandom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A valid code for each number below a hundred million: organisation code and check sign as GB 32100-2015 has them. */
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
