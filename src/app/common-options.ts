// Options that mean the same in several commands.

import { type Command, Option } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import type { TypedAmount } from '../interview/index.ts';
import {
  type Assessment,
  findNearestSpelling,
  normaliseSpelling,
  parseDay,
  parseDecimal,
  rankBySpelling,
  type Text,
  toNumber,
} from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import { formatDate } from '../report/index.ts';
import { listLevelRequirements, type Plan } from '../scoring/index.ts';
import type { World } from '../world.ts';
import { langOption } from './program.ts';
import { readToday, refuseUnclearDay, shareOption } from './typed-options.ts';

/** Options for what a command prints on a terminal. */
export interface StyleOptions {
  readonly lang?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
}

/** The options of a command that opens packs. */
export interface PackOptions extends StyleOptions {
  readonly packs?: string[];
}

/** The options of a command that gives advice according to a policy. */
export interface PolicyOptions extends PackOptions {
  readonly policy?: string;
  readonly asOf?: string;
}

/**
 * `--programme` names a funding programme, called a policy in code and files. Its former name `--policy` still works.
 */
class ProgrammeOption extends Option {
  constructor() {
    super('--policy, --programme <id|path>');
    // The help shows only the current name.
    this.flags = '--programme <id|path>';
  }

  override attributeName(): string {
    return 'policy' satisfies keyof PolicyOptions;
  }
}

/** Creates `--programme`. */
export function programmeOption(): Option {
  return new ProgrammeOption();
}

/** Adds the options common to all commands, which are listed last in the help. */
export function addStyleOptions(command: Command): Command {
  return command.optionsGroup('general').addOption(langOption()).option('-q, --quiet').option('--no-color');
}

/** Adds `--packs` and the options common to all commands. */
export function addPackOptions(command: Command): Command {
  const packs = new Option('--packs <dir>');
  return addStyleOptions(command.optionsGroup('general').addOption(packs.argParser(collectValues)));
}

/** Creates an option with these choices; for any other value, the error suggests the most similar choice. */
export function choiceOption(flags: string, choices: readonly string[]): Option {
  const option = new Option(flags).choices(choices);
  return option.argParser((text) => {
    if (choices.includes(text)) return text;
    throw refuseUnknownChoice(option.long ?? flags, text, choices);
  });
}

/** Creates the refusal of a value that is not among the choices of an option. */
export function refuseUnknownChoice(option: string, text: string, choices: readonly string[]): CodedRefusal {
  return new CodedRefusal(2, 'unknownChoice', {
    option,
    text,
    near: findNearestSpelling(text, choices),
    known: choices,
  });
}

/** The default folder of enterprise files and drafts. */
export const STANDARD_FOLDER = 'files';

/** Creates `--files`: the folder of enterprise files, in which an enterprise may be named by its key. */
export function filesOption(): Option {
  return new Option('--files <dir>').default(STANDARD_FOLDER);
}

/** Creates `--cost`, which chooses the cost estimate from which funding is calculated. */
export function costOption(): Option {
  return choiceOption('--cost <estimate>', ['low', 'mid', 'high']).default('high');
}

/** Creates `--tolerance`: by how much a plan may cost more than the cheapest one, as an exact share. */
export function toleranceOption(): Option {
  return shareOption('--tolerance <percent>');
}

/** Creates `--dry-run`, which leaves enterprise files unchanged. */
export function dryRunOption(): Option {
  return new Option('--dry-run');
}

/** Creates `--sign`, which signs what is added to enterprise files. */
export function signOption(): Option {
  return new Option('--sign <file>');
}

/** Creates `--kind`, which says whether the enterprise or an assessor gave the answers. */
export function kindOption(): Option {
  return choiceOption('--kind <kind>', ['self', 'onsite']);
}

/** Creates `--format` with these choices. */
export function formatOption(formats: readonly string[]): Option {
  return choiceOption('--format <format>', formats);
}

