import type { Warning } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  type AnswerValue,
  type Atom,
  areSameAtoms,
  dependenciesOf,
  type Evaluation,
  entryOf,
  evaluate,
  evaluateCondition,
  findWarnings,
  type Input,
  inputAt,
  type Node,
  type NodeReader,
  type Plan,
  remarksOf,
  settledValue,
  takesSeveral,
  toPlainValue,
  toSettledAnswer,
  valueAt,
} from '../scoring/index.ts';
import {
  createOutline,
  findStatedKey,
  type InterviewItem,
  type InterviewOutline,
  type InterviewPart,
  type InterviewStop,
  keyFactOf,
  NAME_FACT,
} from './interview-outline.ts';
import { findPackAnswer } from './pack-answers.ts';

/** An immutable state of a diagnosis: the answers so far, their evaluation and the current stop. */
export interface Interview {
  readonly plan: Plan;
  readonly outline: InterviewOutline;
  readonly sheet: AnswerSet;
  readonly evaluation: Evaluation;
  /** The index of the current stop. The index after the last stop means the review. */
  readonly at: number;
  /** Whether the enterprise's key may be stated at the end, or left out. */
  readonly keyMayWait: boolean;
}

/** The current step of an interview. */
type InterviewStep =
  | { readonly kind: 'fact' | 'question'; readonly item: InterviewItem }
  | Extract<InterviewStop, { kind: 'sectionEnd' }>
  | { readonly kind: 'review' };

interface InterviewStart {
  /** The names of the facts that only the policy needs, which are asked last. */
  readonly policyFacts?: Iterable<string>;
  /** The answers with which the interview begins. */
  readonly sheet?: AnswerSet;
  readonly keyMayWait?: boolean;
}

export function startInterview(
  plan: Plan,
  { policyFacts = [], sheet = new Map(), keyMayWait = false }: InterviewStart = {},
): Interview {
  const outline = createOutline(plan, new Set(policyFacts));
  return moveToAsked({ plan, outline, sheet, evaluation: evaluate(plan, sheet), at: 0, keyMayWait });
}

/** Returns the current step: a fact, a question, the end of a section, or the review. */
export function findNextStep({ outline, at }: Interview): InterviewStep {
  const stop = outline.stops[at];
  if (!stop) return { kind: 'review' };
  return stop.kind === 'sectionEnd' ? stop : { kind: stop.item.input.role, item: stop.item };
}

/**
 * Whether an item is asked, according to the answers so far. An item is left out only if it does not apply whatever the
 * open answers are, or if another fact answers it.
 */
export function isAsked({ plan, sheet, evaluation }: Interview, { node, input, figureOf }: InterviewItem): boolean {
  if (findPackAnswer(input, sheet, plan)) return false;
  const isPositionAsked = (position: number): boolean =>
    evaluation.asked[position] !== 'fails' && !dependsOnNoChoice(plan, position, evaluation);
  return isPositionAsked(node) && (figureOf.length === 0 || figureOf.some(isPositionAsked));
}

/**
 * Whether a fact is asked only if certain options of another fact are chosen, and that other fact is still open.
 * Skipping the other fact counts as choosing none of its options.
 */
function dependsOnNoChoice({ nodes }: Plan, position: number, { asked, values }: Evaluation): boolean {
  const input = nodes[position];
  if (asked[position] !== 'undecided' || input?.op !== 'input' || input.role !== 'fact' || !input.when) return false;
  const readWithoutChoices: NodeReader = (node) => {
    const readNode = nodes[node];
    const isChoice = readNode?.op === 'input' && readNode.role === 'fact' && takesSeveral(readNode);
    const value = itemAt(values, node);
    return isChoice && settledValue(value) === undefined ? toSettledAnswer([]) : value;
  };
  return evaluateCondition(input.when, readWithoutChoices) === 'fails';
}

