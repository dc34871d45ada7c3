import type { Fact, Question, Text } from '../../model/generated/types.ts';
import { plainForm } from '../../model/plain.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { bareHeading, bracketed, numberBefore, plainHeading } from './headings.ts';
import { textsOf } from './texts.ts';
import { factorOf } from './units.ts';

/** What a heading says it is. */
export interface Named {
  /** An index into `plan.inputs`. */
  readonly input: number;
  readonly by: 'id' | 'text' | 'numbered';
  /** The language of the text; null for ids. */
  readonly language: string | null;
  /** The unit in the heading. */
  readonly unit: string | null;
}

/** A name of a fact or question, by which headings that are only similar are compared. */
export interface Name {
  readonly form: string;
  readonly input: number;
  readonly language: string | null;
}

export interface Names {
  /** Everything that a heading can mean, in the surest reading that means anything: more than one is unclear. */
  find(heading: string): readonly Named[];
  readonly all: readonly Name[];
}

/** The names of all facts and questions: ids, then texts and titles, then what stands before a colon in them. */
export function createNames(plan: Plan): Names {
  const ids = plan.inputs.map(({ name }, input) => ({ form: plainForm(name), input, language: null }));
  const texts = plan.inputs.flatMap((one, input) => namesOf([one.definition.text, titleOf(one)], input));
  const parts = plan.inputs.flatMap((one, input) =>
    one.matrix === null ? labelsOf(one.definition.text, input) : rowNames(plan, one, input),
  );
  const books = [ids, texts, parts].map(indexNames);

  const look = (form: string, kinds = books): readonly Name[] => kinds.find((book) => book.has(form))?.get(form) ?? [];

  function find(heading: string): readonly Named[] {
    const as =
      (by: Named['by'], unit: string | null = null) =>
      (name: Name) => ({
        input: name.input,
        by,
        language: name.language,
        unit,
      });
    const byId = books[0]?.get(plainForm(heading));
    if (byId) return byId.map(as('id'));
    const plain = look(plainHeading(heading));
    if (plain.length > 0) return plain.map(as('text'));
    const bare = bareHeading(heading);
    // Behind a number a letter is an option, not an id.
    const numbered = look(bare, bare.length > 2 ? books : books.slice(1));
    if (numbered.length > 0) return numbered.map(as('numbered'));
    const parts = bracketed(bare);
    if (!parts) return [];
    const by = numberBefore(heading) === undefined ? 'text' : 'numbered';
    return look(parts.before)
      .filter(({ input }) => factorOf(plan.inputs[input] as Input, parts.within) !== undefined)
      .map(as(by, parts.within));
  }
  return { find, all: [ids, texts, parts].flat() };
}

function indexNames(names: readonly Name[]): ReadonlyMap<string, readonly Name[]> {
  const index = new Map<string, Name[]>();
  for (const name of names) {
    const same = index.get(name.form) ?? [];
    if (same.some(({ input }) => input === name.input)) continue;
    index.set(name.form, [...same, name]);
  }
  return index;
}

function titleOf({ definition }: Input): Text | undefined {
  return (definition as Fact & Question).title;
}

function namesOf(texts: readonly (Text | undefined)[], input: number): Name[] {
  return texts.flatMap(textsOf).flatMap(({ language, text }) =>
    // A text may itself begin with its number.
    [...new Set([plainHeading(text), bareHeading(text)])].map((form) => ({ form, input, language })),
  );
}

/** What stands before a colon in a question, which is how reports call it. */
function labelsOf(text: Text | undefined, input: number): Name[] {
  return textsOf(text).flatMap(({ language, text: whole }) => {
    const label = /^([^:：]+)[:：]\s*\S/u.exec(whole)?.[1];
    return label === undefined ? [] : [{ form: plainHeading(label), input, language }];
  });
}

/** How surveys head the columns of a matrix: `matrix[row]`, `matrix_row`, `Question - Row`. */
function rowNames({ sections }: Plan, { name, matrix }: Input, input: number): Name[] {
  const question = sections.flatMap(({ questions }) => questions).find(({ id }) => id === matrix);
  const row = question?.rows?.find(({ id }) => `${matrix}/${id}` === name);
  if (!question || !row) return [];
  const outer = [{ language: null, text: question.id }, ...[question.text, question.title].flatMap(textsOf)];
  const inner = [{ language: null, text: row.id }, ...textsOf(row.text)];
  return outer.flatMap((of) =>
    inner
      .filter(({ language }) => language === null || of.language === null || language === of.language)
      .flatMap(({ language, text }) => {
        const [before, behind] = [plainHeading(of.text), plainHeading(text)];
        const joined = ['/', '_', '.', '-', ' - ', '—', ':', ': ', ' '].map((sign) => before + sign + behind);
        return [...joined, `${before}[${behind}]`, `${before} [${behind}]`, `${before}(${behind})`].map((form) => ({
          form: plainHeading(form),
          input,
          language: of.language ?? language,
        }));
      }),
  );
}
