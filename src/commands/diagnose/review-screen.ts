import {
  countOpen,
  findNextStep,
  finishAnswerSet,
  type Interview,
  type InterviewItem,
  isAssumed,
  isOpen,
  listAskedItems,
  listPromptWarnings,
  type OpenCounts,
  readDerivedAnswer,
  splitQuestionNumber,
} from '../../interview/index.ts';
import { toNumber } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { applyAllMeasures } from '../../policy/index.ts';
import { textWidth } from '../../report/index.ts';
import { entryOf, findMissingRemark, findNextLevelAnswers } from '../../scoring/index.ts';
import { opensCommands } from './key-input.ts';
import { choose, chooseByTyping, confirm, type ListLine } from './list-prompt.ts';
import { listParts, partTitle } from './overview.ts';
import { describeAnswer, formatAnswer, markRemarks } from './question-prompt.ts';
import { clipText } from './terminal-screen.ts';
import type { UiContext } from './ui-context.ts';

/** The user's decision in the review. */
export type ReviewDecision =
  | { readonly kind: 'finish' }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' }
  /** Returns to the question before the review. */
  | { readonly kind: 'back' }
  | { readonly kind: 'change'; readonly name: string };

/** Which answers the review shows. */
type ReviewFilter = 'all' | 'open' | 'doubtful';

const NEXT_FILTER = { all: 'open', open: 'doubtful', doubtful: 'all' } as const;

/**
 * Shows the answers, so that the user can change any of them or finish. Typing filters the list; a slash and a number
 * jump to the question with that number. The pointer starts at the answer that was changed last.
 */
export async function reviewAll(
  ui: UiContext,
  compiled: Pick<CompiledPack, 'measures'>,
  state: Interview,
  changed?: string,
): Promise<ReviewDecision> {
  const { review, keys } = ui.wording.messages;
  const nextLevel = nextLevelLines(ui, compiled, state);
  const askedInputs = listAskedItems(state);
  const openCounts = countOpen(state);
  const isComplete = openCounts.questions + openCounts.facts === 0;
  const titles = { all: review.title, open: review.titleOpen, doubtful: review.titleDoubtful };
  const tabs = { all: keys.onlyOpen, open: keys.onlyDoubtful, doubtful: keys.showAll };
  let filter: ReviewFilter = 'all';
  let nameToPointAt = changed;
  for (;;) {
    const shownItems = askedInputs.filter((item) => isShown(state, item, filter));
    const createLines = (term: string): ListLine<ReviewDecision | ReviewFilter>[] =>
      term === ''
        ? [...actionLines(ui, openCounts), ...nextLevel, ...foundLines(createReviewRows(shownItems))]
        : foundLines(
            findActions(ui, actionLines(ui, openCounts), term, 'exactly'),
            createReviewRows(findItems(ui, state, askedInputs, shownItems, term)),
            findActions(ui, actionLines(ui, openCounts), term, 'within'),
          );
    const lines = createLines('');
    const isChanged = ({ value }: ListLine<ReviewDecision | ReviewFilter>): boolean =>
      typeof value === 'object' && value.kind === 'change' && value.name === nameToPointAt;
    const decision: ReviewDecision | ReviewFilter = await chooseByTyping<ReviewDecision | ReviewFilter>(
      ui,
      titles[filter],
      {
        prompt: review.find,
        linesFor: createLines,
        onTab: { does: tabs[filter], value: NEXT_FILTER[filter] },
        homeDoes: isComplete ? keys.toFinish : keys.toTop,
      },
      {
        start: Math.max(0, lines.findIndex(isChanged)),
        onEscape: { does: keys.leaveList, value: { kind: 'back' } },
      },
    );
    if (typeof decision === 'string') {
      filter = decision;
      continue;
    }
    if (decision.kind !== 'finish' || isComplete) return decision;
    if (await confirm(ui, confirmText(ui, openCounts), { no: review.finishNot, yes: review.finishAnyway }))
      return decision;
    nameToPointAt = undefined;
  }

  function createReviewRows(items: readonly InterviewItem[]): ListLine<ReviewDecision>[] {
    return state.outline.parts.flatMap((_, part) => partLines(ui, state, items, part));
  }

  function foundLines(...found: ListLine<ReviewDecision>[][]): ListLine<ReviewDecision>[] {
    const lines = found.flat();
    return lines.length === 0 ? [{ text: review.nothing }] : lines;
  }
}

/** Returns the lines of a review that do something other than change an answer. */
function actionLines({ wording }: UiContext, openCounts: OpenCounts): ListLine<ReviewDecision>[] {
  const { review } = wording.messages;
  const isComplete = openCounts.questions + openCounts.facts === 0;
  const openText = openInWords(openCounts, wording);
  return [
    // While answers are missing, the first line goes to the next open question, so that Enter alone does not finish.
    ...(isComplete ? [] : [{ text: review.nextOpen({ open: openText }), value: { kind: 'open' } as const }]),
    {
      text: isComplete ? review.finish : review.finishOpen({ open: openText }),
      value: { kind: 'finish' },
    },
    { text: review.readOn, value: { kind: 'leave' } },
  ];
}