/** Returns the items to ask, in order. */
export function listAskedItems(state: Interview): InterviewItem[] {
  return state.outline.items.filter((item) => isAsked(state, item));
}

/**
 * The warnings that are shown during the interview: contradictions, and an enterprise outside the scope of the pack.
 */
const PROMPT_WARNINGS: readonly Warning['code'][] = [
  'out-of-scope',
  'derived-contradicted',
  'derived-out-of-range',
  'option-alone',
  'other-magnitude',
];

/** Returns the warnings about the answers so far that are shown during the interview. */
export function listPromptWarnings({
  plan,
  sheet,
  evaluation,
}: Pick<Interview, 'plan' | 'sheet' | 'evaluation'>): Warning[] {
  return findWarnings(plan, sheet, evaluation).filter(({ code }) => PROMPT_WARNINGS.includes(code));
}

/** Returns the warnings that `after` has in addition to `before`. */
export function findNewPromptWarnings(before: Interview, after: Interview): Warning[] {
  // A contradiction between two figures is reported once, whichever of the two the warning is about.
  const keyOf = (warning: Warning): string =>
    warning.code === 'other-magnitude'
      ? JSON.stringify([warning.code, ...[warning.name, warning.beside?.name].sort()])
      : JSON.stringify(warning);
  const earlierKeys = new Set(listPromptWarnings(before).map(keyOf));
  return listPromptWarnings(after).filter((warning) => !earlierKeys.has(keyOf(warning)));
}

/** Finds an item by name, whether it is currently asked or not. */
export function findItem({ outline }: Interview, name: string): InterviewItem | undefined {
  return outline.items.find((item) => item.name === name);
}

/**
 * Whether an item still needs an answer: it is unanswered and not calculated, "don't know yet", or has only its
 * default. A figure is open only while a question calculated from it is open.
 */
export function isOpen(state: Interview, { node, figureOf }: InterviewItem): boolean {
  const { plan, evaluation } = state;
  const isUnsettled = (position: number): boolean =>
    evaluation.states[position] === 'unanswered' ||
    evaluation.states[position] === 'unknown' ||
    isAssumed(state, inputAt(plan, position));
  if (!isUnsettled(node)) return false;
  return (
    figureOf.length === 0 || figureOf.some((figure) => isUnsettled(figure) && evaluation.asked[figure] !== 'fails')
  );
}

/** The numbers of open answers; a figure is counted as part of its question. */
export interface OpenCounts {
  readonly questions: number;
  readonly facts: number;
  /** The names of the open facts on which the level may depend; null if there is no level. */
  readonly levelFacts: readonly string[] | null;
}

export function countOpen(state: Interview): OpenCounts {
  const openItems = listAskedItems(state).filter((item) => item.figureOf.length === 0 && isOpen(state, item));
  const facts = openItems.filter(({ input }) => input.role === 'fact');
  const { level } = state.plan;
  const nodesOfLevel = level === null ? undefined : collectReadNodes(level, state);
  return {
    questions: openItems.length - facts.length,
    facts: facts.length,
    levelFacts: nodesOfLevel ? facts.flatMap(({ name, node }) => (nodesOfLevel.has(node) ? [name] : [])) : null,
  };
}

/** Returns all nodes on which a value depends. The figures of an answer that was stated directly are not included. */
function collectReadNodes(position: number, { plan, sheet }: Pick<Interview, 'plan' | 'sheet'>): ReadonlySet<number> {
  const visitedNodes = new Set<number>();
  const visit = (at: number): void => {
    if (visitedNodes.has(at)) return;
    visitedNodes.add(at);
    const node = itemAt(plan.nodes, at);
    const isStated = node.op === 'input' && entryOf(sheet, node.name).state === 'answered';
    for (const next of dependenciesOf(node)) if (!isStated || next !== node.derived) visit(next);
  };
  visit(position);
  return visitedNodes;
}

