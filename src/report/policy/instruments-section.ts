// Writes the instruments of a policy: verdict, amount, reasons, loans and applications.
import type { Messages } from '../../i18n/index.ts';
import {
  type Arithmetic,
  compare,
  type Doubt,
  divide,
  type ExampleAmount,
  type FundingTier,
  fromNumber,
  type Instrument,
  itemAt,
  type JudgedInstrument,
  type Measure,
  multiply,
  type Rational,
  type Reason,
  type Recommendation,
  type Source,
  subtract,
  toNumber,
  type Unmet,
  type WorkedAmount,
  type WorkedLoan,
  type WorkedYear,
  ZERO,
} from '../../model/index.ts';
import {
  formatExactMoney,
  isElsewhere,
  isLocal,
  isOfOtherPlace,
  isPlaceOpen,
  isRequested,
  PLACE_FACTS,
  parseExactMoney,
  placeOfFacts,
  readFundingSums,
  readTier,
} from '../../policy/index.ts';
import {
  type Block,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  type Item,
  interpolate,
  itemOf,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import {
  type AssessmentReport,
  findInstrument,
  offersFunding,
  type PolicyReport,
  titleOfInstrument,
  titleOfMeasure,
} from '../text/assessment-report.ts';
import { onOneLine, separateFailed, type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatDate, formatShare } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { amountInWords, calculationInWords, moneyInWords, type PrintedSum, writeRoundingNote } from './amount-text.ts';
import { applyFirstRemark, earlierInWords } from './apply-first-section.ts';
import { stepsInWords } from './roadmap-section.ts';
import { type Notes, sourceText } from './source-notes.ts';

/** The groups in which instruments are listed, in print order: the tiers, and refused instruments. */
const STANDINGS = ['certain', 'likely', 'possible', 'refused'] as const;

/** Tabulates the instruments, the most certain first: what each pays, and how certain that is. */
export function tabulateInstruments(
  report: PolicyReport,
  instruments: readonly JudgedInstrument[],
  notes: Notes,
  vocabulary: Vocabulary,
): Block[] {
  if (instruments.length === 0) return [];
  const { funding, numbers, policy, records } = vocabulary.messages;
  const rows = sortByStanding(instruments).map((judged) => {
    const source = findInstrument(report, judged)?.instrument.source;
    return [
      { text: [titleOfInstrument(report, judged, vocabulary), ...notes.refer(source)], isHeading: true },
      amountFigure(judged, report, vocabulary),
      numbers.list(stateRemarks(judged, report, vocabulary)),
    ];
  });
  const [table] = tableOf(
    [
      ...createLeftTitles(records.instrument),
      ...createRightTitles(policy.instruments.amount),
      ...createLeftTitles(funding.standing),
    ],
    rows,
  );
  const refusedCount = instruments.filter((judged) => standingOf(judged) === 'refused').length;
  const openCount = String(instruments.length - refusedCount);
  const count =
    refusedCount > 0 ? funding.instrumentCount({ open: openCount, refused: String(refusedCount) }) : openCount;
  const summary = numbers.remark(funding.instruments, count);
  return [{ kind: 'details', foldsOnPhone: true, summary, blocks: table ? [table] : [] }];
}

/** Documents what each instrument is for, how its amount is calculated, and how to apply for it. */
export function writeInstrumentDetails(
  report: PolicyReport,
  instruments: readonly JudgedInstrument[],
  vocabulary: Vocabulary,
): Block[] {
  if (instruments.length === 0) return [];
  const sorted = sortByStanding(instruments);
  const items = sorted.map((judged) => writeItem(judged, report, vocabulary));
  return [
    {
      kind: 'details',
      summary: vocabulary.messages.funding.instrumentDetails,
      blocks: [{ kind: 'list', items, table: tabulateIds(sorted, report, vocabulary) }],
    },
  ];
}

function sortByStanding(instruments: readonly JudgedInstrument[]): JudgedInstrument[] {
  return STANDINGS.flatMap((standing) => sortByMoney(instruments.filter((judged) => standingOf(judged) === standing)));
}

/** Sorts instruments by the maximum that they may pay, descending; an unknown amount counts as 0. */
export function sortByMoney(instruments: readonly JudgedInstrument[]): JudgedInstrument[] {
  return [...instruments].sort((a, b) => highestAmount(b) - highestAmount(a));
}

/** Returns the amount that an instrument pays or would pay, or the maximum for this plan; 0 if none is known. */
export function highestAmount({ amount, loan }: JudgedInstrument): number {
  const example = loan ? undefined : amount?.example?.value;
  return Number(amount?.value ?? example ?? (isLimitedByPlan(amount) ? amount?.highest : undefined) ?? 0);
}

/**
 * Whether the highest amount follows from the costs of the plan by a published share. Otherwise it is the maximum for
 * any enterprise, which says nothing about this one.
 */
function isLimitedByPlan(amount: WorkedAmount | undefined): boolean {
  const readsCost = ({ op, name, parts = [] }: Arithmetic): boolean =>
    (op === 'read' && (name === 'cost' || name?.startsWith('areaCost/') === true)) || parts.some(readsCost);
  const { state, arithmetic } = amount ?? {};
  return state === 'open' && arithmetic !== undefined && readsCost(arithmetic) && !hasOpenShare(arithmetic);
}

/**
 * Whether an amount contains a sum of known parts whose own value is open, because it is weighted by an open figure
 * such as the rate of a programme.
 */
function hasOpenShare({ op, parts = [], value }: Arithmetic): boolean {
  const isOpenSum = op === 'sum' && value === undefined && parts.every((part) => part.value !== undefined);
  return isOpenSum || parts.some(hasOpenShare);
}

/** Returns the instruments to list: all but those refused because they are for another place. */
export function listedInstruments({ instruments }: Pick<Recommendation, 'instruments'>): JudgedInstrument[] {
  return instruments.filter((judged) => standingOf(judged) !== 'refused' || !isOfOtherPlace(judged));
}

/**
 * Writes that the policy is for other places than the one that the enterprise states, or that it applies only in some
 * places and the enterprise states none. Facts that the policy itself asks for do not count as places.
 */
export function elsewhereInWords({ policies: [used] = [], result }: PolicyReport, vocabulary: Vocabulary): string[] {
  const askedFacts = new Set(used?.facts?.map(({ id }) => id));
  const place = placeOfFacts(
    Object.fromEntries(Object.entries(result.facts).filter(([name]) => !askedFacts.has(name))),
  );
  const places = place.stated;
  if (used && places.length === 0 && isLocal(used) && !askedFacts.has('place'))
    return [vocabulary.messages.policy.instruments.noPlace({ policy: vocabulary.pick(used.title) ?? used.id })];
  if (!used || !isElsewhere(used, place)) return [];
  return [vocabulary.messages.policy.instruments.elsewhere({ place: vocabulary.messages.numbers.items(places) })];
}

/** Writes which place was inferred from a stated one; a place that only repeats the stated one is left out. */
export function inferredInWords({ recommendation }: PolicyReport, vocabulary: Vocabulary): string[] {
  const { instruments: words } = vocabulary.messages.policy;
  return (recommendation.inferred ?? []).flatMap(({ name, value, from }) => {
    const text = vocabulary.valueText(name, value);
    return text === from || value === from
      ? []
      : [words.inferred({ name: vocabulary.titleOf(name), value: text, from })];
  });
}

/** How many instruments that depend on an open place are named at most; the others are only counted. */
const OPEN_PLACES_LIMIT = 3;

/** Writes which instruments depend on a place that is still open; empty if none does. */
export function openPlacesInWords(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, policy, words } = vocabulary.messages;
  const open = sortByMoney(report.recommendation.instruments.filter(isOfferOfOpenPlace));
  if (open.length === 0) return [];
  const names = PLACE_FACTS.filter((name) =>
    open.some(({ reasons }) => reasons.some(({ unmet }) => unmet?.name === name)),
  );
  const shown = open.length === OPEN_PLACES_LIMIT + 1 ? open : open.slice(0, OPEN_PLACES_LIMIT);
  const members = numbers.items(shown.map((judged) => numbers.quote(titleOfInstrument(report, judged, vocabulary))));
  const omittedCount = open.length - shown.length;
  return [
    policy.instruments.openPlaces({
      names: numbers.and(names.map((name) => numbers.quote(vocabulary.titleOf(name)))),
      n: names.length,
      instruments: omittedCount > 0 ? words.unmet.more({ members, count: String(omittedCount) }) : members,
    }),
  ];
}

