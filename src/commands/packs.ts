import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  DATA_FORMATS,
  type DataFormat,
  type OutputOptions,
  type PackOptions,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { type Language, type Messages, pickText } from '../i18n/index.ts';
import { checkPack, checkPolicy, findPacks } from '../pack/index.ts';
import { countriesOf, countryOf } from '../policy/index.ts';
import { renderTerminalBlocks, type TerminalOptions, unbrokenTable } from '../report/index.ts';
import type { World } from '../world.ts';

type PacksOptions = PackOptions & OutputOptions<DataFormat>;

interface ListedPack {
  readonly kind: 'pack' | 'policy';
  readonly id: string;
  /** The version; null if the file of the pack or policy cannot be read as a document. */
  readonly version: string | null;
  readonly title: string | null;
  readonly languages?: readonly string[];
  readonly questions?: number;
  readonly policy?: string;
  /** For a policy: the codes of the countries of its places, and these places, as the policy names them. */
  readonly countries?: readonly string[];
  readonly places?: readonly string[];
  /** Whether a policy is a template, which is never used by itself. */
  readonly template?: boolean;
  readonly bundled: boolean;
  readonly path: string;
  /** The number of problems in the pack; a pack with problems cannot be used. */
  readonly problems: number;
  /** Whether another pack with the same id takes precedence. */
  readonly hidden: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((options: PacksOptions) => listPacks(world, options).then(done));
}

async function listPacks(world: World, options: PacksOptions): Promise<number> {
  const { messages, language } = await resolveLanguage(world, options.lang);
  const foundPacks = await findPacks(world, options.packs ?? []);
  const folders = options.packs ?? [];
  const packs = await Promise.all(
    foundPacks.packs.map(async ({ id, folder, bundled }, i): Promise<ListedPack> => {
      const { pack, problems } = await checkPack(world, folder, folders);
      const document = pack?.questionnaire.document;
      return {
        kind: 'pack',
        id,
        version: pack?.version ?? null,
        title: pickText(document?.title, messages.language, document?.languages ?? []) ?? null,
        ...(document
          ? {
              languages: document.languages,
              questions: document.sections.reduce((sum, { questions }) => sum + questions.length, 0),
              ...(document.policy === undefined ? {} : { policy: document.policy }),
            }
          : {}),
        bundled,
        path: folder,
        problems: problems.length,
        hidden: isShadowed(id, i, foundPacks.packs),
      };
    }),
  );
  const policies = await Promise.all(
    foundPacks.policies.map(async ({ id, path, bundled }, i): Promise<ListedPack> => {
      const { policies, problems } = await checkPolicy(world, path, { packFolders: [], folders });
      const document = policies?.[0]?.document;
      return {
        kind: 'policy',
        id,
        version: policies?.[0]?.version ?? null,
        title: pickText(document?.title, messages.language, []) ?? null,
        ...(document ? { countries: countriesOf(document), places: document.places ?? [] } : {}),
        ...(document?.template ? { template: true } : {}),
        bundled,
        path,
        problems: problems.length,
        hidden: isShadowed(id, i, foundPacks.policies),
      };
    }),
  );
  const outputMakers = {
    pretty: (look: TerminalOptions) => {
      const order = createCountryOrder(policies, messages.language.countries, language);
      return renderLists(order(packs), order(policies), messages, { ...look, language });
    },
    json: () => ({ schemaVersion: 1, packs, policies }),
  };
  await showOutput(world, options, outputMakers, messages);
  return 0;
}

function isShadowed(id: string, position: number, all: readonly { readonly id: string }[]): boolean {
  return all.findIndex((candidate) => candidate.id === id) < position;
}