/** Whether an answer that nobody gave is assumed to be the questionnaire's default. */
export function isAssumed({ sheet }: Pick<Interview, 'sheet'>, { name, derived, ...input }: Input): boolean {
  return derived === null && input.default !== null && entryOf(sheet, name).state === 'unanswered';
}

/**
 * Whether an item must be answered before any later item can be reached. While the key may wait, the name is required
 * instead, to distinguish enterprises.
 */
export function isRequired({ plan, sheet, keyMayWait }: Interview, { name, input, required }: InterviewItem): boolean {
  if (!keyMayWait) return required;
  if (input === keyFactOf(plan)) return false;
  return required || (name === NAME_FACT && findStatedKey({ plan, sheet }) === undefined);
}

/** Returns the first required fact without an answer. */
export function findOpenRequired(state: Interview): InterviewItem | undefined {
  return listAskedItems(state).find(
    (item) => isRequired(state, item) && entryOf(state.sheet, item.name).state !== 'answered',
  );
}

/** Moves past stops that are not asked, or not asked any more. */
function moveToAsked(state: Interview): Interview {
  const { stops } = state.outline;
  let { at } = state;
  while (at < stops.length && !isStopAsked(state, itemAt(stops, at))) at++;
  return at === state.at ? state : { ...state, at };
}

/** Whether a stop is used: an item that is asked, or the end of a section in which at least one question is asked. */
function isStopAsked(state: Interview, stop: InterviewStop): boolean {
  if (stop.kind === 'item') return isAsked(state, stop.item);
  return state.outline.items.some(
    (item) => item.part === stop.part && item.input.role === 'question' && isAsked(state, item),
  );
}

/** An answer without its notes and evidence. */
export type GivenAnswer =
  | { readonly state: 'answered'; readonly value: AnswerValue }
  | { readonly state: Exclude<AnswerState, 'answered'> };

/** Notes and evidence on an answer; an empty value removes them. */
export type Remarks = Parameters<typeof remarksOf>[0];

/**
 * Sets or clears the answer to a fact or question. Notes and evidence stay, but a cleared answer has no speaker any
 * more. After an answer at the current stop, the interview moves on. "Don't know yet" and "not applicable" keep the
 * earlier value in the entry, so that nothing is lost by a mistake.
 */
export function setAnswer(state: Interview, name: string, given: GivenAnswer): Interview {
  const entry = entryOf(state.sheet, name);
  const isCleared = given.state === 'unanswered';
  const value = given.state === 'answered' ? given.value : isCleared ? undefined : entry.value;
  const remarks = isCleared ? { ...entry, by: undefined } : entry;
  const answeredState = setEntry(state, name, makeEntry(given.state, value, remarks));
  const currentStop = state.outline.stops[state.at];
  const goesOn = !isCleared && currentStop?.kind === 'item' && currentStop.item.name === name;
  return goesOn ? skipItem(answeredState) : answeredState;
}

/** Changes the notes and evidence on an answer, which need not be given yet. */
export function annotate(state: Interview, name: string, remarks: Remarks): Interview {
  const entry = entryOf(state.sheet, name);
  return setEntry(state, name, makeEntry(entry.state, entry.value, { ...entry, ...remarks }));
}

/** Restores the answer that an item had before, and goes to the item. Its present note, evidence and flag stay. */
export function takeBack(state: Interview, name: string, before: AnswerEntry): Interview {
  const { by, ...remarks } = entryOf(state.sheet, name);
  const entry = makeEntry(before.state, before.value, { ...remarks, by: before.by });
  return jumpToItem(setEntry(state, name, entry), name);
}

/** Replaces the entry of a fact or question, or removes it if the new one is empty. */
function setEntry(state: Interview, name: string, entry: AnswerEntry): Interview {
  const sheet = new Map(state.sheet);
  if (isEmptyEntry(entry)) sheet.delete(name);
  else sheet.set(name, entry);
  return moveToAsked({ ...state, sheet, evaluation: evaluate(state.plan, sheet) });
}

