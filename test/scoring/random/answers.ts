import type { Cell, Fact, Question } from '../../../src/model/generated/types.ts';
import { NOT_APPLICABLE, type Said, UNKNOWN } from '../pack-sketch.ts';
import { choicesOf, optionsOf } from '../second-evaluator/answers.ts';
import {
  type Asked,
  askedBy,
  isDerived,
  type Later,
  type Pack,
  type Reply,
  read,
  type Stated,
} from '../second-evaluator/read-pack.ts';
import type { Draw } from './draw.ts';

/** Answers as a person gives them, and as the oracle takes them. */
export interface Answers {
  readonly facts: Said;
  readonly answers: Said;
  /** The answers aimed at, for some of the questions. */
  readonly targets: Said;
  readonly stated: ReadonlyMap<string, Stated>;
  /** What would be stated if the targets were reached. */
  readonly aimed: ReadonlyMap<string, Stated>;
}

type Statement = Said[string] | undefined;

/** How many of 100 answers are there; of the others some are not applicable, some unknown. */
export function drawAnswers(draw: Draw, pack: Pack, there: number): Answers {
  const asked = askedBy(pack);
  const drawn = asked.map((one) => ({
    asked: one,
    ...drawAnswer(draw, one, pack, isDerived(one) ? there / 2 : there),
  }));
  const aims = draw.chance(70)
    ? draw.some(
        asked.filter(({ section }) => section !== null),
        1,
        3,
      )
    : [];
  const targets = aims.map((one) => ({ asked: one, ...drawAnswer(draw, one, pack, 90) }));
  const stated = new Map(drawn.map((one) => [one.asked.name, one.stated]));
  return {
    facts: said(drawn.filter((one) => one.asked.section === null)),
    answers: said(drawn.filter((one) => one.asked.section !== null)),
    targets: said(targets),
    stated,
    // A target that says nothing leaves the answer as it is.
    aimed: new Map([
      ...stated,
      ...targets.filter((one) => one.said !== undefined).map((one) => [one.asked.name, one.stated] as const),
    ]),
  };
}

function said(drawn: readonly { readonly asked: Asked; readonly said: Statement }[]): Said {
  return Object.fromEntries(drawn.flatMap((one) => (one.said === undefined ? [] : [[one.asked.name, one.said]])));
}

function drawAnswer(draw: Draw, asked: Asked, pack: Pack, there: number): { said: Statement; stated: Stated } {
  const { definition, notApplicable } = asked;
  if (draw.chance(there)) {
    const text = drawText(draw, definition, pack);
    // An empty list of evidence is none.
    const evidence = draw.pick([undefined, undefined, [], ['a photo'], ['contract.pdf', 'seen on site']]);
    return {
      said: evidence ? { value: text, evidence } : text,
      stated: { state: 'answered', ...asReply(text, definition, (evidence ?? []).length > 0) },
    };
  }
  if (notApplicable && draw.chance(40)) return { said: NOT_APPLICABLE, stated: { state: 'notApplicable' } };
  if (draw.chance(40)) return { said: UNKNOWN, stated: { state: 'unknown' } };
  return { said: undefined, stated: { state: 'unanswered' } };
}

/** How every answer that is open may turn out. */
export function drawLater(draw: Draw, pack: Pack): Later {
  return new Map(
    askedBy(pack).map(({ name, definition, notApplicable }) => {
      if (notApplicable && draw.chance(25)) return [name, undefined];
      return [name, asReply(drawText(draw, definition, pack), definition, draw.chance(50))];
    }),
  );
}

function drawText(draw: Draw, definition: Fact | Question | Cell, pack: Pack): string | readonly string[] {
  switch (definition.type) {
    case undefined:
      return draw.pick((definition as Fact).first ?? []).value;
    case 'single':
      return draw.pick(optionsOf(definition, pack)).id;
    case 'multiple':
      return draw.pick(choicesOf(definition, pack));
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

function asReply(text: string | readonly string[], definition: Fact | Question | Cell, proven: boolean): Reply {
  return { value: typeof text === 'string' ? read(text, definition) : text, proven };
}
