// Compiles a funding programme and the ones it includes: tracks, instruments, groups, ceilings, and the facts for which
// it asks.

import {
  type Assessment,
  type Ceiling,
  type Fact,
  findNearestNames,
  fromNumber,
  type Instrument,
  type OtherResult,
  type Path,
  type Policy,
  type Problem,
  type ProblemCode,
  type Result,
  type StackGroup,
  type Tier,
  type Track,
} from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type CompiledPlan,
  type Condition,
  compileCondition,
  entryOf,
  type Plan,
  type PlanSources,
  type ReportProblem,
  type Source,
} from '../scoring/index.ts';
import { type AmountSource, type CompiledAmount, compileAmount } from './funding/amount-rule.ts';
import { sumOverAreas } from './funding/funding-areas.ts';
import { type CompiledTerms, compileTerms } from './funding/loan.ts';
import { rejectDuplicateIds } from './measures.ts';

/** A compiled track. */
export interface CompiledTrack {
  readonly id: string;
  /** The id of the funding programme that contains the track. */
  readonly policy: string;
  /** The track as the programme states it, for reports. */
  readonly definition: Track;
  /** The condition for taking the track; null if it takes every enterprise that no earlier track takes. */
  readonly when: Condition | null;
  readonly tiers: readonly CompiledTier[];
}

/** A tier of recognition to which a track leads. */
export interface CompiledTier {
  readonly definition: Tier;
  readonly when: Condition;
}

/** A compiled instrument. */
export interface CompiledInstrument {
  readonly id: string;
  /** The id of the funding programme that contains the instrument. */
  readonly policy: string;
  /** The instrument as the programme states it, for reports. */
  readonly definition: Instrument;
  /** The currency of the instrument's amounts, as an ISO 4217 code. */
  readonly currency: string;
  readonly when: Condition | null;
  readonly after: Condition | null;
  readonly amount: CompiledAmount;
  readonly terms: CompiledTerms | null;
}

/** A funding programme merged with the ones it includes, ready for recommendations, and the problems found in them. */
export interface CompiledPolicy extends CompiledLimits {
  readonly tracks: readonly CompiledTrack[];
  readonly instruments: readonly CompiledInstrument[];
  /** The pack's plan, followed by the nodes compiled from the rules of amounts. */
  readonly amounts: Plan;
  readonly problems: readonly Problem[];
}

/**
 * Compiles funding programmes against a plan that already contains their facts. The chosen programme comes first in
 * `sources`, followed by the ones it includes. Reports what cannot work; leaves out entries whose id is already used.
 */