function makeEntry(state: AnswerState, value: AnswerValue | undefined, remarks: Remarks): AnswerEntry {
  // The state `answered` always comes with a value.
  return { state, ...(value === undefined ? {} : { value }), ...remarksOf(remarks) } as AnswerEntry;
}

function isEmptyEntry({ state, ...others }: AnswerEntry): boolean {
  return state === 'unanswered' && Object.keys(others).length === 0;
}

/** Moves to the next stop without an answer; a required fact cannot be skipped. */
export function skipItem(state: Interview): Interview {
  return moveTo(state, state.at + 1);
}

/** Goes back to the item that is asked before the current one; at the first item, returns the same state. */
export function goBack(state: Interview): Interview {
  const stopBefore = state.outline.stops.findLastIndex(
    (stop, position) => position < state.at && stop.kind === 'item' && isAsked(state, stop.item),
  );
  return stopBefore < 0 ? state : { ...state, at: stopBefore };
}

/** Goes to the first open item of a part, or to its first asked item if none is open. */
export function jumpTo(state: Interview, part: number): Interview {
  const askedInPart = listAskedItems(state).filter((item) => item.part === part);
  const target = askedInPart.find((item) => isOpen(state, item)) ?? askedInPart[0];
  return target === undefined ? state : jumpToItem(state, target.name);
}

export function jumpToItem(state: Interview, name: string): Interview {
  const stopIndex = state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item.name === name);
  return stopIndex < 0 ? state : moveTo(state, stopIndex);
}

/**
 * Goes to the next open item after a stop. If there is none, goes to the first open item or, if no item is open, to the
 * review.
 */
export function goToOpen(state: Interview, after = -1): Interview {
  const { stops } = state.outline;
  const openStops = stops.flatMap((stop, position) =>
    stop.kind === 'item' && isAsked(state, stop.item) && isOpen(state, stop.item) ? [position] : [],
  );
  return moveTo(state, openStops.find((position) => position > after) ?? openStops[0] ?? stops.length);
}

export function goToReview(state: Interview): Interview {
  return moveTo(state, state.outline.stops.length);
}

/** Goes to a stop or, if it is not asked, to the next one that is; never past a required fact without an answer. */
function moveTo(state: Interview, target: number): Interview {
  const requiredItems = findOpenRequired(state);
  const limit = requiredItems
    ? state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item === requiredItems)
    : target;
  return moveToAsked({ ...state, at: Math.min(target, limit) });
}

/** How far an interview has got at an item. */
interface Progress {
  readonly part: InterviewPart;
  /** The number of the section among the sections that are asked, from 1; 0 for facts. */
  readonly section: number;
  readonly sections: number;
  /** The number of the fact or question among all that are asked, from 1. A figure has the number of its question. */
  readonly number: number;
  /** How many facts or questions are asked, according to the answers so far. */
  readonly of: number;
  /** For a figure: its number among the figures asked for the same question, from 1. */
  readonly figure?: { readonly number: number; readonly of: number };
  /** The percentage of facts and questions that are answered or not applicable, rounded down. */
  readonly percent: number;
}

/** Returns the progress at an item; by default at the current stop. */
export function computeProgress(state: Interview, item = findCurrentItem(state)): Progress {
  const askedList = listAskedItems(state);
  const countedItems = askedList.filter(({ figureOf }) => figureOf.length === 0);
  const settledItems = countedItems.filter((countedItem) => !isOpen(state, countedItem));
  const sections = [...new Set(askedList.filter(({ input }) => input.role === 'question').map(({ part }) => part))];
  const currentItem = item ?? askedList[askedList.length - 1];
  const kindOf = (countedItem: InterviewItem): InterviewPart['kind'] | undefined =>
    state.outline.parts[countedItem.part]?.kind;
  const itemsOfSameKind = countedItems.filter(
    (countedItem) => currentItem && kindOf(countedItem) === kindOf(currentItem),
  );
  const ownItem =
    currentItem && currentItem.figureOf.length > 0 ? findFollowingQuestion(askedList, currentItem) : currentItem;
  const figures = currentItem && currentItem.figureOf.length > 0 ? listFiguresBefore(askedList, ownItem) : [];
  return {
    part: itemAt(state.outline.parts, currentItem?.part ?? 0),
    section: sections.indexOf(currentItem?.part ?? 0) + 1,
    sections: sections.length,
    number: ownItem ? itemsOfSameKind.indexOf(ownItem) + 1 : 0,
    of: itemsOfSameKind.length,
    ...(figures.length > 0 && currentItem
      ? { figure: { number: figures.indexOf(currentItem) + 1, of: figures.length } }
      : {}),
    percent: countedItems.length === 0 ? 100 : Math.floor((settledItems.length * 100) / countedItems.length),
  };
}

