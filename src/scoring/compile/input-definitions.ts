import {
  add,
  compare,
  type Fact,
  fromNumber,
  itemAt,
  type Option,
  type Path,
  type Phrase,
  type ProblemCode,
  type ProblemDetails,
  type Question,
  type Questionnaire,
  type Rational,
  rankBySpelling,
  type Section,
  subtract,
  type Text,
  toDecimalText,
  toNumber,
} from '../../model/index.ts';
import { type Condition, describeType, hasUnknownOptions, parseAtom, type ValueType } from '../condition.ts';
import { type Answerable, type InputOption, type QuestionType, TYPED_KEYS, takesSeveral } from '../forms/form.ts';
import { QUESTION_TYPES } from '../forms/registry.ts';
import type { Input, Tags } from '../plan.ts';
import { isNumber, type Range } from '../possible-values.ts';

/** Reports a problem of the current document. */
export type ReportProblem = (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void;

/** What compiling a fact or question needs besides its definition. */
interface InputContext {
  readonly role: 'fact' | 'question';
  readonly at: Path;
  readonly section: Section | null;
  /** The name of the matrix, if the question is a row of one. */
  readonly matrix: string | null;
  /** The text of the row, if the question is a row of a matrix. */
  readonly row: Text | null;
  readonly optionSets: NonNullable<Questionnaire['optionSets']>;
  readonly when: Condition | null;
  readonly derived: number | null;
  /** The values that a fact derived from cases can have; null for all other facts and questions. */
  readonly outcomes: readonly string[] | null;
  readonly complain: ReportProblem;
}

/** The keys of facts and questions that determine what can be answered. */
type Definition = Pick<Fact, 'id'> & {
  readonly [K in 'options' | 'minimum' | 'maximum' | 'plausible' | 'unit' | 'default']?: Fact[K] | undefined;
} & { readonly [K in 'least' | 'most' | 'labels' | 'tags' | 'notApplicable']?: Question[K] | undefined } & {
  readonly type?: Fact['type'] | Question['type'] | undefined;
};

/** The maximum number of values of a scale, because each can have a label and points. */
const MAX_SCALE_LENGTH = fromNumber(1000);

/** Reads the type, options and bounds of a fact or question, and reports problems. */
export function readInput(definition: Definition, context: InputContext): Input {
  // A matrix is read row by row; each row has the type of the matrix's cells.
  const type = definition.type === undefined || definition.type === 'matrix' ? 'derived' : definition.type;
  const questionType = QUESTION_TYPES[type];
  const { form, whole, keys, needs } = questionType;
  const { at, complain } = context;
  for (const key of TYPED_KEYS) {
    if (definition[key] !== undefined && !keys.includes(key)) {
      complain('M212', [...at, key], { found: type, name: key }, 'key');
    }
  }
  if (needs && definition[needs] === undefined) complain('M213', [...at, 'type'], { found: type, name: needs });
  const options = readOptions(definition.options, context);
  const value = form.valueType(options, context.outcomes ?? []);
  const range = rangeOf(definition, questionType, value, context);
  checkChoose(definition, options.length, context);
  checkTogether(definition, value, options, context);
  const answerable: Answerable = {
    definition: definition as Fact | Question,
    type,
    whole,
    value,
    options,
    range,
    choose: { least: definition.least ?? 1, most: definition.most ?? null },
  };
  form.check?.(answerable, at, complain);
  return {
    ...answerable,
    op: 'input',
    name: definition.id,
    role: context.role,
    form,
    plausible: readPlausible(definition, range, context),
    default: readDefault(definition, value, range, context),
    notApplicable: (definition.notApplicable ?? false) !== false,
    when: context.when,
    derived: context.derived,
    section: context.section?.id ?? null,
    matrix: context.matrix,
    row: context.row,
    tags: tagsOf(definition, context.section),
  };
}

function readOptions(source: Definition['options'], { at, optionSets, complain }: InputContext): InputOption[] {
  if (source === undefined) return [];
  if (typeof source === 'string') {
    const sharedOptions = Object.hasOwn(optionSets, source) ? optionSets[source] : undefined;
    if (sharedOptions) return sharedOptions.map(readOption);
    const allowedNames = rankBySpelling(source, Object.keys(optionSets));
    complain('M203', [...at, 'options'], { found: source, wanted: { phrase: 'optionSet' }, allowed: allowedNames });
    return [];
  }
  reportDuplicateOptions(source, [...at, 'options'], complain);
  return source.map(readOption);
}

/** Reports option ids that occur twice in a list. */
export function reportDuplicateOptions(options: readonly Option[], at: Path, report: ReportProblem): void {
  const seenIds = new Set<string>();
  options.forEach((option, i) => {
    const { id } = readOption(option);
    if (seenIds.has(id.toLowerCase())) {
      report('M201', typeof option === 'string' ? [...at, i] : [...at, i, 'id'], { found: id });
    }
    seenIds.add(id.toLowerCase());
  });
}

function readOption(option: Option): InputOption {
  if (typeof option === 'string')
    return { id: option, text: undefined, statement: undefined, help: undefined, exclusive: false, with: [] };
  const { id, text, statement, help, exclusive = false, with: others = [] } = option;
  return { id, text, statement, help, exclusive, with: others };
}

function rangeOf(
  definition: Definition,
  { form, whole, range: standard }: QuestionType,
  { kind }: ValueType,
  { at, complain }: InputContext,
): Range {
  if (kind !== 'number') return standard;
  const readBound = (key: 'minimum' | 'maximum'): Rational | undefined => {
    const bound = definition[key];
    if (bound === undefined) return undefined;
    if (!whole || Number.isInteger(bound)) return fromNumber(bound);
    complain('M107', [...at, key], { found: String(bound), wanted: { phrase: 'wholeNumber' } });
    return fromNumber(Math.round(bound));
  };
  const low = readBound('minimum') ?? standard.low;
  const high = readBound('maximum') ?? standard.high;
  if (low && high && compare(low, high) > 0) {
    complain('M215', [...at, definition.minimum === undefined ? 'maximum' : 'minimum'], {
      found: { phrase: 'minimum', value: toDecimalText(low, 15) },
      wanted: { phrase: 'maximum', value: toDecimalText(high, 15) },
    });
    return { low: high, high: low };
  }
  if (form.isScale && low && high && compare(subtract(high, low), MAX_SCALE_LENGTH) > 0) {
    const maximum = add(low, MAX_SCALE_LENGTH);
    complain('M113', [...at, 'maximum'], { wanted: { phrase: 'scaleLimit', limit: toDecimalText(maximum, 0) } });
    return { low, high: maximum };
  }
  return { low, high };
}

/** Reads the plausible range; reports a range that is empty or exceeds the allowed range. */
function readPlausible({ plausible }: Definition, range: Range, { at, complain }: InputContext): Range | null {
  if (plausible === undefined) return null;
  const { minimum, maximum } = plausible;
  const low = minimum === undefined ? null : fromNumber(minimum);
  const high = maximum === undefined ? null : fromNumber(maximum);
  const report = (key: 'minimum' | 'maximum', found: number | undefined, wanted: Phrase): void =>
    complain('M233', [...at, 'plausible', key], { found: String(found), wanted });
  if (low && high && compare(low, high) >= 0)
    report('minimum', minimum, { phrase: 'notBelow', maximum: toNumber(high) });
  else {
    if (low && isOutside(low, range)) report('minimum', minimum, { phrase: 'outsideAllowed' });
    if (high && isOutside(high, range)) report('maximum', maximum, { phrase: 'outsideAllowed' });
  }
  return { low, high };
}

/** Reports limits for the number of chosen options that cannot be met. */
function checkChoose({ least, most }: Definition, options: number, { at, complain }: InputContext): void {
  if (least !== undefined && most !== undefined && least > most) {
    complain('M215', [...at, 'least'], {
      found: { phrase: 'leastNumber', count: least },
      wanted: { phrase: 'mostNumber', count: most },
    });
  }
  if (least !== undefined && options > 0 && least > options) {
    complain('M215', [...at, 'least'], {
      found: { phrase: 'leastNumber', count: least },
      wanted: { phrase: 'allOptions', count: options },
    });
  }
}

/**
 * Reports options that require another option although only one can be chosen, or that require an option that does not
 * exist.
 */
function checkTogether(
  { id, type, options: source }: Definition,
  value: ValueType,
  options: readonly InputOption[],
  { at, complain }: InputContext,
): void {
  const optionsPath = [...at, 'options'];
  const ids = options.flatMap((option) => (option.exclusive ? [] : [option.id]));
  options.forEach((option, i) => {
    const withPath = typeof source === 'string' ? optionsPath : [...optionsPath, i, 'with'];
    if (option.with.length > 0 && !takesSeveral({ value })) {
      complain('M212', withPath, { found: String(type), name: 'with' });
      return;
    }
    option.with.forEach((other, k) => {
      if (ids.includes(other) && other !== option.id) return;
      const allowedIds = rankBySpelling(
        other,
        ids.filter((candidate) => candidate !== option.id),
      );
      complain('M205', typeof source === 'string' ? optionsPath : [...withPath, k], {
        found: other,
        name: id,
        allowed: allowedIds,
      });
    });
  });
}

function isOutside(number: Rational | undefined, { low, high }: Input['range']): boolean {
  return Boolean(number && ((low && compare(number, low) < 0) || (high && compare(number, high) > 0)));
}

function readDefault(
  definition: Definition,
  value: ValueType,
  range: Input['range'],
  { at, complain }: InputContext,
): Input['default'] {
  if (definition.default === undefined) return null;
  const text = String(definition.default);
  const atom = parseAtom(text, value);
  const defaultPath = [...at, 'default'];
  if (atom !== undefined && isNumber(atom) && isOutside(atom, range)) {
    complain('M113', defaultPath, { found: text, wanted: { phrase: 'withinFact' } });
    return null;
  }
  if (atom !== undefined) return atom;
  if (hasUnknownOptions(value)) return null;
  const allowedTexts = value.kind === 'choice' ? rankBySpelling(text, value.options) : undefined;
  complain(
    value.kind === 'choice' ? 'M205' : 'M107',
    defaultPath,
    allowedTexts
      ? { found: text, name: definition.id, allowed: allowedTexts }
      : { found: text, wanted: describeType(value) },
  );
  return null;
}

/** Anything that has tags. */
interface Tagged {
  readonly tags: Tags;
}

/** Returns the tags of a question: those of its section, overridden by its own. Values are converted to text. */
export function tagsOf(question: { readonly tags?: Question['tags'] | undefined }, section: Section | null): Tags {
  return { ...toTextTags(section?.tags), ...toTextTags(question.tags) };
}

function toTextTags(tags: Readonly<Record<string, string>> | undefined): Tags {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Returns the value of a tag; undefined if there is no such tag, even if its name is that of a built-in property. */
export function tagOf(tags: Tags, tag: string): string | undefined {
  return Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

/** Returns the members with the given tags. A tag that no remaining member has is ignored. */
export function selectTagged<T extends Tagged>(members: readonly T[], tags: Tags): readonly T[] {
  return Object.entries(tags).reduce((kept, [tag, value]) => {
    const isUsed = kept.some((member) => tagOf(member.tags, tag) !== undefined);
    return isUsed ? kept.filter((member) => tagOf(member.tags, tag) === value) : kept;
  }, members);
}

/** Returns the combinations of tag values that occur among members, in order of appearance. */
export function listDistinctTags(members: readonly Tagged[], by: readonly string[]): Tags[] {
  const distinct = new Map<string, Tags>();
  for (const { tags } of members) {
    const values = by.flatMap((tag) => tagOf(tags, tag) ?? []);
    if (values.length < by.length) continue;
    distinct.set(JSON.stringify(values), Object.fromEntries(by.map((tag, i) => [tag, itemAt(values, i)])));
  }
  return [...distinct.values()];
}

/** Returns the tags that all members share, together with the tags by which they were selected. */
export function findSharedTags(members: readonly Tagged[], chosen: Tags): Tags {
  const [first, ...rest] = members;
  const commonTags = Object.entries(first?.tags ?? {}).filter(([tag, value]) =>
    rest.every(({ tags }) => tagOf(tags, tag) === value),
  );
  return { ...Object.fromEntries(commonTags), ...chosen };
}
