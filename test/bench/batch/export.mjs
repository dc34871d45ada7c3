// Exports of fictitious enterprises as survey platforms write them, the same on every run. Answers are drawn from the
// questionnaire: every option, and every combination of a multiple choice, occurs.
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { writeWorkbook } from './workbook.mjs';

/** How an export is written, by form; what is not said is: ids, as UTF-8, each answer in one column, complete and clean. */
export const FORMS = {
  ids: {},
  texts: { texts: true },
  gbk: { texts: true, encoding: 'gbk' },
  columns: { columns: true },
  dirty: { dirty: true },
  open: { open: true },
  platform: { platform: true },
  xlsx: { workbook: true },
};
const PIECE = 1 << 22;
const DISTRICTS = ['武侯区', '锦江区', '青羊区', '金牛区', '成华区', '龙泉驿区', '新都区', '郫都区', '双流区'];
const CHAINS = ['', '', '高端能源装备', '生物医药', '绿色食品', '新型材料', '电子信息', '轨道交通', '航空与燃机'];
const PRODUCTS = ['精密机械', '汽车零部件', '食品', '电子', '医疗器械', '包装', '化工材料', '家具', '模具', '仪表'];
const TRADES = ['汽车零部件及配件制造', '金属结构制造', '糕点、面包制造', '电子元件制造', '塑料包装箱制造', ''];
/** Whoever answers one of these with yes says yes to the other. */
const IMPLIED = { cloudBought: 'cloudAdvanced', socialMedia: 'socialMediaTwo', ecommerce: 'webSalesConsumers' };
const isImplying = new Set(Object.values(IMPLIED));
const DONT_KNOW = '暂不清楚';
const [BLANK, UNKNOWN] = [-1, -2];

/**
 * Writes an export and says how it is laid out: `columns` names what stands in each column by the id of the fact or
 * question, or `question[option]` where options have columns of their own; `spelling` has the cell of each option of each
 * question; `types` whether a column holds a digit, an integer, a decimal or text; `separator` stands between several; null without a multiple choice where the form needs one.
 */
export function writeExport(file, home, count, form) {
  const layout = { separator: ';', encoding: 'utf-8', newline: '\n', open: false, dirty: false, ...FORMS[form] };
  const inputs = readInputs(home, layout);
  if (layout.columns && !inputs.some(({ type }) => type === 'multiple')) return null;
  const table = layout.platform ? platformTable(inputs, count) : plainTable(inputs, count, layout);
  const described = { file, rows: count, ...layout, ...table.layout };
  if (layout.workbook) writeWorkbook(file, table.headings, table.rows);
  else writeCsv(table, described);
  const spelling = Object.fromEntries(inputs.map(({ id, cells }) => [id, cells]));
  const typeOf = (column) => inputs.find(({ id }) => id === column)?.holds ?? (column.endsWith(']') ? 'digit' : 'text');
  const types = Object.fromEntries(described.columns.map((column) => [column, typeOf(column)]));
  return { ...described, bytes: statSync(file).size, spelling, types };
}

/** The questionnaire of a pack, with the keys that a variant takes from its base beside it. */
function readQuestionnaire(home) {
  const own = parse(readFileSync(path.join(home, 'questionnaire.yaml'), 'utf8'));
  return own.extends === undefined ? own : { ...readQuestionnaire(path.join(path.dirname(home), own.extends)), ...own };
}

/** What is asked, in its order: `ids` of the options and the `cells` that say them; what has none is a fact in words or numbers. */
function readInputs(home, { texts }) {
  const { facts, sections, optionSets } = readQuestionnaire(home);
  const asked = sections.flatMap((section) => section.questions.map((one) => ({ ...one, section })));
  return [...facts.filter((fact) => !fact.first && !fact.derive && !isFigure(fact.id)), ...asked].map((one) => {
    const { id, type, section } = one;
    const when = Object.entries({ ...section?.when, ...one.when });
    const needed = when.map(([fact, { const: only, enum: some = [only] }]) => [fact, some]);
    const found = { id, type, heading: one.text.zh ?? id, needed, isFact: !section, isKey: one.key };
    const options = OPTIONS[type]?.(one) ?? optionSets?.[one.options] ?? one.options;
    if (!options) return { ...found, holds: type === 'uscc' ? 'text' : type };
    const exclusive = options.findIndex((option) => option.exclusive);
    const cells = options.map((option) => [option.id, (texts && option.text?.zh) || option.id]);
    const holds = type === 'scale' && !texts ? 'digit' : 'text';
    return { ...found, holds, ids: options.map((option) => option.id), cells: Object.fromEntries(cells), exclusive };
  });
}

