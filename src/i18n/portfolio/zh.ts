import type { PortfolioMessages } from './messages.ts';

export const portfolio: PortfolioMessages = {
  noKey: '没有企业标识',
  notObject: '该行不是 JSON 对象',
  noColumn: (file, column) => `${file} 中没有“${column}”列`,
  columnsAre: (columns) => `现有列：${columns}`,
  noResult: (file) => `${file} 不是批量评分结果：没有“level”列`,
  makeResult: '批量评分结果由 matura batch PACK EXPORT --out results.csv 生成；企业名录请用 --registry 指定。',
  emptyFolder: (folder) => `${folder} 中没有企业档案`,
  makeFiles: '企业档案可由 matura score PACK ANSWERS --files DIR 生成。',
  progress: (done, rate) => `已读取 ${done} 条，每秒 ${rate} 条`,
  intake: {
    title: '读取情况',
    forms: {
      files: (count) => `企业档案 ${count} 份`,
      results: (count) => `批量评分结果 ${count} 行`,
      registry: (count) => `企业名录 ${count} 行`,
    },
    enterprises: (count) => `合计 ${count} 家企业（去重后）`,
    rule: '每家企业只计最近一次自评和最近一次现场诊断；同一天的，企业档案优先于批量评分结果，其余以先读到的为准。',
    older: (count) => `未计入较早的评估 ${count} 次`,
    sameDay: (count) => `未计入同一天的重复评估 ${count} 次`,
    registeredTwice: (count) => `名录中有 ${count} 行企业标识重复，以首行为准`,
    unreadable: (count) => `${count} 行（份）无法读取：`,
    more: (count) => `另有 ${count} 项`,
  },
};
