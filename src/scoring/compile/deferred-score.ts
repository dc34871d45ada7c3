import { nearestNames, type Path, type ScoreRule } from '../../model/index.ts';
import type { AnswerSet, Evaluation } from '../answer-set.ts';
import { type ConditionScope, compileCondition, describeType } from '../condition.ts';
import { createContext } from '../evaluate.ts';
import { evaluateNode } from '../evaluate-node.ts';
import { nodeAt, type Plan } from '../plan.ts';
import type { Possible } from '../possible-values.ts';
import { compileRule, DEFAULT_MISSING, declareInnerScores } from './compile-scores.ts';
import { type ReportProblem, readInput } from './input-definitions.ts';
import type { Member, PlanCompiler, Resolved } from './namespace.ts';

/**
 * A score that is not part of a pack, such as the amount that an instrument pays. It can use names of the pack and
 * figures given to it.
 */
export interface DeferredScore {
  readonly node: number;
  /** The positions of the given figures that the score reads, by name. */
  readonly given: ReadonlyMap<string, number>;
}

/**
 * The figures given to a deferred score: single figures, lists with members `name/1`, `name/2` and so on, and numbers
 * that were compiled before it.
 */
export interface GivenFigures {
  readonly figures: readonly string[];
  readonly lists: readonly string[];
  /** The number of members in each list. */
  readonly length: number;
  /** The positions of numbers compiled before, by name. Default: none. */
  readonly nodes?: ReadonlyMap<string, number>;
}

export interface DeferredRule {
  readonly rule: ScoreRule;
  readonly file: string;
  readonly at: Path;
}

/**
 * Compiles a score after all scores of the pack, with the same operators; returns undefined after reporting a problem.
 */
export function compileDeferredScore(
  { rule, file, at }: DeferredRule,
  givens: GivenFigures,
  base: PlanCompiler,
  names: ReadonlyMap<string, unknown>,
  report: ReportProblem,
): DeferredScore | undefined {
  const givenInputs = new Map<string, number>();
  const inner = new Map<string, () => number | undefined>();
  const compiled = givens.nodes ?? new Map<string, number>();
  const inProgress: string[] = [];
  const isPackName = (name: string): boolean => names.has(name);
  const pack = `${base.sources.questionnaire.document.id}.`;
  // A result of this pack, such as `quick-scan.level`, is the pack's own score `level`.
  const localName = (name: string): string =>
    name.startsWith(pack) && !base.namespace.find(name) ? name.slice(pack.length) : name;

  function declareFigure(name: string): Member {
    const plainInput = readInput(
      { id: name, type: 'decimal', minimum: 0 },
      {
        role: 'fact',
        at,
        section: null,
        matrix: null,
        row: null,
        optionSets: {},
        when: null,
        derived: null,
        outcomes: null,
        complain: report,
      },
    );
    const position = givenInputs.get(name) ?? base.add(plainInput);
    givenInputs.set(name, position);
    return { name, value: position, type: plainInput.value, tags: {}, number: () => position };
  }

  function resolve(name: string, from: string, place: Path): Resolved | undefined {
    const [list, index] = name.split('/');
    const isMember = index !== undefined && /^[1-9]\d?$/.test(index) && Number(index) <= givens.length;
    if (givens.figures.includes(name)) return { kind: 'one', member: declareFigure(name) };
    if (givens.lists.includes(name)) {
      const members = Array.from({ length: givens.length }, (_, i) => declareFigure(`${name}/${i + 1}`));
      return { kind: 'many', by: null, members };
    }
    if (isMember && givens.lists.includes(list ?? '')) return { kind: 'one', member: declareFigure(name) };
    if (inner.has(name) || compiled.has(name)) {
      const node = compiled.get(name) ?? laterCompiler.inner(name);
      if (node === undefined) return undefined;
      return { kind: 'one', member: { name, value: node, type: { kind: 'number' }, tags: {}, number: () => node } };
    }
    const blamedPart = place.at(-1) === name ? 'key' : 'value';
    if (isPackName(name)) {
      const resolvedName = base.resolve(localName(name), from, place);
      if (resolvedName?.kind !== 'one' || !isFactWithoutNumber(resolvedName.member, base)) return resolvedName;
      report('M225', place, { found: name, wanted: describeType(resolvedName.member.type) }, blamedPart);
      return undefined;
    }
    report(
      'M203',
      place,
      {
        found: name,
        allowed: nearestNames(name, [...names.keys(), ...givens.figures, ...givens.lists, ...compiled.keys()]),
      },
      blamedPart,
    );
    return undefined;
  }

  const scope: ConditionScope = {
    report: report,
    resolve: (name, place) => laterCompiler.named(name, file, place),
  };
  const laterCompiler: PlanCompiler = {
    ...base,
    resolve,
    complain: () => report,
    condition: (source, _, place) => compileCondition(source, place, scope),
    named(name, from, place, tags) {
      const isGiven = givens.figures.includes(name) || givens.lists.includes(name.split('/')[0] ?? '');
      const isDeclaredHere = isGiven || inner.has(name) || compiled.has(name);
      if (!isDeclaredHere && isPackName(name)) return base.named(localName(name), from, place, tags);
      const resolved = resolve(name, from, place);
      if (resolved?.kind === 'one') return { node: resolved.member.value, type: resolved.member.type };
      if (!resolved) return undefined;
      const members = resolved.members.map((member) => ({ name: member.name, node: member.value }));
      return { node: base.add({ op: 'list', members }), type: { kind: 'list', of: { kind: 'number' } } };
    },
    // An inner score of an amount is not part of the pack, so it is not listed among the pack's scores.
    addScore: () => {},
    declareInner(name, compile) {
      if (inner.has(name) || isPackName(name)) report('M201', at, { found: name });
      let result: { readonly node: number | undefined } | undefined;
      inner.set(name, () => {
        if (inProgress.includes(name)) {
          report('M208', at, { found: name, wanted: [...inProgress, name].join(' → ') });
          return undefined;
        }
        inProgress.push(name);
        result ??= { node: compile() };
        inProgress.pop();
        return result.node;
      });
    },
    inner: (name) => inner.get(name)?.(),
  };
  const context = { file, at, tags: {}, suffix: '', missing: DEFAULT_MISSING, points: base.rubricPoints };
  declareInnerScores(rule, context, laterCompiler);
  const node = compileRule(rule, context, laterCompiler);
  return node === undefined ? undefined : { node, given: givenInputs };
}

/** Whether a member is a fact that is not a number. */
function isFactWithoutNumber({ value, type }: Member, { node }: PlanCompiler): boolean {
  const source = node(value);
  return source.op === 'input' && source.role === 'fact' && type.kind !== 'number';
}

/**
 * Evaluates the nodes compiled after a plan. `before` is an evaluation of the plan; all nodes of `whole` that it lacks
 * are evaluated. With `wanted`, only those at these ascending positions are, which must not depend on others that are
 * missing.
 */
export function evaluateDeferred(
  whole: Plan,
  sheet: AnswerSet,
  before: Evaluation,
  given: ReadonlyMap<number, Possible>,
  wanted?: readonly number[],
): readonly Possible[] {
  const pass = createContext(whole, sheet, { before });
  const { values } = pass;
  const evaluateAt = (position: number): void => {
    const node = nodeAt(whole, position);
    values[position] = given.get(position) ?? evaluateNode(node, position, pass);
  };
  if (wanted) for (const position of wanted) evaluateAt(position);
  else for (let position = values.length; position < whole.nodes.length; position++) evaluateAt(position);
  return values;
}
