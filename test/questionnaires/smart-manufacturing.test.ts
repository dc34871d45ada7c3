import { describe, expect, test } from 'vitest';
import type { Rubric } from '../../src/model/generated/types.ts';
import { questionnaireOf, rubricOf } from './bundled-documents.ts';

const { sections } = questionnaireOf('smart-manufacturing');
const rubric = rubricOf('smart-manufacturing');

/** The sub-domains of GB/T 39116-2020, in its words and order. */
const SUB_DOMAINS =
  '组织战略 人员技能 数据 集成 信息安全 装备 网络 产品设计 工艺设计 采购 计划与调度 生产作业 设备管理 仓储配送 安全环保 能源管理 物流 销售 产品服务 客户服务';

test('the 20 sub-domains have their official names', () => {
  expect(sections.map(({ title }) => (title as { zh: string }).zh).join(' ')).toBe(SUB_DOMAINS);
});

test.each(sections.map((section) => [section.id, section] as const))(
  '%s has a requirement for each level',
  (id, { questions }) => {
    expect(questions.map(({ tags }) => tags?.level)).toEqual([1, 2, 3, 4, 5]);
    expect(questions.map((question) => question.id)).toEqual([1, 2, 3, 4, 5].map((level) => `${id}-${level}`));
    for (const { when, tags } of questions) {
      const above = [1, 2, 3, 4, 5].filter((level) => level >= Number(tags?.level)).map(String);
      expect(when ?? { assessedLevel: { enum: above } }).toEqual({ assessedLevel: { enum: above } });
    }
  },
);

type Members = Record<string, unknown>;

/** The groups of siblings in the tree of weights, each by its name. */
function groupsOf(name: string, members: Members): [string, Members][] {
  const inner = Object.entries(members).flatMap(([id, member]) =>
    typeof member === 'object' ? groupsOf(id, (member as { mean: Members }).mean) : [],
  );
  return [[name, members], ...inner];
}

/** The weight of a member in an industry; a name stands for a choice between the two industries. */
function weightIn(industry: 'process' | 'discrete', member: unknown): number {
  const weight = typeof member === 'object' ? (member as { weight: unknown }).weight : member;
  if (typeof weight === 'number') return weight;
  const choice = rubric.scores[String(weight)];
  const cases = typeof choice === 'object' ? choice.first : undefined;
  return Number(cases?.[industry === 'process' ? 0 : 1]?.value);
}

describe.each(['process', 'discrete'] as const)('the weights of a %s industry', (industry) => {
  const fulfilment = (rubric.scores as Record<string, { mean: Members }>).fulfilment;
  const groups = groupsOf('fulfilment', fulfilment?.mean ?? {});

  test('the weights include every sub-domain once', () => {
    const leaves = groups
      .flatMap(([, members]) => Object.entries(members))
      .filter(([, member]) => typeof member !== 'object');
    expect(leaves.map(([id]) => id).sort()).toEqual(sections.map(({ id }) => id).sort());
  });

  test.each(groups)('the weights of %s add up to 100', (_, members) => {
    const weights = Object.values(members).map((member) => weightIn(industry, member));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });
});

test('weights that were not compared with the standard are marked as unverified', () => {
  const sources: Rubric['source'][] = [questionnaireOf('smart-manufacturing').source, rubric.source];
  expect(sources.map((source) => source?.verified)).toEqual([false, false]);
});
