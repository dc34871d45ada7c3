import type { Messages } from '../messages.ts';

const KINDS = { self: '线上自评', onsite: '现场诊断' } as const;

export const simulate: Messages['simulate'] = {
  synthetic:
    '本文件夹中的内容全部为合成数据：企业、代码、名称、答案和数值均非真实。代码中的行政区划以 99 开头，GB/T 2260 中并无此区划；每张表都有 “synthetic” 一列。',
  describedAs: '该地区代表什么',
  filesTitle: '文件',
  file: '文件',
  holds: '内容',
  contents: {
    registry: (enterprises, city) => `${city}企业名录：${enterprises} 家`,
    transformed: (enterprises) => `其中 ${enterprises} 家已认定完成转型，附认定日期`,
    outside: (enterprises) => `名录以外、位于其他城市的 ${enterprises} 家企业`,
    links: (links, chains) => `${chains} 条产业链中的 ${links} 条供应关系`,
    exports: (kind, date, rows) => `截至 ${date}，${rows} 家企业${KINDS[kind]}的答案`,
    results: (kind, date) => `截至 ${date} 的${KINDS[kind]}评分结果`,
    peers: (regions, rank) => `${regions} 个城市的虚构数值，本市位列第 ${rank}`,
    files: (enterprises) => `${enterprises} 家企业的企业档案，含全部评测和政策方案`,
  },
  written: (folder) => `合成的地区数据已写入 ${folder}`,
  interrupted: (folder) => `已中断：${folder} 中未写入任何内容。请重新运行同一命令。`,
  progress: (done, all) => `企业档案 ${done}/${all}`,
  refused: {
    notAFolder: (path) => `${path} 不是文件夹`,
    notEmpty: (path) => `文件夹 ${path} 不为空`,
    notEmptyNext: '请用 -o DIR 指定新文件夹，或先删除该文件夹。',
    unusable: (path) => `地区说明 ${path} 有误，无法生成`,
    noKey: (pack) => `问卷包 ${pack} 没有作为企业标识的信息项，无法区分企业`,
    rowRefused: (path, line, key) => `生成的答案不符合问卷包的要求：${path} 第 ${line} 行，企业 ${key}`,
    rowRefusedNext: '可用 matura batch 查看该行的问题。',
  },
};
