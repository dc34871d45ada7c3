import type { ImportMessages } from './messages.ts';

export const imports: ImportMessages = {
  added: (path, enterprise, file) => `${path}：${enterprise}已加入 ${file}`,
  alreadyThere: (path, enterprise, file) => `${path}：${enterprise}的这次评测已在 ${file} 中`,
  refused: (path) => `${path}：已拒收`,
  level: (level) => `结果：${level}`,
  changed: (fact, from, to) => `${fact}：原为 ${from}，现为 ${to}`,
  notStated: '未填写',
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
