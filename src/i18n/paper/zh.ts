import type { PaperMessages } from './messages.ts';

export const paper: PaperMessages = {
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
