import {
  type Condition,
  type Driver,
  type Effects,
  type Fact,
  type Measure,
  type Measures,
  type Options,
  parseDecimal,
  type Question,
  type Questionnaire,
  type Rational,
  type Rubric,
  type Score,
  type Text,
  toNumber,
} from '../model/index.ts';
import {
  createMemberNames,
  type Input,
  type Plan,
  type PointsNode,
  takesSeveral,
  toPlainAtom,
  valueDependenciesOf,
} from '../scoring/index.ts';
import {
  collectRenames,
  currentName,
  currentOption,
  NO_RENAMES,
  type Renames,
  renameCondition,
  renameDerivation,
  renameScore,
} from './id-renames.ts';
import {
  type Aspect,
  type Change,
  changesOf,
  diffValues,
  isSameValue,
  type PointsValue,
  type Thing,
} from './pack-change.ts';

/** The name of the score whose values are the levels. */
const LEVEL_SCORE = 'level';

/**
 * Finds scores that were added, removed, or changed in their rules. The requirements of levels are compared separately.
 */
function compareScores(old: Rubric, now: Rubric, renames: Renames): Change[] {
  const changedScores = Object.entries(now.scores).flatMap(([name, score]): Change[] => {
    const oldScore = Object.hasOwn(old.scores, name) ? old.scores[name] : undefined;
    if (oldScore === undefined) return [];
    const scoreBefore = renameScore(name, oldScore, renames);
    const scoreAfter = renameScore(name, score, NO_RENAMES);
    return diffValues(withoutSteps(name, scoreBefore), withoutSteps(name, scoreAfter)).map(
      (part): Change => ({ kind: 'changed', thing: 'score', name, aspect: 'rule', ...part }),
    );
  });
  return [...listChanges('score', Object.keys(old.scores), Object.keys(now.scores)), ...changedScores];
}

/** Removes the steps of the level score, which are compared as requirements of levels. */
function withoutSteps(name: string, rule: Readonly<Record<string, unknown>>): unknown {
  if (name !== LEVEL_SCORE || rule.steps === undefined) return rule;
  const { of: _of, steps: _steps, edge: _edge, ...rest } = rule;
  return rest;
}

/** Finds lists that were added or removed, or whose members changed. */
function compareLists(old: Rubric, now: Rubric, plans: { old: Plan; now: Plan }, renames: Renames): Change[] {
  const [before, after] = [Object.keys(old.lists ?? {}), Object.keys(now.lists ?? {})];
  const changedMembers = after
    .filter((name) => before.includes(name))
    .flatMap((name): Change[] => {
      const membersBefore = membersOf(plans.old, name).map((member) => currentName(member, renames));
      const membersNow = membersOf(plans.now, name);
      const haveSameMembers = isSameValue([...membersBefore].sort(), [...membersNow].sort());
      return haveSameMembers
        ? []
        : [{ kind: 'changed', thing: 'list', name, aspect: 'members', before: membersBefore, after: membersNow }];
    });
  return [...listChanges('list', before, after), ...changedMembers];
}

function membersOf(plan: Plan, list: string): readonly string[] {
  return createMemberNames(plan)(plan.names.get(list)?.node ?? -1);
}

/** Finds sections that were added or removed, and sections and matrices whose condition for being asked changed. */
function compareSections(old: Questionnaire, now: Questionnaire, renames: Renames): Change[] {
  const conditionsByName = (of: Questionnaire, naming: Renames) =>
    new Map(
      of.sections.flatMap(({ id, when, questions }) =>
        [
          { thing: 'section' as const, id, when },
          ...questions
            .filter(({ type }) => type === 'matrix')
            .map((matrix) => ({ thing: 'question' as const, id: currentName(matrix.id, naming), when: matrix.when })),
        ].map(
          (question) =>
            [question.id, { ...question, when: question.when && renameCondition(question.when, naming) }] as const,
        ),
      ),
    );
  const [before, after] = [conditionsByName(old, renames), conditionsByName(now, NO_RENAMES)];
  const changedConditions = [...after].flatMap(([name, { thing, when }]): Change[] => {
    const earlierScore = before.get(name);
    return earlierScore ? changesOf({ thing, name }, 'when', earlierScore.when, when) : [];
  });
  const listIds = (of: Questionnaire): string[] => of.sections.map(({ id }) => id);
  return [...listChanges('section', listIds(old), listIds(now)), ...changedConditions];
}