/** Those of questions that do not list them. */
const OPTIONS = {
  boolean: () => Object.entries({ false: '否', true: '是' }).map(([id, zh]) => ({ id, text: { zh } })),
  scale: ({ minimum, maximum, labels = {} }) =>
    Array.from({ length: maximum - minimum + 1 }, (_, i) => ({ id: String(minimum + i), text: labels[minimum + i] })),
};

/** Facts that serve only to work out answers, which here are given. */
function isFigure(id) {
  return /[mM]achines|Before2?$|^digitalInvestment|^energyUse|^operatingCost/.test(id);
}

function plainTable(inputs, count, { columns, dirty, open, separator, workbook }) {
  const quote = workbook ? String : quoteWhereNeeded;
  const written = inputs.map(({ ids, cells, type }) => ids && spell(type, Object.values(cells), separator, quote));
  const isSplit = ({ type }) => columns && type === 'multiple';
  const names = inputs.flatMap((one) => (isSplit(one) ? one.ids.map((id) => `${one.id}[${id}]`) : [one.id]));
  const place = (id) => names.indexOf(id);
  const below = createRandom(20_261_124);
  function* rows() {
    for (let row = 0; row < count; row++) {
      const values = drawAnswers(inputs, below, open);
      const facts = drawFacts(row, below, quote);
      const cells = [];
      for (let i = 0; i < inputs.length; i++) {
        const [input, value] = [inputs[i], values[i]];
        if (isSplit(input))
          for (let k = 0; k < input.ids.length; k++) cells.push(value < 0 ? '' : String((value >> k) & 1));
        else cells.push(written[i] ? written[i](value) : value < 0 ? '' : facts(input.id));
      }
      if (dirty && row % 20 === 7) spoil(cells, row, place);
      yield cells;
    }
  }
  return { headings: names, rows: rows(), layout: { columns: names } };
}

/** Answers as numbers of options, or as sets of bits. How far an enterprise is decides most of them, so that every level is reached. */
function drawAnswers(inputs, below, open) {
  const far = below(100);
  const hasGaps = open && below(3) === 0;
  const values = {};
  return inputs.map(({ id, type, ids, needed, exclusive, isFact }) => {
    for (const [fact, some] of needed) if (!some.includes(values[fact])) return BLANK;
    if (!ids) return 0;
    let value;
    if (isFact && type === 'single') value = Math.max(0, below(2 * ids.length) - ids.length);
    else if (hasGaps && !isFact && below(8) === 0) return below(3) === 0 ? UNKNOWN : BLANK;
    else if (type === 'multiple') value = drawSet(ids.length, exclusive, far, below);
    else value = Math.min(ids.length - 1, Math.floor(((far + below(100) - 30) * ids.length) / 100));
    value = Math.max(0, value);
    if (IMPLIED[id] && values[IMPLIED[id]] === 'true') value = 1;
    if (isFact || isImplying.has(id)) values[id] = ids[value];
    return value;
  });
}

function drawSet(size, exclusive, far, below) {
  let set = 0;
  for (let option = 0; option < size; option++) if (option !== exclusive && below(120) < 10 + far) set |= 1 << option;
  return set || 1 << Math.max(0, exclusive);
}

/** Gives the facts in words or numbers of an enterprise. */
function drawFacts(row, below, quote) {
  const key = keyOf((row * 7919 + 13) % 100_000_000);
  const employees = 1 + (below(4) === 0 ? below(2000) : below(120));
  const perHead = 10 + below(100);
  const facts = {
    uscc: key,
    registration: key,
    name: quote(
      `${DISTRICTS[below(9)].slice(0, 2)}${PRODUCTS[below(10)]}${below(1000)}${below(7) === 0 ? ', 成都分公司' : '有限公司'}`,
    ),
    industry: TRADES[below(TRADES.length)],
    employees: String(employees),
    // From 100,000 to 1.1 million yuan a head: figures that contradict each other are rejects.
    revenue: below(3) === 0 ? String(employees * perHead) : `${employees * perHead}.${1 + below(9)}`,
    district: DISTRICTS[below(9)],
    chain: CHAINS[below(CHAINS.length)],
    country: ['CN', 'DE', 'FR'][below(3)],
    assets: String(below(100_000)),
  };
  return (id) => facts[id];
}

