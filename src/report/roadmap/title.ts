import { nameEnterprise } from '../assessment.ts';
import { formatDate } from '../number.ts';
import type { Drawn } from './words.ts';

/** The heading: the roadmap, whose it is, where it leads and of which day. */
export function title({ report, recommendation, vocabulary }: Drawn): string {
  const { numbers, roadmap } = vocabulary.messages;
  const { name, key } = nameEnterprise(report);
  const { level } = recommendation.target;
  const parts = [
    name ?? key,
    ...(level === null ? [] : [vocabulary.levelOf(level)]),
    formatDate(recommendation.asOf, numbers),
  ];
  return `${roadmap.title} · ${parts.filter((part) => part !== undefined).join(' · ')}`;
}
