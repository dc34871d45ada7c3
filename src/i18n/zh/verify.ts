import type { Messages } from '../messages.ts';

export const verify: Messages['verify'] = {
  entries: {
    assessment: (number) => `第 ${number} 次评测`,
    record: (number) => `第 ${number} 条记录`,
  },
  parts: {
    about: '类型、日期或问卷包',
    answers: '基本信息或答案',
    result: '得分或等级',
    recommendation: '建议',
    content: '内容',
    personal: '评测人、备注、证据或联系方式',
  },
  findings: {
    altered: (entry, parts) => `${entry}被改动：${parts}`,
    removed: (entry) => `${entry}被删除`,
    inserted: (entry) => `${entry}是后来插入的`,
    moved: (entry) => `${entry}被移动`,
    'personal-removed': (entry) => `${entry}的评测人、备注、证据或联系方式被删除，但未使用 matura redact`,
    facts: '文件开头的基本信息被改动',
    fact: (name) => `文件开头的“${name}”被改动：其备注或证据不在任何一次评测中`,
    'link-broken': (link) => `链上第 ${link} 环与前一环不相承：它本身、企业标识或此前的内容被改动`,
    'cut-off': '链的末尾被截去',
    'no-chain': '链被删除',
    'other-version': 'schemaVersion 被改动',
    'duplicate-key': (name, line) => `键“${name}”重复出现（第 ${line} 行）`,
    'byte-order-mark': '文件开头被加上了字节顺序标记',
  },
  more: (first, others) => `${first}；另有 ${others} 处`,
};
