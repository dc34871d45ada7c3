import type { DashboardWords } from './messages.ts';

export const dashboard: DashboardWords = {
  filter: '筛选',
  rows: '{all} 行中的 {shown} 行',
  allRows: '全部 {all} 行',
  firstRows: '只显示前 {shown} 行',
  findNode: '查找企业',
  showAll: '显示全部 {all} 家',
  showFirst: '只显示最重要的企业',
  nodes: '显示 {all} 家企业中的 {shown} 家。拖动可移动画面；点击企业可查看其情况。',
  zoomIn: '放大',
  zoomOut: '缩小',
  wholeView: '查看全图',
  joined: '采购自或供货给：',
  furtherNeighbours: '显示更多（已列出 {all} 家中的 {shown} 家）',
  keys: '供应关系网络。方向键在企业之间移动，加号和减号缩放，Esc 键取消选择。',
  nothingFound: '没有叫这个名称的企业。',
};
