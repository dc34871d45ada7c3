import type { Messages } from '../messages.ts';

export const template: Messages['template'] = {
  opening: (pack, blank) => `${pack} 的答案。请将 ${blank} 换成答案，没有答案则保留。`,
  more: (unknown, noted) => `尚不清楚写 ${unknown}；答案可带备注和证据：${noted}。`,
  required: '必填',
  choose: (values) => `选一项：${values}`,
  several: (values) => `可选多项：${values}，写成列表，如 [A, B]`,
  number: (range) => (range === '' ? '数字' : `数字：${range}`),
  yesNo: (yes, no) => `是写 ${yes}，否写 ${no}`,
  date: '日期：2026-01-31',
  text: '文字',
  tick: (mark) => `选中填 ${mark}，否则留空`,
  notApplicable: (state) => `不适用写 ${state}`,
  derived: (names) => `以下由上述答案推算，只有不对时才需填写：${names}`,
  answers: '答案',
  lists: '选项',
  insteadOf: (title) => `无法作答时选择：${title}`,
  surprise: (title, range) => `请核对：“${title}”通常为${range}。`,
  uscc: '不是有效的统一社会信用代码：应为营业执照上的18位数字和大写字母。',
  alone: '表示“无”的选项不能与其他选项同时选择。',
  unsaidIn: (format) => `${format} 无法表达以下内容：`,
  unsaid: {
    condition: (name, reads) => `${name} 一律询问：是否询问取决于 ${reads}`,
    heading: (name, heading) => `${name} 的列名为 ${heading}，读回时需要映射文件（matura map）`,
    state: (name, state) => `${name} 未提供“${state}”：已有选项使用该写法`,
    checkCharacters: (name) => `${name} 的校验位在评分时才检查`,
    scope: '不适用本问卷的企业不会得到提示',
  },
};

export const paper: Messages['paper'] = {
  howTo: [
    '每题勾选一项；注明可多选的除外。',
    '尚不清楚的，请勾选“暂不清楚”，不要猜测。',
    '注明“仅当”的题目，不符合条件的请跳过。',
    '请在答案旁或下方记录现场所见及可作证明的材料。',
  ],
  enterprise: '企业名称',
  date: '日期',
  filledBy: '填写人',
  assessor: '诊断人员',
  edition: (title, version) => `${title}，版本 ${version}`,
  facts: '企业信息',
  funding: '仅用于资金支持',
  required: '必填',
  onlyIf: (condition) => `仅当：${condition}`,
  tick: (least, most) => {
    if (most !== null && most === least) return `限选 ${most} 项。`;
    if (most !== null) return least > 1 ? `可选 ${least} 至 ${most} 项。` : `最多选 ${most} 项。`;
    return least > 1 ? `至少选 ${least} 项。` : '可多选。';
  },
  follows: '由此处所填数据推算；只有推算不符实际时才需勾选。',
  answer: '答案',
  day: '年 – 月 – 日',
  notes: '备注',
  notesAndEvidence: '备注、证据',
  evidenceRequired: '备注、证据（必填）',
  moreNotes: '其他备注',
};

export const imports: Messages['imports'] = {
  added: (path, enterprise, file) => `${path}：${enterprise}已加入 ${file}`,
  alreadyThere: (path, enterprise, file) => `${path}：${enterprise}的这次评测已在 ${file} 中`,
  refused: (path) => `${path}：已拒收`,
  level: (level) => `结果：${level}`,
  changed: (fact, from, to) => `${fact}：原为 ${from}，现为 ${to}`,
  again: (path) => `与 ${path} 是同一家企业，两次评测均予保留`,
  notNewest: '档案中已有更晚的评测，企业信息和政策以其为准',
  migrated: (from) => `按问卷版本 ${from} 填写，已转入现行版本`,
  renamedIds: (ids) => `此后改名：${ids}`,
  progress: (done, all) => `已处理 ${done} / ${all} 个文件`,
  interrupted: (folder) => `已中断：${folder} 中已新增的评测保留，不会重复添加。请重新运行同一命令。`,
  editedKept: (path) => `人工修改过的方案现存为 ${path}`,
  summary: (files, added, alreadyThere, refused) =>
    `共 ${files} 个文件：加入 ${added} 个，已存在 ${alreadyThere} 个，拒收 ${refused} 个`,
  otherEnterprise: (stored, given) =>
    `此代码的档案属于另一家企业：档案中为“${stored}”，答案中为“${given}”；未写入任何内容`,
  renameAdvice: '代码是否正确？如企业已更名，请加 --renamed。',
  emptyFolder: (path) => `${path} 中没有答案：其中没有 JSON 文件`,
};
