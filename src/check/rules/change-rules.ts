// M6xx: changes since the earlier revision with which a pack is compared.

import type { Instrument, Path, Phrase, Policy, Problem, ProblemCode, Track } from '../../model/index.ts';
import type { Source } from '../../scoring/index.ts';
import {
  type Change,
  compareVersionNumbers,
  compareVersions,
  diffValues,
  isSameValue,
  isSubstantive,
  type ValueDifference,
  type Version,
} from '../../versions/index.ts';
import { type CaseSource, resolveCase } from '../case-run.ts';
import { mapInputPlaces, type Place } from '../placed-parts.ts';
import type { Rule, Subject } from '../rule-definition.ts';

export const CHANGE_RULES = {
  M601: {
    check: (subject) => [
      ...findOtherPack(subject),
      ...findChanges(subject).flatMap((change): Problem[] => {
        if (change.kind !== 'removed') return [];
        const { thing, name, of } = change;
        if (thing !== 'fact' && thing !== 'question' && thing !== 'row' && thing !== 'option') return [];
        const { file, at } = findRemainingPlace(of ?? name, subject);
        return [{ code: 'M601', file, at, details: { found: name, wanted: { phrase: thing } } }];
      }),
    ],
  },
  M602: {
    check(subject) {
      const { before, questionnaire } = subject;
      if (!before) return [];
      const oldDocument = before.questionnaire.document;
      const { id, version } = questionnaire.document;
      const names =
        id === oldDocument.id && version === oldDocument.version ? findChanges(subject).map(describeChange) : [];
      return [...findVersionProblem(names, version, questionnaire.file), ...findPolicyChanges(before, subject)];
    },
  },
  M603: {
    check({ cases, before }) {
      if (!cases || !before?.cases) return [];
      const casesBefore = before.cases;
      return [...cases.values()].flatMap((source): Problem[] => {
        const oldCase = casesBefore.get(source.testCase.id);
        if (!oldCase || !isSameValue(resolveCaseInputs(oldCase, casesBefore), resolveCaseInputs(source, cases)))
          return [];
        const parts = diffValues(oldCase.testCase.expect, source.testCase.expect);
        if (parts.length === 0) return [];
        const wantedPhrase: Phrase = { phrase: 'changes', of: parts.map(describePart) };
        const details = { found: source.testCase.id, wanted: wantedPhrase };
        return [{ code: 'M603', file: source.file, at: [...source.at, 'expect'], on: 'key', details }];
      });
    },
  },
  M604: {
    check({ before, questionnaire, policies }) {
      if (!before) return [];
      const pairs: [Versioned | undefined, Versioned][] = [
        [before.questionnaire, questionnaire],
        ...policies.map((now): [Versioned | undefined, Versioned] => [
          before.policies.find((source) => source.document.id === now.document.id),
          now,
        ]),
      ];
      return pairs.flatMap(([old, now]) =>
        old && old.document.id === now.document.id ? checkVersionOrder(old, now) : [],
      );
    },
  },
} satisfies Partial<Record<ProblemCode, Rule>>;

/** Reports a changed pack id: results on file still have the old id, so they would belong to another pack. */
function findOtherPack({ questionnaire: { file, document }, before }: Subject): Problem[] {
  const oldId = before?.questionnaire.document.id;
  if (oldId === undefined || oldId === document.id) return [];
  return [{ code: 'M601', file, at: ['id'], details: { found: oldId, wanted: { phrase: 'pack' } } }];
}

/**
 * Returns the closest place that remains of a removed item: its question or matrix, its section, or the whole document.
 */
function findRemainingPlace(name: string, subject: Subject): Place {
  const { file, document } = subject.questionnaire;
  const input = mapInputPlaces(subject).get(name);
  if (input) return { file: input.file, at: input.id };
  const { sections } = document;
  const [matrix] = name.split('/');
  for (const [sectionIndex, { questions }] of sections.entries()) {
    const questionIndex = questions.findIndex(({ id }) => id === matrix);
    if (questionIndex >= 0) return { file, at: ['sections', sectionIndex, 'questions', questionIndex, 'id'] };
  }
  const section = subject.before?.plan.inputs.find(
    (candidate) => candidate.name === name || candidate.matrix === name,
  )?.section;
  const sectionIndex = sections.findIndex(({ id }) => id === section);
  const nearestPath: Path = sectionIndex >= 0 ? ['sections', sectionIndex, 'id'] : ['version'];
  return { file, at: nearestPath };
}

