import path from 'node:path';
import { Model, type Question, type QuestionSelectBase } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { matura, ROOT } from './matura.ts';
import { expectLimits, expectRoundTrip, type FilledForm, quoteCell, SURVEYED } from './survey-forms.ts';

const MODELS = new Map<string, Promise<string>>();

/** What the bundled funding programme asks by district. */
const ASKED_OF_ALL = ['highTechZone'];

/** The SurveyJS model of a pack, made once. */
function modelOf(pack: string): Promise<string> {
  const known = MODELS.get(pack) ?? makeModel(pack);
  MODELS.set(pack, known);
  return known;
}

async function makeModel(pack: string): Promise<string> {
  const { code, stdout, stderr } = await matura(['template', pack, '--format', 'surveyjs', '--lang', 'en']);
  expect(code).toBe(0);
  const remarks = stderr.split('\n').filter((line) => !/^$|^What SurveyJS|check character/.test(line));
  // SurveyJS compares texts without regard to case, so a condition on a text is left out.
  expect(
    remarks.filter(
      (line) => line !== `  ${ASKED_OF_ALL[0]} is asked of everyone, although in the pack this depends on district`,
    ),
  ).toEqual([]);
  return stdout;
}

/** Fills a model in by the API of survey-core; what is hidden is checked only where all is shown. */
function fillSurvey(text: string, isAllShown = false): FilledForm {
  const survey = new Model(JSON.parse(text));
  survey.showInvisibleElements = isAllShown;
  const find = (name: string): Question => survey.getQuestionByName(name);
  return {
    names: survey
      .getAllQuestions()
      .filter((question) => question.getType() !== 'html')
      .map(({ name }) => name),
    enter(name, value) {
      const question = find(name);
      const before = question.value;
      const given = question.getType() === 'checkbox' ? value.split(' ') : value;
      const isNumber = question.getType() === 'text' && question.inputType === 'number';
      // On a page, what goes with nothing else unticks the others.
      if (Array.isArray(given) && given.length > 1 && isExclusiveIn(question as QuestionSelectBase, given))
        return false;
      question.value = isNumber ? Number(given) : given;
      const isAllowed = question.validate(false);
      if (!isAllowed) question.value = before;
      return isAllowed;
    },
    askedOfAll: ASKED_OF_ALL,
    isRelevant: (name) => find(name).isVisible && find(name).isParentVisible,
    submission: () => {
      const row: Record<string, string> = {};
      for (const { name } of [...survey.getAllQuestions(), ...survey.calculatedValues])
        row[name] = cellOf(survey.data[name]);
      return row;
    },
  };
}

function isExclusiveIn(question: QuestionSelectBase, given: readonly string[]): boolean {
  return question.choices.some(
    ({ value, isExclusive }: { value: string; isExclusive: boolean }) => isExclusive && given.includes(value),
  );
}

function cellOf(value: unknown): string {
  return value === undefined ? '' : Array.isArray(value) ? JSON.stringify(value) : String(value);
}

/** Rows as CSV; several options as JSON or with a sign between them. */
function writeExport(rows: readonly Readonly<Record<string, string>>[], separator: string | null): string {
  const names = Object.keys(rows[0] ?? {});
  const write = (cell: string): string => {
    if (separator === null || !cell.startsWith('["')) return cell;
    return (JSON.parse(cell) as string[]).join(separator);
  };
  const lines = [names, ...rows.map((row) => names.map((name) => write(row[name] ?? '')))];
  return lines.map((cells) => `${cells.map(quoteCell).join(',')}\r\n`).join('');
}

describe.each(SURVEYED)('the SurveyJS model of %s', (pack, count) => {
  test('the SurveyJS model asks what the pack defines, and its answers are read back', async () => {
    const text = await modelOf(pack);
    expect(new Model(JSON.parse(text)).jsonErrors ?? []).toEqual([]);
    await expectRoundTrip(
      pack,
      count,
      () => fillSurvey(text),
      (_, rows) => [null, ';', ', '].map((separator) => writeExport(rows, separator)),
    );
  });

  test('the SurveyJS validators refuse what the pack refuses', async () => {
    await expectLimits(pack, fillSurvey(await modelOf(pack), true), ['uscc']);
  });
});

test('pack texts cannot act as references or markup in SurveyJS, and features the model lacks are listed', async () => {
  const pack = path.join(ROOT, 'test/fixtures/hostile-survey');
  const { stdout, stderr } = await matura(['template', pack, '--format', 'surveyjs', '--lang', 'en']);
  const unsaid = [
    'What SurveyJS cannot express:',
    '  never is asked of everyone, although in the pack this depends on early',
    '  quoted is asked of everyone, although in the pack this depends on name',
  ];
  expect(stderr.trimEnd().split('\n')).toEqual(unsaid);
  const model = JSON.parse(stdout);
  expect(model.pages[0].elements.at(-1)).toMatchObject({
    name: 'form_remarks',
    visible: false,
    html: unsaid.join('\n'),
  });
  const survey = new Model(model);
  survey.setValue('name', 'replaced');
  const titles = [survey, ...survey.pages, ...survey.getAllQuestions()].map(({ processedTitle }) =>
    String(processedTitle),
  );
  expect(titles.join()).not.toContain('replaced');
  expect(titles.map((title) => title.normalize('NFKC')).join()).toContain(['$', '{name} <b>bold</b>'].join(''));
  expect(titles.join()).not.toMatch(/<[a-z/]/);
  survey.setValue('none_value', ['a']);
  expect(survey.getQuestionByName('grid/two_value').isVisible).toBe(true);
  survey.setValue('none_value', ['a', 'b']);
  expect(survey.getQuestionByName('grid/two_value').isVisible).toBe(false);
});