/** Compares what applies to a whole pack: its scope, the treatment of missing answers, and its policy. */
function compareWhole(
  old: { questionnaire: Questionnaire; rubric: Rubric },
  now: { questionnaire: Questionnaire; rubric: Rubric },
  renames: Renames,
): Change[] {
  const { scope } = old.questionnaire;
  const pairs: readonly (readonly [Aspect, unknown, unknown])[] = [
    ['scope', scope && renameCondition(scope.when, renames), now.questionnaire.scope?.when],
    ['missing', old.rubric.missing, now.rubric.missing],
    ['policy', old.questionnaire.policy, now.questionnaire.policy],
  ];
  const name = now.questionnaire.id;
  return pairs.flatMap(([aspect, before, after]) => changesOf({ thing: 'pack', name }, aspect, before, after));
}

/** Lists ids that exist in only one of the versions, as added or removed. */
function listChanges(thing: Thing, before: readonly string[], after: readonly string[]): Change[] {
  return [
    ...after.filter((name) => !before.includes(name)).map((name): Change => ({ kind: 'added', thing, name })),
    ...before.filter((name) => !after.includes(name)).map((name): Change => ({ kind: 'removed', thing, name })),
  ];
}

/** Finds levels that were added or removed, and for each level the requirements that were added, removed or changed. */
function compareGates(old: Rubric, now: Rubric, renames: Renames): Change[] {
  return Object.entries(now.scores).flatMap(([score, rule]) => {
    const oldRule = Object.hasOwn(old.scores, score) ? old.scores[score] : undefined;
    if (oldRule === undefined) return [];
    const levelsBefore = levelsOf(score, oldRule, renames);
    const levelsAfter = levelsOf(score, rule, NO_RENAMES);
    const values = [...new Set([...levelsBefore.keys(), ...levelsAfter.keys()])].sort((a, b) => a - b);
    return values.flatMap((level) => compareLevel(score, level, levelsBefore.get(level), levelsAfter.get(level)));
  });
}

function compareLevel(
  score: string,
  level: number,
  before: readonly Condition[] | undefined,
  after: readonly Condition[] | undefined,
): Change[] {
  const changedLevel = { thing: 'level', name: String(level), of: score } as const;
  const listedChanges: Change[] = !before
    ? [{ kind: 'added', ...changedLevel }]
    : !after
      ? [{ kind: 'removed', ...changedLevel }]
      : [];
  const gates = after ? pairRequirements(before ?? [], after) : [];
  return [
    ...listedChanges,
    ...gates.map(([one, other]): Change => ({ kind: 'gate', score, level, before: one ?? null, after: other ?? null })),
  ];
}

/** Maps each level to the requirements that it adds to those of lower levels, one per entry. */
function levelsOf(name: string, score: Score, renames: Renames): ReadonlyMap<number, readonly Condition[]> {
  if (typeof score === 'string') return new Map();
  const { levels, steps, of, edge } = score;
  if (levels) {
    return new Map(
      levels.map(({ value, when }) => [value, when ? listRequirements(renameCondition(when, renames)) : []]),
    );
  }
  if (name !== LEVEL_SCORE || !steps || of === undefined) return new Map();
  const sortedSteps = Object.entries(steps).sort(([a], [b]) => Number(a) - Number(b));
  return new Map(
    sortedSteps.map(([bound, value], i) => {
      const keyword = edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
      return [Number(value), [{ [currentName(of, renames)]: { [keyword]: Number(bound) } }]];
    }),
  );
}

function listRequirements({ allOf = [], anyOf, not, ...entries }: Condition): Condition[] {
  return [
    ...Object.entries(entries).map(([name, test]) => ({ [name]: test }) as Condition),
    ...allOf.flatMap(listRequirements),
    ...(anyOf ? [{ anyOf }] : []),
    ...(not ? [{ not }] : []),
  ];
}

/**
 * Pairs the requirements that differ between two versions. Requirements on the same names are paired in their order.
 */
