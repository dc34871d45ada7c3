import type { Warning } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  type AnswerValue,
  type Atom,
  dependenciesOf,
  type Evaluation,
  entryOf,
  evaluate,
  evaluateCondition,
  findWarnings,
  type Input,
  inputAt,
  knownAnswer,
  type Node,
  type NodeReader,
  type Plan,
  type Possible,
  plainValue,
  remarksOf,
  sameAtom,
  settledValue,
  takesSeveral,
  valueAt,
} from '../scoring/index.ts';
import {
  createOutline,
  type InterviewItem,
  type InterviewOutline,
  type InterviewPart,
  type InterviewStop,
  keyFactOf,
  NAME_FACT,
  statedKey,
} from './interview-outline.ts';

/** An immutable snapshot of a diagnosis: the answers so far, their evaluation and the current stop. */
export interface Interview {
  readonly plan: Plan;
  readonly outline: InterviewOutline;
  readonly sheet: AnswerSet;
  readonly evaluation: Evaluation;
  /** The index of the current stop; one past the last is the review. */
  readonly at: number;
  /** Whether the enterprise's key may be stated last, or not at all. */
  readonly keyMayWait: boolean;
}

/** The current step of an interview. */
type InterviewStep =
  | { readonly kind: 'fact' | 'question'; readonly item: InterviewItem }
  | Extract<InterviewStop, { kind: 'sectionEnd' }>
  | { readonly kind: 'review' };