/** Whether an instrument is not refused and depends on a place that is still open. */
export function isOfferOfOpenPlace(judged: JudgedInstrument): boolean {
  return standingOf(judged) !== 'refused' && isPlaceOpen(judged);
}

/**
 * Writes that the programme has funding, but none that may be open to the enterprise now; empty if some funding may be.
 */
export function writeNoFundingOpen(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { policies: [used] = [], recommendation } = report;
  const isAnyOpen = recommendation.instruments.some((judged) => standingOf(judged) !== 'refused');
  if (!used || !offersFunding(report) || isAnyOpen) return [];
  const { noneOpen } = vocabulary.messages.policy.instruments;
  return [noneOpen({ policy: vocabulary.pick(used.title) ?? used.id })];
}

/** The maximum number of refused instruments that are named with the reason; the others are only counted. */
const REFUSED_LIMIT = 2;

/**
 * Writes in a line which instruments are not available, and why; empty if all may be open. `section` is the title of the
 * section of the same document with all reasons; without it, the reader is sent to the full version.
 */
export function refusedInShort(report: PolicyReport, vocabulary: Vocabulary, section?: string): string[] {
  const { numbers, policy, words } = vocabulary.messages;
  const refused = sortByMoney(
    listedInstruments(report.recommendation).filter((judged) => standingOf(judged) === 'refused'),
  );
  if (refused.length === 0) return [];
  const shown = refused.slice(0, REFUSED_LIMIT);
  const members = numbers.items(
    shown.map((judged) => {
      const [reason] = refusalReasons(judged, report, vocabulary);
      const title = titleOfInstrument(report, judged, vocabulary);
      return reason === undefined ? title : numbers.remark(title, reason);
    }),
  );
  const omittedCount = refused.length - shown.length;
  const instruments = omittedCount > 0 ? words.unmet.more({ members, count: String(omittedCount) }) : members;
  const option = vocabulary.namesOptions ? '--full' : undefined;
  return [policy.instruments.notOpen({ instruments, section: section && numbers.quote(section), option })];
}

