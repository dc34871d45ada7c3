import type { Fact, Question } from '../../../src/model/generated/types.ts';
import { choicesOf, optionsOf } from '../oracle/answers.ts';
import { type Pack, read, type Stated, type Value } from '../oracle/pack.ts';
import { NOT_APPLICABLE, type Said, UNKNOWN } from '../pack.ts';
import type { Draw } from './draw.ts';

/** Answers as a person gives them, and as the oracle takes them. */
export interface Answers {
  readonly facts: Said;
  readonly answers: Said;
  readonly stated: ReadonlyMap<string, Stated>;
}

/** How many of 100 answers are there; of the others some are not applicable, some unknown. */
export function drawAnswers(draw: Draw, pack: Pack, there: number): Answers {
  const stated = new Map<string, Stated>();
  const take = (definitions: readonly (Fact | Question)[]): Said =>
    Object.fromEntries(
      definitions.flatMap((definition) => {
        const [said, state] = drawAnswer(draw, definition, pack, there);
        stated.set(definition.id, state);
        return said === undefined ? [] : [[definition.id, said]];
      }),
    );
  const { facts = [], sections } = pack.questionnaire;
  return { facts: take(facts), answers: take(sections.flatMap(({ questions }) => questions)), stated };
}

function drawAnswer(
  draw: Draw,
  definition: Fact | Question,
  pack: Pack,
  there: number,
): [said: Said[string] | undefined, stated: Stated] {
  const derived = definition.derive !== undefined || 'first' in definition;
  if (draw.chance(derived ? there / 2 : there)) {
    const text = drawText(draw, definition, pack);
    return [text, { state: 'answered', value: asValue(text, definition) }];
  }
  if (definition.notApplicable && draw.chance(40)) return [NOT_APPLICABLE, { state: 'notApplicable' }];
  return draw.chance(40) ? [UNKNOWN, { state: 'unknown' }] : [undefined, { state: 'unanswered' }];
}

/** How every answer that is open may turn out; undefined is "not applicable", where that is allowed. */
export function drawLater(draw: Draw, pack: Pack): ReadonlyMap<string, Value | undefined> {
  const { facts = [], sections } = pack.questionnaire;
  const all = [...facts, ...sections.flatMap(({ questions }) => questions)];
  return new Map(
    all.map((definition) => {
      if (definition.notApplicable && draw.chance(25)) return [definition.id, undefined];
      return [definition.id, asValue(drawText(draw, definition, pack), definition)];
    }),
  );
}

function drawText(draw: Draw, definition: Fact | Question, pack: Pack): string | readonly string[] {
  switch (definition.type) {
    case undefined:
      return draw.pick((definition as Fact).first ?? []).value;
    case 'single':
      return draw.pick(optionsOf(definition, pack)).id;
    case 'multiple':
      return draw.pick(choicesOf(definition as Question, pack));
    case 'boolean':
      return draw.pick(['false', 'true']);
    case 'text':
      return draw.pick(['no', '010', 'x']);
    case 'scale':
    case 'integer':
      return String(draw.whole(definition.minimum ?? 0, definition.maximum ?? 3));
    default: {
      const [least, most] = [definition.minimum ?? (definition.type === 'percent' ? 0 : -3), definition.maximum ?? 4];
      return String(draw.whole(least * 2, most * 2) / 2);
    }
  }
}

function asValue(text: string | readonly string[], definition: Fact | Question): Value {
  return typeof text === 'string' ? read(text, definition) : text;
}
