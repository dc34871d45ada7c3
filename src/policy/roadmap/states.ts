import type { Read } from '../../condition/evaluate.ts';
import type { Possible } from '../../condition/value.ts';
import { evaluateChanged } from '../../scoring/evaluate.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import { inputsBehind } from '../../scoring/reads.ts';
import { saidOf } from '../../scoring/said.ts';
import { MOST_ANSWERS, shareByAnswers } from '../../scoring/shared-values.ts';
import type { AnswerValue, Sheet, SheetEntry } from '../../scoring/sheet.ts';
import type { CompiledMeasure } from '../measures.ts';
import { findTouched, raisedTo, type Touched, textOf } from './touched.ts';

/** What one answer is led to; none where it stays as it is. */
export type Reached = ReadonlyMap<Touched, readonly AnswerValue[]>;

/** Expressions of a node, and what else follows from the same, by what each is about. */
export type Terms = Map<unknown, unknown>;

/** The enterprise as measures find it, and what they can make of it. */
export interface Ground {
  readonly plan: Plan;
  /** What all is now. */
  readonly base: Evaluation;
  readonly touched: readonly Touched[];
  /** Which of the touched answers a node reads, near or far, ascending. */
  behind(node: number): readonly number[];
  /**
   * What is kept of a node for all that give the same answers behind it and can lead these to the same by the same measures;
   * undefined where they are too many, or some takes several values.
   */
  termsOf(node: number): Terms | undefined;
  /** Reads what is decided by these answers alone, once they are led to this; the rest is as it is now. */
  readAt(reached: Reached): Read;
}

/**
 * Finds which answers measures change, and tells apart only what makes a difference. `plan` may be one that is reduced to
 * what decides its level, with nodes added at its end; `today` is what the whole plan comes to on the sheet.
 */
export function surveyGround(
  plan: Plan,
  sheet: Sheet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): Ground {
  const sheetAt = (reached: Reached): Sheet =>
    new Map([
      ...sheet,
      ...[...reached].flatMap(([one, values]): [string, SheetEntry][] => {
        const entry = raisedTo(plan, sheet, one.node, values, today);
        return entry ? [[one.input.name, entry]] : [];
      }),
    ]);
  const said = saidOf(plan, sheet);
  const [values, terms] = [sharedValues(plan, said), sharedTerms(plan, said)];
  const touched = findTouched(plan, sheet, today, measures, said);
  const known = new Map<string, Evaluation>();
  let base: Evaluation | undefined;
  // What is added to the plan stands after what is known of it.
  const baseOf = (): Evaluation => {
    base ??= evaluateChanged(plan, sheet, [...plan.nodes.keys()].slice(today.values.length), today);
    return base;
  };
  const inputs = inputsBehind(plan);
  const places = new Map(touched.map(({ node }, i) => [node, i]));
  const supports: (readonly number[])[] = [];
  const behind = (node: number): readonly number[] => {
    // Both ascend, so what is found does, too.
    supports[node] ??= (inputs[node] as readonly number[]).flatMap((input) => places.get(input) ?? []);
    return supports[node];
  };
  const decided = new Map<string, readonly number[]>();
  const decidedBy = (some: readonly Touched[]): readonly number[] => {
    const wanted = new Set(some.map(({ node }) => places.get(node) as number));
    const key = [...wanted].join();
    const found =
      decided.get(key) ??
      [...plan.nodes.keys()].filter((at) => behind(at).length > 0 && behind(at).every((i) => wanted.has(i)));
    decided.set(key, found);
    return found;
  };
  function evaluateAt(reached: Reached): Evaluation {
    const key = [...reached].map(([one, values]) => `${one.node}:${stepsOf(one, values)}`).join(' ');
    const found = known.get(key) ?? evaluateChanged(plan, sheetAt(reached), decidedBy([...reached.keys()]), baseOf());
    known.set(key, found);
    return found;
  }

  const forms: string[] = [];
  /** What can be made of an answer, and by whom. */
  function formOf(i: number): string {
    forms[i] ??= writeForm(touched[i] as Touched);
    return forms[i];
  }

  function writeForm({ node, texts, reachedBy }: Touched): string {
    let form = `|${node}`;
    texts.forEach((text, i) => {
      form += `>${text}`;
      for (const measure of reachedBy[i] as readonly number[]) form += `@${measures[measure]?.id}`;
    });
    return form;
  }

  return {
    plan,
    termsOf(node) {
      const here = behind(node);
      if ((inputs[node] as readonly number[]).length > MOST_ANSWERS || here.some((i) => touched[i]?.adds))
        return undefined;
      return terms(node, () => new Map(), here.map(formOf).join(''));
    },
    get base() {
      return baseOf();
    },
    touched,
    behind,
    // The same ways are asked for by every level and every score.
    readAt(reached) {
      const led = [...reached].map(([one, to]) => `${one.node}>${to.map(textOf).join()}`).join('|');
      return (node) => values(node, () => evaluateAt(reached).values[node] as Possible, led);
    },
  };
}

const sharedValues = shareByAnswers<Possible>();
const sharedTerms = shareByAnswers<Terms>();

function stepsOf(one: Touched, values: readonly AnswerValue[]): string {
  return values.map((value) => one.steps.indexOf(value)).join();
}
