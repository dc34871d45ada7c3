import type { Condition } from '../../model/generated/types.ts';
import type { Changed, Plain, PointsValue } from '../../versions/change.ts';
import { findParts } from '../../versions/parts.ts';
import { formatNumber } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { conditionInWords } from '../words/condition.ts';

/** Figures of a pack are shown as they are written. */
const STATED_DECIMALS = 15;
const PATH = ' › ';

/** What is different about a thing, one line for each place: "only when: none → Size class: small". */
export function changedInWords(changed: Changed, vocabulary: Vocabulary): string[] {
  const { versions, numbers } = vocabulary.messages;
  const { aspect, path = [], before, after } = changed;
  const label = versions.aspects[aspect];
  if (aspect === 'members') return [numbers.labelled(label, membersInWords(before, after))];
  if (aspect === 'when' || aspect === 'scope' || path.at(-1) === 'when') {
    const say = (value: Plain | undefined): string =>
      value === undefined ? versions.nothing : conditionInWords(value as Condition, vocabulary);
    return [numbers.labelled(path.length > 0 ? path.join(PATH) : label, versions.step(say(before), say(after)))];
  }
  return findParts(before, after).map((part) => {
    const place = [...(aspect === 'rule' ? [] : [label]), ...path, ...part.path].join(PATH);
    const step = versions.step(sayPlain(part.before, vocabulary), sayPlain(part.after, vocabulary));
    return numbers.labelled(place, step);
  });
}

function membersInWords(before: Plain | undefined, after: Plain | undefined): string {
  const [one, other] = [before, after].map((list) => (Array.isArray(list) ? list.map(String) : [])) as [
    string[],
    string[],
  ];
  const come = other.filter((member) => !one.includes(member)).map((member) => `+ ${member}`);
  const gone = one.filter((member) => !other.includes(member)).map((member) => `− ${member}`);
  return [...come, ...gone].join(', ');
}

/** A value of a document as an expert would write it. */
export function sayPlain(value: Plain | undefined, vocabulary: Vocabulary): string {
  const { messages } = vocabulary;
  if (value === undefined || value === null) return messages.versions.nothing;
  if (typeof value === 'boolean') return value ? messages.words.yes : messages.words.no;
  if (typeof value === 'number') return formatNumber(value, { numbers: messages.numbers, decimals: STATED_DECIMALS });
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => sayPlain(item, vocabulary)).join(', ');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.map(([key, item]) => messages.numbers.labelled(key, sayPlain(item, vocabulary))).join(', ');
}

/** What an answer counts. */
export function sayPoints(value: PointsValue | null, vocabulary: Vocabulary): string {
  if (value === null) return vocabulary.messages.versions.nothing;
  const points = sayPlain(value.points, vocabulary);
  return value.without === undefined
    ? points
    : vocabulary.messages.versions.unproven(points, sayPlain(value.without, vocabulary));
}