export function compilePolicy(sources: readonly Source<Policy>[], compiled: CompiledPlan): CompiledPolicy {
  const problems: Problem[] = [];
  const [trackIds, instrumentIds] = [new Set<string>(), new Set<string>()];
  const instrumentIdsOfAll = sources.flatMap(({ document }, i) =>
    isIncludedTemplate(document, i) ? [] : (document.instruments ?? []).map(({ id }) => id),
  );
  const groups = sources.flatMap(({ document }) => (document.groups ?? []).map(({ id }) => id));
  // A policy also serves packs that its author has never seen, so the scores inside its amounts may have the same names
  // as questions of such a pack.
  const reserved = new Set(
    sources.flatMap(({ document: { facts = [], results = [] } }) => [...facts, ...results].map(({ id }) => id)),
  );
  const parts = sources.map((source, i) => {
    const complain: ReportProblem = (code, at, details, on = 'value') =>
      problems.push({ code, file: source.file, at, on, details });
    const { scope, problems: found } = compiled.scope(source.file);
    const compileWhen = (stated: Track['when'] | undefined, at: Path): Condition | null =>
      stated ? compileCondition(stated, at, scope) : null;
    const { id: policy, currency } = source.document;
    checkPaidFacts(source.document, instrumentIdsOfAll, complain);
    const { tracks = [], instruments = [] } = isIncludedTemplate(source.document, i) ? {} : source.document;
    const part = {
      tracks: rejectDuplicateIds(tracks, ['tracks'], trackIds, complain).map(({ one, at }): CompiledTrack => {
        // Without a condition, this track would take every enterprise, and later tracks would never apply.
        if (!one.when && one !== tracks.at(-1)) complain('M110', at, { name: 'when' });
        const tiers = (one.tiers ?? []).flatMap((definition, i) => {
          const condition = compileWhen(definition.when, [...at, 'tiers', i, 'when']);
          return condition ? [{ definition, when: condition }] : [];
        });
        return { id: one.id, policy, definition: one, when: compileWhen(one.when, [...at, 'when']), tiers };
      }),
      instruments: rejectDuplicateIds(instruments, ['instruments'], instrumentIds, complain).map(({ one, at }) => {
        checkInstrument(one, at, instrumentIdsOfAll, groups, complain);
        const amount = compileAmount(sumOverAreas(one), {
          file: source.file,
          at: [...at, 'amount'],
          compiled,
          complain,
          reserved,
        });
        const terms = one.terms ? compileTerms(one.terms, [...at, 'terms'], compiled.plan, complain) : null;
        const condition = compileWhen(one.when, [...at, 'when']);
        const afterCondition = compileWhen(one.after, [...at, 'after']);
        return { id: one.id, policy, definition: one, currency, when: condition, after: afterCondition, amount, terms };
      }),
      limits: compileLimits(source, instrumentIdsOfAll, { compiled, complain, reserved }),
    };
    problems.push(...found);
    return part;
  });
  return {
    tracks: parts.flatMap(({ tracks }) => tracks),
    instruments: parts.flatMap(({ instruments }) => instruments),
    groups: parts.flatMap(({ limits }) => limits.groups),
    ceilings: parts.flatMap(({ limits }) => limits.ceilings),
    amounts: compiled.extendedPlan(),
    problems,
  };
}

/**
 * Whether a policy is a template that another policy includes. The tracks and instruments of a template are examples,
 * not real money.
 */
function isIncludedTemplate({ template = false }: Policy, position: number): boolean {
  return template && position > 0;
}

function checkInstrument(
  { valid, stack, apply, follows }: Instrument,
  at: Path,
  known: readonly string[],
  groups: readonly string[],
  complain: ReportProblem,
): void {
  for (const [key, span] of [['valid', valid] as const, ['apply', apply] as const]) {
    const { from, to } = span ?? {};
    if (from === undefined || to === undefined || to === null || from <= to) continue;
    complain('M215', [...at, key, 'from'], {
      found: { phrase: 'firstDay', day: from },
      wanted: { phrase: 'lastDay', day: to },
    });
  }
  const validFrom = valid?.from;
  const lastDay = apply?.to;
  if (validFrom !== undefined && lastDay && lastDay < validFrom)
    complain('M215', [...at, 'valid', 'from'], {
      found: { phrase: 'firstDay', day: validFrom },
      wanted: { phrase: 'lastApplication', day: lastDay },
    });
  checkNames('M219', follows, known, [...at, 'follows'], complain);
  checkNames('M219', stack?.excludes, known, [...at, 'stack', 'excludes'], complain);
  if (stack?.combines !== 'all') checkNames('M219', stack?.combines, known, [...at, 'stack', 'combines'], complain);
  checkNames('M203', stack?.groups, groups, [...at, 'stack', 'groups'], complain);
}

/** Reports facts about payments that name no instrument, or that take another answer than yes or no. */
function checkPaidFacts({ facts = [] }: Policy, known: readonly string[], complain: ReportProblem): void {
  facts.forEach(({ type, whenPaid }, i) => {
    if (whenPaid === undefined) return;
    const at: Path = ['facts', i, 'whenPaid'];
    if (type !== 'boolean') complain('M212', at, { found: type ?? 'derived', name: 'whenPaid' }, 'key');
    if (!known.includes(whenPaid))
      complain('M219', at, { found: whenPaid, allowed: findNearestNames(whenPaid, known) });
  });
}

/** A limit that several instruments share. */
export interface CompiledGroup {
  readonly id: string;
  /** The id of the funding programme that contains the group. */
  readonly policy: string;
  readonly definition: StackGroup;
  /** The currency of the cap, as an ISO 4217 code. */
  readonly currency: string;
  /** The most that the instruments of the group may pay together; null if the group does not limit money. */
  readonly cap: CompiledAmount | null;
}