interface InterviewStart {
  /** The facts that only the policy needs; they are asked last. */
  readonly policyFacts?: Iterable<string>;
  /** Answers given earlier. */
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
export function nextStep({ outline, at }: Interview): InterviewStep {
  const stop = outline.stops[at];
  if (!stop) return { kind: 'review' };
  return stop.kind === 'sectionEnd' ? stop : { kind: stop.item.input.role, item: stop.item };
}

/** Whether an item is asked, as far as the answers so far decide: only one that surely does not apply is left out. */
export function isAsked({ plan, evaluation }: Interview, { node, figureOf }: InterviewItem): boolean {
  const isPositionAsked = (position: number): boolean =>
    evaluation.asked[position] !== 'fails' && !dependsOnNoChoice(plan, position, evaluation);
  return isPositionAsked(node) && (figureOf.length === 0 || figureOf.some(isPositionAsked));
}

/**
 * Whether a fact is only asked about what a fact of several options could have named, and nothing was chosen there: who
 * passes it over chooses nothing.
 */
function dependsOnNoChoice({ nodes }: Plan, position: number, { asked, values }: Evaluation): boolean {
  const input = nodes[position];
  if (asked[position] !== 'undecided' || input?.op !== 'input' || input.role !== 'fact' || !input.when) return false;
  const readWithoutChoices: NodeReader = (node) => {
    const read = nodes[node];
    const isChoice = read?.op === 'input' && read.role === 'fact' && takesSeveral(read);
    const value = values[node] as Possible;
    return isChoice && settledValue(value) === undefined ? knownAnswer([]) : value;
  };
  return evaluateCondition(input.when, readWithoutChoices) === 'fails';
}

/** Returns the items to ask, in order. */
export function askedItems(state: Interview): InterviewItem[] {
  return state.outline.items.filter((item) => isAsked(state, item));
}

/** Warnings to show at once: contradictions, and an enterprise outside the scope of the pack. */
const PROMPT_WARNINGS: readonly Warning['code'][] = [
  'out-of-scope',
  'derived-contradicted',
  'derived-out-of-range',
  'option-alone',
  'other-magnitude',
];

/** Returns the warnings about the answers so far that are shown at once. */
export function promptWarnings({
  plan,
  sheet,
  evaluation,
}: Pick<Interview, 'plan' | 'sheet' | 'evaluation'>): Warning[] {
  return findWarnings(plan, sheet, evaluation).filter(({ code }) => PROMPT_WARNINGS.includes(code));
}

/** Returns the warnings that an answer has added. */
export function newPromptWarnings(before: Interview, after: Interview): Warning[] {
  // Two figures that contradict each other are named once, whichever of them is doubted later.
  const keyOf = (warning: Warning): string =>
    warning.code === 'other-magnitude'
      ? JSON.stringify([warning.code, ...[warning.name, warning.beside?.name].sort()])
      : JSON.stringify(warning);
  const earlierKeys = new Set(promptWarnings(before).map(keyOf));
  return promptWarnings(after).filter((warning) => !earlierKeys.has(keyOf(warning)));
}

/** Finds an item by name, whether it is currently asked or not. */
export function findItem({ outline }: Interview, name: string): InterviewItem | undefined {
  return outline.items.find((item) => item.name === name);
}

/**
 * Whether an item still needs an answer: it is unanswered and not calculated, "don't know yet", or only assumed. A
 * figure is open only while a question calculated from it is.
 */
export function isOpen(state: Interview, { node, figureOf }: InterviewItem): boolean {
  const { plan, evaluation } = state;
  const isUnsettled = (position: number): boolean =>
    evaluation.states[position] === 'unanswered' ||
    evaluation.states[position] === 'unknown' ||
    isAssumed(state, inputAt(plan, position));
  if (!isUnsettled(node)) return false;
  return figureOf.length === 0 || figureOf.some((one) => isUnsettled(one) && evaluation.asked[one] !== 'fails');
}

/** How many answers are open, a figure counted with its question. */
export interface OpenCounts {
  readonly questions: number;
  readonly facts: number;
  /** The open facts that the level can depend on; null without a level. */
  readonly levelFacts: readonly string[] | null;
}

export function countOpen(state: Interview): OpenCounts {
  const open = askedItems(state).filter((item) => item.figureOf.length === 0 && isOpen(state, item));
  const facts = open.filter(({ input }) => input.role === 'fact');
  const { level } = state.plan;
  const read = level === null ? undefined : nodesBehind(level, state);
  return {
    questions: open.length - facts.length,
    facts: facts.length,
    levelFacts: read ? facts.flatMap(({ name, node }) => (read.has(node) ? [name] : [])) : null,
  };
}

/** All nodes that a value depends on; the figures of a stated answer do not count. */
function nodesBehind(position: number, { plan, sheet }: Pick<Interview, 'plan' | 'sheet'>): ReadonlySet<number> {
  const read = new Set<number>();
  const visit = (at: number): void => {
    if (read.has(at)) return;
    read.add(at);
    const node = plan.nodes[at] as Node;
    const isStated = node.op === 'input' && entryOf(sheet, node.name).state === 'answered';
    for (const next of dependenciesOf(node)) if (!isStated || next !== node.derived) visit(next);
  };
  visit(position);
  return read;
}

/** Whether the default of the questionnaire stands in for an answer that nobody gave. */
export function isAssumed({ sheet }: Pick<Interview, 'sheet'>, { name, derived, ...input }: Input): boolean {
  return derived === null && input.default !== null && entryOf(sheet, name).state === 'unanswered';
}

/**
 * Whether nothing after an item can be reached without its answer. As long as the key waits, the name tells
 * enterprises apart.
 */
export function isRequired({ plan, sheet, keyMayWait }: Interview, { name, input, required }: InterviewItem): boolean {
  if (!keyMayWait) return required;
  if (input === keyFactOf(plan)) return false;
  return required || (name === NAME_FACT && statedKey({ plan, sheet }) === undefined);
}

/** Returns the first required fact without an answer. */
export function openRequired(state: Interview): InterviewItem | undefined {
  return askedItems(state).find(
    (item) => isRequired(state, item) && entryOf(state.sheet, item.name).state !== 'answered',
  );
}

/** Moves on past stops that are not asked (any more). */
function moveToAsked(state: Interview): Interview {
  const { stops } = state.outline;
  let { at } = state;
  while (at < stops.length && !isLive(state, stops[at] as InterviewStop)) at++;
  return at === state.at ? state : { ...state, at };
}

/** Whether a stop counts: an item that is asked, or the end of a section with at least one question asked. */
function isLive(state: Interview, stop: InterviewStop): boolean {
  if (stop.kind === 'item') return isAsked(state, stop.item);
  return state.outline.items.some(
    (item) => item.part === stop.part && item.input.role === 'question' && isAsked(state, item),
  );
}

/** An answer, apart from what is recorded beside it. */
export type GivenAnswer =
  | { readonly state: 'answered'; readonly value: AnswerValue }
  | { readonly state: Exclude<AnswerState, 'answered'> };

/** Notes and evidence of an answer; an empty value removes them. */
export type Remarks = Parameters<typeof remarksOf>[0];

/**
 * Answers a fact or question, or clears its answer; notes and evidence stay, but a cleared answer has no speaker. After
 * an answer at the current stop the interview moves on. "Don't know yet" and "not applicable" keep the earlier value,
 * so that a slip loses nothing.
 */
export function setAnswer(state: Interview, name: string, given: GivenAnswer): Interview {
  const entry = entryOf(state.sheet, name);
  const isCleared = given.state === 'unanswered';
  const value = given.state === 'answered' ? given.value : isCleared ? undefined : entry.value;
  const remarks = isCleared ? { ...entry, by: undefined } : entry;
  const answeredState = setEntry(state, name, makeEntry(given.state, value, remarks));
  const currentStop = state.outline.stops[state.at];
  const goesOn = !isCleared && currentStop?.kind === 'item' && currentStop.item.name === name;
  return goesOn ? skip(answeredState) : answeredState;
}

/** Adds or changes what is recorded beside an answer; there need not be one. */
export function annotate(state: Interview, name: string, remarks: Remarks): Interview {
  const entry = entryOf(state.sheet, name);
  return setEntry(state, name, makeEntry(entry.state, entry.value, { ...entry, ...remarks }));
}

/** Gives an item the answer that it had before, and goes there; its note, evidence and flag stay. */
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

/** Moves to the next stop without answering; a required fact cannot be skipped. */
export function skip(state: Interview): Interview {
  return moveTo(state, state.at + 1);
}

/** Goes back to the item asked before; at the beginning it stays. */
export function goBack(state: Interview): Interview {
  const stopBefore = state.outline.stops.findLastIndex(
    (stop, position) => position < state.at && stop.kind === 'item' && isAsked(state, stop.item),
  );
  return stopBefore < 0 ? state : { ...state, at: stopBefore };
}

/** Goes to the first open item of a part, or to its first asked item if none is open. */
export function jumpTo(state: Interview, part: number): Interview {
  const askedInPart = askedItems(state).filter((item) => item.part === part);
  const target = askedInPart.find((item) => isOpen(state, item)) ?? askedInPart[0];
  return target === undefined ? state : jumpToItem(state, target.name);
}

export function jumpToItem(state: Interview, name: string): Interview {
  const stopIndex = state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item.name === name);
  return stopIndex < 0 ? state : moveTo(state, stopIndex);
}

