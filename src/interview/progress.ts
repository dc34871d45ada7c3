import { askedItems, type Interview, isOpen, nextStep } from './interview.ts';
import type { Item, Part } from './outline.ts';

/** How far an interview has come. */
export interface Progress {
  readonly part: Part;
  /** Which of the sections that are asked, from 1; 0 for the facts. */
  readonly section: number;
  readonly sections: number;
  /** Which fact or question of those that are asked, from 1. A figure counts as the question it serves. */
  readonly number: number;
  /** How many of its kind are asked, as far as it is known. */
  readonly of: number;
  /** For a figure: which of those asked before its question, from 1. */
  readonly figure?: { readonly number: number; readonly of: number };
  /** The share of facts and questions that are settled or said to be unknown, 0 to 100, rounded down. */
  readonly percent: number;
}

/** How far an interview has come at a fact or question; without one, at the stop it stands at. */
export function progress(state: Interview, item = presentItem(state)): Progress {
  const asked = askedItems(state);
  const counted = asked.filter(({ figureOf }) => figureOf.length === 0);
  const settled = counted.filter((one) => !isOpen(state, one));
  const sections = [...new Set(asked.filter(({ input }) => input.role === 'question').map(({ part }) => part))];
  const here = item ?? asked[asked.length - 1];
  const role = (one: Item): Item['input']['role'] => (one.part === 0 ? 'fact' : 'question');
  const alike = counted.filter((one) => here && role(one) === role(here));
  const own = here && here.figureOf.length > 0 ? followingQuestion(asked, here) : here;
  const figures = here && here.figureOf.length > 0 ? figuresBefore(asked, own) : [];
  return {
    part: state.outline.parts[here?.part ?? 0] as Part,
    section: sections.indexOf(here?.part ?? 0) + 1,
    sections: sections.length,
    number: own ? alike.indexOf(own) + 1 : 0,
    of: alike.length,
    ...(figures.length > 0 && here ? { figure: { number: figures.indexOf(here) + 1, of: figures.length } } : {}),
    percent: counted.length === 0 ? 100 : Math.floor((settled.length * 100) / counted.length),
  };
}

function presentItem(state: Interview): Item | undefined {
  const step = nextStep(state);
  return 'item' in step ? step.item : undefined;
}

/** The question a figure is asked with; the next one in case that one is not asked. */
function followingQuestion(asked: readonly Item[], figure: Item): Item | undefined {
  return asked.slice(asked.indexOf(figure)).find(({ figureOf }) => figureOf.length === 0);
}

function figuresBefore(asked: readonly Item[], question: Item | undefined): Item[] {
  return asked.filter((one) => one.figureOf.length > 0 && followingQuestion(asked, one) === question);
}