/** The largest share of the cost that public money may cover. */
export interface CompiledCeiling {
  readonly id: string;
  readonly policy: string;
  readonly definition: Ceiling;
}

interface CompiledLimits {
  readonly groups: readonly CompiledGroup[];
  readonly ceilings: readonly CompiledCeiling[];
}

/** Compiles the limits of a policy; reports instruments in them that are not among `known`. */
function compileLimits(
  { file, document }: Source<Policy>,
  known: readonly string[],
  { compiled, complain, reserved }: Pick<AmountSource, 'compiled' | 'complain' | 'reserved'>,
): CompiledLimits {
  const groups = rejectDuplicateIds(document.groups ?? [], ['groups'], new Set(), complain);
  const ceilings = rejectDuplicateIds(document.ceilings ?? [], ['ceilings'], new Set(), complain);
  return {
    groups: groups.map(({ one, at }) => {
      if (one.most === undefined && one.cap === undefined) complain('M110', at, { name: 'cap' });
      const cap =
        one.cap === undefined
          ? null
          : compileAmount(one.cap, { file, at: [...at, 'cap'], compiled, complain, reserved });
      return { id: one.id, policy: document.id, definition: one, currency: document.currency, cap };
    }),
    ceilings: ceilings.map(({ one, at }) => {
      checkNames('M219', one.instruments, known, [...at, 'instruments'], complain);
      return { id: one.id, policy: document.id, definition: one };
    }),
  };
}

/** Reports the unknown names in a list. */
function checkNames(
  code: Extract<ProblemCode, 'M203' | 'M219'>,
  names: readonly string[] | undefined,
  known: readonly string[],
  at: Path,
  complain: ReportProblem,
): void {
  names?.forEach((name, i) => {
    if (known.includes(name)) return;
    const allowedNames = findNearestNames(name, known);
    complain(code, [...at, i], {
      found: name,
      allowed: allowedNames,
      ...(code === 'M203' ? { wanted: { phrase: 'group' } as const } : {}),
    });
  });
}

/**
 * Returns the facts that policies add so that their conditions can read them: the facts for which they ask, and results
 * under other packs, which nobody is asked for. Results under `pack` itself are left out, because they are its own
 * scores.
 */
export function listPolicyFacts(policies: readonly Source<Policy>[], pack: string): NonNullable<PlanSources['facts']> {
  return policies.flatMap(({ file, document }) => [
    { file, document: document.facts ?? [] },
    {
      file,
      document: (document.results ?? []).filter(({ id }) => !id.startsWith(`${pack}.`)).map(toFact),
      at: 'results',
    },
  ]);
}

function toFact({ id, title }: OtherResult): Fact {
  return { id, type: 'decimal', ...(title === undefined ? {} : { title }) };
}

/**
 * Adds to a sheet the results under other packs, each from the newest assessment with that pack; answers in the sheet
 * take precedence. A result that is open in the assessment stays open. If no level was reached, the result becomes "not
 * applicable". Returns the same sheet if nothing is added.
 */
export function addOtherResults(
  sheet: AnswerSet,
  names: readonly string[],
  assessments: readonly Assessment[],
): AnswerSet {
  const enrichedSheet = new Map<string, AnswerEntry>();
  for (const name of names) {
    const { state } = entryOf(sheet, name);
    if (state === 'answered' || state === 'notApplicable') continue;
    const dotIndex = name.lastIndexOf('.');
    const [pack, score] = [name.slice(0, dotIndex), name.slice(dotIndex + 1)];
    const newestAssessment = assessments.filter((assessment) => assessment.pack.id === pack).at(-1);
    const entry = newestAssessment && toEntry(newestAssessment.result, score);
    if (entry) enrichedSheet.set(name, entry);
  }
  return enrichedSheet.size === 0 ? sheet : new Map([...sheet, ...enrichedSheet]);
}

function toEntry({ level, scores }: Result, score: string): AnswerEntry | undefined {
  const value = score === 'level' ? level?.value : scores[score]?.value;
  if (value === null) return { state: 'notApplicable' };
  return typeof value === 'number' ? { state: 'answered', value: fromNumber(value) } : undefined;
}
