// Writes a pack as an XLSForm workbook (xlsform.org), with which Kobo, ODK and SurveyCTO collect answers, also offline.

import { choiceCountInWords } from '../../i18n/index.ts';
import type { FormState, Formula, FormulaLeaf } from '../../interview/index.ts';
import { type Rational, toDecimalText } from '../../model/index.ts';
import { rangeInWords } from '../../report/index.ts';
import { type Input, isNumber, takesSeveral } from '../../scoring/index.ts';
import { STATE_CELLS } from '../../table/index.ts';
import {
  collectInputs,
  type FormChoice,
  type FormField,
  type FormGroup,
  type FormLanguage,
  type FormNames,
  type FormOutline,
  type LocalText,
  type OmittedPart,
  plainText,
} from './form-outline.ts';

/** Fields get names that are valid for XML elements. */
export const XLSFORM_NAMES: FormNames = {
  headingsOf({ name }) {
    const plainName = name.replace(/[^\w.-]/g, '_');
    return /^[A-Za-z_]/.test(plainName) && plainName.toLowerCase() !== 'meta' ? [plainName] : [`_${plainName}`];
  },
  groupOf: (id) => (/^[A-Za-z_]/.test(id) && id.toLowerCase() !== 'meta' ? id : `_${id}`),
};

