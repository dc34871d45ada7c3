import type { MappingMessages } from './messages.ts';

export const mapping: MappingMessages = {
  opening: (table, pack) => `${table} 的各列与 ${pack} 的对应关系。请通读，尤其是标有“请核对”之处，然后运行：`,
  table: { column: '列', becomes: '对应', how: '识别依据', remark: '说明' },
  unused: '未使用',
  unnamed: (place) => `（第 ${place} 列，无表头）`,
  by: {
    id: '标识',
    text: (language) => (language === null ? '文字' : `文字（${language}）`),
    numbered: (language) => (language === null ? '题号后的文字' : `题号后的文字（${language}）`),
    option: '题目和选项',
    similar: (percent) => `相似度 ${percent}%`,
  },
  option: (question, option) => `${question}：${option}`,
  doubts: {
    similar: '表头只是相似',
    several: (names) => `表头可能指 ${names}：请在 to 中写明一个`,
    second: (name) => `已有另一列对应 ${name}`,
    positions: (first) => `单元格似乎是从 ${first} 起的选项序号`,
    counted: '表头似乎是从 1 起的选项序号',
    fraction: '百分比都在 0 与 1 之间，因此乘以 100',
    dates: (day, month) => `01/02/2026 这样的日期有两种读法：请写明 ${day}（日在前）或 ${month}（月在前）`,
    missingOptions: (options) => `没有列的选项：${options}`,
  },
  unread: (cells) => `无法识别：${cells}`,
  check: (doubts) => `请核对：${doubts}`,
  decimalUnclear: '从数字中看不出小数点是点还是逗号',
  decimalSettledBy: (what, flag) => `${what}，请用 ${flag} 指定`,
  missing: (names) => `缺少以下列：${names}`,
  optional: (names) => `以下没有列，也不是必需：${names}`,
  certain: '所需各列均已确定：不用对应文件也可直接批量评分。',
  uncertain: '并非全部确定：核对后，批量评分须使用对应文件。',
};
