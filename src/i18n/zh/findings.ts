import type { Messages } from '../messages.ts';

export const findings: Messages['findings'] = {
  severity: { error: '错误', warning: '警告' },
  counts: { error: (count) => `${count} 个错误`, warning: (count) => `${count} 个警告` },
  none: (files) => `已检查 ${files} 个文件，没有发现问题`,
  found: (counts, touched, files) => `已检查 ${files} 个文件，其中 ${touched} 个有问题：${counts}`,
  known: (text, count) => `${text}；另有 ${count} 个已知问题未列出`,
  more: (count) => `…… 另有 ${count} 个问题`,
  moreOfRule: (count, rule) => `…… ${rule} 另有 ${count} 处`,
  didYouMean: (name) => `是否指“${name}”？`,
  meant: (text, name) => `${text}；是否指“${name}”？`,
  advised: (text, advice) => `${text}。${advice}`,
  allowed: (names) => `可用：${names}`,
  states: (names) => `状态：${names}`,
  rule: (command) => `详情：${command}`,
  baseline: {
    written: (path, count) => `${path}：${count} 个已知问题`,
    complete: '均已注明理由',
    open: (count) => `其中 ${count} 个须把 TODO 改为理由`,
  },
  repaired: (place, found, instead) => `${place}  “${found}”已改为“${instead}”`,
  watching: '等待文件改动；按 Ctrl-C 结束。',
  notCompared: (path, revision) => `${path} 在 ${revision} 时有错误，未作比较`,
};

export const rulePages: Messages['rulePages'] = {
  why: '原因',
  fix: '改正方法',
  bad: '有问题',
  good: '没有问题',
  savedAs: (file, encoding) => `${file}（编码为 ${encoding}）`,
  groups: {
    M1: '文件和格式',
    M2: '名称、类型和规则',
    M3: '问卷包的逻辑',
    M4: '措施和政策',
    M5: '语言',
    M6: '问卷包的改动',
    A1: '答案',
  },
};

export const notices: Messages['notices'] = {
  dryRun: '试运行：企业档案未作改动。',
  olderPolicy: (path, command) => `${path} 早于本次登记，尚未反映其内容。更新方案：${command}`,
  notOpened: (viewer) => `无法打开：找不到 ${viewer}。`,
  datedAhead: (day) => `评测日期 ${day} 尚未到来：按该企业最近一次评测计。`,
  otherContent: (pack, version) =>
    `该评测所用的 ${pack} ${version} 与此处内容不同：以下按此处内容重新计算，档案中的结果保持不变。`,
  otherVersion: (pack, version, found) =>
    `该评测采用 ${pack} ${version}，此处为 ${found}：以下按此处版本重新计算，档案中的结果保持不变。`,
  notInPack: (names) => `该问卷包中没有以下内容，未计入：${names}`,
  raiseVersion: (version) => `影响结果的内容有改动，而两者均为版本 ${version}：请提高版本号，以便区分结果。`,
  tooLarge: '问卷包过大，无法逐一尝试各个答案，因此不列出影响最大的答案。',
  filteredCoverage: '使用 --filter 时，不计其他用例的覆盖情况。',
  policyNotFound: (policy) => `没有找到政策 ${policy}，其名称和预算不详。`,
  otherFolder: (name, folder) => `${name} 指 ${folder} 中的问卷包。如需使用当前文件夹中的，请写 ./${name}。`,
  alreadyThere: '档案中已有当天的同一评测，未新增任何内容。',
  otherPolicy: (path, used, stored) =>
    `${path} 现按 ${used} 制定，而档案中的评测是按 ${stored} 提出建议的：不加 --policy ${used} 时，matura report 等命令仍以 ${stored} 为准。`,
  laterThere: '档案中已有更晚的评测，其方案保持不变。',
};
