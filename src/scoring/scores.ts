import type { Missing, ScoreRule } from '../model/generated/types.ts';
import { compare, fromNumber, parseDecimal, toDecimalText } from '../model/rational.ts';
import type { Compiler } from './compiler.ts';
import { compileSteps } from './derivations.ts';
import { leavesOf } from './leaves.ts';
import { combine, membersOfNames, membersOfOperator, numberNamed, type Surroundings } from './members.ts';
import { COMBINING, type Declaration, innerScores, LEVEL, type Member } from './namespace.ts';
import type { MissingRules, PlanCase, Tags } from './plan.ts';
import { distinctTags, sharedTags, withTags } from './tags.ts';

const OPERATORS = [...COMBINING, 'steps', 'first', 'levels'] as const;
const DEFAULT_MISSING: MissingRules = {
  unanswered: 'open',
  unknown: 'open',
  notApplicable: 'exclude',
  notAsked: 'exclude',
};

/** Compiles a score of the rubric and the scores inside it; a score with `by` once for each combination of tags. */
export function compileScore(declaration: Extract<Declaration, { kind: 'score' }>, compiler: Compiler): void {
  const { score, file, at, name, section } = declaration;
  const missing = withMissing(DEFAULT_MISSING, compiler.sources.rubric.document.missing);
  const around: Surroundings = { file, at, tags: {}, suffix: '', missing };
  if (typeof score === 'string') {
    if (!section) {
      const allowed = compiler.namespace.suggest(name);
      compiler.complain(file)('M203', at, { found: name, wanted: 'section', allowed }, 'key');
      return;
    }
    const questions = section.questions.map(({ id }) => id);
    register(
      name,
      undefined,
      combine(score, membersOfNames(questions, at, around, compiler), around, compiler),
      {},
      compiler,
    );
    return;
  }
  refuseKeys(score, name === LEVEL ? ['weight', 'by'] : ['weight'], around, compiler);
  if (score.by === undefined) compileNamed(name, score, around, {}, compiler);
  else compileMembers(declaration, score, score.by, around, compiler);
}

function compileMembers(
  declaration: Extract<Declaration, { kind: 'score' }>,
  rule: ScoreRule,
  by: string | readonly string[],
  around: Surroundings,
  compiler: Compiler,
): void {
  const tagNames = typeof by === 'string' ? [by] : by;
  const leaves = leavesOf(declaration, compiler);
  const combinations = distinctTags(leaves, tagNames);
  const place = [...around.at, 'by'];
  const complain = compiler.complain(around.file);
  if (combinations.length === 0) {
    complain('M222', place, { found: declaration.name, wanted: `the tags ${tagNames.join(', ')}` });
  }
  const suffixes = new Set<string>();
  for (const tags of combinations) {
    const suffix = tagNames.map((tag) => `/${tags[tag]}`).join('');
    // Only tag values that hold a slash themselves can lead to the same name.
    if (suffixes.has(suffix)) complain('M201', place, { found: declaration.name + suffix });
    suffixes.add(suffix);
    const shared = sharedTags(withTags(leaves, tags), tags);
    compileNamed(declaration.name, rule, { ...around, tags, suffix }, shared, compiler);
  }
}

function compileNamed(name: string, rule: ScoreRule, around: Surroundings, tags: Tags, compiler: Compiler): void {
  announceInner(rule, around, compiler);
  register(name + around.suffix, rule, compileRule(rule, around, compiler), tags, compiler);
}

/** Makes the scores inside a rule known before any of them is compiled, so that each can read the others. */
function announceInner(rule: ScoreRule, outer: Surroundings, compiler: Compiler): void {
  const around = { ...outer, missing: withMissing(outer.missing, rule.missing) };
  for (const { name, rule: inner, at } of innerScores(rule, around.at)) {
    const place = { ...around, at };
    announceInner(inner, place, compiler);
    compiler.announceInner(name, () => {
      refuseKeys(inner, ['by'], place, compiler);
      const node = compileRule(inner, place, compiler);
      register(name + around.suffix, inner, node, around.tags, compiler);
      return node;
    });
  }
  if (typeof rule.cap === 'object') announceInner(rule.cap, { ...around, at: [...around.at, 'cap'] }, compiler);
}

