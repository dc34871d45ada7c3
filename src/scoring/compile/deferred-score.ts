import { findNearestNames, type Path, type ScoreRule } from '../../model/index.ts';
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
 * A score that is not part of a pack, such as the amount that an instrument pays. It can use the names of the pack and
 * figures supplied by its user.
 */
export interface DeferredScore {
  readonly node: number;
  /** The positions of those supplied figures that the score reads, by name. */
  readonly given: ReadonlyMap<string, number>;
}

/**
 * The figures supplied to a deferred score: single figures, lists with the members `name/1`, `name/2` and so on, and
 * numbers that are already compiled.
 */
export interface GivenFigures {
  readonly figures: readonly string[];
  readonly lists: readonly string[];
  /** The number of members in each list. */
  readonly length: number;
  /** The positions of numbers that are already compiled, by name. Default: none. */
  readonly nodes?: ReadonlyMap<string, number>;
}

export interface DeferredRule {
  readonly rule: ScoreRule;
  readonly file: string;
  readonly at: Path;
  /** The names that no score inside the rule may have. Default: all names of the pack. */
  readonly reserved?: ReadonlySet<string> | undefined;
}

/**
 * Compiles a score after all scores of the pack, with the same operators; returns undefined after reporting a problem.
 */
export function compileDeferredScore(
  { rule, file, at, reserved }: DeferredRule,
  givenFigures: GivenFigures,
  base: PlanCompiler,
  names: ReadonlyMap<string, unknown>,
  report: ReportProblem,
): DeferredScore | undefined {
  const figures = createFigures(givenFigures, base, at, report);
  const innerScores = createInnerScores((name) => (reserved ?? names).has(name), at, report);
  const compiledNodes = givenFigures.nodes ?? new Map<string, number>();
  const isDeclaredHere = (name: string): boolean => innerScores.has(name) || compiledNodes.has(name);
  const pack = `${base.sources.questionnaire.document.id}.`;
  // A name such as `quick-scan.level` is the pack's own score `level` if the pack is `quick-scan`.
  const toLocalName = (name: string): string =>
    name.startsWith(pack) && !base.namespace.find(name) ? name.slice(pack.length) : name;

  function resolve(name: string, from: string, place: Path): Resolved | undefined {
    const figure = figures.resolve(name);
    if (figure) return figure;
    if (isDeclaredHere(name)) {
      const node = compiledNodes.get(name) ?? innerScores.nodeOf(name);
      if (node === undefined) return undefined;
      return { kind: 'one', member: { name, value: node, type: { kind: 'number' }, tags: {}, number: () => node } };
    }
    const blamedPart = place.at(-1) === name ? 'key' : 'value';
    if (names.has(name)) {
      const resolvedName = base.resolve(toLocalName(name), from, place);
      if (resolvedName?.kind !== 'one' || !isFactWithoutNumber(resolvedName.member, base)) return resolvedName;
      report('M225', place, { found: name, wanted: describeType(resolvedName.member.type) }, blamedPart);
      return undefined;
    }
    const knownNames = [...names.keys(), ...givenFigures.figures, ...givenFigures.lists, ...compiledNodes.keys()];
    report('M203', place, { found: name, allowed: findNearestNames(name, knownNames) }, blamedPart);
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
      const isGiven = givenFigures.figures.includes(name) || givenFigures.lists.includes(name.split('/')[0] ?? '');
      if (!isGiven && !isDeclaredHere(name) && names.has(name)) return base.named(toLocalName(name), from, place, tags);
      const resolvedName = resolve(name, from, place);
      if (resolvedName?.kind === 'one') return { node: resolvedName.member.value, type: resolvedName.member.type };
      if (!resolvedName) return undefined;
      const members = resolvedName.members.map((member) => ({ name: member.name, node: member.value }));
      return { node: base.add({ op: 'list', members }), type: { kind: 'list', of: { kind: 'number' } } };
    },
    // An inner score of an amount is not part of the pack, so it is not listed among the pack's scores.
    addScore: () => {},
    declareInner: innerScores.declare,
    inner: innerScores.nodeOf,
  };
  const context = { file, at, tags: {}, suffix: '', missing: DEFAULT_MISSING, points: base.rubricPoints };
  declareInnerScores(rule, context, laterCompiler);
  const node = compileRule(rule, context, laterCompiler);
  return node === undefined ? undefined : { node, given: figures.positions };
}

/**
 * Declares supplied figures as inputs when they are first read; `positions` contains those declared so far, by name.
 */
function createFigures(
  { figures, lists, length }: GivenFigures,
  base: PlanCompiler,
  at: Path,
  report: ReportProblem,
): { readonly positions: ReadonlyMap<string, number>; resolve(name: string): Resolved | undefined } {
  const positions = new Map<string, number>();
  const declareFigure = (name: string): Member => {
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
    const position = positions.get(name) ?? base.add(plainInput);
    positions.set(name, position);
    return { name, value: position, type: plainInput.value, tags: {}, number: () => position };
  };
  return {
    positions,
    resolve(name) {
      if (figures.includes(name)) return { kind: 'one', member: declareFigure(name) };
      if (lists.includes(name)) {
        const members = Array.from({ length }, (_, i) => declareFigure(`${name}/${i + 1}`));
        return { kind: 'many', by: null, members };
      }
      const [list, index] = name.split('/');
      const isMember = index !== undefined && /^[1-9]\d?$/.test(index) && Number(index) <= length;
      return isMember && lists.includes(list ?? '') ? { kind: 'one', member: declareFigure(name) } : undefined;
    },
  };
}

/** The inner scores of an amount; each is compiled when it is first read. */
interface InnerScores {
  has(name: string): boolean;
  declare: PlanCompiler['declareInner'];
  nodeOf: PlanCompiler['inner'];
}

function createInnerScores(isReserved: (name: string) => boolean, at: Path, report: ReportProblem): InnerScores {
  const innerCompilers = new Map<string, () => number | undefined>();
  const inProgress: string[] = [];
  return {
    has: (name) => innerCompilers.has(name),
    declare(name, compile) {
      if (innerCompilers.has(name) || isReserved(name)) report('M201', at, { found: name });
      let result: { readonly node: number | undefined } | undefined;
      innerCompilers.set(name, () => {
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
    nodeOf: (name) => innerCompilers.get(name)?.(),
  };
}

/** Whether a member is a fact that is not a number. */
function isFactWithoutNumber({ value, type }: Member, { node }: PlanCompiler): boolean {
  const source = node(value);
  return source.op === 'input' && source.role === 'fact' && type.kind !== 'number';
}

/**
 * Evaluates the nodes compiled after a plan. `before` is an evaluation of the plan; every node of `whole` without a
 * value in `before` is evaluated. With `wanted`, only the nodes at these ascending positions are evaluated; they must
 * not depend on other nodes without a value.
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
