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
    'bad-signature': (link) => `第 ${link} 环的签名无效`,
    unsigned: (entry) => `${entry}未用 matura.yaml 所列的任一密钥签名`,
    'cut-off': '链的末尾被截去',
    'no-chain': '链被删除',
    'other-version': 'schemaVersion 被改动',
    'duplicate-key': (name, line) => `键“${name}”重复出现（第 ${line} 行）`,
    'byte-order-mark': '文件开头被加上了字节顺序标记',
  },
  scoreDiffers: (entry, name, stored, now) => `${entry}：${name} 记为 ${stored}，而按其答案应为 ${now}`,
  keyWritten: (path) => `已写入：${path}。请自行妥善保管；指纹可告知他人。`,
  none: '无',
  policyOlder:
    '旁边的一企一策方案不是按最近一次评测制定的：可能是上次运行中断，重新运行同一命令即可补上；也可能有人换过文件',
  summary: (altered, files) =>
    altered === '0' ? `未发现改动。已检查文件：${files}。` : `有问题的文件：${files} 个中的 ${altered} 个。`,
  rescored: (count) => `已重新评分的评测：${count}。`,
  notChecked: '未能检查',
  unchecked: {
    withoutChain: (count) => `尚无链的文件（${count}）：写入下一条内容时即会加上`,
    adopted: (count) => `文件有链之前的内容（${count} 条）`,
    redacted: (count) => `已隐去的个人信息（${count} 条）`,
    withoutPack: (count) => `找不到所用问卷包的评测的得分（${count}）：可用 --packs 指定其文件夹`,
  },
  more: (first, others) => `${first}；另有 ${others} 处`,
};

export const redaction: Messages['redaction'] = {
  nothing: (path) => `${path} 中没有个人信息，未作删除。`,
  removed: (path, entries, isTrial) =>
    `${isTrial ? '将' : '已'}从 ${path} 删除：评测人和记录人、备注、证据及联系方式（${entries} 条）。`,
  copies: '此前的副本、报告、编辑过的一企一策方案和导出文件中可能仍有这些内容。',
  policy: '重新生成一企一策方案，不再引用备注',
};
