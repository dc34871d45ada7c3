import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import type { Plan } from '../scoring/plan.ts';
import { type AnswerState, type AnswerValue, entryOf, type Sheet, type SheetEntry } from '../scoring/sheet.ts';
import { drawOutline, type Item, type Outline, type Stop } from './outline.ts';

/** A diagnosis at one moment: what was said, what follows from it, and where it stands. A change gives a new one. */
export interface Interview {
  readonly plan: Plan;
  readonly outline: Outline;
  readonly sheet: Sheet;
  readonly evaluation: Evaluation;
  /** The position of the stop it stands at; behind the last one it is the review. */
  readonly at: number;
}

/** What comes now. */
export type Step =
  | { readonly kind: 'fact' | 'question'; readonly item: Item }
  | Extract<Stop, { kind: 'sectionEnd' }>
  | { readonly kind: 'review' };

export interface InterviewStart {
  /** The facts that only the policy asks; they come last of the facts. */
  readonly policyFacts?: Iterable<string>;
  /** What is already said. */
  readonly sheet?: Sheet;
}

/** What is said of a question, apart from notes and evidence. */
export type Saying =
  | { readonly state: 'answered'; readonly value: AnswerValue }
  | { readonly state: Exclude<AnswerState, 'answered'> };

/** What goes with an answer; an empty note or list takes it away. */
export interface Remarks {
  readonly note?: string;
  readonly evidence?: readonly string[];
}

/** An interview at its beginning. */
export function startInterview(plan: Plan, { policyFacts = [], sheet = new Map() }: InterviewStart = {}): Interview {
  const outline = drawOutline(plan, new Set(policyFacts));
  return settle({ plan, outline, sheet, evaluation: evaluate(plan, sheet), at: 0 });
}

/** What comes now: a fact, a question, the end of a section, or the review. */
export function nextStep({ outline, at }: Interview): Step {
  const stop = outline.stops[at];
  if (!stop) return { kind: 'review' };
  return stop.kind === 'sectionEnd' ? stop : { kind: stop.item.input.role, item: stop.item };
}

/** Whether something is asked, as far as it is known: only what surely does not apply is not. */
export function isAsked({ evaluation }: Interview, { node, figureOf }: Item): boolean {
  const asked = (position: number): boolean => evaluation.asked.get(position) !== 'fails';
  return asked(node) && (figureOf.length === 0 || figureOf.some(asked));
}

/** What is asked, in order. */
export function askedItems(state: Interview): Item[] {
  return state.outline.items.filter((item) => isAsked(state, item));
}

/** Something that is asked or was, by its name. */
export function findItem({ outline }: Interview, name: string): Item | undefined {
  return outline.items.find((item) => item.name === name);
}

/**
 * Says something of a fact or question; notes and evidence stay with it. Where the interview stands at it, it goes on.
 * A value is kept when "don't know yet" or "not applicable" takes its place, so that nothing is lost by a slip.
 */
export function answer(state: Interview, name: string, saying: Saying): Interview {
  const { note, evidence, value: kept } = entryOf(state.sheet, name);
  const value = saying.state === 'answered' ? saying.value : kept;
  const entry = { ...saying, ...(value === undefined ? {} : { value }), ...remarksOf({ note, evidence }) } as SheetEntry;
  const said = put(state, name, entry);
  const here = state.outline.stops[state.at];
  return saying.state !== 'unanswered' && here?.kind === 'item' && here.item.name === name ? moveOn(said) : said;
}

/** Adds or changes the note or the evidence of an answer, whether it is given yet or not. */
export function annotate(state: Interview, name: string, remarks: Remarks): Interview {
  const { note, evidence, ...said } = entryOf(state.sheet, name);
  return put(state, name, { ...said, ...remarksOf({ note, evidence, ...remarks }) } as SheetEntry);
}

/** Leaves the present fact, question or section end as it is and goes on; a required fact that is open stays. */
export function skip(state: Interview): Interview {
  return moveTo(state, state.at + 1);
}

/** Goes back to what was asked before, any number of times. */
export function goBack(state: Interview): Interview {
  const before = state.outline.stops.findLastIndex(
    (stop, position) => position < state.at && stop.kind === 'item' && isAsked(state, stop.item),
  );
  return before < 0 ? state : { ...state, at: before };
}

/** Goes to the first question of a part. */
export function jumpTo(state: Interview, part: number): Interview {
  const found = state.outline.stops.findIndex(
    (stop) => stop.kind === 'item' && stop.item.part === part && isAsked(state, stop.item),
  );
  return found < 0 ? state : moveTo(state, found);
}

/** Goes to a fact or question. */
export function jumpToItem(state: Interview, name: string): Interview {
  const found = state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item.name === name);
  return found < 0 ? state : moveTo(state, found);
}

/** Goes to the first thing that is still open, or to the review when nothing is. */
export function goToOpen(state: Interview): Interview {
  const { stops } = state.outline;
  const found = stops.findIndex((stop) => stop.kind === 'item' && isAsked(state, stop.item) && isOpen(state, stop.item));
  return moveTo(state, found < 0 ? stops.length : found);
}

/** Goes to the review of everything. */
export function goToReview(state: Interview): Interview {
  return moveTo(state, state.outline.stops.length);
}

/** Whether nothing is said of it and nothing follows from figures: "don't know yet" is something that was said. */
export function isOpen({ evaluation }: Interview, { node }: Item): boolean {
  return evaluation.states.get(node) === 'unanswered';
}

/** The first required fact that is not answered: nothing after it can be reached before it is. */
export function openRequired(state: Interview): Item | undefined {
  return askedItems(state).find(({ name, required }) => required && entryOf(state.sheet, name).state !== 'answered');
}

/** Replaces an entry; one that says nothing at all is taken away. */
export function put(state: Interview, name: string, entry: SheetEntry): Interview {
  const sheet = new Map(state.sheet);
  const empty = entry.state === 'unanswered' && Object.values(entry).filter((part) => part !== undefined).length === 1;
  if (empty) sheet.delete(name);
  else sheet.set(name, entry);
  return settle({ ...state, sheet, evaluation: evaluate(state.plan, sheet) });
}

/** Goes on to the next stop. */
export function moveOn(state: Interview): Interview {
  return moveTo(state, state.at + 1);
}

/** Goes to a stop or the first one after it that is asked, but not past a required fact that is open. */
function moveTo(state: Interview, target: number): Interview {
  const required = openRequired(state);
  const limit = required ? state.outline.stops.findIndex((stop) => stop.kind === 'item' && stop.item === required) : target;
  return settle({ ...state, at: Math.min(target, limit) });
}

/** Moves on from a stop that an answer made irrelevant. */
function settle(state: Interview): Interview {
  const { stops } = state.outline;
  let { at } = state;
  while (at < stops.length && !isLive(state, stops[at] as Stop)) at++;
  return at === state.at ? state : { ...state, at };
}

function isLive(state: Interview, stop: Stop): boolean {
  if (stop.kind === 'item') return isAsked(state, stop.item);
  return state.outline.items.some(({ part, input }, i) => {
    const item = state.outline.items[i] as Item;
    return part === stop.part && input.role === 'question' && isAsked(state, item);
  });
}

function remarksOf({ note, evidence }: { note: string | undefined; evidence: readonly string[] | undefined }): Remarks {
  return {
    ...(note === undefined || note === '' ? {} : { note }),
    ...(evidence === undefined || evidence.length === 0 ? {} : { evidence }),
  };
}
