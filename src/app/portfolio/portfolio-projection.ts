import { setImmediate } from 'node:timers/promises';
import { type Language, type Messages, pickText } from '../../i18n/index.ts';
import { type Doubt, Refusal, type Text } from '../../model/index.ts';
import { type CompiledPack, stampOf } from '../../pack/index.ts';
import {
  computeNextSteps,
  type NextSteps,
  type NextStepsBasis,
  nameReader,
  type Roster,
} from '../../portfolio/index.ts';
import {
  type Block,
  documentOutlook,
  doubtsInWords,
  type FigureTable,
  formatNumber,
  outlookAsJson,
  outlookTables,
  sanitizeLine,
} from '../../report/index.ts';
import type { World } from '../../world.ts';
import { resolveAsOf } from '../common-options.ts';
import { startProgress } from '../console.ts';
import { loadSolver } from '../highs-solver.ts';
import { openPack } from '../open-pack.ts';
import type { TableOptions } from '../open-table.ts';
import type { UnreadableList } from '../roster/roster-intake.ts';
import { type ProjectionOptions, parseProjectionOptions } from './portfolio-options.ts';
import { readSupplierLinks } from './supplier-link-table.ts';

/** What the outlook is made with. */
interface ProjectionContext {
  readonly speech: { readonly language: Language; readonly messages: Messages };
  readonly told: TableOptions;
  readonly unreadable: UnreadableList;
  readonly quiet: boolean;
  readonly isDrawn: boolean;
  /** A value of a fact in words. */
  readonly valueOf: (fact: string, value: string) => string;
}

/** The outlook in every form that formats need. */
export interface ProjectionOutput {
  readonly blocks: readonly Block[];
  readonly tables: readonly FigureTable[];
  readonly json: object;
}

/** So many enterprises that nothing else knows are named. */
const NAMED = 3;

/** Makes what was asked of chains, models, visits and money; enterprises nobody knows are told on stderr. */
export async function prepareProjection(
  world: World,
  roster: Roster,
  options: ProjectionOptions & { readonly color?: boolean },
  { speech, told, unreadable, quiet, ...given }: ProjectionContext,
): Promise<ProjectionOutput> {
  const { messages } = speech;
  const words = messages.outlook;
  const wishes = parseProjectionOptions(options, words);
  const links =
    options.chains === undefined
      ? []
      : await readSupplierLinks(world, options.chains, told, { messages, words, unreadable });
  const compiled = await findPack(world, roster, options);
  const asOf = resolveAsOf(world, options.asOf);
  const write = (count: number): string => formatNumber(count, { numbers: messages.numbers, decimals: 0 });
  const progress = startProgress(world, (done, all) => words.working(write(done), write(all)), { quiet });
  const { budget, plans } = wishes;
  const outlook = await computeNextSteps(roster, {
    ...wishes,
    links,
    basis: compiled && basisOf(compiled, asOf, world.version),
    money: budget === null ? null : { budget, plans, solver: await loadSolver(world) },
    tell: progress.tell,
    pause: setImmediate,
  });
  progress.end();
  printUnknown(world, outlook, words, messages);
  const nameOf = nameReader(roster);
  const instruments = compiled?.policies.flatMap(({ document }) => document.instruments ?? []);
  const titles = titlesIn(instruments, messages);
  const measures = titlesIn(compiled?.pack.measures?.document.measures, messages);
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
    doubts: (id: string, doubts: readonly Doubt[]) =>
      doubtsInWords(
        doubts,
        instruments?.find((one) => one.id === id),
        messages,
      ),
    measure: (id: string) => measures.get(id) ?? id,
    policies: (compiled?.policies ?? []).map(({ document: { id, title } }) =>
      messages.numbers.remark(pickText(title, messages.language, []) ?? id, id),
    ),
  };
  const currency = outlook.money?.next?.currency ?? compiled?.policies[0]?.document.currency ?? '';
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
  { pack, policy, packs: folders, color }: ProjectionOptions & { readonly color?: boolean },
): Promise<CompiledPack | null> {
  const choice = { policy, packs: folders, color };
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

function printUnknown(
  { stderr }: World,
  { unknown }: NextSteps,
  words: Messages['outlook'],
  { numbers }: Messages,
): void {
  if (unknown.length === 0) return;
  const first = unknown.slice(0, NAMED).map(({ key, line }) => words.atLine(key, String(line)));
  const count = formatNumber(unknown.length, { numbers, decimals: 0 });
  stderr.write(`${sanitizeLine(words.unknown(count, numbers.items(first)))}\n`);
}

function titlesIn(
  all: readonly { readonly id: string; readonly title: Text }[] = [],
  { language }: Messages,
): ReadonlyMap<string, string> {
  return new Map(all.map(({ id, title }) => [id, pickText(title, language, []) ?? id]));
}

function basisOf(
  { plan, measures, policy, policies, stamp }: CompiledPack,
  asOf: string,
  tool: string,
): NextStepsBasis {
  const hasPolicy = policies.length > 0;
  return { plan, measures, policy, hasPolicy, stamp: stampOf(policies[0] ?? stamp), asOf, tool };
}