function pairRequirements(
  before: readonly Condition[],
  after: readonly Condition[],
): [Condition | undefined, Condition | undefined][] {
  const removedRequirements = before.filter((earlier) => !after.some((later) => isSameValue(earlier, later)));
  const addedRequirements = after.filter((later) => !before.some((earlier) => isSameValue(later, earlier)));
  const pairs = removedRequirements.map((condition): [Condition, Condition | undefined] => {
    const index = addedRequirements.findIndex((candidate) => subjectOf(candidate) === subjectOf(condition));
    return [condition, index < 0 ? undefined : addedRequirements.splice(index, 1)[0]];
  });
  return [...pairs, ...addedRequirements.map((condition): [undefined, Condition] => [undefined, condition])];
}

function subjectOf(requirement: Condition): string {
  return Object.keys(requirement).join();
}

const MEASURE_ASPECTS = ['when', 'achieves', 'expects', 'needs', 'after', 'cost', 'months', 'tags'] as const;

/**
 * Finds measures that were added or removed, and changes in the effects, prerequisites and costs of measures that both
 * versions have.
 */
function compareMeasures(old: Measures | null, now: Measures | null, renames: Renames): Change[] {
  const [before, after] = [old?.measures ?? [], now?.measures ?? []];
  const listIds = (measures: readonly Measure[]): string[] => measures.map(({ id }) => id);
  const changedMeasures = after.flatMap((measure) => {
    const oldMeasure = before.find(({ id }) => id === measure.id);
    if (!oldMeasure) return [];
    const renamedMeasure = renameMeasure(oldMeasure, renames);
    return MEASURE_ASPECTS.flatMap((aspect) =>
      changesOf({ thing: 'measure', name: measure.id }, aspect, renamedMeasure[aspect], measure[aspect]),
    );
  });
  return [...listChanges('measure', listIds(before), listIds(after)), ...changedMeasures];
}

/** Finds cost drivers that were added, removed or changed. */
function compareDrivers(old: Measures | null, now: Measures | null): Change[] {
  const [before, after] = [old?.drivers ?? [], now?.drivers ?? []];
  const listIds = (drivers: readonly Driver[]): string[] => drivers.map(({ id }) => id);
  const ruleOf = ({ of, otherwise }: Driver): object => ({ of, otherwise });
  const changedDrivers = after.flatMap((driver) => {
    const earlierDriver = before.find(({ id }) => id === driver.id);
    return earlierDriver
      ? changesOf({ thing: 'driver', name: driver.id }, 'rule', ruleOf(earlierDriver), ruleOf(driver))
      : [];
  });
  return [...listChanges('driver', listIds(before), listIds(after)), ...changedDrivers];
}

function renameMeasure(measure: Measure, renames: Renames): Measure {
  const { when, achieves, expects } = measure;
  return {
    ...measure,
    ...(when ? { when: renameCondition(when, renames) } : {}),
    achieves: renameEffects(achieves, renames),
    ...(expects ? { expects: renameEffects(expects, renames) } : {}),
  };
}

function renameEffects(effects: Effects, renames: Renames): Effects {
  return Object.fromEntries(
    Object.entries(effects).map(([former, effect]) => {
      const name = currentName(former, renames);
      const toCurrentOption = (option: string): string => currentOption(name, String(option), renames);
      return [name, typeof effect === 'object' ? { add: effect.add.map(toCurrentOption) } : toCurrentOption(effect)];
    }),
  );
}

/** A fact or question that both versions have, possibly under different names. */
interface InputPair {
  readonly name: string;
  readonly before: Input;
  readonly after: Input;
}

/** Pairs the facts and questions that both versions have. */
function pairInputs(old: Plan, now: Plan, renames: Renames): InputPair[] {
  const byName = new Map(old.inputs.map((input) => [currentName(input.name, renames), input]));
  return now.inputs.flatMap((after) => {
    const inputBefore = byName.get(after.name);
    return inputBefore ? [{ name: after.name, before: inputBefore, after }] : [];
  });
}

/**
 * Finds facts and questions that were added, removed, renamed or changed, with their options; a matrix counts as one
 * question.
 */