/**
 * Writes why an instrument is not available: first the instruments that must come before it, then each reason in a
 * line.
 */
function refusalReasons(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding, numbers } = vocabulary.messages;
  const { follows = [] } = findInstrument(report, judged)?.instrument ?? {};
  const isUnmet = judged.reasons.some(({ kind }) => kind === 'when');
  const titles = (isUnmet ? follows : []).map((id) =>
    numbers.quote(titleOfInstrument(report, { id, policy: judged.policy }, vocabulary)),
  );
  return [
    ...(titles.length > 0 ? [funding.follows({ instruments: numbers.and(titles) })] : []),
    ...reasonsInWords(judged, vocabulary).map((line) => onOneLine(line, numbers)),
  ];
}

function writeItem(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): Item {
  const { numbers, policy } = vocabulary.messages;
  const details = instrumentDetails(judged, report, vocabulary).map(itemOf);
  const instrument = findInstrument(report, judged)?.instrument;
  if (!instrument) return { text: [{ strong: judged.id }], items: details };
  const kinds = [
    judged.id,
    policy.instruments.types[instrument.type],
    ...(instrument.draft ? [policy.instruments.draft] : []),
  ];
  const title = { strong: vocabulary.pick(instrument.title) ?? judged.id };
  const text = vocabulary.pick(instrument.text);
  return {
    text: interpolate((titleText) => numbers.remark(titleText, numbers.clauses(kinds)), title),
    items: [
      ...(text === undefined ? [] : [{ text: [text] }]),
      ...details,
      ...writeVerifiedSource(instrument.source, vocabulary),
    ],
  };
}

/** Tabulates instruments with their ids, for formats that consist of tables only. */
function tabulateIds(instruments: readonly JudgedInstrument[], report: PolicyReport, vocabulary: Vocabulary): Table {
  const { policy, records } = vocabulary.messages;
  const rows = instruments.map((judged) => [
    createRowHeading(titleOfInstrument(report, judged, vocabulary)),
    judged.id,
    amountFigure(judged, report, vocabulary),
  ]);
  const columns = [
    ...createLeftTitles(records.instrument, policy.measures.id),
    ...createRightTitles(policy.instruments.amount),
  ];
  return itemAt(tableOf(columns, rows), 0);
}

function amountFigure(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): Figure {
  const paid = findAmountPaid(judged, report);
  const { amount } = judged;
  const [value, low, high] = [paid ?? amount?.value, amount?.lowest, amount?.highest].map((text) =>
    text === undefined ? null : toNumber(parseExactMoney(text)),
  ) as [number | null, number | null, number | null];
  // A maximum that applies to any enterprise is not a figure for this enterprise.
  const isUnknown = amountRemarks(judged, report, vocabulary).length > 0 || (low === null && high === null);
  const range = isUnknown ? null : ([low, high] as const);
  return { figure: 'money', text: amountText(judged, report, vocabulary), value: value ?? range };
}

/** Returns the money of an instrument in the sum of the first tier that includes it; undefined if no tier does. */
function findAmountPaid({ id }: JudgedInstrument, { recommendation: { funding } }: PolicyReport): string | undefined {
  if (!funding) return undefined;
  const { certain, likely, possible } = readFundingSums(funding);
  return [certain, likely, possible].flatMap((sum) => sum?.instruments.find((one) => one.id === id)?.money ?? [])[0];
}

/**
 * Writes the money of an instrument in a sum or, if it is in none, its amount as far as known. A maximum that does not
 * follow from the plan counts as unknown.
 */