/** Reports keys that a rule has no use for where it stands. */
function refuseKeys(
  rule: ScoreRule,
  keys: readonly ('by' | 'weight')[],
  around: Surroundings,
  compiler: Compiler,
): void {
  for (const key of keys) {
    if (rule[key] !== undefined) compiler.complain(around.file)('M109', [...around.at, key], { found: key }, 'key');
  }
}

function register(
  name: string,
  rule: ScoreRule | undefined,
  node: number | undefined,
  tags: Tags,
  compiler: Compiler,
): void {
  if (node === undefined) return;
  const member: Member = { name, value: node, type: { kind: 'number' }, tags, number: () => node };
  compiler.addScore({ name, node, title: rule?.title, tags, questions: compiler.questionsBehind(node) }, member);
}

function withMissing(base: MissingRules, own: Missing | undefined): MissingRules {
  return { ...base, ...own };
}

/** The position of a rule's value. */
function compileRule(rule: ScoreRule, outer: Surroundings, compiler: Compiler): number | undefined {
  const around = { ...outer, missing: withMissing(outer.missing, rule.missing) };
  const { file, at, tags } = around;
  const given = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (given.length !== 1) {
    compiler.complain(file)('M209', at, { found: given.join(' and ') }, 'key');
    return undefined;
  }
  let node = compileOperator(given[0] as (typeof OPERATORS)[number], rule, around, compiler);
  if (node === undefined) return undefined;
  if (rule.cap !== undefined) {
    const cap = compileCap(rule.cap, { ...around, at: [...at, 'cap'] }, compiler);
    if (cap !== undefined) node = compiler.add({ op: 'cap', of: node, cap });
  }
  if (!rule.when) return node;
  return compiler.add({ op: 'guard', of: node, when: compiler.condition(rule.when, file, [...at, 'when'], tags) });
}

function compileCap(cap: number | ScoreRule, around: Surroundings, compiler: Compiler): number | undefined {
  if (typeof cap === 'number') return compiler.add({ op: 'constant', value: fromNumber(cap) });
  refuseKeys(cap, ['by', 'weight'], around, compiler);
  return compileRule(cap, around, compiler);
}

function compileOperator(
  operator: (typeof OPERATORS)[number],
  rule: ScoreRule,
  around: Surroundings,
  compiler: Compiler,
): number | undefined {
  const { file, at, tags } = around;
  switch (operator) {
    case 'steps': {
      const of = numberNamed(rule.of ?? '', [...at, 'of'], around, compiler);
      const steps = compileSteps(rule.steps ?? {}, file, [...at, 'steps'], { kind: 'number' }, compiler);
      const [name, edge] = [rule.of ?? '', rule.edge ?? 'below'];
      return of === undefined ? undefined : compiler.add({ op: 'steps', of, name, steps, edge });
    }
    case 'first': {
      const cases: PlanCase[] = (rule.first ?? []).flatMap(({ value, when }, i) => {
        const place = [...at, 'first', i];
        const number = parseDecimal(String(value));
        const node = number
          ? compiler.add({ op: 'constant', value: number })
          : numberNamed(String(value), [...place, 'value'], around, compiler);
        const condition = when ? compiler.condition(when, file, [...place, 'when'], tags) : null;
        return node === undefined ? [] : [{ when: condition, node }];
      });
      return compiler.add({ op: 'first', cases });
    }
    case 'levels': {
      const levels = (rule.levels ?? []).map((level, i) => ({
        value: fromNumber(level.value),
        title: level.title,
        when: compiler.condition(level.when, file, [...at, 'levels', i, 'when'], tags),
        place: [...at, 'levels', i, 'value'],
      }));
      levels.sort((a, b) => compare(a.value, b.value));
      levels.forEach(({ value, place }, i) => {
        const before = levels[i - 1];
        if (before && compare(before.value, value) === 0)
          compiler.complain(file)('M220', place, { found: toDecimalText(value, 15) });
      });
      return compiler.add({ op: 'levels', levels });
    }
    default: {
      const members = membersOfOperator(rule[operator] ?? [], [...at, operator], operator, around, compiler);
      return combine(operator, members, around, compiler);
    }
  }
}