/** What is wrong with one row in twenty: an answer no option means, a key mistyped, a negative number, a row too short, the row before once more. */
function spoil(cells, row, place) {
  const key = Math.max(place('uscc'), place('registration'));
  const turn = row % 100;
  if (turn === 7) cells[cells.length - 3] = '很好';
  else if (turn === 27) cells[key] = `${cells[key].slice(0, 17)}${cells[key].endsWith('0') ? '1' : '0'}`;
  else if (turn === 47) cells[place('employees')] = '-5';
  else if (turn === 67) cells.length -= 3;
  else cells[key] = keyOf(((row - 1) * 7919 + 13) % 100_000_000);
}

/**
 * The export of another platform, made another way: times first, answers before facts, headings as they were asked, every
 * cell in quotes, lines as Windows ends them, options after a comma; each answer by itself, whatever the others are.
 */
function platformTable(inputs, count) {
  let state = 20_261_201;
  const below = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 4_294_967_296) * limit);
  };
  const order = [...inputs.filter(({ isFact }) => !isFact), ...inputs.filter(({ isFact }) => isFact).reverse()];
  const answer = {
    multiple: ({ ids, exclusive }) => {
      const chosen = ids.filter((_, i) => i !== exclusive && below(2) === 0);
      return (chosen.length > 0 ? chosen : [ids[Math.max(0, exclusive)]]).join(', ');
    },
    integer: () => String(below(1500)),
    decimal: () => (below(60_000) / 10).toFixed(1),
    text: () => DISTRICTS[below(9)],
    key: (_, row) => keyOf(99_999_999 - ((row * 97) % 100_000_000)),
    name: (_, row) => `示例企业${row}${below(2) === 0 ? '（集团）' : ''}股份公司`,
  };
  const pick = ({ ids }) => ids[below(ids.length)];
  function* rows() {
    for (let row = 0; row < count; row++) {
      const values = order.map((input) =>
        (answer[input.isKey ? 'key' : input.id] ?? answer[input.type] ?? pick)(input, row),
      );
      const sector = order.findIndex(({ id }) => id === 'sector');
      const assets = order.findIndex(({ id }) => id === 'assets');
      if (values[sector] !== 'construction') values[assets] = '';
      yield [`2026/11/${1 + (row % 28)} 9:30:0${row % 10}`, String(60 + below(900)), ...values].map(
        (text) => `"${text}"`,
      );
    }
  }
  const headings = ['提交答卷时间', '所用时间', ...order.map(({ heading }) => heading)].map((text) => `"${text}"`);
  const columns = ['time', 'duration', ...order.map(({ id }) => id)];
  return { headings, rows: rows(), layout: { columns, separator: ', ', newline: '\r\n' } };
}

/** Turns a number of an option, or a set of them, into its cell. */
function spell(type, texts, separator, quote) {
  const cells = [];
  const make = (value) =>
    quote(type === 'multiple' ? texts.filter((_, i) => (value >> i) & 1).join(separator) : texts[value]);
  return (value) => {
    if (value < 0) return value === UNKNOWN ? DONT_KNOW : '';
    cells[value] ??= make(value);
    return cells[value];
  };
}

function writeCsv({ headings, rows }, { file: path, encoding, newline }) {
  const encode = encoding === 'gbk' ? createGbkEncoder() : Buffer.from;
  const file = openSync(path, 'w');
  let text = headings.join(',') + newline;
  for (const cells of rows) {
    text += cells.join(',') + newline;
    if (text.length < PIECE) continue;
    writeSync(file, encode(text));
    text = '';
  }
  writeSync(file, encode(text));
  closeSync(file);
}

/** What Node can read but not write: every pair of bytes, by the character it means. */
function createGbkEncoder() {
  const decoder = new TextDecoder('gbk');
  const pairs = new Uint16Array(65_536);
  for (let pair = 0x8140; pair <= 0xfefe; pair++) {
    const character = decoder.decode(Uint8Array.of(pair >> 8, pair & 255));
    if (character.length === 1 && character > '\u0080' && character !== '\ufffd') pairs[character.charCodeAt(0)] = pair;
  }
  return (text) => {
    const bytes = Buffer.allocUnsafe(text.length * 2);
    let length = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 128) bytes[length++] = pairs[code] >> 8;
      bytes[length++] = code < 128 ? code : pairs[code] & 255;
    }
    return bytes.subarray(0, length);
  };
}

function quoteWhereNeeded(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