/**
 * Finds actions by a keyword or by a part of their text. Only actions found by keyword are listed before matching
 * answers, so that Enter chooses what the user typed.
 */
function findActions(
  { wording }: UiContext,
  lines: readonly ListLine<ReviewDecision>[],
  term: string,
  how: 'exactly' | 'within',
): ListLine<ReviewDecision>[] {
  const { finishWords } = wording.messages.review;
  const searchText = foldText(term).trim();
  return lines.filter(({ text, value }) => {
    const words = foldText([String(text), ...(value?.kind === 'finish' ? [finishWords] : [])].join(' '));
    const isWord = words.split(/[\s:：（(]+/u).includes(searchText);
    return how === 'exactly' ? isWord : !isWord && words.includes(searchText);
  });
}

function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Writes what is open: "1 question and 21 facts". */
function openInWords({ questions, facts }: OpenCounts, { vocabulary, messages }: UiContext['wording']): string {
  const { review } = messages;
  return vocabulary.messages.numbers.and([
    ...(questions === 0 ? [] : [review.openQuestions({ count: questions })]),
    ...(facts === 0 ? [] : [review.openFacts({ count: facts })]),
  ]);
}

// Maximum number of titles; a longer list would not help.
const MAX_LEVEL_FACTS = 3;

/** Asks whether to finish with open answers, and says which open facts the level depends on. */
function confirmText({ wording }: UiContext, openCounts: OpenCounts): string {
  const { review } = wording.messages;
  const { vocabulary } = wording;
  const { numbers } = vocabulary.messages;
  const { facts, levelFacts } = openCounts;
  const areFactsNamed = facts > 0 && levelFacts !== null && levelFacts.length <= Math.min(MAX_LEVEL_FACTS, facts - 1);
  const need = areFactsNamed
    ? review.levelNeeds({
        titles:
          levelFacts.length === 0
            ? undefined
            : numbers.and(levelFacts.map((name) => numbers.quote(vocabulary.titleOf(name)))),
      })
    : undefined;
  return review.confirmOpen({ open: openInWords(openCounts, wording), need });
}

/**
 * Lists the answers that would lead to the next level; if there are many, only the first ones. Choosing a line opens
 * its question.
 */
function nextLevelLines(
  { wording }: UiContext,
  { measures }: Pick<CompiledPack, 'measures'>,
  { plan, sheet, evaluation }: Interview,
): ListLine<ReviewDecision>[] {
  const { vocabulary, messages } = wording;
  const finishedSheet = finishAnswerSet(sheet);
  const reachableAnswers = applyAllMeasures(plan, finishedSheet, measures, evaluation)?.answers;
  const nextAnswers = findNextLevelAnswers(plan, finishedSheet, reachableAnswers);
  if (!nextAnswers) return [];
  const { answers, isReached } = nextAnswers;
  const level = vocabulary.levelOf(toNumber(nextAnswers.level));
  const { nextLevel, towardsLevel } = messages.review;
  return [
    { text: '' },
    { text: isReached ? nextLevel({ level, count: answers.length }) : towardsLevel({ level }) },
    ...answers.map(
      ({ name, to }): ListLine<ReviewDecision> => ({
        text: vocabulary.messages.numbers.labelled(
          vocabulary.titleOf(name),
          messages.review.raised({ from: printCurrentAnswer(name), to: formatAnswer(name, to, wording) }),
        ),
        value: { kind: 'change', name },
      }),
    ),
  ];

  function printCurrentAnswer(name: string): string {
    const { state, value } = entryOf(finishedSheet, name);
    return state === 'answered' && value !== undefined
      ? formatAnswer(name, value, wording)
      : vocabulary.messages.words.states[state];
  }
}

function isShown(state: Interview, item: InterviewItem, filter: ReviewFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return isOpen(state, item);
    case 'doubtful':
      return isDoubtful(state, item);
  }
}

/** Whether an answer was flagged, or another answer contradicts it. */
function isDoubtful(state: Interview, item: InterviewItem): boolean {
  const { name } = item;
  const isWarned = listPromptWarnings(state).some((warning) => 'name' in warning && warning.name === name);
  return (
    isWarned || entryOf(state.sheet, name).flagged === true || readDerivedAnswer(state, item)?.contradicted === true
  );
}

/**
 * Finds the rows for the typed text: after a slash, the question at that position or with that number on paper;
 * otherwise every row that contains the text.
 */
