import type { Fact, Measures, Options, Question, Questionnaire, Rubric, Text } from '../model/index.ts';
import type { Plan } from '../scoring/index.ts';
import { collectRenames, currentName, currentOption, NO_RENAMES, type Renames } from './id-renames.ts';
import { compareInputs, comparePoints } from './input-changes.ts';
import type { Change } from './pack-change.ts';
import {
  compareGates,
  compareLists,
  compareMeasures,
  compareScores,
  compareSections,
  compareWhole,
} from './rule-changes.ts';

/** One version of a pack. */
export interface Version {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures | null;
  readonly plan: Plan;
}

/** Everything that is different in a newer version, once what it renames is applied to the older one. */
export function compareVersions(old: Version, now: Version): Change[] {
  const renames = collectRenames(now);
  return [
    ...compareWhole(old, now, renames),
    ...compareSections(old.questionnaire, now.questionnaire, renames),
    ...compareInputs(old.plan, now.plan, renames),
    ...comparePoints(old.plan, now.plan, renames),
    ...compareLists(old.rubric, now.rubric, { old: old.plan, now: now.plan }, renames),
    ...compareScores(old.rubric, now.rubric, renames),
    ...compareGates(old.rubric, now.rubric, renames),
    ...compareMeasures(old.measures, now.measures, renames),
    ...compareTexts(old, now, renames),
  ];
}

/** Whether a change is more than one of words: it can change what is asked, a result or a policy. */
export function isSubstantive({ kind }: Change): boolean {
  return kind !== 'text';
}

interface PlacedText {
  readonly name: string;
  /** Which of its texts; an option or a label comes before. */
  readonly part: string;
  readonly text: Text | undefined;
}

/** Texts and translations that are different, of what is in both versions. */
function compareTexts(old: Version, now: Version, renames: Renames): Change[] {
  const before = byPlace(textsOf(old, renames));
  const after = byPlace(textsOf(now, NO_RENAMES));
  return [...after].flatMap(([key, { name, part, text }]) => {
    const earlier = before.get(key);
    return earlier ? compareText(name, part, earlier.text, text) : [];
  });
}

function compareText(name: string, part: string, before: Text | undefined, after: Text | undefined): Change[] {
  const [one, other] = [byLanguage(before), byLanguage(after)];
  const languages = new Set([...one.keys(), ...other.keys()]);
  return [...languages].flatMap((language): Change[] => {
    const [was, is] = [one.get(language), other.get(language)];
    if (was === is) return [];
    const texts = { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
    return [{ kind: 'text', name, part, language, ...texts }];
  });
}

function byLanguage(text: Text | undefined): ReadonlyMap<string | null, string> {
  if (text === undefined) return new Map();
  return typeof text === 'string' ? new Map([[null, text]]) : new Map(Object.entries(text));
}

function byPlace(texts: readonly PlacedText[]): ReadonlyMap<string, PlacedText> {
  return new Map(texts.map((placed) => [JSON.stringify([placed.name, placed.part]), placed]));
}

function textsOf({ questionnaire, rubric, measures }: Version, renames: Renames): PlacedText[] {
  const { id, title, text, scope, facts = [], optionSets = {}, sections } = questionnaire;
  const sets = Object.entries(optionSets).flatMap(([name, set]) => optionTexts(name, set, (option) => option));
  return [
    ...placed(id, { title, text, scope: scope?.text }),
    ...facts.flatMap((fact) => askedTexts(fact, renames)),
    ...sets,
    ...sections.flatMap((section) => [
      ...placed(section.id, { title: section.title, text: section.text }),
      ...section.questions.flatMap((question) => [
        ...askedTexts(question, renames),
        ...(question.rows ?? []).flatMap((row) =>
          placed(currentName(`${question.id}/${row.id}`, renames), { text: row.text, help: row.help }),
        ),
      ]),
    ]),
    ...Object.entries(rubric.titles ?? {}).flatMap(([list, name]) => placed(list, { title: name })),
    ...Object.entries(rubric.scores).flatMap(([name, score]) =>
      typeof score === 'string'
        ? []
        : [
            ...placed(name, { title: score.title }),
            ...(score.levels ?? []).flatMap((level) =>
              placed(name, { [`${level.value} title`]: level.title, [`${level.value} text`]: level.text }),
            ),
          ],
    ),
    ...(measures?.measures ?? []).flatMap((measure) =>
      placed(measure.id, { title: measure.title, text: measure.text }),
    ),
  ];
}

function askedTexts(asked: Fact | Question, renames: Renames): PlacedText[] {
  const name = currentName(asked.id, renames);
  const { each, labels = {} } = asked as Partial<Question>;
  const allLabels = Object.entries({ ...labels, ...each?.labels });
  return [
    ...placed(name, { title: asked.title, text: asked.text, help: asked.help }),
    ...placed(name, Object.fromEntries(allLabels.map(([value, label]) => [value, label]))),
    ...optionTexts(name, asked.options ?? each?.options, (option) => currentOption(name, option, renames)),
  ];
}

function optionTexts(name: string, options: Options | undefined, now: (option: string) => string): PlacedText[] {
  if (options === undefined || typeof options === 'string') return [];
  return options.flatMap((option) =>
    typeof option === 'string'
      ? []
      : placed(name, {
          [`${now(option.id)} text`]: option.text,
          [`${now(option.id)} statement`]: option.statement,
          [`${now(option.id)} help`]: option.help,
        }),
  );
}

function placed(name: string, texts: Readonly<Record<string, Text | undefined>>): PlacedText[] {
  return Object.entries(texts).map(([part, text]) => ({ name, part, text }));
}
