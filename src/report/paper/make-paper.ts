import { drawOutline, type Item, type Part } from '../../interview/outline.ts';
import type { Questionnaire } from '../../model/generated/types.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { conditionInWords } from '../words/condition.ts';
import { writeMatrix } from './matrix.ts';
import type { Paper, PaperMatrix, PaperPart, PaperQuestion } from './paper.ts';
import { linesOf, writeQuestion } from './question.ts';
import type { Wording } from './wording.ts';

/** What a questionnaire is put on paper with. */
export interface PaperSource {
  readonly plan: Plan;
  readonly questionnaire: Questionnaire;
  readonly vocabulary: Vocabulary;
  /** The facts that only the policy asks for. */
  readonly policyFacts: ReadonlySet<string>;
}

/** The whole questionnaire for paper: nothing can be hidden there, so each condition is said. */
export function makePaper({ plan, questionnaire, vocabulary, policyFacts }: PaperSource): Paper {
  const { pick } = vocabulary;
  const { paper: messages, form } = vocabulary.messages;
  const wording = { vocabulary, messages, questionnaire };
  const title = pick(questionnaire.title) ?? questionnaire.id;
  const { parts, items } = drawOutline(plan, policyFacts);
  return {
    tag: form.language.tag,
    title,
    edition: messages.edition(questionnaire.id, questionnaire.version),
    text: linesOf(pick(questionnaire.text)),
    howTo: messages.howTo,
    fields: [messages.enterprise, messages.date, messages.filledBy, messages.assessor],
    owner: messages.enterprise,
    parts: parts.flatMap((part, i) => {
      const own = items.filter((item) => item.part === i && item.input.type !== 'derived');
      return own.length === 0 ? [] : [writePart(part, own, wording)];
    }),
    moreNotes: messages.moreNotes,
  };
}

function writePart(part: Part, items: readonly Item[], wording: Wording): PaperPart {
  const { vocabulary, messages } = wording;
  const asked = groupOf(items).map((group) => writeGroup(group, wording));
  if (part.kind === 'facts') return { title: messages.facts, text: [], onlyIf: undefined, asked };
  const { section } = part;
  return {
    title: vocabulary.titleOf(section.id),
    text: linesOf(vocabulary.pick(section.text)),
    onlyIf: section.when && messages.onlyIf(conditionInWords(section.when, vocabulary)),
    asked,
  };
}

/** The rows of a matrix together, everything else by itself. */
function groupOf(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    const isRow = item.input.matrix !== null && last?.[0]?.input.matrix === item.input.matrix;
    if (isRow) last?.push(item);
    else groups.push([item]);
  }
  return groups;
}

function writeGroup(group: readonly Item[], wording: Wording): PaperQuestion | PaperMatrix {
  const [first] = group as readonly [Item];
  return first.input.matrix === null ? writeQuestion(first, wording) : writeMatrix(first.input.matrix, group, wording);
}
