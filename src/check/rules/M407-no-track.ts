import type { Condition } from '../../condition/condition.ts';
import { type Atom, type Possible, settledValue } from '../../condition/value.ts';
import type { Problem } from '../../model/problem.ts';
import { toDecimalText } from '../../model/rational.ts';
import { evaluateWithin } from '../../scoring/evaluate.ts';
import type { Within } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import { placedTracks } from '../places-of-policy.ts';
import type { Rule, Subject } from '../rule.ts';
import { holding } from '../search/goals.ts';
import { findAnswers } from '../search/search.ts';
import { policyOf, questionnaireOf, rubricOf } from './sample.ts';

const PACK = {
  'questionnaire.yaml': questionnaireOf(
    '      - { id: erp, type: scale, maximum: 4 }',
    `policy: town
facts:
  - { id: employees, type: integer, minimum: 0 }
  - id: size
    first:
      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: medium, when: { employees: { minimum: 50 } } }
      - { value: small }
`,
  ),
  'rubric.yaml': rubricOf('scores: { tools: sum }'),
};

export const noTrack: Rule = {
  code: 'M407',
  title: 'An enterprise without a track',
  why: 'A size class that no track names gets a policy without a way: its measures are in no order that the place prefers.',
  fix: 'Name the missing class in a track, or leave the last track without `when`: it takes everybody who is left.',
  bad: {
    ...PACK,
    'policies/town.yaml': policyOf(`#! M407 tracks
tracks:
  - { id: integrated, title: Integrated, when: { size: { const: large } } }
  - { id: quick, title: Quick steps, when: { size: { const: small } } }`),
  },
  good: {
    ...PACK,
    'policies/town.yaml': policyOf(`tracks:
  - { id: integrated, title: Integrated, when: { size: { const: large } } }
  - { id: quick, title: Quick steps, when: { size: { enum: [medium, small] } } }`),
  },
  check: findLeftOut,
};

/** So many kinds of enterprises are named. */
const MOST_NAMED = 5;

function findLeftOut(subject: Subject): Problem[] {
  const { plan } = subject;
  const tracks = placedTracks(subject);
  const [first] = tracks;
  if (!first || tracks.some(({ track }) => !track.when)) return [];
  const conditions = tracks.flatMap(({ track: { when } }) => (when ? [when] : []));
  const outside = conditions.map((of): Condition => ({ op: 'not', of }));
  if (plan.scope) outside.push(plan.scope.when);
  const place = { file: first.file, at: ['tracks'], on: 'key' as const };
  const named: string[] = [];
  for (;;) {
    const found = findAnswers(plan, holding(outside));
    if (found.verdict === 'undecided' && named.length === 0) {
      return [{ code: 'M320', ...place, details: { wanted: 'every enterprise has a track' } }];
    }
    if (found.verdict !== 'found') break;
    const traits = traitsOf(conditions, found.answers, plan);
    named.push(traits.map(describe).join(' and '));
    // Others like this one are left out as well; only choices are few enough to go through.
    if (named.length === MOST_NAMED || !traits.every(isChoice)) break;
    const alike = traits.map(({ name, node, value }): Condition => {
      return { op: 'entry', name, node, test: { keyword: 'const', atoms: [value as Atom] } };
    });
    outside.push({ op: 'not', of: { op: 'all', of: alike } });
  }
  return named.length === 0 ? [] : [{ code: 'M407', ...place, details: { wanted: named.join(', or with ') } }];
}

/** Something that conditions ask about, and how it is with an enterprise; null is nothing, undefined a list or open. */
interface Trait {
  readonly name: string;
  readonly node: number;
  readonly value: ReturnType<typeof settledValue>;
}

function traitsOf(conditions: readonly Condition[], answers: Within, plan: Plan): Trait[] {
  const { values } = evaluateWithin(plan, answers, [...plan.nodes.keys()]);
  const entries = new Map(conditions.flatMap(entriesOf));
  return [...entries].map(([name, node]) => ({ name, node, value: settledValue(values[node] as Possible) }));
}

function isChoice({ value }: Trait): boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}

function describe({ name, value }: Trait): string {
  if (value === null) return `no "${name}"`;
  if (value === undefined) return `such "${name}"`;
  if (typeof value !== 'object') return `"${name}" ${value}`;
  return `"${name}" ${'n' in value ? toDecimalText(value, 6) : value.join(', ')}`;
}

function entriesOf(condition: Condition): [string, number][] {
  if (condition.op === 'entry') return [[condition.name, condition.node]];
  return condition.op === 'not' ? entriesOf(condition.of) : condition.of.flatMap(entriesOf);
}