function findCurrentItem(state: Interview): InterviewItem | undefined {
  const step = findNextStep(state);
  return 'item' in step ? step.item : undefined;
}

/** Returns the question for which a figure is asked: the first question after the figure. */
function findFollowingQuestion(asked: readonly InterviewItem[], figure: InterviewItem): InterviewItem | undefined {
  return asked.slice(asked.indexOf(figure)).find(({ figureOf }) => figureOf.length === 0);
}

function listFiguresBefore(asked: readonly InterviewItem[], question: InterviewItem | undefined): InterviewItem[] {
  return asked.filter((item) => item.figureOf.length > 0 && findFollowingQuestion(asked, item) === question);
}

/**
 * A fact from which an answer is calculated. Its value is undefined while it is open, and null if it does not apply.
 */
interface DerivationSource {
  readonly input: Input;
  readonly value: ReturnType<typeof toPlainValue>;
  /** Whether the fact is itself calculated. */
  readonly derived: boolean;
}

/** An answer that is calculated from figures. */
export interface DerivedAnswer {
  /** The calculated value; undefined while it depends on open figures. */
  readonly value: Atom | undefined;
  /** The facts used: calculated ones first, then the figures from which they are calculated. */
  readonly sources: readonly DerivationSource[];
  /** Whether a different answer was stated. */
  readonly contradicted: boolean;
}

/** Returns the calculated answer to an item; undefined if the item is not calculated. */
export function readDerivedAnswer(
  { plan, evaluation, sheet }: Interview,
  { name, input }: InterviewItem,
): DerivedAnswer | undefined {
  if (input.derived === null) return undefined;
  const possibleValue = valueAt(evaluation, input.derived);
  const settledAtom = settledValue(possibleValue);
  const value = settledAtom === null || Array.isArray(settledAtom) ? undefined : (settledAtom as Atom | undefined);
  const entry = entryOf(sheet, name);
  const statedAtom = entry.state === 'answered' && !Array.isArray(entry.value) ? (entry.value as Atom) : undefined;
  const sources = sourcesOf(input.derived, plan.nodes).map(({ fact, position }) => ({
    input: fact,
    value: toPlainValue(valueAt(evaluation, position)),
    derived: fact.derived !== null,
  }));
  return {
    value,
    sources: [...sources.filter((source) => source.derived), ...sources.filter((source) => !source.derived)],
    contradicted: statedAtom !== undefined && value !== undefined && !areSameAtoms(statedAtom, value),
  };
}

/** Collects the facts on which a node depends, each once, in the order in which they are read. */
function sourcesOf(position: number, nodes: readonly Node[]): { fact: Input; position: number }[] {
  const sources = new Map<number, Input>();
  const visit = (at: number): void => {
    const node = itemAt(nodes, at);
    if (node.op === 'input') {
      if (sources.has(at)) return;
      sources.set(at, node);
      if (node.derived !== null) visit(node.derived);
    } else for (const dependency of dependenciesOf(node)) visit(dependency);
  };
  visit(position);
  return [...sources].map(([at, fact]) => ({ fact, position: at }));
}