/** Collects the values of an option that may be given several times. */
export function collectValues(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/**
 * Returns the day for which it is judged which instruments are available: the given day, otherwise today's date in the
 * user's time zone.
 */
export function resolveAsOf(world: World, given: string | undefined): string {
  return given ?? readToday(world);
}

/** Says so on stderr if the instruments of a pack are judged for a day before the assessment. */
export function reportEarlierDay(
  world: World,
  { policies }: Pick<CompiledPack, 'policies'>,
  { asOf, day }: { readonly asOf: string; readonly day: string },
  { notices, numbers }: Messages,
): void {
  if (asOf < day && policies.length > 0)
    world.stderr.write(`${notices.judgedBefore({ asOf: formatDate(asOf, numbers), day: formatDate(day, numbers) })}\n`);
}

/** Returns today's date in the time zone that is furthest ahead (UTC+14): no assessment can have a later date. */
export function computeLatestDayOnEarth(world: World): string {
  return new Date(world.now().getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Returns the currency of costs and funding (ISO 4217); undefined if neither a measure nor a policy states one. */
export function currencyOf({ pack, measures, policies }: CompiledPack): string | undefined {
  const measureWithCost = measures.find(({ definition }) => definition.cost);
  return (
    pack.questionnaire.document.currency ?? measureWithCost?.definition.cost?.currency ?? policies[0]?.document.currency
  );
}

/** Throws a `Refusal` if an amount was typed in another currency than the pack's. */
export function requireCurrency(option: string, { currency: typed }: TypedAmount, currency: string | undefined): void {
  if (typed !== undefined && currency !== undefined && typed !== currency)
    throw new CodedRefusal(2, 'otherCurrency', { option, currency, written: typed });
}

/**
 * Parses the level given to an option, by its number or its title in any language; undefined if no level is given. Throws
 * a `Refusal` for a level that the pack
 * does not have.
 */
export function parseLevel(plan: Plan, option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const requirements = listLevelRequirements(plan);
  const levels = requirements.map(({ value }) => toNumber(value));
  const level = parseDecimal(given);
  if (level && levels.includes(toNumber(level))) return toNumber(level);
  const titled = requirements.find(({ title = '' }) =>
    (typeof title === 'string' ? [title] : Object.values(title)).some(
      (text) => normaliseSpelling(text) === normaliseSpelling(given),
    ),
  );
  if (titled) return toNumber(titled.value);
  throw new CodedRefusal(2, 'unknownLevel', { option, level: given, levels: levels.map(String) });
}

/**
 * Returns the assessment that `--assessment` names by its number (1 is the oldest) or by its day (the last one of that
 * day). Throws a `Refusal` if there is none.
 */
export function pickAssessment(assessments: readonly Assessment[], which: string): Assessment {
  const day = parseDay(which, null);
  const assessment = /^\d{1,6}$/.test(which)
    ? assessments[Number(which) - 1]
    : assessments.findLast(({ finishedAt }) => day && 'day' in day && finishedAt.startsWith(`${day.day}T`));
  if (assessment) return assessment;
  if (day && 'unclear' in day) throw refuseUnclearDay('--assessment', which);
  const numberedDates = assessments.map(
    ({ finishedAt }, i) => `${i + 1} (${finishedAt.slice(0, 'YYYY-MM-DD'.length)})`,
  );
  throw new CodedRefusal(2, 'unknownAssessment', { which, known: numberedDates });
}

/** How many names a refusal lists before it ends in "…". A list with just one name more is shown in full. */
const MAX_LISTED_NAMES = 12;
/** How many names a refusal lists if it adds their titles. */
const MAX_LISTED_TITLES = 5;

/**
 * Creates the refusal of an unknown name. It lists the known names or, if there are many, those with the most similar
 * spelling; with titles if `titleOf` is given.
 */
export function refuseUnknownName(
  code: 'unknownDue' | 'unknownRule' | 'unknownDocumentKind' | 'unknownShell' | 'unknownMeasure' | 'unknownInstrument',
  name: string,
  known: readonly string[],
  titleOf?: (name: string) => string,
): CodedRefusal {
  const maxShown = titleOf ? MAX_LISTED_TITLES : MAX_LISTED_NAMES;
  const isShortened = known.length > maxShown + 1;
  const names = isShortened ? rankBySpelling(name, known).slice(0, maxShown) : known;
  const shownNames = titleOf ? names.map((name) => `${name} (${titleOf(name)})`) : names;
  return new CodedRefusal(2, code, {
    name,
    closest: findNearestSpelling(name, known),
    known: isShortened ? [...shownNames, '…'] : shownNames,
  });
}

/**
 * Returns the one name whose title was typed, since reports show titles. Undefined if the text is itself a name, or if
 * several names have this title.
 */
export function findByTitle(
  typed: string,
  names: readonly string[],
  titleOf: (name: string) => string,
): string | undefined {
  if (names.includes(typed)) return undefined;
  const form = normaliseSpelling(typed);
  const idsWithTitle = [...new Set(names)].filter((name) => normaliseSpelling(titleOf(name)) === form);
  return idsWithTitle.length === 1 ? idsWithTitle[0] : undefined;
}

/**
 * Finds an item by its id or its title. Throws a `Refusal` that lists the most similar ids and titles if there is none.
 */
export function resolveNamed<Named extends { readonly id: string; readonly definition: { readonly title: Text } }>(
  code: 'unknownMeasure' | 'unknownInstrument',
  typed: string,
  known: readonly Named[],
  pick: (text: Text) => string | undefined,
): Named {
  const titleOf = (id: string): string => {
    const matchingItem = known.find((namedPart) => namedPart.id === id);
    return (matchingItem && pick(matchingItem.definition.title)) ?? id;
  };
  const ids = known.map(({ id }) => id);
  const id = findByTitle(typed, ids, titleOf) ?? typed;
  const foundItem = known.find((namedPart) => namedPart.id === id);
  if (!foundItem) throw refuseUnknownName(code, typed, ids, titleOf);
  return foundItem;
}

/**
 * Returns the first option that the user typed among those with these names, which are Commander's (`minScore` for
 * `--min-score`).
 */
export function findTyped(command: Command, names: readonly string[]): Option | undefined {
  return command.options.find((option) => {
    const name = option.attributeName();
    return names.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
}

/**
 * Throws a `Refusal` if one of these options was typed, because it has no effect without the option `other`. `example`
 * is `other` with a value; the message appends it to the command line that was typed.
 */
export function refuseTyped(command: Command, names: readonly string[], other: string, example: string): void {
  const typedName = findTyped(command, names);
  if (typedName)
    throw new CodedRefusal(2, 'optionNeeds', { option: typedName.long ?? typedName.flags, other, example });
}
