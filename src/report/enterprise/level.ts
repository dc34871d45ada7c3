import { ladderOf } from '../../scoring/result.ts';
import { heading, listOf, paragraph } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { levelInWords } from '../summary/level.ts';
import { unmetInWords } from '../words/unmet.ts';
import type { Writing } from './report.ts';

/** The level, and what the next one lacks. */
export function writeLevel({ report, vocabulary }: Writing): Block[] {
  const { plan, result } = report;
  const { level } = result;
  if (!level) return [];
  const { messages } = vocabulary;
  const lines = level.next ? unmetInWords(level.next.unmet, vocabulary) : [];
  const isLadder = plan.level !== null && ladderOf(plan, plan.level).length > 0;
  return [
    heading(2, 'level', vocabulary.titleOf('level')),
    paragraph([{ strong: levelInWords(level, vocabulary) }]),
    ...(level.next && lines.length > 0
      ? [
          heading(3, 'missing', messages.policy.missing(vocabulary.levelOf(level.next.value, level.next.title))),
          ...listOf(lines),
        ]
      : !level.next && isLadder
        ? [paragraph(messages.policy.nothingMissing, 'good')]
        : []),
  ];
}