/** Goes to the next open item after a stop, or else to the first open one; to the review if none is open. */
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

/** Goes to a stop, or the next one that is asked, but never past a required fact without an answer. */
function moveTo(state: Interview, target: number): Interview {
  const requiredItems = openRequired(state);
  const limit = requiredItems
    ? state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item === requiredItems)
    : target;
  return moveToAsked({ ...state, at: Math.min(target, limit) });
}

/** How far an interview has come. */
interface Progress {
  readonly part: InterviewPart;
  /** The number of the section among those asked, from 1; 0 for facts. */
  readonly section: number;
  readonly sections: number;
  /** The number of the fact or question among those asked, from 1. A figure has the number of its question. */
  readonly number: number;
  /** How many facts or questions are asked, as far as the answers so far decide. */
  readonly of: number;
  /** For a figure: its number among those asked before the same question, from 1. */
  readonly figure?: { readonly number: number; readonly of: number };
  /** The percentage of facts and questions that are answered or not applicable, rounded down. */
  readonly percent: number;
}

/** Returns the progress at an item; by default at the current stop. */
export function progress(state: Interview, item = presentItem(state)): Progress {
  const askedList = askedItems(state);
  const countedItems = askedList.filter(({ figureOf }) => figureOf.length === 0);
  const settledItems = countedItems.filter((one) => !isOpen(state, one));
  const sections = [...new Set(askedList.filter(({ input }) => input.role === 'question').map(({ part }) => part))];
  const currentItem = item ?? askedList[askedList.length - 1];
  const kindOf = (one: InterviewItem): InterviewPart['kind'] | undefined => state.outline.parts[one.part]?.kind;
  const sameKind = countedItems.filter((one) => currentItem && kindOf(one) === kindOf(currentItem));
  const ownItem =
    currentItem && currentItem.figureOf.length > 0 ? followingQuestion(askedList, currentItem) : currentItem;
  const figures = currentItem && currentItem.figureOf.length > 0 ? figuresBefore(askedList, ownItem) : [];
  return {
    part: state.outline.parts[currentItem?.part ?? 0] as InterviewPart,
    section: sections.indexOf(currentItem?.part ?? 0) + 1,
    sections: sections.length,
    number: ownItem ? sameKind.indexOf(ownItem) + 1 : 0,
    of: sameKind.length,
    ...(figures.length > 0 && currentItem
      ? { figure: { number: figures.indexOf(currentItem) + 1, of: figures.length } }
      : {}),
    percent: countedItems.length === 0 ? 100 : Math.floor((settledItems.length * 100) / countedItems.length),
  };
}

