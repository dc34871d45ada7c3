import { type Language, type Messages, pickText } from '../../i18n/index.ts';
import type { Text } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { nameReader } from '../../portfolio/chains/standings.ts';
import type { Outlook } from '../../portfolio/outlook.ts';
import type { Roster } from '../../portfolio/roster.ts';
import type { Block } from '../../report/document/document.ts';
import { formatNumber } from '../../report/number.ts';
import { documentOutlook } from '../../report/portfolio/outlook/document.ts';
import { outlookAsJson } from '../../report/portfolio/outlook/json.ts';
import { outlookTables } from '../../report/portfolio/outlook/tables.ts';
import type { FigureTable } from '../../report/portfolio/table.ts';
import { plainLine } from '../../report/terminal/line.ts';
import type { World } from '../../world.ts';
import { dayOf } from '../steps/advise.ts';
import { openPack } from '../steps/open-pack.ts';
import type { ToldTable } from '../steps/open-table.ts';
import { startProgress } from '../steps/progress.ts';
import type { UnreadableList } from '../steps/roster/unreadable.ts';
import type { Settled } from '../steps/settle.ts';
import { makeOutlook } from './make-outlook.ts';
import { type OutlookOptions, readWishes } from './outlook-options.ts';
import { readLinkTable } from './read-link-table.ts';

/** What the outlook is made with. */
export interface OutlookGiven {
  readonly speech: { readonly language: Language; readonly messages: Messages };
  readonly told: ToldTable;
  readonly unreadable: UnreadableList;
  readonly quiet: boolean;
  readonly isDrawn: boolean;
  /** A value of a fact in words. */
  readonly valueOf: (fact: string, value: string) => string;
}

/** The outlook in every form that formats need. */
export interface ToldOutlook {
  readonly blocks: readonly Block[];
  readonly tables: readonly FigureTable[];
  readonly json: object;
}

/** So many enterprises that nothing else knows are named. */
const NAMED = 3;

/** Makes what was asked of chains, models, visits and money; enterprises nobody knows are told on stderr. */
export async function tellOutlook(
  world: World,
  roster: Roster,
  options: OutlookOptions & { readonly color?: boolean },
  { speech, told, unreadable, quiet, ...given }: OutlookGiven,
): Promise<ToldOutlook> {
  const { messages } = speech;
  const words = messages.outlook;
  const wishes = readWishes(options, words);
  const links =
    options.chains === undefined
      ? []
      : await readLinkTable(world, options.chains, told, { messages, words, unreadable });
  const settled = await findPack(world, roster, options);
  const asOf = dayOf(world, options.asOf);
  const write = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const progress = startProgress(world, (done, all) => words.working(write(done), write(all)), { quiet });
  const outlook = await makeOutlook(world, roster, { ...wishes, links, settled, asOf, tell: progress.tell });
  progress.end();
  tellUnknown(world, outlook, words, messages);
  const nameOf = nameReader(roster);
  const titles = titlesIn(
    settled?.policies.flatMap(({ document }) => document.instruments ?? []),
    messages,
  );
  const measures = titlesIn(settled?.pack.measures?.document.measures, messages);
  const voice = {
    words,
    messages,
    isDrawn: given.isDrawn,
    valueOf: given.valueOf,
    enterprise: (index: number) => {
      const name = nameOf(index);
      return name === '' ? roster.key(index) : messages.numbers.remark(name, roster.key(index));
    },
    instrument: (id: string) => titles.get(id) ?? id,
    measure: (id: string) => measures.get(id) ?? id,
    policies: (settled?.policies ?? []).map(({ document: { id, title } }) =>
      messages.numbers.remark(pickText(title, messages.language, []) ?? id, id),
    ),
  };
  const currency = outlook.money?.next?.currency ?? settled?.policies[0]?.document.currency ?? '';
  return {
    blocks: documentOutlook(outlook, currency, voice),
    tables: outlookTables(outlook, { roster, nameOf }, voice),
    json: outlookAsJson(outlook, roster),
  };
}

/** The pack that was named, else the one that all results name; one that is not there is no pack, unless it was named. */
async function findPack(
  world: World,
  { packs }: Roster,
  { pack, policy, packs: folders, color }: OutlookOptions & { readonly color?: boolean },
): Promise<Settled | null> {
  const choice = { policy, packs: folders, ...(color === undefined ? {} : { color }) };
  if (pack !== undefined) return openPack(world, { ...choice, pack });
  const ids = [...new Set(packs.flatMap((one) => one?.id ?? []))];
  const [id] = ids;
  if (id === undefined || ids.length > 1) return null;
  try {
    return await openPack(world, { ...choice, pack: id });
  } catch (error) {
    if (error instanceof Refusal && policy === undefined) return null;
    throw error;
  }
}

function tellUnknown({ stderr }: World, { unknown }: Outlook, words: Messages['outlook'], { numbers }: Messages): void {
  if (unknown.length === 0) return;
  const first = unknown.slice(0, NAMED).map(({ key, line }) => words.atLine(key, String(line)));
  const count = formatNumber(unknown.length, { numbers, decimals: 0 });
  stderr.write(`${plainLine(words.unknown(count, numbers.items(first)))}\n`);
}

function titlesIn(
  all: readonly { readonly id: string; readonly title: Text }[] = [],
  { language }: Messages,
): ReadonlyMap<string, string> {
  return new Map(all.map(({ id, title }) => [id, pickText(title, language, []) ?? id]));
}
