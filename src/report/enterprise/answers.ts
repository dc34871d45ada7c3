import { isAsked } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { heading, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Cell, Inline } from '../document/document.ts';
import { answerInWords, knownAnswer } from './answer.ts';
import type { Writing } from './report.ts';

/** Every fact and every answer with its notes and evidence, part by part. */
export function writeAnswers(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { answers: words } = vocabulary.messages.report;
  const { interview, settled } = report;
  const { parts, items } = interview.outline;
  const unasked = items.filter((item) => !isAsked(interview, item)).length;
  return [
    heading(2, 'answers', words.title),
    ...(settled ? [paragraph(words.introduction(String(settled.count), String(settled.of)))] : []),
    ...parts.flatMap((part, position): Block[] => {
      const asked = items.filter((item) => item.part === position && isAsked(interview, item));
      const rows = asked.map((item) => rowOf(item, writing));
      if (rows.length === 0) return [];
      const title = part.kind === 'facts' ? words.facts : (vocabulary.pick(part.section.title) ?? part.section.id);
      return [
        {
          kind: 'details',
          summary: words.part(title, String(rows.length)),
          blocks: tableOf(
            [
              [words.question, 'left'],
              [words.answer, 'left'],
              [words.remarks, 'left'],
            ],
            rows,
          ),
        },
      ];
    }),
    ...(unasked > 0 ? [paragraph(words.notAsked(String(unasked)), 'quiet')] : []),
  ];
}

function rowOf(item: Item, writing: Writing): (Inline | Cell)[] {
  const { report, vocabulary } = writing;
  const { interview } = report;
  const { numbers, report: own } = vocabulary.messages;
  const { name, input } = item;
  const entry = entryOf(interview.sheet, name);
  const { note, evidence = [] } = entry;
  const isProofMissing =
    'evidence' in input.definition &&
    input.definition.evidence === 'required' &&
    entry.state === 'answered' &&
    evidence.length === 0;
  const remarks = [
    ...(note === undefined ? [] : [note]),
    ...(evidence.length === 0 ? [] : [numbers.labelled(own.answers.evidence, numbers.items(evidence))]),
    ...(isProofMissing ? [own.answers.noEvidence] : []),
  ];
  const question = vocabulary.pick(input.definition.text) ?? vocabulary.titleOf(name);
  return [
    { text: [...numberOf(item), question], isHeading: true },
    answerOf(item, writing),
    { text: [numbers.list(remarks)], ...(isProofMissing ? { tone: 'warn' as const } : {}) },
  ];
}

function answerOf({ name }: Item, writing: Writing): Cell {
  const { numbers, words, report: own } = writing.vocabulary.messages;
  const said = answerInWords(name, writing);
  if (said !== undefined) {
    return { text: [knownAnswer(name, writing)?.isDerived ? numbers.remark(said, own.answers.derived) : said] };
  }
  const { state } = entryOf(writing.report.interview.sheet, name);
  return { text: [words.states[state]], tone: state === 'notApplicable' ? 'quiet' : 'warn' };
}

/** A number that people know a question by, as on paper; a speaking id is no help to them. */
function numberOf({ name, input }: Item): string[] {
  return input.role === 'question' && /^[A-Z]*\d[\w.]*$/.test(name) ? [`${name} `] : [];
}