function compareInputs(old: Plan, now: Plan, renames: Renames): Change[] {
  const pairs = pairInputs(old, now, renames);
  const pairsByName = new Map(pairs.map((pair) => [pair.name, pair]));
  const keptNames = new Set(pairs.map(({ before }) => before.name));
  const matrices = { old: matricesOf(old), now: matricesOf(now) };
  const hasMatrix = (input: Input, others: ReadonlySet<string>): boolean =>
    input.matrix !== null && others.has(currentName(input.matrix, renames));
  const oldNames = new Set([...matrices.old].map((name) => currentName(name, renames)));
  const addedInputs: Change[] = [
    ...[...matrices.now].flatMap((name): Change[] => {
      const formerName = [...matrices.old].find((former) => currentName(former, renames) === name);
      if (formerName === undefined) return [{ kind: 'added', thing: 'question', name }];
      return formerName === name ? [] : [{ kind: 'renamed', thing: 'question', name, from: formerName }];
    }),
    ...now.inputs.flatMap((input): Change[] => {
      const pair = pairsByName.get(input.name);
      if (pair) return comparePair(pair, renames);
      const isWithMatrix = input.matrix !== null && !hasMatrix(input, oldNames);
      return isWithMatrix ? [] : [{ kind: 'added', thing: thingOf(input), name: input.name }];
    }),
  ];
  const goneInputs = old.inputs.filter(
    (input) => !keptNames.has(input.name) && (input.matrix === null || hasMatrix(input, matrices.now)),
  );
  const goneMatrices = [...matrices.old].filter((name) => !matrices.now.has(currentName(name, renames)));
  return [
    ...addedInputs,
    ...goneInputs.map((input): Change => ({ kind: 'removed', thing: thingOf(input), name: input.name })),
    ...goneMatrices.map((name): Change => ({ kind: 'removed', thing: 'question', name })),
  ];
}

function matricesOf({ inputs }: Plan): ReadonlySet<string> {
  return new Set(inputs.flatMap(({ matrix }) => (matrix === null ? [] : [matrix])));
}

function thingOf({ role, matrix }: Input): 'fact' | 'question' | 'row' {
  return matrix === null ? role : 'row';
}

function comparePair({ name, before, after }: InputPair, renames: Renames): Change[] {
  const thing = thingOf(after);
  // A row's name begins with its matrix; if only the matrix was renamed, the row is not reported as renamed.
  const ownPart = (input: Input): string =>
    input.matrix === null ? input.name : input.name.slice(input.matrix.length);
  const isRenamed = ownPart(before) !== ownPart(after);
  const [one, other] = [aspectsOf(before, after.name, renames), aspectsOf(after, after.name, NO_RENAMES)];
  return [
    ...(isRenamed ? [{ kind: 'renamed', thing, name, from: before.name } as const] : []),
    ...(Object.keys(one) as (keyof typeof one)[]).flatMap((aspect) =>
      changesOf({ thing, name }, aspect, one[aspect], other[aspect]),
    ),
    ...compareOptions({ name, before, after }, renames),
  ];
}

type AspectValues = Readonly<Partial<Record<Aspect, unknown>>>;

/**
 * Returns everything that determines how a question is asked and its answer is read, with current names and options.
 */
function aspectsOf(input: Input, nameOfNow: string, renames: Renames) {
  const definition = input.definition as Partial<Fact & Question>;
  const derive = definition.derive ?? (definition.first ? { first: definition.first } : undefined);
  const { low, high } = input.range;
  const { least, most } = input.choose;
  const plainEnd = (end: Rational | null): number | undefined => (end ? toNumber(end) : undefined);
  const assumedAnswer = input.default === null ? undefined : toPlainAtom(input.default);
  return {
    type: input.type,
    range: low || high ? { minimum: plainEnd(low), maximum: plainEnd(high) } : undefined,
    choose: takesSeveral(input) ? { least, ...(most === null ? {} : { most }) } : undefined,
    unit: definition.unit,
    default: typeof assumedAnswer === 'string' ? currentOption(nameOfNow, assumedAnswer, renames) : assumedAnswer,
    key: definition.key ?? false,
    required: definition.required ?? false,
    notApplicable: definition.notApplicable ?? false,
    evidence:
      typeof definition.evidence === 'object'
        ? { when: renameCondition(definition.evidence.when, renames) }
        : (definition.evidence ?? 'optional'),
    when: definition.when && renameCondition(definition.when, renames),
    derive: derive && renameDerivation(nameOfNow, derive, renames),
    section: input.section ?? undefined,
    tags: input.tags,
  } satisfies AspectValues;
}