function findItems(
  ui: UiContext,
  state: Interview,
  asked: readonly InterviewItem[],
  shown: readonly InterviewItem[],
  term: string,
): InterviewItem[] {
  const typedTerm = foldText(term).trim();
  if (opensCommands(term[0] ?? '')) {
    const number = typedTerm.slice(1).trim();
    const questions = asked.filter(({ input, figureOf }) => input.role === 'question' && figureOf.length === 0);
    return questions.filter(
      (item, index) =>
        String(index + 1) === number ||
        splitQuestionNumber(item).some((id) => [number, `q${number}`].includes(foldText(id))),
    );
  }
  const wholeWidth = Number.POSITIVE_INFINITY;
  return shown.filter((item) =>
    foldText([...splitQuestionNumber(item), createReviewRow(ui, state, item)(wholeWidth)].join(' ')).includes(
      typedTerm,
    ),
  );
}

function partLines(
  ui: UiContext,
  state: Interview,
  asked: readonly InterviewItem[],
  part: number,
): ListLine<ReviewDecision>[] {
  const items = asked.filter((item) => item.part === part);
  if (items.length === 0) return [];
  return [
    { text: '' },
    { text: partTitle(state, part, ui.wording) },
    ...items.map(
      (item): ListLine<ReviewDecision> => ({
        text: createReviewRow(ui, state, item),
        value: { kind: 'change', name: item.name },
      }),
    ),
  ];
}

/** Lets the user choose a part to go to: the facts or a section, each with its progress. */
export async function choosePart(ui: UiContext, state: Interview): Promise<number | undefined> {
  const { review, keys } = ui.wording.messages;
  const step = findNextStep(state);
  const currentPart = 'item' in step ? step.item.part : -1;
  const parts = listParts(state, ui.wording).map(({ part, title, settled, of }) => ({
    text: review.section({ title, answered: settled, of }),
    value: { part },
  }));
  const start = parts.findIndex(({ value }) => value.part === currentPart);
  const onEscape = { does: keys.leaveList, value: { part: undefined } };
  return (
    await choose<{ part: number | undefined }>(ui, review.sectionsTitle, parts, {
      start: Math.max(0, start),
      onEscape,
    })
  ).part;
}

// Minimum columns for a note: a shorter excerpt would say no more than the mark for a note.
const MIN_NOTE_WIDTH = 12;

/** Writes a row of the review that fits a width: the answer, what is wrong or missing, and its note and evidence. */
export function createReviewRow(
  { wording, screen }: UiContext,
  state: Interview,
  item: InterviewItem,
): (width: number) => string {
  const { vocabulary, messages } = wording;
  const { review } = messages;
  const entry = entryOf(state.sheet, item.name);
  const derivation = readDerivedAnswer(state, item);
  const isDefault = isAssumed(state, item.input);
  const followedValue = isDefault ? (item.input.default ?? undefined) : derivation?.value;
  const value = entry.state === 'answered' ? entry.value : entry.state === 'unanswered' ? followedValue : undefined;
  const isUnanswered = value === undefined && entry.state === 'unanswered';
  const openText = isUnanswered ? review.open : vocabulary.messages.words.states[entry.state];
  const answer = value === undefined ? openText : describeAnswer(item.name, value, wording);
  const wantedEvidence = findMissingRemark(state.plan, item.input, entry, state.evaluation);
  const wrongTexts = [
    ...(derivation?.contradicted ? [review.contradicted] : []),
    ...(wantedEvidence === 'evidenceRequired' && entry.state === 'answered' ? [review.evidenceMissing] : []),
    ...(wantedEvidence === 'reasonRequired' ? [review.reasonMissing] : []),
  ];
  const mark = wrongTexts.length > 0 ? '! ' : isOpen(state, item) ? '- ' : '  ';
  const remarkTexts = [...(isDefault ? [review.assumed] : []), ...wrongTexts];
  const lineEnd = [
    ...(remarkTexts.length === 0 ? [] : [vocabulary.messages.numbers.clauses(['', ...remarkTexts])]),
    markRemarks(entry, wording, screen.look),
  ].join('');
  const { labelled } = vocabulary.messages.numbers;
  const fullTitle = vocabulary.titleOf(item.name);
  return (width) => {
    // If the title and the answer do not both fit, each gets at least half of the room.
    const availableWidth = width - textWidth(mark) - textWidth(labelled('', '')) - textWidth(lineEnd);
    const title = clipText(fullTitle, Math.max(availableWidth - textWidth(answer), Math.floor(availableWidth / 2)));
    const answerText = `${clipText(answer, availableWidth - textWidth(title))}${lineEnd}`;
    const row = `${mark}${/[?？]$/u.test(title) ? `${title} ${answerText}` : labelled(title, answerText)}`;
    const hasRoom = width - textWidth(row) >= MIN_NOTE_WIDTH;
    return entry.note === undefined || !hasRoom ? row : labelled(row, entry.note);
  };
}