function findPolicyChanges(before: Subject, { policies }: Subject): Problem[] {
  return policies.flatMap(({ file, document }) => {
    const { id, version } = document;
    const oldPolicy = before.policies.find(
      (source) => source.document.id === id && source.document.version === version,
    );
    return oldPolicy ? findVersionProblem(diffPolicyParts(oldPolicy.document, document), version, file) : [];
  });
}

const MAX_NAMED = 3;

function findVersionProblem(names: readonly Phrase[], found: string, file: string): Problem[] {
  if (names.length === 0) return [];
  const moreNamesPhrase: Phrase[] =
    names.length > MAX_NAMED ? [{ phrase: 'more', count: names.length - MAX_NAMED }] : [];
  const wantedPhrase: Phrase = { phrase: 'changes', of: [...names.slice(0, MAX_NAMED), ...moreNamesPhrase] };
  return [{ code: 'M602', file, at: ['version'], details: { found, wanted: wantedPhrase } }];
}

/** Returns what a case is calculated from: its answers merged with those of its base, its policy and its day. */
function resolveCaseInputs({ testCase }: CaseSource, cases: ReadonlyMap<string, CaseSource>): unknown {
  return { ...resolveCase(testCase, cases), policy: testCase.policy, asOf: testCase.asOf };
}

function describePart({ path, before, after }: ValueDifference): Phrase {
  const formatPart = (value: ValueDifference['before']): Phrase =>
    value === undefined ? { phrase: 'nothing' } : JSON.stringify(value);
  return { phrase: 'changedValue', path: path.join('.'), before: formatPart(before), after: formatPart(after) };
}

type Versioned = Source<{ readonly id: string; readonly version: string }>;

function checkVersionOrder(old: Versioned, now: Versioned): Problem[] {
  const [wanted, found] = [old.document.version, now.document.version];
  if (compareVersionNumbers(found, wanted) >= 0) return [];
  return [{ code: 'M604', file: now.file, at: ['version'], details: { found, wanted } }];
}

/** Returns the differences from the earlier revision, except in texts; empty if there is no earlier revision. */
function findChanges(subject: Subject): readonly Change[] {
  const { before } = subject;
  return before ? compareVersions(versionOf(before), versionOf(subject)).filter(isSubstantive) : [];
}

function versionOf({ questionnaire, rubric, measures, plan }: Subject): Version {
  return {
    questionnaire: questionnaire.document,
    rubric: rubric.document,
    measures: measures?.document ?? null,
    plan,
  };
}

/** Describes a change as a phrase for a list of changes. */
function describeChange(change: Change): Phrase {
  switch (change.kind) {
    case 'points':
      return { phrase: 'pointsOf', name: `${change.name}/${change.option}` };
    case 'gate':
      return { phrase: 'needsOfLevel', level: change.level };
    case 'renamed':
      return { phrase: 'renamedFrom', name: change.name, from: change.from };
    case 'added':
    case 'removed':
      return {
        phrase: change.kind,
        thing: { phrase: 'thing', thing: change.thing },
        name: change.of === undefined ? change.name : `${change.of}/${change.name}`,
      };
    case 'changed':
      return change.thing === 'pack'
        ? { phrase: 'aspectOfPack', aspect: { phrase: 'aspect', aspect: change.aspect } }
        : { phrase: 'aspectOf', aspect: { phrase: 'aspect', aspect: change.aspect }, name: change.name };
    case 'text':
      return { phrase: 'textOf', part: change.part, name: change.name };
  }
}

/**
 * Returns which parts of a policy were changed: the ids of tracks, instruments and facts, and the words `currency` and
 * `include`. Changes of texts do not count.
 */
function diffPolicyParts(before: Policy, after: Policy): string[] {
  const partsOf = ({ tracks = [], instruments = [], currency, include = [], facts = [] }: Policy) =>
    new Map<string, unknown>([
      ['currency', currency],
      ['include', include],
      ...facts.map((fact) => [fact.id, removeTexts(fact)] as const),
      ...tracks.map((track) => [track.id, removeTexts(track)] as const),
      ...instruments.map((instrument) => [instrument.id, removeTexts(instrument)] as const),
    ]);
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...now.keys(), ...old.keys()])].filter((id) => !isSameValue(old.get(id), now.get(id)));
}

type TextFields = Pick<Track | Instrument, 'title' | 'text' | 'source'>;

function removeTexts<T extends Partial<TextFields>>({ title: _, text: __, source: ___, ...rest }: T): unknown {
  return rest;
}