export function amountText(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string {
  const { amount } = judged;
  const { funding, page } = vocabulary.messages;
  const paid = findAmountPaid(judged, report);
  if (paid !== undefined && amount) return moneyInWords(paid, amount.currency, vocabulary);
  if (amount?.state === 'unpublished') return funding.unpublished;
  const instrument = findInstrument(report, judged);
  // The maximum of a loan says nothing about the sum that this enterprise will get.
  if (amount?.state === 'open' && instrument?.instrument.type === 'loan') return funding.open;
  if (amount?.example) return exampleInWords(amount.example, amount.currency, vocabulary);
  if (amount && instrument && (hasUnknownShare(amount) || isWrittenAsRule(amount, instrument.instrument)))
    return funding.open;
  if (amount?.state === 'open' && amount.highest !== undefined)
    return page.upTo({ money: moneyInWords(amount.highest, amount.currency, vocabulary) });
  if (amount) return knownAmountInWords(amount, vocabulary);
  return instrument ? amountInWords(instrument.instrument.amount, instrument.policy.currency, vocabulary) : '–';
}

/** Writes what an instrument would pay for an assumed value of the fact that is open, and states this value. */
function exampleInWords({ name, of, value }: ExampleAmount, currency: string, vocabulary: Vocabulary): string {
  return vocabulary.messages.page.example({
    money: moneyInWords(value, currency, vocabulary),
    name: vocabulary.messages.numbers.quote(vocabulary.titleOf(name)),
    of: moneyInWords(of, currency, vocabulary),
  });
}

/**
 * Whether an amount is open because the share that the instrument pays is open; its known maximum is then no
 * indication.
 */
function hasUnknownShare({ state, arithmetic }: WorkedAmount): boolean {
  return state === 'open' && arithmetic !== undefined && hasOpenShare(arithmetic);
}

/** Writes what decides an amount that the plan does not limit: its rule, or what its unknown share depends on. */
export function amountRemarks(
  { id, policy, amount }: JudgedInstrument,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string[] {
  const instrument = findInstrument(report, { id, policy })?.instrument;
  if (!amount || !instrument) return [];
  const { numbers, page } = vocabulary.messages;
  if (hasUnknownShare(amount)) {
    const names = (amount.clarify ?? []).map((name) => numbers.quote(vocabulary.titleOf(name)));
    return [page.dependsOn({ names: numbers.and(names) })];
  }
  if (!isWrittenAsRule(amount, instrument)) return [];
  return [page.pays({ rule: amountInWords(instrument.amount, amount.currency, vocabulary) })];
}

/** Whether an open amount is written as its rule, because nothing of the plan limits it and the rule is short. */
function isWrittenAsRule(amount: WorkedAmount, { amount: rule }: Instrument): boolean {
  return (
    amount.state === 'open' &&
    amount.highest !== undefined &&
    !hasUnknownShare(amount) &&
    !isLimitedByPlan(amount) &&
    !hasCases(rule)
  );
}

/** Whether a rule distinguishes cases, so that one calculation does not show the whole rule. */
function hasCases(rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return false;
  return Object.entries(rule).some(([key, part]) => ['first', 'steps', 'when'].includes(key) || hasCases(part));
}

/**
 * Writes how certain the money of an instrument is, the doubts about it, the cost of a loan in its first year, and its
 * last day; for a refused instrument, writes why it is refused.
 */
export function stateRemarks(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, page } = vocabulary.messages;
  const shortState = stateInShort(judged, report, vocabulary);
  if (standingOf(judged) === 'refused') {
    return [numbers.labelled(shortState, numbers.list(refusalReasons(judged, report, vocabulary)))];
  }
  const instrument = findInstrument(report, judged)?.instrument;
  const { apply, valid, status } = instrument ?? {};
  const isCounted = findAmountPaid(judged, report) !== undefined;
  // Loans are never part of the sums, so a loan outside the sums is not an instrument left out of them.
  const isAgain = judged.doubts?.includes('granted-before') === true;
  const isLeftOut = standingOf(judged) === 'possible' && !isCounted && !isAgain && !judged.loan && isSettled(judged);
  const openTexts = [
    ...(judged.clarify ?? []).map(vocabulary.titleOf),
    // That a source was not compared with the original is stated in the notes instead.
    ...doubtsInWords(
      judged.doubts?.filter((doubt) => doubt !== 'unverified'),
      instrument,
      vocabulary.messages,
    ),
    ...(isLeftOut ? [usedUpInWords(judged, report, vocabulary) ?? page.notCounted] : []),
  ];
  const isPossible = standingOf(judged) === 'possible' && openTexts.length > 0;
  const state = isPossible ? numbers.labelled(shortState, numbers.list(openTexts)) : shortState;
  const day = apply?.to ?? undefined;
  const needsNoApplication = isRequested(judged, report.recommendation);
  const interest = firstYearInWords(judged, instrument?.type, vocabulary);
  const { type } = instrument ?? {};
  return [
    state,
    ...amountRemarks(judged, report, vocabulary),
    ...excessRemark(judged.amount, vocabulary),
    ...applyFirstRemark(judged, report, vocabulary),
    ...(status?.is === 'open' && !needsNoApplication ? [page.openAsOf({ date: formatDate(status.on, numbers) })] : []),
    ...(type === 'loan' || type === 'service' ? [page[type]] : []),
    ...(interest === undefined ? [] : [interest]),
    ...(needsNoApplication
      ? []
      : day !== undefined
        ? [page.applyBy({ date: formatDate(day, numbers) })]
        : valid?.to !== undefined
          ? [page.inForceUntil({ date: formatDate(valid.to, numbers) })]
          : []),
  ];
}

/** Writes that a planned sum, such as a loan, is higher than the cost of what it pays for, and counts only up to it. */
function excessRemark(amount: WorkedAmount | undefined, vocabulary: Vocabulary): string[] {
  if (!amount?.excess) return [];
  const { name, planned, cost } = amount.excess;
  const { numbers, page } = vocabulary.messages;
  return [
    page.excess({
      name: numbers.quote(vocabulary.titleOf(name)),
      planned: moneyInWords(planned, amount.currency, vocabulary),
      cost: moneyInWords(cost, amount.currency, vocabulary),
    }),
  ];
}

/** Writes which limit uses up all of an instrument's money; undefined if none does. */
function usedUpInWords(
  { id, policy }: JudgedInstrument,
  report: PolicyReport,
  { messages: { numbers, page }, pick }: Vocabulary,
): string | undefined {
  const { funding } = report.recommendation;
  const { likely, possible } = funding ? readFundingSums(funding) : {};
  const limits = new Set([...(likely?.limits ?? []), ...(possible?.limits ?? [])]);
  const joined = findInstrument(report, { id, policy })?.instrument.stack?.groups ?? [];
  const groups = (report.policies ?? []).flatMap(({ groups = [] }) => groups);
  const titles = groups.flatMap((group) =>
    limits.has(group.id) && joined.includes(group.id) ? [numbers.quote(pick(group.title) ?? group.id)] : [],
  );
  return titles.length === 0 ? undefined : page.usedUp({ limits: numbers.and(titles) });
}

/** Writes in a word or two how certain the money of an instrument is. */
export function stateInShort(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string {
  const { funding, page, policy } = vocabulary.messages;
  const standingOfInstrument = standingOf(judged);
  const { state } = funding.certainty;
  if (standingOfInstrument === 'refused') return policy.instruments.refused;
  if (standingOfInstrument !== 'likely') return state[standingOfInstrument];
  if (findAmountPaid(judged, report) !== undefined) return state.likely;
  return isSettled(judged) ? (usedUpInWords(judged, report, vocabulary) ?? page.notCombined) : page.open;
}

function isSettled({ amount }: JudgedInstrument): boolean {
  return amount?.state === 'settled' && amount.value !== '0';
}

/** Returns the group in which an instrument is listed: its tier, or `refused`. */
export function standingOf(judged: JudgedInstrument): FundingTier | 'refused' {
  return readTier(judged) ?? 'refused';
}

/** Writes why the money of an instrument is uncertain, one sentence for each doubt. */
export function doubtsInWords(
  doubts: readonly Doubt[] = [],
  instrument: Pick<Instrument, 'apply' | 'status'> | undefined,
  { numbers, funding }: Messages,
): string[] {
  const writeDay = (day: string | undefined): string => (day === undefined ? '' : formatDate(day, numbers));
  return doubts.map((doubt) => {
    if (doubt === 'not-yet-open') return funding.doubts['not-yet-open']({ date: writeDay(instrument?.apply?.from) });
    if (doubt === 'spent') return funding.doubts.spent({ date: writeDay(instrument?.status?.on) });
    return funding.doubts[doubt];
  });
}

/** Writes a verified source; an unverified one is in a note. */
function writeVerifiedSource(source: Source | undefined, vocabulary: Vocabulary): Item[] {
  if (!source?.verified) return [];
  const { numbers, policy } = vocabulary.messages;
  return [
    { text: interpolate((from) => numbers.labelled(policy.instruments.source, from), sourceText(source, vocabulary)) },
  ];
}

function instrumentDetails(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): TextLine[] {
  const { numbers, policy } = vocabulary.messages;
  const instrument = findInstrument(report, judged);
  const labelledLines = (label: string, texts: readonly string[]): TextLine[] =>
    texts.length === 0 ? [] : [{ text: numbers.labelled(label, numbers.list(texts)) }];
  const { stack } = instrument?.instrument ?? {};
  const amount = instrument ? [ruleInWords(instrument.instrument, instrument.policy.currency, vocabulary)] : [];
  const excludedTitles = (stack?.excludes ?? []).map((id) => instrumentTitle(id, report, vocabulary));
  const reasons = reasonsInWords(judged, { ...vocabulary, isClarifying: true });
  return standingOf(judged) === 'refused'
    ? [
        ...labelledLines(
          policy.instruments.change,
          remediesInWords(judged, instrument?.instrument, report.measures?.measures ?? [], vocabulary),
        ),
        ...labelledLines(policy.instruments.amount, amount),
      ]
    : [
        ...(instrument && judged.amount ? amountLines(judged, instrument.instrument, report, vocabulary) : []),
        ...loanLines(judged.loan, vocabulary),
        ...labelledLines(policy.instruments.covers, coveredStepsText(judged, report, vocabulary)),
        ...clarifyLines(judged, reasons, report, vocabulary),
        ...labelledLines(policy.instruments.excludes, excludedTitles),
        ...(instrument
          ? applicationLines(
              instrument.instrument,
              {
                currency: instrument.policy.currency,
                titleOf: (id) => instrumentTitle(id, report, vocabulary),
                needsNoApplication: isRequested(judged, report.recommendation),
              },
              vocabulary,
            )
          : []),
      ];
}

/** Lists the measures that an instrument pays for; empty for an award that pays for something else. */
function coveredStepsText(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { covers = [] } = judged;
  const measures = report.recommendation.measures.map(({ id }) => id);
  const instrument = findInstrument(report, judged)?.instrument;
  if (!instrument?.covers && !isCostRule(instrument?.amount)) return [];
  if (covers.length > 0 && covers.length === measures.length) {
    return [vocabulary.messages.policy.instruments.coversAll];
  }
  return [stepsInWords(covers, measures, vocabulary)].filter((steps) => steps !== undefined);
}

/** Whether an amount depends on the cost of the measures. */
function isCostRule(amount: unknown): boolean {
  if (typeof amount !== 'object' || amount === null) return amount === 'cost';
  return Object.entries(amount).some(([key, part]) => key === 'cost' || isCostRule(part));
}

/** Writes lines below a label or, if there is only one, beside it. */
function indentUnderLabel(label: string, parts: readonly TextLine[], { messages }: Vocabulary): TextLine {
  const [only, ...others] = parts;
  if (only && others.length === 0 && !only.parts) return { text: messages.numbers.labelled(label, only.text) };
  return { text: messages.numbers.labelled(label, ''), parts };
}

function clarifyLines(
  judged: JudgedInstrument,
  reasons: readonly TextLine[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): TextLine[] {
  if (standingOf(judged) !== 'possible') return [];
  const { clarify = [] } = judged;
  // Questions to the enterprise are listed once for all instruments, so not here.
  if (clarify.length > 0 || reasons.length === 0) return [];
  const { funding, policy } = vocabulary.messages;
  const awaited = earlierInWords(judged, report, vocabulary).map((instruments) => ({
    text: funding.follows({ instruments }),
  }));
  return [indentUnderLabel(policy.instruments.undecided, awaited.length > 0 ? awaited : reasons, vocabulary)];
}

function instrumentTitle(id: string, { policies = [] }: PolicyReport, vocabulary: Vocabulary): string {
  const instruments = policies.flatMap((policy) => policy.instruments ?? []);
  return vocabulary.pick(instruments.find((instrument) => instrument.id === id)?.title) ?? id;
}

const PERCENT_DECIMALS = 4;
const HUNDRED = fromNumber(100);

/**
 * Writes how the money of an instrument was calculated, and by which rule, unless the rule is evident from the
 * calculation.
 */
function amountLines(
  { amount }: JudgedInstrument,
  instrument: Instrument,
  catalogue: Pick<AssessmentReport, 'measures'>,
  vocabulary: Vocabulary,
): TextLine[] {
  const { funding, numbers } = vocabulary.messages;
  if (!amount) return [];
  const { currency } = amount;
  const labelledLine = (label: string, text: string): TextLine => ({ text: numbers.labelled(label, text) });
  const calculation = calculationInWords(amount, instrument, vocabulary);
  const isRule = typeof instrument.amount === 'object' && instrument.amount !== null;
  // A calculation makes the rule evident unless the rule distinguishes areas or cases. Without a calculation, the table
  // of instruments may already show the rule.
  const isWhole = !instrument.areas && !hasCases(instrument.amount);
  const isShown = calculation !== undefined ? isWhole : isWrittenAsRule(amount, instrument);
  const withoutCost = (amount.without ?? []).map((id) => titleOfMeasure(catalogue, id, vocabulary));
  return [
    ...(calculation === undefined ? [] : [labelledLine(funding.howMuch, calculation)]),
    ...(isRule && !isShown ? [labelledLine(funding.rule, ruleInWords(instrument, currency, vocabulary))] : []),
    ...(withoutCost.length > 0 ? [{ text: funding.withoutCost({ measures: numbers.items(withoutCost) }) }] : []),
  ];
}

/** Writes how much an instrument pays by its rule, and the areas, for each of which it pays that amount once. */
function ruleInWords({ amount, areas }: Instrument, currency: string, vocabulary: Vocabulary): string {
  const { funding, numbers } = vocabulary.messages;
  const rule = amountInWords(amount, currency, vocabulary);
  if (!areas) return rule;
  const titles = areas.map(({ id, title }) => vocabulary.pick(title) ?? id);
  return numbers.clauses([rule, funding.perArea({ areas: numbers.and(titles) })]);
}

/** Writes the amount, or its bounds as far as known. */
export function knownAmountInWords(amount: WorkedAmount, vocabulary: Vocabulary): string {
  const { funding, numbers, policy, words } = vocabulary.messages;
  const writeMoney = (text: string): string => moneyInWords(text, amount.currency, vocabulary);
  const { state, value, lowest, highest, illustrative } = amount;
  if (state === 'unpublished') return words.amount.byOffice;
  if (state === 'nothing') return funding.nothing;
  const text =
    value !== undefined
      ? writeMoney(value)
      : lowest !== undefined && highest !== undefined
        ? funding.between({ low: writeMoney(lowest), high: writeMoney(highest) })
        : lowest !== undefined
          ? funding.atLeast({ money: writeMoney(lowest) })
          : highest !== undefined
            ? funding.atMost({ money: writeMoney(highest) })
            : funding.open;
  return illustrative ? numbers.remark(text, policy.measures.illustrative) : text;
}

/** Documents a loan: its terms, then for each year the interest and the part of it that is subsidised. */
export function loanLines(loan: WorkedLoan | undefined, vocabulary: Vocabulary): TextLine[] {
  if (!loan) return [];
  const { funding, numbers } = vocabulary.messages;
  const words = funding.loan;
  const writeMoney = (text: string): string => moneyInWords(text, loan.currency, vocabulary);
  const { principal, annualPercent, months, repayment, first, last, years = [], unpublished = [] } = loan;
  const writePercent = (text: string): string =>
    formatShare(toNumber(divide(parseExactMoney(text), HUNDRED)), numbers, PERCENT_DECIMALS);
  const terms = [
    ...(principal === undefined ? [] : [words.principal({ money: writeMoney(principal) })]),
    ...(annualPercent === undefined ? [] : [words.rate({ percent: writePercent(annualPercent) })]),
    ...(months === undefined ? [] : [words.months({ count: String(months) })]),
    ...(repayment === undefined ? [] : [words.repayment[repayment]]),
    ...(first === undefined || last === undefined
      ? []
      : [words.instalments({ first: writeMoney(first), last: writeMoney(last) })]),
  ];
  const lines: TextLine[] = [
    ...years.map((year, i) => ({
      text: numbers.labelled(
        words.year({ year: String(i + 1) }),
        numbers.clauses(yearInWords(year, writeMoney, vocabulary)),
      ),
    })),
    ...writeRoundingNote(years.flatMap(sumYear), vocabulary).map((text) => ({ text })),
    ...(unpublished.length > 0
      ? [
          {
            text: words.unpublished({ terms: numbers.items(unpublished.map((term) => termInWords(term, vocabulary))) }),
          },
        ]
      : []),
  ];
  if (terms.length + lines.length === 0) return [];
  return [{ text: numbers.labelled(words.title, numbers.clauses(terms)), parts: lines }];
}

/**
 * Writes the interest of a loan in its first year and what an interest subsidy leaves of it, or that the interest is
 * unknown; undefined for other instruments. If the repayment is open, the interest on the whole sum is given as the
 * maximum.
 */
export function firstYearInWords(
  { loan, amount }: JudgedInstrument,
  type: Instrument['type'] | undefined,
  vocabulary: Vocabulary,
): string | undefined {
  if (type !== 'loan' && type !== 'interest-subsidy') return undefined;
  const words = vocabulary.messages.funding.loan;
  const { currency = amount?.currency ?? '', principal, annualPercent, years: [year] = [] } = loan ?? {};
  const writeMoney = (exact: Rational): string => moneyInWords(formatExactMoney(exact), currency, vocabulary);
  if (year) {
    const interest = parseExactMoney(year.interest);
    const reducedInterest = year.subsidy === undefined ? undefined : subtract(interest, parseExactMoney(year.subsidy));
    return words.firstYear({
      atMost: false,
      interest: writeMoney(interest),
      left: reducedInterest && compare(reducedInterest, ZERO) >= 0 ? writeMoney(reducedInterest) : undefined,
    });
  }
  if (principal === undefined || annualPercent === undefined) return words.firstYearUnknown;
  const firstYearInterest = divide(multiply(parseExactMoney(principal), parseExactMoney(annualPercent)), HUNDRED);
  return words.firstYear({ atMost: true, interest: writeMoney(firstYearInterest), left: undefined });
}

/** Returns a year's interest with its parts: the subsidy and the rest to pay. */
function sumYear({ interest, subsidy }: WorkedYear): PrintedSum[] {
  if (subsidy === undefined) return [];
  const [total, paid] = [parseExactMoney(interest), parseExactMoney(subsidy)];
  return [{ parts: [paid, subtract(total, paid)], sum: total }];
}

function yearInWords(
  { principal, interest, subsidy }: WorkedYear,
  money: (text: string) => string,
  { messages }: Vocabulary,
): string[] {
  const words = messages.funding.loan;
  const unpaidInterest =
    subsidy === undefined ? undefined : subtract(parseExactMoney(interest), parseExactMoney(subsidy));
  return [
    ...(principal === undefined ? [] : [words.repaid({ money: money(principal) })]),
    words.interest({ money: money(interest) }),
    ...(subsidy === undefined ? [] : [words.subsidy({ money: money(subsidy) })]),
    ...(unpaidInterest && compare(unpaidInterest, ZERO) >= 0
      ? [words.left({ money: money(formatExactMoney(unpaidInterest)) })]
      : []),
  ];
}

function termInWords(term: string, { messages }: Vocabulary): string {
  const { terms, interestOf } = messages.funding.loan;
  const [name = '', year = ''] = term.split('/');
  return year === '' ? (terms[name as keyof typeof terms] ?? term) : interestOf({ year });
}

interface ApplicationContext {
  readonly currency: string;
  readonly titleOf: (id: string) => string;
  /** Whether the instrument is granted or applied for, so that nobody needs to know until when and where to apply. */
  readonly needsNoApplication: boolean;
}

/**
 * Lists the deadline, where to apply, who pays, the documents, the budget, and the instruments with which an instrument
 * may be combined.
 */
function applicationLines(
  { apply, documents, budget, stack, paidBy }: Instrument,
  { currency, titleOf, needsNoApplication }: ApplicationContext,
  vocabulary: Vocabulary,
): TextLine[] {
  const { funding, numbers } = vocabulary.messages;
  const { pick } = vocabulary;
  const labelledLines = (label: string, text: string | undefined): TextLine[] =>
    text === undefined ? [] : [{ text: numbers.labelled(label, text) }];
  const sum =
    budget &&
    (budget.amount === null
      ? funding.unpublished
      : moneyInWords(formatExactMoney(fromNumber(budget.amount)), currency, vocabulary));
  const period = pick(budget?.text);
  const hasNoDetails = apply?.to === null && documents === null;
  return [
    ...(hasNoDetails && !needsNoApplication ? labelledLines(funding.applyAndDocuments, funding.unpublished) : []),
    ...(apply?.to === undefined || hasNoDetails || needsNoApplication
      ? []
      : labelledLines(funding.applyUntil, apply.to === null ? funding.unpublished : formatDate(apply.to, numbers))),
    ...(needsNoApplication ? [] : labelledLines(funding.apply, pick(apply?.text))),
    ...labelledLines(funding.paidBy, pick(paidBy)),
    ...(documents === undefined || hasNoDetails
      ? []
      : documents === null
        ? labelledLines(funding.documents, funding.unpublished)
        : [
            {
              text: numbers.labelled(funding.documents, ''),
              parts: documents.flatMap((document) => pick(document) ?? []).map((text) => ({ text })),
            },
          ]),
    ...labelledLines(funding.budget, sum === undefined || period === undefined ? sum : numbers.remark(sum, period)),
    ...labelledLines(
      funding.combines,
      stack?.combines === undefined
        ? undefined
        : stack.combines === 'all'
          ? funding.combinesAll
          : numbers.items(stack.combines.map(titleOf)),
    ),
  ];
}

/** The maximum number of measures named as examples. */
const EXAMPLE_LIMIT = 3;

/** Writes why an instrument is not available, or not with certainty: first what surely fails, then what is open. */
export function reasonsInWords(judged: JudgedInstrument, vocabulary: Vocabulary): TextLine[] {
  const words = vocabulary.messages.funding.reason;
  const writeAfter = (unmet: readonly Unmet[]): TextLine[] =>
    unmetInWords(unmet, vocabulary).map((line) => ({ ...line, text: words.after({ text: line.text }) }));
  const today = separateFailed(unmetOf(judged.reasons, 'when'));
  const after = separateFailed(unmetOf(judged.reasons, 'after'));
  return [
    ...judged.reasons.flatMap((reason) => writeDayReason(reason, vocabulary)),
    ...unmetInWords(today.failed, vocabulary),
    ...writeAfter(after.failed),
    ...unmetInWords(today.open, vocabulary),
    ...writeAfter(after.open),
  ];
}

function writeDayReason(reason: Reason, vocabulary: Vocabulary): TextLine[] {
  const { numbers, funding } = vocabulary.messages;
  const { kind, date, done } = reason;
  const day = date === undefined ? '' : formatDate(date, numbers);
  switch (kind) {
    case 'not-yet-valid':
      return [{ text: funding.reason.notYetValid({ date: day }) }];
    case 'expired':
      return [{ text: funding.reason.expired({ date: day }) }];
    case 'too-late':
      return [{ text: funding.tooLate({ date: day }) }];
    case 'out-of-time':
      return [
        { text: funding.reason.outOfTime({ ends: day, done: done === undefined ? '' : formatDate(done, numbers) }) },
      ];
    case 'covers-nothing':
      return [{ text: funding.reason.coversNothing }];
    case 'begun':
    case 'urgent':
      return [{ text: funding.reason[kind] }];
    case 'closed':
      return [{ text: funding.reason.closed({ date: day }) }];
    case 'below-minimum':
      return [{ text: funding.reason.belowMinimum(minimumOf(reason, vocabulary)) }];
    case 'when':
    case 'after':
      return [];
  }
}

/** Writes the minimum of an instrument, and by how much the measures that it pays for fall short of it. */
function minimumOf({ minimum = '0', missing = '0', currency = '' }: Reason, vocabulary: Vocabulary) {
  return {
    minimum: moneyInWords(minimum, currency, vocabulary),
    missing: moneyInWords(missing, currency, vocabulary),
  };
}

function unmetOf(reasons: readonly Reason[], kind: Reason['kind']): Unmet[] {
  return reasons.flatMap((reason) => (reason.kind === kind && reason.unmet ? [reason.unmet] : []));
}

/** Writes what would make a refused instrument available. */
export function remediesInWords(
  judged: JudgedInstrument,
  instrument: Instrument | undefined,
  catalogue: readonly Measure[],
  vocabulary: Vocabulary,
): string[] {
  const { numbers, funding } = vocabulary.messages;
  return judged.reasons.flatMap((reason) => {
    const { kind, date } = reason;
    if (kind === 'below-minimum') return [funding.reason.morePaidFor(minimumOf(reason, vocabulary))];
    if (kind === 'closed') return [funding.nextRound];
    if (kind === 'not-yet-valid' && date !== undefined)
      return [funding.reason.fromDate({ date: formatDate(date, numbers) })];
    if (kind === 'expired') return [funding.reason.extension];
    if (kind === 'out-of-time' && date !== undefined)
      return [funding.reason.sooner({ date: formatDate(date, numbers) })];
    if (kind === 'too-late') return [funding.nextRound];
    if (kind === 'covers-nothing')
      return [funding.reason.withMeasure({ examples: findExampleMeasures(instrument, catalogue, vocabulary) })];
    return [];
  });
}

/** Lists measures of the catalogue that the instrument would pay for. */
function findExampleMeasures(
  instrument: Instrument | undefined,
  catalogue: readonly Measure[],
  vocabulary: Vocabulary,
): string | undefined {
  const coveredExamples = catalogue.filter(({ tags = [] }) => tags.some((tag) => instrument?.covers?.includes(tag)));
  const titles = coveredExamples.slice(0, EXAMPLE_LIMIT).map(({ id, title }) => vocabulary.pick(title) ?? id);
  return titles.length === 0
    ? undefined
    : vocabulary.messages.numbers.or(titles.map(vocabulary.messages.numbers.quote));
}