function compareOptions({ name, before, after }: InputPair, renames: Renames): Change[] {
  const optionsBefore = new Map(before.options.map((option) => [currentOption(name, option.id, renames), option]));
  const optionsAfter = new Map(after.options.map((option) => [option.id, option]));
  const sharedIds = (ids: Iterable<string>): string[] =>
    [...ids].filter((id) => optionsBefore.has(id) && optionsAfter.has(id));
  const changes = [...optionsAfter].flatMap(([id, option]): Change[] => {
    const optionBefore = optionsBefore.get(id);
    const optionPlace = { thing: 'option' as const, name: id, of: name };
    if (!optionBefore) return [{ kind: 'added', ...optionPlace }];
    return [
      ...(optionBefore.id === id ? [] : [{ kind: 'renamed', ...optionPlace, from: optionBefore.id } as const]),
      ...changesOf(optionPlace, 'exclusive', optionBefore.exclusive, option.exclusive),
    ];
  });
  const removedOptions = [...optionsBefore].filter(([id]) => !optionsAfter.has(id));
  return [
    ...changes,
    ...removedOptions.map(([, { id }]): Change => ({ kind: 'removed', thing: 'option', name: id, of: name })),
    ...changesOf(
      { thing: thingOf(after), name },
      'order',
      sharedIds(optionsBefore.keys()),
      sharedIds(optionsAfter.keys()),
    ),
  ];
}

/** The points of a question's answers, for each score that counts them. */
type PointsByScore = ReadonlyMap<string, PointsNode>;

/** Finds changed points, option by option. If a change is the same in all scores, it is reported once. */
function comparePoints(old: Plan, now: Plan, renames: Renames): Change[] {
  const [counted, countedNow] = [mapDirectPoints(old), mapDirectPoints(now)];
  return pairInputs(old, now, renames).flatMap((pair): Change[] => {
    const pointsBefore = counted.get(old.nodes.indexOf(pair.before)) ?? new Map();
    const pointsAfter = countedNow.get(now.nodes.indexOf(pair.after)) ?? new Map();
    if (pointsBefore.size === 0 || pointsAfter.size === 0) {
      const inputPlace = { thing: pair.after.role, name: pair.name };
      return changesOf(inputPlace, 'counted', pointsBefore.size > 0, pointsAfter.size > 0);
    }
    const [one, other] = [sharedTable(pointsBefore), sharedTable(pointsAfter)];
    if (one && other) return compareTables(pair, one, other, null, renames);
    return [...pointsBefore].flatMap(([score, table]) => {
      const tableAfter = pointsAfter.get(score);
      return tableAfter ? compareTables(pair, table, tableAfter, score, renames) : [];
    });
  });
}

/**
 * Maps the node of each answer to its points in each score that counts the answer directly, not through another score.
 */
function mapDirectPoints(plan: Plan): ReadonlyMap<number, PointsByScore> {
  const pointsByInput = new Map<number, Map<string, PointsNode>>();
  const scores = new Set(plan.scores.map(({ node }) => node));
  for (const { name, node } of plan.scores) {
    const visitedNodes = new Set<number>();
    const visit = (position: number): void => {
      if (visitedNodes.has(position) || (position !== node && scores.has(position))) return;
      visitedNodes.add(position);
      const readNode = plan.nodes[position];
      if (!readNode || readNode.op === 'input') return;
      if (readNode.op === 'points')
        pointsByInput.set(readNode.of, (pointsByInput.get(readNode.of) ?? new Map()).set(name, readNode));
      else for (const innerNode of valueDependenciesOf(readNode)) visit(innerNode);
    };
    visit(node);
  }
  return pointsByInput;
}

