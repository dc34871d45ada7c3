// Writes a pack as a SurveyJS model (surveyjs.io), for a form on the web.

import { choiceCountInWords } from '../../i18n/index.ts';
import type { Formula, FormulaLeaf } from '../../interview/index.ts';
import { type Rational, toDecimalText } from '../../model/index.ts';
import { exampleNumber, rangeInWords } from '../../report/index.ts';
import { type Input, isNumber, takesSeveral } from '../../scoring/index.ts';
import { STATE_CELLS } from '../../table/index.ts';
import {
  collectInputs,
  type FormChoice,
  type FormField,
  type FormGroup,
  type FormLanguage,
  type FormNames,
  type FormNote,
  type FormOutline,
  type LocalText,
  type OmittedPart,
  plainText,
} from './form-outline.ts';

/** SurveyJS refers to fields in braces, so any name is allowed. */
export const SURVEYJS_NAMES: FormNames = {
  headingsOf: ({ name }) => [name],
  groupOf: (id) => id,
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns the model as JSON, and remarks on what it cannot express; a hidden note in the model has the same remarks.
 * Its default language is `tag` if the pack has it.
 */
export function planSurveyjs(
  outline: FormOutline,
  tag: string,
  inWords: (omittedParts: readonly OmittedPart[]) => readonly string[],
): { readonly model: Json; readonly remarks: readonly string[] } {
  const { languages, groups } = outline;
  const fields = new Map(groups.flatMap((group) => group.fields.map((field) => [field.input, field] as const)));
  const context: Context = {
    languages,
    fields,
    omittedParts: [...outline.omittedParts, ...reportUncheckedCodes(groups)],
  };
  const firstLanguage = languages.find((language) => language.tag === tag) ?? languages[0];
  const pages = groups.map((group, i) => {
    const page = pageOf(group, context);
    return i === 0 ? { ...page, elements: [...page.elements, ...writeScopeNote(outline, context)] } : page;
  });
  const remarks = inWords(context.omittedParts);
  const note = { type: 'html', name: outline.remarks, visible: false, html: plainText(remarks.join('\n')) };
  return {
    remarks,
    model: {
      ...localisedText('title', outline.title, languages),
      ...localisedText('description', outline.text.say, languages),
      locale: firstLanguage ? localeOf(firstLanguage) : '',
      clearInvisibleValues: 'onHidden',
      pages: pages.map((page, i) =>
        i > 0 || remarks.length === 0 ? page : { ...page, elements: [...page.elements, note] },
      ),
      calculatedValues: groups.flatMap((group) => group.fields.flatMap((field) => calculationOf(field))),
    },
  };
}

interface Context {
  readonly languages: readonly FormLanguage[];
  readonly fields: ReadonlyMap<Input, FormField>;
  readonly omittedParts: OmittedPart[];
}

/**
 * Lists credit codes as omitted parts, because SurveyJS cannot check them: its expressions cannot read single
 * characters of a text.
 */
function reportUncheckedCodes(groups: readonly FormGroup[]): OmittedPart[] {
  return groups
    .flatMap(({ fields }) => fields)
    .flatMap(({ input }): OmittedPart[] =>
      input.form.control === 'typeRegisterNumber' ? [{ code: 'check-characters', name: input.name }] : [],
    );
}

function pageOf(group: FormGroup, context: Context) {
  const conditions = group.fields.map((field) => conditionOf(field, context));
  // A condition shared by all questions becomes the condition of the page.
  const sharedCondition = conditions.every((condition) => condition === conditions[0]) ? conditions[0] : undefined;
  return {
    name: group.name,
    ...localisedText('title', group.label, context.languages),
    ...localisedText('description', group.text.say, context.languages),
    ...(sharedCondition === undefined ? {} : { visibleIf: sharedCondition }),
    elements: group.fields.flatMap((field, i) =>
      elementsOf(field, sharedCondition === undefined ? conditions[i] : undefined, context),
    ),
  };
}

function elementsOf(field: FormField, askedIf: string | undefined, context: Context): Json[] {
  const { input, name, parts, surprise } = field;
  const { languages } = context;
  const value = `{${parts?.value ?? name}}`;
  const askIfAll = (...conditions: readonly (string | undefined)[]): Json => {
    const statedConditions = conditions.filter((condition) => condition !== undefined);
    return statedConditions.length === 0
      ? {}
      : {
          visibleIf: statedConditions
            .map((condition) => (statedConditions.length > 1 ? `(${condition})` : condition))
            .join(' and '),
        };
  };
  const validators = validatorsOf(field, value, languages);
  const element = {
    ...kindOf(field, languages),
    name: parts?.value ?? name,
    ...localisedText('title', field.label, languages),
    ...localisedText('description', field.hint, languages),
    ...askIfAll(askedIf),
    ...(field.required ? { isRequired: true } : {}),
    ...(validators.length > 0 ? { validators } : {}),
  };
  const { low, high } = input.plausible ?? { low: null, high: null };
  const outOfRange = [
    ...(low ? [`${value} < ${writeDecimal(low)}`] : []),
    ...(high ? [`${value} > ${writeDecimal(high)}`] : []),
  ].join(' or ');
  return [
    element,
    ...(surprise ? [{ ...noteOf(surprise, languages), ...askIfAll(askedIf, outOfRange) }] : []),
    ...(parts?.state
      ? [
          {
            type: 'radiogroup',
            name: parts.state.name,
            ...localisedText(
              'title',
              ({ messages, vocabulary }) => messages.template.insteadOf({ title: vocabulary.titleOf(input.name) }),
              languages,
            ),
            ...askIfAll(askedIf, `${value} empty`),
            choices: writeChoices(parts.state.choices, languages),
            showClearButton: true,
          },
        ]
      : []),
  ];
}

function kindOf({ input, choices }: FormField, languages: readonly FormLanguage[]): Json {
  if (choices.length > 0) {
    const options = writeChoices(choices, languages);
    if (!takesSeveral(input)) return { type: 'radiogroup', choices: options, showClearButton: true };
    return {
      type: 'checkbox',
      choices: options.map((option, i) => (choices[i]?.isAlone ? { ...option, isExclusive: true } : option)),
    };
  }
  switch (input.form.control) {
    case 'typeDay':
      return { type: 'text', inputType: 'date' };
    case 'pickStep':
    case 'typeNumber':
      return { type: 'text', inputType: 'number', step: input.whole ? 1 : 'any' };
    case 'typeText':
      return { type: input.role === 'question' ? 'comment' : 'text' };
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
    case 'typeEmail':
    case 'typePhone':
    case 'typeRegisterNumber':
      return { type: 'text' };
  }
}

function writeChoices(choices: readonly FormChoice[], languages: readonly FormLanguage[]): Json[] {
  return choices.map(({ id, label }) => ({ value: id, ...localisedText('text', label, languages) }));
}

function validatorsOf({ input, choices }: FormField, value: string, languages: readonly FormLanguage[]): Json[] {
  const text = (say: LocalText): Json => localisedText('text', say, languages);
  const { low, high } = input.range;
  const { control, pattern } = input.form;
  const createPatternValidator = (message: LocalText): Json[] =>
    pattern ? [{ type: 'regex', regex: pattern.javaScript, ...text(message) }] : [];
  switch (control) {
    case 'pickSeveral': {
      const { least, most } = input.choose;
      const length = value.replace('}', '.length}');
      const exclusiveTests = choices
        .filter(({ isAlone }) => isAlone)
        .map(({ id }) => `${value} contains ${quoteLiteral(id)}`);
      const count = [
        ...(least > 1 ? [`${length} >= ${least}`] : []),
        ...(most !== null && most < choices.length ? [`${length} <= ${most}`] : []),
      ];
      if (count.length === 0) return [];
      const expression = [...exclusiveTests, `(${count.join(' and ')})`].join(' or ');
      return [
        {
          type: 'expression',
          expression: `${value} empty or ${expression}`,
          ...text(({ messages }) => choiceCountInWords(messages.paper.tick, { least, most })),
        },
      ];
    }
    case 'pickStep':
    case 'typeNumber':
      if (choices.length > 0) return [];
      return [
        {
          type: 'numeric',
          ...(low ? { minValue: Number(writeDecimal(low)) } : {}),
          ...(high ? { maxValue: Number(writeDecimal(high)) } : {}),
          ...text(({ messages, vocabulary }) => {
            const range = rangeInWords(input, vocabulary);
            return range === undefined
              ? messages.diagnose.faults.number({ example: exampleNumber(input, vocabulary) })
              : messages.diagnose.faults.range({ range });
          }),
        },
        ...(input.whole
          ? [
              {
                type: 'expression',
                expression: `${value} empty or round(${value}, 0) = ${value}`,
                ...text(({ messages }) => messages.diagnose.faults.whole),
              },
            ]
          : []),
      ];
    case 'typeRegisterNumber':
      return createPatternValidator(({ messages }) => messages.template.uscc);
    case 'typeEmail':
      return createPatternValidator(({ messages }) => messages.diagnose.faults.email);
    case 'typePhone':
      return createPatternValidator(({ messages }) => messages.diagnose.faults.phone);
    case 'pickOne':
    case 'pickYesNo':
    case 'typeDay':
    case 'typeText':
      return [];
  }
}

/**
 * Returns the calculated value that combines the parts of a field into the cell of the export; nothing if the field has
 * no parts.
 */
function calculationOf({ name, parts }: FormField): Json[] {
  if (!parts) return [];
  const { value, state } = parts;
  const mark = (state?.choices ?? []).reduceRight(
    (rest, { id }) =>
      `iif({${state?.name}} = ${quoteLiteral(id)}, ${quoteLiteral(STATE_CELLS[id as keyof typeof STATE_CELLS])}, ${rest})`,
    "''",
  );
  return [{ name, expression: `iif({${value}} empty, ${mark}, {${value}})`, includeIntoResult: true }];
}

function writeScopeNote({ scope }: FormOutline, context: Context): Json[] {
  if (!scope) return [];
  if (comparesTexts(scope.fails)) {
    context.omittedParts.push({ code: 'scope' });
    return [];
  }
  return [{ ...noteOf(scope, context.languages), visibleIf: expressionOf(scope.fails, context.fields) }];
}

function noteOf({ name, say }: FormNote, languages: readonly FormLanguage[]): Json {
  return { type: 'html', name, ...localisedText('html', say, languages) };
}

/**
 * Returns the condition under which a field is asked. Undefined if it is always asked. That is also the case if
 * SurveyJS cannot express the condition, which is then listed among the omitted parts.
 */
function conditionOf({ input, askedIf }: FormField, { fields, omittedParts }: Context): string | undefined {
  if (askedIf === true) return undefined;
  if (!comparesTexts(askedIf)) return expressionOf(askedIf, fields);
  omittedParts.push({ code: 'condition', name: input.name, reads: collectInputs(askedIf).map(({ name }) => name) });
  return undefined;
}

/**
 * Whether a formula compares typed texts, in which SurveyJS would ignore upper and lower case. Comparing ids is safe,
 * because no two ids of a pack differ only in case.
 */
function comparesTexts(formula: Formula): boolean {
  if (typeof formula === 'boolean') return false;
  if (formula.op === 'not') return comparesTexts(formula.of);
  if (formula.op === 'and' || formula.op === 'or') return formula.of.some(comparesTexts);
  return formula.op === 'equals' && formula.input.value.kind === 'text';
}

/** Writes a formula as an expression of SurveyJS. */
export function expressionOf(formula: Formula, fields: ReadonlyMap<Input, FormField>): string {
  if (typeof formula === 'boolean') return String(formula);
  if (formula.op === 'not') return `!(${expressionOf(formula.of, fields)})`;
  if (formula.op === 'and' || formula.op === 'or') {
    return formula.of.map((part) => `(${expressionOf(part, fields)})`).join(` ${formula.op} `);
  }
  return writeLeafExpression(formula, fields);
}

function writeLeafExpression(leaf: FormulaLeaf, fields: ReadonlyMap<Input, FormField>): string {
  const field = fields.get(leaf.input);
  if (!field) return 'false';
  const { parts, name, choices } = field;
  const value = `{${parts?.value ?? name}}`;
  switch (leaf.op) {
    case 'state': {
      const stateName = parts?.state ? `{${parts.state.name}}` : undefined;
      if (leaf.state === 'unanswered')
        return stateName === undefined ? `${value} empty` : `${value} empty and ${stateName} empty`;
      if (stateName !== undefined && leaf.state !== 'none') return `${stateName} = ${quoteLiteral(leaf.state)}`;
      const choice = choices.find(({ state }) => state === leaf.state);
      if (!choice) return 'false';
      return `${value} ${takesSeveral(leaf.input) ? 'contains' : '='} ${quoteLiteral(choice.id)}`;
    }
    case 'equals': {
      const wantedValue = isNumber(leaf.value) ? writeDecimal(leaf.value) : String(leaf.value);
      return `${value} = ${isNumber(leaf.value) && choices.length === 0 ? wantedValue : quoteLiteral(wantedValue)}`;
    }
    case 'compare':
      return `${value} ${leaf.sign} ${writeDecimal(leaf.bound)}`;
    case 'chosen': {
      const ticks = leaf.options.map((id) => `${value} contains ${quoteLiteral(id)}`);
      if (leaf.least === 1) return ticks.join(' or ');
      return `${ticks.map((tick) => `iif(${tick}, 1, 0)`).join(' + ')} >= ${leaf.least}`;
    }
  }
}

function quoteLiteral(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function writeDecimal(number: Rational): string {
  return toDecimalText(number, 15);
}

/**
 * Returns a property with a text in all languages that have it, with markup and references made harmless; no property
 * if no language has it.
 */
function localisedText(key: string, say: LocalText, languages: readonly FormLanguage[]): Json {
  const texts = languages.flatMap((language, i) => {
    const text = (say(language) ?? '').trim();
    if (text === '') return [];
    const locale = localeOf(language);
    // The text for `default` is English or, if the pack has no English, in the first language of the pack.
    const isDefault = locale === 'en' || (i === 0 && !languages.some((candidate) => localeOf(candidate) === 'en'));
    const plainWords = plainText(text);
    return [...(isDefault ? [['default', plainWords]] : []), ...(locale === 'en' ? [] : [[locale, plainWords]])];
  });
  return texts.length === 0 ? {} : { [key]: Object.fromEntries(texts) };
}

/** Returns the code of a language in SurveyJS. */
function localeOf({ tag }: FormLanguage): string {
  const code = tag.replaceAll('_', '-').toLowerCase();
  return code === 'zh' ? 'zh-cn' : code;
}
