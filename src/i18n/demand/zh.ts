import type { DemandMessages } from './messages.ts';

export const demand: DemandMessages = {
  title: (enterprises) => `${enterprises}家企业的资金需求（按支持工具）`,
  none: '档案中没有方案，因此没有需求。',
  instrument: '支持工具',
  eligible: '符合条件',
  demand: '需求',
  budget: '预算',
  clarify: (count) => `另${count}家待明确`,
  unknown: (count) => `另${count}笔不详`,
  share: (percent) => `需求占${percent}`,
  unpublished: '未公布',
  enterprises: (count) => `${count}家企业`,
  currency: (code) => `金额单位：${code}。`,
  withoutPolicy: (count) => `${count}家企业档案中没有方案。`,
  unreadable: (count) => `${count}个文件无法读取。`,
  note: '需求是按档案中的方案，各支持工具对符合条件的企业应支付的金额；未考虑能否同时享受。金额不详的只计数，不估算。',
};