function sharedTable(counted: PointsByScore): PointsNode | undefined {
  const [first, ...others] = counted.values();
  return first && others.every((other) => isSameValue(plainTable(first), plainTable(other))) ? first : undefined;
}

function plainTable({ table, unproven }: PointsNode): unknown {
  const plainPoints = (map: PointsNode['table']): unknown =>
    map && Object.fromEntries([...map].map(([key, points]) => [key, toNumber(points)]));
  return { table: plainPoints(table), unproven: plainPoints(unproven) };
}

function compareTables(
  { name }: InputPair,
  before: PointsNode,
  after: PointsNode,
  score: string | null,
  renames: Renames,
): Change[] {
  const former = new Map([...(before.table?.keys() ?? [])].map((key) => [currentOption(name, key, renames), key]));
  const keys = new Set([...former.keys(), ...(after.table?.keys() ?? [])]);
  return [...keys].flatMap((option): Change[] => {
    const oldPoints = pointsAt(before, former.get(option) ?? option);
    const newPoints = pointsAt(after, option);
    return isSameValue(oldPoints, newPoints)
      ? []
      : [{ kind: 'points', name, option, score, before: oldPoints, after: newPoints }];
  });
}

/** Returns the points of an answer; without a table of points, a number counts as its own points. */
function pointsAt({ table, unproven }: PointsNode, key: string): PointsValue | null {
  const points = table ? table.get(key) : parseDecimal(key);
  if (!points) return null;
  const unprovenPoints: Rational | undefined = unproven?.get(key);
  const differsUnproven = unprovenPoints !== undefined && toNumber(unprovenPoints) !== toNumber(points);
  return { points: toNumber(points), ...(differsUnproven ? { without: toNumber(unprovenPoints) } : {}) };
}

/** The pack documents of one version. */
export interface Version {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures | null;
  readonly plan: Plan;
}

/**
 * Finds all differences between an older and a newer version, after applying the newer version's renames to the older
 * one.
 */
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
    ...compareDrivers(old.measures, now.measures),
    ...compareTexts(old, now, renames),
  ];
}

/** Whether a change affects more than wording: what is asked, a result or a policy. */
export function isSubstantive({ kind }: Change): boolean {
  return kind !== 'text';
}

/** The part of a version number to increase. */
export type VersionStep = 'major' | 'minor' | 'patch';

/** Aspects that affect neither results nor existing answers. */
const ADVISORY_ASPECTS: readonly Aspect[] = ['evidence', 'policy'];

/**
 * Determines which part of the version number must increase: `major` if the same answers may give other results or no
 * longer fit; `minor` for additions, renames and changed advice; `patch` for texts. Null if nothing changed.
 */
export function deservedStep(changes: readonly Change[], old: Version, now: Version): VersionStep | null {
  const countedNow = mapDirectPoints(now.plan);
  const scores = new Set(old.plan.scores.map(({ name }) => name));
  // A new question can count although no rule has changed, because scores may count whole sections or tags.
  const isCounted = (name: string): boolean =>
    now.plan.inputs.some(
      (input) =>
        (input.name === name || input.matrix === name) &&
        [...(countedNow.get(now.plan.nodes.indexOf(input))?.keys() ?? [])].some((score) => scores.has(score)),
    );
  const steps = changes.map((change): VersionStep => {
    if (change.kind === 'text') return 'patch';
    if (change.kind === 'renamed' || ('thing' in change && (change.thing === 'measure' || change.thing === 'driver')))
      return 'minor';
    if (change.kind === 'added') return change.thing === 'level' || isCounted(change.name) ? 'major' : 'minor';
    return change.kind === 'changed' && ADVISORY_ASPECTS.includes(change.aspect) ? 'minor' : 'major';
  });
  return (['major', 'minor', 'patch'] as const).find((step) => steps.includes(step)) ?? null;
}

interface PlacedText {
  readonly name: string;
  /** The kind of text, such as `title` or `help`; if it belongs to an option or label, the name of that comes first. */
  readonly part: string;
  readonly text: Text | undefined;
}