function renderLists(
  packs: readonly ListedPack[],
  policies: readonly ListedPack[],
  { packList: words, numbers }: Messages,
  { language, ...look }: TerminalOptions & { readonly language: Language },
): string {
  const { pack, policy, version, status, title, languages, holdsIn, where } = words.headings;
  const placeOf = ({ bundled, path }: ListedPack): string => (bundled ? words.bundled : path);
  const makeFirstCells = (listedPack: ListedPack): string[] => [
    listedPack.id,
    listedPack.version ?? '',
    statusOf(listedPack, words, numbers),
    listedPack.title ?? '',
  ];
  const packRows = packs.map((listedPack) => [
    ...makeFirstCells(listedPack),
    listedPack.languages?.join(' ') ?? '',
    listedPack.policy ?? '',
    placeOf(listedPack),
  ]);
  const describeWhereItHolds = (listedPack: ListedPack): string => {
    if (listedPack.template || !listedPack.countries || !listedPack.places) return '';
    if (listedPack.countries.length + listedPack.places.length === 0) return words.everywhere;
    const countries = nameCountries(listedPack.countries, language);
    const towns = pickTownNames(listedPack.places, language);
    return [countries, towns]
      .filter((names) => names.length > 0)
      .map((names) => numbers.list(names))
      .join(': ');
  };
  const policyRows = policies.map((listedPolicy) => {
    const [id = '', ...others] = makeFirstCells(listedPolicy);
    return [id, describeWhereItHolds(listedPolicy), ...others, placeOf(listedPolicy)];
  });
  const blocks = [
    unbrokenTable([pack, version, status, title, languages, policy, where], packRows),
    unbrokenTable([policy, holdsIn, version, status, title, where], policyRows),
  ];
  return renderTerminalBlocks(blocks, look);
}

/**
 * Creates the order in which people read packs and policies: first those of their own, in the order in which they were
 * found; then the bundled ones by country, beginning with the countries of the reader's language; then those for any
 * country. Templates come last.
 */
function createCountryOrder(
  policies: readonly ListedPack[],
  homeCountries: readonly string[],
  language: Language,
): (all: readonly ListedPack[]) => readonly ListedPack[] {
  const countriesById = new Map(policies.map(({ id, countries = [] }) => [id, countries]));
  const findCountry = ({ countries, policy = '' }: ListedPack): string | undefined =>
    (countries ?? countriesById.get(policy))?.[0];
  const rankOf = (pack: ListedPack): number => {
    if (!pack.bundled) return -1;
    const country = findCountry(pack);
    const home = country === undefined ? -1 : homeCountries.indexOf(country);
    const foreign = homeCountries.length + (country === undefined ? 0 : 1);
    return pack.template ? homeCountries.length + 2 : home >= 0 ? home : foreign;
  };
  const nameOf = (pack: ListedPack): string => nameCountries([findCountry(pack) ?? []].flat(), language)[0] ?? '';
  const { compare } = new Intl.Collator(language);
  return (all) =>
    all.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.bundled && b.bundled ? compare(nameOf(a), nameOf(b)) : 0));
}

function nameCountries(codes: readonly string[], language: Language): string[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return codes.map((code) => names.of(code) ?? code);
}

/** The maximum number of a policy's places that are listed; its file has all of them. */
const NAMED_PLACES = 3;

/**
 * Picks the towns and districts among a policy's places that are named in the script of a language, without codes and
 * countries; of many, only the first ones.
 */
function pickTownNames(places: readonly string[], language: Language): string[] {
  const inScript = places.filter((place) => /\p{Script=Han}/u.test(place) === (language === 'zh'));
  const towns = inScript.filter(
    (place) =>
      /\p{L}{3}|\p{Script=Han}/u.test(place) &&
      countryOf({ stated: [place] }) === (language === 'zh' ? 'CN' : undefined),
  );
  return towns.length > NAMED_PLACES ? [...towns.slice(0, NAMED_PLACES), '…'] : towns;
}

function statusOf(
  { problems, hidden, template }: ListedPack,
  words: Messages['packList'],
  numbers: Messages['numbers'],
): string {
  const remarks = [
    ...(template ? [words.template] : []),
    ...(hidden ? [words.hidden] : []),
    ...(problems > 0 ? [words.problems({ count: String(problems), n: problems })] : []),
  ];
  return numbers.list(remarks) || words.fine;
}