/** A sheet with headings; each row has a text for every heading. */
interface FormSheet {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The non-empty cells of a row, by heading. */
type Row = Readonly<Record<string, string>>;

/** What is needed to write the rows of a form. */
interface FormContext {
  readonly speech: Speech;
  /** Returns the condition under which a field is asked; empty if it is always asked. */
  readonly relevant: (field: FormField) => string;
  readonly listOf: ListFinder;
}

/** Returns the name of a list of choices. */
type ListFinder = (name: string, choices: readonly FormChoice[]) => string;

/**
 * Plans the sheets of a form, with remarks on what they cannot express. The default language is `tag` if the pack has
 * it.
 */
export function planXlsform(
  outline: FormOutline,
  tag: string,
): { sheets: readonly FormSheet[]; omittedParts: readonly OmittedPart[] } {
  const { languages, groups } = outline;
  const fields = new Map(groups.flatMap((group) => group.fields.map((field) => [field.input, field] as const)));
  const { listOf, lists } = createLists(languages);
  const speech = createSpeech(languages);
  const { omittedParts, relevant } = createRelevance(fields);
  const context = { speech, relevant, listOf };
  const openingText = speech('label', outline.text.say);
  const rows: Row[] = [
    ...(Object.keys(openingText).length === 0 ? [] : [{ type: 'note', name: outline.text.name, ...openingText }]),
    ...groups.flatMap((group, i) => [
      ...groupRows(group, context),
      ...(i === 0 ? scopeRows(outline, fields, speech, omittedParts) : []),
    ]),
  ];
  const choiceRows = [...lists.values()].flatMap(({ name, choices }) =>
    choices.map((choice) => ({ list_name: name, name: choice.id, ...speech('label', choice.label) })),
  );
  const defaultLanguage = languages.find((language) => language.tag === tag) ?? languages[0];
  const listLocalised = (heading: string): string[] => languages.map((language) => localiseHeading(heading, language));
  return {
    omittedParts: [...outline.omittedParts, ...omittedParts],
    sheets: [
      sheetOf(
        'survey',
        [
          ...[
            'type',
            'name',
            ...listLocalised('label'),
            ...listLocalised('hint'),
            'required',
            'relevant',
            'constraint',
          ],
          ...[...listLocalised('constraint_message'), 'calculation', 'appearance'],
        ],
        rows,
      ),
      sheetOf('choices', ['list_name', 'name', ...listLocalised('label')], choiceRows),
      sheetOf(
        'settings',
        ['form_title', 'form_id', 'version', 'default_language'],
        [settingsOf(outline, defaultLanguage)],
      ),
    ],
  };
}

/** Collects the lists of choices; fields with the same choices share one, named after the first of them. */
function createLists(languages: readonly FormLanguage[]) {
  const lists = new Map<string, { readonly name: string; readonly choices: readonly FormChoice[] }>();
  const listOf: ListFinder = (name, choices) => {
    const key = JSON.stringify(choices.map((choice) => [choice.id, ...languages.map(choice.label)]));
    const choiceList = lists.get(key) ?? { name, choices };
    lists.set(key, choiceList);
    return choiceList.name;
  };
  return { lists, listOf };
}

function groupRows(group: FormGroup, context: FormContext): Row[] {
  const { speech } = context;
  const conditions = group.fields.map(context.relevant);
  // A condition shared by all questions becomes the condition of the group.
  const sharedCondition = conditions.every((condition) => condition === conditions[0]) ? (conditions[0] ?? '') : '';
  const text = speech('label', group.text.say);
  return [
    {
      type: 'begin group',
      name: group.name,
      ...speech('label', group.label),
      ...createRelevantCell(sharedCondition),
    },
    ...(Object.keys(text).length === 0 ? [] : [{ type: 'note', name: group.text.name, ...text }]),
    ...group.fields.flatMap((field, i) =>
      fieldRows(field, sharedCondition === '' ? (conditions[i] ?? '') : '', context),
    ),
    { type: 'end group', name: group.name },
  ];
}

/** Returns the cell for a condition; no cell for an empty condition. */
function createRelevantCell(condition: string): Row {
  return condition === '' ? {} : { relevant: condition };
}

/**
 * Returns the rows of a field that is asked under a condition. A field in two parts gets a row for its value, one for
 * the state without a value, and one that joins both.
 */
function fieldRows(field: FormField, askedIf: string, context: FormContext): Row[] {
  const { input, name, parts } = field;
  const { speech, listOf } = context;
  const ownCells = {
    ...speech('label', field.label),
    ...speech('hint', field.hint),
    ...(field.required ? { required: 'yes' } : {}),
  };
  const limits = limitsOf(field);
  const constraint = limits ? { constraint: limits.expression, ...speech('constraint_message', limits.message) } : {};
  const type = typeOf(field, listOf);
  const valueRow: Row = {
    type,
    name: parts?.value ?? name,
    ...ownCells,
    ...createRelevantCell(askedIf),
    ...constraint,
  };
  const valueRows = [valueRow, ...noteRows(field, askedIf, speech)];
  if (!parts) return valueRows;
  const reference = writeValueReference(field);
  // No id contains `;`, so the ids can always be separated again.
  const cell = takesSeveral(input) ? `translate(${reference}, ' ', ';')` : reference;
  const calculation = parts.state ? `if(${reference} = '', ${markOf(parts.state)}, ${cell})` : cell;
  return [
    ...valueRows,
    ...(parts.state ? [stateRow(field, parts.state, askedIf, context)] : []),
    { type: 'calculate', name, calculation },
  ];
}

/** Returns the row that asks why a field has no value. */
function stateRow(
  field: FormField,
  { name, choices }: StateField,
  askedIf: string,
  { speech, listOf }: FormContext,
): Row {
  return {
    type: `select_one ${listOf(choices.length > 1 ? 'no_value' : 'not_known', choices)}`,
    name,
    ...speech('label', ({ messages, vocabulary }) =>
      messages.template.insteadOf({ title: vocabulary.titleOf(field.input.name) }),
    ),
    ...createRelevantCell(joinConditions(askedIf, `${writeValueReference(field)} = ''`)),
    appearance: 'minimal',
  };
}

/** Returns the note about a value outside the plausible range. */
function noteRows(field: FormField, askedIf: string, speech: Speech): Row[] {
  const { surprise } = field;
  if (!surprise) return [];
  const { low, high } = field.input.plausible ?? { low: null, high: null };
  const value = writeValueReference(field);
  const outOfRange = [
    ...(low ? [`${value} < ${writeDecimal(low)}`] : []),
    ...(high ? [`${value} > ${writeDecimal(high)}`] : []),
  ].join(' or ');
  const shownCondition = joinConditions(askedIf, `${value} != '' and (${outOfRange})`);
  return [{ type: 'note', name: surprise.name, ...speech('label', surprise.say), relevant: shownCondition }];
}

function settingsOf({ id, version, title }: FormOutline, language: FormLanguage | undefined): Row {
  if (!language) return {};
  return {
    form_title: plainText(title(language) ?? id),
    form_id: id,
    version,
    default_language: formatLanguageName(language),
  };
}

/** Builds a sheet from rows, leaving out columns that would be empty. */
function sheetOf(name: string, columns: readonly string[], rows: readonly Row[]): FormSheet {
  const headings = columns.filter((heading) => rows.some((row) => row[heading] !== undefined));
  return { name, headings, rows: rows.map((row) => headings.map((heading) => row[heading] ?? '')) };
}

type StateField = NonNullable<NonNullable<FormField['parts']>['state']>;

/** Returns the expression that gives the text in the cell for the chosen state. */
function markOf({ name, choices }: StateField): string {
  return choices.reduceRight((rest, { id }) => {
    return `if(\${${name}} = ${quoteLiteral(id)}, ${quoteLiteral(STATE_CELLS[id as keyof typeof STATE_CELLS])}, ${rest})`;
  }, "''");
}

type Speech = (heading: string, say: LocalText) => Row;

/** Creates a function that writes a text into the columns of all languages that have it. */
function createSpeech(languages: readonly FormLanguage[]): Speech {
  return (heading, say) =>
    Object.fromEntries(
      languages.flatMap((language) => {
        const text = say(language) ?? '';
        return text.trim() === '' ? [] : [[localiseHeading(heading, language), plainText(text)]];
      }),
    );
}

function localiseHeading(heading: string, language: FormLanguage): string {
  return `${heading}::${formatLanguageName(language)}`;
}

/** Returns the name of a language in that language, with its code: `Deutsch (de)`. */
function formatLanguageName({ tag }: FormLanguage): string {
  const code = tag.replaceAll('_', '-');
  return `${new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code} (${code})`;
}

function typeOf({ input, choices, name, parts }: FormField, listOf: ListFinder): string {
  if (choices.length > 0) {
    return `${takesSeveral(input) ? 'select_multiple' : 'select_one'} ${listOf(parts?.value ?? name, choices)}`;
  }
  switch (input.form.control) {
    case 'typeDay':
      return 'date';
    case 'pickStep':
    case 'typeNumber':
      return input.whole ? 'integer' : 'decimal';
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
    case 'typeEmail':
    case 'typePhone':
    case 'typeRegisterNumber':
    case 'typeText':
      return 'text';
  }
}

/** Returns the reference to the value of a field. */
function writeValueReference({ name, parts }: FormField): string {
  return `\${${parts?.value ?? name}}`;
}

/** The constraint on a value, and the message for a value that violates it. */
interface ConstraintText {
  readonly expression: string;
  readonly message: LocalText;
}

function limitsOf({ input, choices }: FormField): ConstraintText | undefined {
  const { control, pattern } = input.form;
  const limitToPattern = (message: LocalText): ConstraintText | undefined =>
    pattern && { expression: pattern.xpath, message };
  switch (control) {
    case 'pickSeveral':
      return describeChoiceLimits(input, choices);
    case 'pickStep':
    case 'typeNumber': {
      const { low, high } = input.range;
      const limits = [...(low ? [`. >= ${writeDecimal(low)}`] : []), ...(high ? [`. <= ${writeDecimal(high)}`] : [])];
      if (limits.length === 0 || choices.length > 0) return undefined;
      return {
        expression: limits.join(' and '),
        message: ({ messages, vocabulary }) =>
          messages.diagnose.faults.range({ range: rangeInWords(input, vocabulary) ?? '' }),
      };
    }
    case 'typeRegisterNumber':
      return limitToPattern(({ messages }) => messages.template.uscc);
    case 'typeEmail':
      return limitToPattern(({ messages }) => messages.diagnose.faults.email);
    case 'typePhone':
      return limitToPattern(({ messages }) => messages.diagnose.faults.phone);
    case 'pickOne':
    case 'pickYesNo':
    case 'typeDay':
    case 'typeText':
      return undefined;
  }
}

/** Returns the constraint on how many options may be chosen, and on exclusive options. */
function describeChoiceLimits(
  { choose: { least, most } }: Input,
  choices: readonly FormChoice[],
): ConstraintText | undefined {
  const exclusiveTests = choices.filter(({ isAlone }) => isAlone).map(({ id }) => `selected(., ${quoteLiteral(id)})`);
  const count = [
    ...(least > 1 ? [`count-selected(.) >= ${least}`] : []),
    ...(most !== null && most < choices.length ? [`count-selected(.) <= ${most}`] : []),
  ].join(' and ');
  if (exclusiveTests.length === 0 && count === '') return undefined;
  const limitsWithout = [`not(${exclusiveTests.join(' or ')})`, ...(count === '' ? [] : [count])].join(' and ');
  return {
    expression:
      exclusiveTests.length === 0
        ? count
        : `count-selected(.) = 1${least > 1 ? ` and (${exclusiveTests.join(' or ')})` : ''} or ${limitsWithout}`,
    message: ({ messages: { paper, template } }) =>
      [
        ...(count === '' ? [] : [choiceCountInWords(paper.tick, { least, most })]),
        ...(exclusiveTests.length > 0 ? [template.alone] : []),
      ].join(' '),
  };
}

/** Maximum length of a condition; longer ones slow a form down on a phone. */
const MAX_CONDITION_CHARS = 8000;

/** Writes the conditions of fields as XPath. A field whose condition is too long is always asked, with a remark. */
function createRelevance(fields: ReadonlyMap<Input, FormField>): {
  readonly relevant: (field: FormField) => string;
  readonly omittedParts: OmittedPart[];
} {
  const omittedParts: OmittedPart[] = [];
  return {
    omittedParts,
    relevant({ input, askedIf }) {
      if (askedIf === true) return '';
      const expression = expressionOf(askedIf, fields);
      if (expression.length <= MAX_CONDITION_CHARS) return expression;
      const readNames = [...new Set(collectInputs(askedIf).map(({ name }) => name))];
      omittedParts.push({ code: 'condition', name: input.name, reads: readNames });
      return '';
    },
  };
}

function scopeRows(
  { scope }: FormOutline,
  fields: ReadonlyMap<Input, FormField>,
  speech: Speech,
  omittedParts: OmittedPart[],
): Row[] {
  if (!scope) return [];
  const relevantExpression = expressionOf(scope.fails, fields);
  if (relevantExpression.length > MAX_CONDITION_CHARS) {
    omittedParts.push({ code: 'scope' });
    return [];
  }
  return [{ type: 'note', name: scope.name, ...speech('label', scope.say), relevant: relevantExpression }];
}

/** Writes a formula as XPath with OpenRosa's extensions. */
function expressionOf(formula: Formula, fields: ReadonlyMap<Input, FormField>): string {
  if (typeof formula === 'boolean') return formula ? 'true()' : 'false()';
  if (formula.op === 'not') return `not(${expressionOf(formula.of, fields)})`;
  if (formula.op === 'and' || formula.op === 'or') {
    return formula.of.map((part) => addBrackets(expressionOf(part, fields), part)).join(` ${formula.op} `);
  }
  return writeLeafExpression(formula, fields);
}

function writeLeafExpression(formula: FormulaLeaf, fields: ReadonlyMap<Input, FormField>): string {
  const field = fields.get(formula.input);
  if (!field) return 'false()';
  const value = writeValueReference(field);
  switch (formula.op) {
    case 'state':
      return stateExpression(field, formula.state);
    case 'equals': {
      const { value: wanted } = formula;
      const isTyped = isNumber(wanted) && field.choices.length === 0;
      return `${value} = ${isTyped ? writeDecimal(wanted) : quoteLiteral(isNumber(wanted) ? writeDecimal(wanted) : String(wanted))}`;
    }
    case 'compare':
      return `${value} ${formula.sign} ${writeDecimal(formula.bound)}`;
    case 'chosen': {
      const ticks = formula.options.map((id) => `selected(${value}, ${quoteLiteral(id)})`);
      if (formula.least === 1) return ticks.length === 1 ? (ticks[0] ?? '') : `(${ticks.join(' or ')})`;
      return `${ticks.map((tick) => `number(${tick})`).join(' + ')} >= ${formula.least}`;
    }
  }
}

function addBrackets(expression: string, formula: Formula): string {
  const isJoined =
    typeof formula === 'object' && (formula.op === 'and' || formula.op === 'or' || formula.op === 'state');
  return isJoined && / (and|or) /.test(expression) ? `(${expression})` : expression;
}

function stateExpression(field: FormField, state: FormState): string {
  const { parts, choices, input } = field;
  const value = writeValueReference(field);
  const stateReference = parts?.state ? `\${${parts.state.name}}` : undefined;
  if (state === 'unanswered')
    return stateReference === undefined ? `${value} = ''` : `${value} = '' and ${stateReference} = ''`;
  if (stateReference !== undefined && state !== 'none') return `${stateReference} = ${quoteLiteral(state)}`;
  const choice = choices.find((candidate) => candidate.state === state);
  if (!choice) return 'false()';
  return takesSeveral(input)
    ? `selected(${value}, ${quoteLiteral(choice.id)})`
    : `${value} = ${quoteLiteral(choice.id)}`;
}

function joinConditions(one: string, other: string): string {
  if (one === '' || other === '') return one + other;
  return / or /.test(one) ? `(${one}) and ${other}` : `${one} and ${other}`;
}

function writeDecimal(number: Rational): string {
  return toDecimalText(number, 15);
}

/**
 * Quotes a text in an expression. Quotes cannot be escaped, so the text is split at them. It is also split within `${`,
 * which would begin a reference.
 */
function quoteLiteral(text: string): string {
  const parts = text.split(/(')|(?<=\$)(?=\{)/).filter((part) => part !== undefined && part !== '');
  const quotedParts = parts.map((part) => (part === "'" ? `"'"` : `'${part}'`));
  return quotedParts.length > 1 ? `concat(${quotedParts.join(', ')})` : (quotedParts[0] ?? "''");
}
