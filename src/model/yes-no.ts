/** How surveys and people write yes and no, in plain form. */
const YES = ['true', 'yes', 'y', '1', '1.0', 'ja', 'j', 'wahr', '是', '是的', '有', '对', '√', '✓', '✔', '☑'].concat([
  'checked',
  'selected',
  'quoted',
  'on',
  '选中',
  '已选',
  '勾选',
]);
const NO = [
  'false',
  'no',
  'n',
  '0',
  '0.0',
  'nein',
  'falsch',
  '否',
  '不是',
  '无',
  '没有',
  '错',
  '×',
  '✗',
  '✘',
  '☐',
].concat(['unchecked', 'not selected', 'not quoted', 'off', '未选中', '未选']);

/** The spellings of yes and no. An x means either, so it only counts as the mark of a tick. */
export const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((word) => [word, true] as const),
  ...NO.map((word) => [word, false] as const),
]);
