import type { Instrument, Policy, Track } from '../model/generated/types.ts';
import type { Change } from '../versions/change.ts';
import { compareVersions, isOfSubstance, type Version } from '../versions/compare.ts';
import { isSame } from '../versions/parts.ts';
import type { Subject } from './rule.ts';

/** What is different from the revision compared with, texts apart; none where there is none to compare with. */
export function changesOf(subject: Subject): readonly Change[] {
  const { before } = subject;
  return before ? compareVersions(versionOf(before), versionOf(subject)).filter(isOfSubstance) : [];
}

function versionOf({ questionnaire, rubric, measures, plan }: Subject): Version {
  return {
    questionnaire: questionnaire.document,
    rubric: rubric.document,
    measures: measures?.document ?? null,
    plan,
  };
}

/** A change in a few words, for a list of them. */
export function nameChange(change: Change): string {
  switch (change.kind) {
    case 'points':
      return `the points of ${change.name}/${change.option}`;
    case 'gate':
      return `what level ${change.level} needs`;
    case 'renamed':
      return `${change.name} was ${change.from}`;
    case 'added':
    case 'removed':
      return `${change.thing} ${change.of === undefined ? '' : `${change.of}/`}${change.name} ${change.kind}`;
    case 'changed':
      return change.thing === 'pack' ? `the pack's ${change.aspect}` : `${change.aspect} of ${change.name}`;
    case 'text':
      return `the ${change.part} of ${change.name}`;
  }
}

/** The tracks and instruments of a policy that give someone something else than before, by their ids. */
export function changedParts(before: Policy, after: Policy): string[] {
  const parts = ({ tracks = [], instruments = [], currency, include = [], facts = [] }: Policy) =>
    new Map<string, unknown>([
      ['currency', currency],
      ['include', include],
      ...facts.map((fact) => [fact.id, withoutWords(fact)] as const),
      ...tracks.map((track) => [track.id, withoutWords(track)] as const),
      ...instruments.map((instrument) => [instrument.id, withoutWords(instrument)] as const),
    ]);
  const [old, now] = [parts(before), parts(after)];
  return [...new Set([...now.keys(), ...old.keys()])].filter((id) => !isSame(old.get(id), now.get(id)));
}

type Worded = Pick<Track | Instrument, 'title' | 'text' | 'source'>;

function withoutWords<T extends Partial<Worded>>({ title: _, text: __, source: ___, ...rest }: T): unknown {
  return rest;
}