function presentItem(state: Interview): InterviewItem | undefined {
  const step = nextStep(state);
  return 'item' in step ? step.item : undefined;
}

/** Returns the question a figure is asked for: the next asked one. */
function followingQuestion(asked: readonly InterviewItem[], figure: InterviewItem): InterviewItem | undefined {
  return asked.slice(asked.indexOf(figure)).find(({ figureOf }) => figureOf.length === 0);
}

function figuresBefore(asked: readonly InterviewItem[], question: InterviewItem | undefined): InterviewItem[] {
  return asked.filter((one) => one.figureOf.length > 0 && followingQuestion(asked, one) === question);
}

/** A fact that an answer is calculated from; its value is undefined while open, null if it does not apply. */
interface DerivationSource {
  readonly input: Input;
  readonly value: ReturnType<typeof plainValue>;
  /** Whether it was calculated itself. */
  readonly derived: boolean;
}

/** An answer calculated from figures. */
export interface DerivedAnswer {
  /** Undefined while the figures leave it open. */
  readonly value: Atom | undefined;
  /** Calculated facts first, then the figures they come from. */
  readonly sources: readonly DerivationSource[];
  /** Whether another answer was stated. */
  readonly contradicted: boolean;
}

/** Returns an item's calculated answer, or undefined if it is not calculated. */
export function derivedAnswer(
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
    value: plainValue(valueAt(evaluation, position)),
    derived: fact.derived !== null,
  }));
  return {
    value,
    sources: [...sources.filter((source) => source.derived), ...sources.filter((source) => !source.derived)],
    contradicted: statedAtom !== undefined && value !== undefined && !sameAtom(statedAtom, value),
  };
}

/** Collects the facts that a node depends on, each once, in the order they are read. */
function sourcesOf(position: number, nodes: readonly Node[]): { fact: Input; position: number }[] {
  const sources = new Map<number, Input>();
  const visit = (at: number): void => {
    const node = nodes[at] as Node;
    if (node.op === 'input') {
      if (sources.has(at)) return;
      sources.set(at, node);
      if (node.derived !== null) visit(node.derived);
    } else for (const read of dependenciesOf(node)) visit(read);
  };
  visit(position);
  return [...sources].map(([at, fact]) => ({ fact, position: at }));
}