/** Finds changed texts and translations of the parts that both versions have. */
function compareTexts(old: Version, now: Version, renames: Renames): Change[] {
  const textsBefore = byPlace(textsOf(old, renames));
  const textsAfter = byPlace(textsOf(now, NO_RENAMES));
  return [...textsAfter].flatMap(([key, { name, part, text }]) => {
    const textBefore = textsBefore.get(key);
    return textBefore ? compareText(name, part, textBefore.text, text) : [];
  });
}

function compareText(name: string, part: string, before: Text | undefined, after: Text | undefined): Change[] {
  const [one, other] = [byLanguage(before), byLanguage(after)];
  const languages = new Set([...one.keys(), ...other.keys()]);
  return [...languages].flatMap((language): Change[] => {
    const [oldValue, newValue] = [one.get(language), other.get(language)];
    if (oldValue === newValue) return [];
    const texts = {
      ...(oldValue === undefined ? {} : { before: oldValue }),
      ...(newValue === undefined ? {} : { after: newValue }),
    };
    return [{ kind: 'text', name, part, language, ...texts }];
  });
}

function byLanguage(text: Text | undefined): ReadonlyMap<string | null, string> {
  if (text === undefined) return new Map();
  return typeof text === 'string' ? new Map([[null, text]]) : new Map(Object.entries(text));
}

function byPlace(texts: readonly PlacedText[]): ReadonlyMap<string, PlacedText> {
  return new Map(texts.map((entry) => [JSON.stringify([entry.name, entry.part]), entry]));
}

function textsOf({ questionnaire, rubric, measures }: Version, renames: Renames): PlacedText[] {
  const { id, title, text, scope, facts = [], optionSets = {}, sections } = questionnaire;
  const sets = Object.entries(optionSets).flatMap(([name, set]) => optionTexts(name, set, (option) => option));
  return [
    ...textsWithParts(id, { title, text, scope: scope?.text }),
    ...facts.flatMap((fact) => askedTexts(fact, renames)),
    ...sets,
    ...sections.flatMap((section) => [
      ...textsWithParts(section.id, { title: section.title, text: section.text }),
      ...section.questions.flatMap((question) => [
        ...askedTexts(question, renames),
        ...(question.rows ?? []).flatMap((row) =>
          textsWithParts(currentName(`${question.id}/${row.id}`, renames), { text: row.text, help: row.help }),
        ),
      ]),
    ]),
    ...Object.entries(rubric.titles ?? {}).flatMap(([list, name]) => textsWithParts(list, { title: name })),
    ...Object.entries(rubric.scores).flatMap(([name, score]) =>
      typeof score === 'string'
        ? []
        : [
            ...textsWithParts(name, { title: score.title }),
            ...(score.levels ?? []).flatMap((level) =>
              textsWithParts(name, { [`${level.value} title`]: level.title, [`${level.value} text`]: level.text }),
            ),
          ],
    ),
    ...(measures?.drivers ?? []).flatMap(({ id: name, unit }) => textsWithParts(name, { unit })),
    ...(measures?.measures ?? []).flatMap((measure) =>
      textsWithParts(measure.id, { title: measure.title, text: measure.text }),
    ),
  ];
}

function askedTexts(asked: Fact | Question, renames: Renames): PlacedText[] {
  const name = currentName(asked.id, renames);
  const { each, labels = {} } = asked as Partial<Question>;
  const allLabels = Object.entries({ ...labels, ...each?.labels });
  return [
    ...textsWithParts(name, { title: asked.title, text: asked.text, help: asked.help }),
    ...textsWithParts(name, Object.fromEntries(allLabels.map(([value, label]) => [value, label]))),
    ...optionTexts(name, asked.options ?? each?.options, (option) => currentOption(name, option, renames)),
  ];
}

function optionTexts(name: string, options: Options | undefined, now: (option: string) => string): PlacedText[] {
  if (options === undefined || typeof options === 'string') return [];
  return options.flatMap((option) =>
    typeof option === 'string'
      ? []
      : textsWithParts(name, {
          [`${now(option.id)} text`]: option.text,
          [`${now(option.id)} statement`]: option.statement,
          [`${now(option.id)} help`]: option.help,
        }),
  );
}

function textsWithParts(name: string, texts: Readonly<Record<string, Text | undefined>>): PlacedText[] {
  return Object.entries(texts).map(([part, text]) => ({ name, part, text }));
}
