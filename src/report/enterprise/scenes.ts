import { drawHeatMap, type HeatCell, type HeatGroup } from '../../charts/heat-map.ts';
import { RAMP } from '../../charts/palette.ts';
import { toNumber } from '../../model/rational.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { rateAnswers } from '../../scoring/rating.ts';
import { heading } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { formatShare } from '../number.ts';
import { knownAnswer } from './answer.ts';
import type { Writing } from './report.ts';

/** Fewer questions than this are no map, and a scale of more steps has no cells for them. */
const FEWEST = 3;
const MOST_STEPS = 8;
/** The tag by which questions say which level they are about. */
const LEVEL_TAG = 'level';

interface Map {
  readonly columns: readonly string[];
  readonly groups: readonly HeatGroup[];
  readonly introduction: string;
}

/**
 * A map of shades. Of a questionnaire that asks each section level by level, the sections by level; else the questions
 * answered on a scale, by its steps. None of either: no map.
 */
export function writeScenes(writing: Writing): Block[] {
  const map = mapLevels(writing) ?? mapScales(writing);
  if (!map) return [];
  const { numbers, report } = writing.vocabulary.messages;
  const { scenes: words } = report;
  const { columns, groups, introduction } = map;
  const rows = groups.flatMap(({ rows }) => rows);
  const described = rows.map(({ title, cells }) =>
    numbers.labelled(title, numbers.items(cells.flatMap(({ text }) => (text === undefined ? [] : [text])))),
  );
  const has = (test: (cell: HeatCell) => boolean): boolean => rows.some(({ cells }) => cells.some(test));
  return [
    heading(2, 'scenes', words.title),
    {
      kind: 'chart',
      title: introduction,
      description: numbers.list(described),
      drawing: drawHeatMap(columns, groups, introduction),
      legend: [
        { name: 'step-0', text: words.least },
        { name: `step-${RAMP.length - 1}`, text: words.most },
        ...(has(({ isTarget }) => isTarget === true) ? [{ name: 'target', text: report.scores.afterMeasures }] : []),
        ...(has(({ share }) => share === 'open') ? [{ name: 'open', text: words.open }] : []),
      ],
    },
  ];
}

function questionsOf({ inputs }: Plan, section: string): Input[] {
  return inputs.filter((input) => input.role === 'question' && input.section === section);
}

/** Sections whose questions are each about one level. */
function mapLevels(writing: Writing): Map | undefined {
  const { report, vocabulary } = writing;
  const { plan, interview } = report;
  const { numbers, report: own } = vocabulary.messages;
  const tagged = plan.inputs.filter(({ role, tags }) => role === 'question' && Object.hasOwn(tags, LEVEL_TAG));
  const levels = [...new Set(tagged.map(({ tags }) => tags[LEVEL_TAG] as string))].sort(
    (a, b) => Number(a) - Number(b),
  );
  if (levels.length < 2 || levels.length > MOST_STEPS) return undefined;
  const shares = new Map(
    rateAnswers(plan, interview.sheet, interview.evaluation).map(({ input, share }) => [input.name, share]),
  );
  const rows = plan.sections.flatMap(({ id, title }) => {
    const questions = questionsOf(plan, id).filter((question) => tagged.includes(question));
    if (questions.length < 2) return [];
    const cells = levels.map((level): HeatCell => {
      const asked = questions.filter((question) => question.tags[LEVEL_TAG] === level);
      const known = asked.flatMap(({ name }) => shares.get(name) ?? []);
      if (known.length > 0) {
        const share = known.reduce((sum, one) => sum + one, 0) / known.length;
        return { share, text: formatShare(share, numbers) };
      }
      return asked.some((question) => isOpen(question, writing)) ? { share: 'open', text: '?' } : { share: null };
    });
    return [{ title: vocabulary.pick(title) ?? id, cells }];
  });
  if (rows.length < FEWEST) return undefined;
  return {
    columns: levels.map((level) => own.scenes.level(level)),
    groups: [{ rows }],
    introduction: own.scenes.byLevel,
  };
}

/** Questions answered on a scale of a few steps, as far as each has come. */
function mapScales(writing: Writing): Map | undefined {
  const { report, vocabulary } = writing;
  const { plan } = report;
  const { report: own } = vocabulary.messages;
  const scales = plan.inputs.filter((input) => input.role === 'question' && stepsOf(input).length > 1);
  const [longest] = [...scales].sort((one, other) => stepsOf(other).length - stepsOf(one).length);
  if (!longest) return undefined;
  const steps = stepsOf(longest);
  const groups = plan.sections.flatMap(({ id, title }): HeatGroup[] => {
    const rows = questionsOf(plan, id)
      .filter((question) => scales.includes(question))
      .flatMap((question) => {
        const cells = cellsOf(question, steps, writing);
        return cells ? [{ title: vocabulary.titleOf(question.name), cells }] : [];
      });
    return rows.length === 0 ? [] : [{ title: vocabulary.pick(title) ?? id, rows }];
  });
  if (groups.flatMap(({ rows }) => rows).length < FEWEST) return undefined;
  return { columns: steps.map(String), groups, introduction: own.scenes.byStep };
}

function stepsOf({ type, range: { low, high } }: Input): number[] {
  if (type !== 'scale' || !low || !high) return [];
  const [from, to] = [toNumber(low), toNumber(high)];
  return to - from + 1 > MOST_STEPS ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Shaded up to where it has come; nothing for a question that is not asked. */
function cellsOf(question: Input, steps: readonly number[], writing: Writing): HeatCell[] | undefined {
  const { report, vocabulary } = writing;
  const known = knownAnswer(question.name, writing);
  const own = stepsOf(question);
  const value = typeof known?.value === 'object' && 'n' in known.value ? toNumber(known.value) : undefined;
  const aim = aimOf(question.name, report.recommendation);
  if (value === undefined) {
    if (!isOpen(question, writing)) {
      const { notApplicable } = vocabulary.messages.report.scenes;
      return report.interview.sheet.get(question.name)?.state === 'notApplicable'
        ? steps.map((_, i) => ({ share: null, ...(i === 0 ? { text: notApplicable } : {}) }))
        : undefined;
    }
    return steps.map((step) => (own.includes(step) ? { share: 'open', text: '?' } : { share: null }));
  }
  const most = Math.max(1, own.length - 1);
  return steps.map((step): HeatCell => {
    const isTarget = aim !== undefined && step === aim && aim > value;
    if (step > value || !own.includes(step)) return { share: null, isTarget };
    return { share: (step - (own[0] ?? 0)) / most, ...(step === value ? { text: String(value) } : {}), isTarget };
  });
}

/** Where the recommended measures lead a question that is answered by a number. */
function aimOf(name: string, recommendation: Writing['report']['recommendation']): number | undefined {
  const ends = (recommendation?.measures ?? []).flatMap(({ reasons }) =>
    reasons.flatMap((change) => (change.name === name && typeof change.to === 'number' ? [change.to] : [])),
  );
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function isOpen({ name }: Input, { report }: Writing): boolean {
  const { plan, interview } = report;
  const position = plan.names.get(name)?.node ?? -1;
  const { evaluation } = interview;
  const state = evaluation.states[position];
  return evaluation.asked[position] !== 'fails' && (state === 'unanswered' || state === 'unknown');
}
