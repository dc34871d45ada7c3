import type { Messages } from '../../i18n/index.ts';
import { didYouMean } from '../../model/closest.ts';
import { findAlikeValues } from '../../portfolio/alike-values.ts';
import { findEndless } from '../../portfolio/endless.ts';
import { findLookAlikes } from '../../portfolio/look-alikes.ts';
import type { Roster } from '../../portfolio/roster.ts';
import type { CompiledStage } from '../../portfolio/stages/compile.ts';
import { findNeverStated, findOddlyStated } from '../../portfolio/stages/variables.ts';
import { formatNumber } from '../../report/number.ts';
import { plainLine } from '../../report/terminal/line.ts';
import type { World } from '../../world.ts';
import { KEY_HEADINGS } from '../steps/roster/read-registry.ts';
import type { UnreadableList } from '../steps/roster/unreadable.ts';

/** What is strange in the inputs, for who knows them: lines beside the output, never in it. */
export interface Remarked {
  readonly roster: Roster;
  /** The registry, as the user named it. */
  readonly registry: string | undefined;
  readonly stages: readonly CompiledStage[];
  /** Whether the user stated the stages. */
  readonly hasOwnStages: boolean;
  /** What enterprises are grouped by. */
  readonly by: readonly (readonly string[])[];
  readonly missingPacks: readonly string[];
  /** What was found strange elsewhere, in words. */
  readonly others: readonly string[];
  readonly unreadable: UnreadableList;
}

/** Says what of the inputs is most likely a slip, and what could not be read. */
export function tellRemarks(
  { stderr }: World,
  { roster, registry, stages, hasOwnStages, by, missingPacks, others, unreadable }: Remarked,
  messages: Messages,
): void {
  const { notes } = messages.portfolio;
  const write = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const reads = stages.flatMap((stage) => stage.reads);
  const lines = [
    ...registryRemarks(roster, registry, messages),
    ...others,
    ...(hasOwnStages
      ? findNeverStated(reads, roster).map((fact) =>
          notes.neverStated(fact, didYouMean(fact, [...roster.facts.keys()])),
        )
      : []),
    ...findOddlyStated(reads, roster).map(({ fact, values, count, isUndecided }) =>
      notes[isUndecided ? 'undecidedlyStated' : 'oddlyStated'](fact, write(count), listSome(values, messages)),
    ),
    ...[...new Set(by.flat())].flatMap((fact) =>
      findAlikeValues(roster, fact).map((values) => notes.alikeValues(fact, listSome(values, messages))),
    ),
    ...findEndless(roster).map(({ fact, values }) => notes.endless(fact, listSome(values, messages))),
    ...missingPacks.map((id) => notes.packNotFound(id)),
    ...unreadableLines(unreadable, messages),
  ];
  stderr.write(lines.map((line) => `${plainLine(line)}\n`).join(''));
}

function registryRemarks(roster: Roster, registry: string | undefined, messages: Messages): string[] {
  if (registry === undefined) return [];
  const { portfolio, numbers } = messages;
  const { notes } = portfolio;
  if (isRegistryStrange(roster)) return [notes.noneRegistered(registry, numbers.or(KEY_HEADINGS), '--registry-key')];
  const repeated = repeatedRemark(roster, messages);
  const alike = findLookAlikes(roster);
  if (!alike) return repeated;
  const [outside, registered] = alike.first.map((key) => numbers.quote(shortened(key))) as [string, string];
  return [
    ...repeated,
    notes.lookAlikes(formatNumber(alike.count, { numbers, decimals: 0 }), outside, registered, alike.count === 1),
  ];
}

/** Which row of the registry says what another has said, and maybe otherwise. */
function repeatedRemark({ intake, key }: Roster, { portfolio, numbers }: Messages): string[] {
  if (intake.firstRepeated === undefined) return [];
  const count = formatNumber(intake.registeredTwice, { numbers, decimals: 0 });
  const first = numbers.quote(shortened(key(intake.firstRepeated)));
  return [portfolio.notes.repeated(count, first, intake.registeredTwice === 1)];
}

/** Whether the registry lists none of those assessed: most likely its key is not the first column. */
function isRegistryStrange({ size, registered, newest }: Roster): boolean {
  let isAnyAssessed = false;
  for (let index = 0; index < size; index++) {
    if (newest.self.source[index] === 0 && newest.onsite.source[index] === 0) continue;
    if (registered[index] === 1) return false;
    isAnyAssessed = true;
  }
  return isAnyAssessed;
}

/** So many values are named. */
const MOST_NAMED = 5;
/** So much of each is shown. */
const MOST_SIGNS = 60;

function listSome(values: readonly string[], { numbers }: Messages): string {
  const named = values.slice(0, MOST_NAMED).map((value) => numbers.quote(shortened(value)));
  return numbers.list(values.length > MOST_NAMED ? [...named, '…'] : named);
}

function shortened(value: string): string {
  return value.length > MOST_SIGNS ? `${value.slice(0, MOST_SIGNS)}…` : value;
}

function unreadableLines({ count, first }: UnreadableList, { portfolio, numbers }: Messages): string[] {
  if (count === 0) return [];
  const { unreadable, more } = portfolio.intake;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const lines = first.map(({ source, line, reason }) =>
    numbers.labelled(line === undefined ? source : `${source}:${line}`, reason),
  );
  const rest = count > first.length ? [more(write(count - first.length))] : [];
  return [unreadable(write(count), count === 1), ...lines, ...rest];
}
