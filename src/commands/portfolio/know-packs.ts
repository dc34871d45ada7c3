import type { Language, Messages } from '../../i18n/index.ts';
import { toNumber } from '../../model/rational.ts';
import type { PackKnowledge } from '../../portfolio/pack-knowledge.ts';
import type { Roster } from '../../portfolio/roster.ts';
import { makeVocabulary, type Vocabulary } from '../../report/vocabulary.ts';
import type { Node } from '../../scoring/plan.ts';
import { assess, ladderOf } from '../../scoring/result.ts';
import type { Settled } from '../steps/settle.ts';
import type { PackShelf } from './pack-shelf.ts';

/** A vocabulary, and which names it has words for. */
export type KnownVocabulary = Vocabulary & { knows(name: string): boolean };

/** The packs that results are by, as far as they are found. */
export interface KnownPacks {
  find(id: string | null): PackKnowledge | undefined;
  vocabulary(id: string | null): KnownVocabulary | undefined;
  readonly missing: readonly string[];
  /** The id of the pack that the user told. */
  readonly told: string | undefined;
}

/** Opens every pack that the roster names, and the one that was told; one that is not found is left out. */
export async function knowPacks(
  shelf: PackShelf,
  roster: Roster,
  {
    tool,
    pack,
    language,
    messages,
  }: { readonly tool: string; readonly pack?: string; readonly language: Language; readonly messages: Messages },
): Promise<KnownPacks> {
  const known = new Map<string, KnownPack>();
  const missing: string[] = [];
  let told: string | undefined;
  const stated = [...new Set(roster.packs.flatMap((one) => one?.id ?? []))].sort();
  for (const id of [...new Set([...(pack === undefined ? [] : [pack]), ...stated])]) {
    const settled = await shelf.open(id);
    if (!settled) {
      missing.push(id);
      continue;
    }
    if (id === pack) told = settled.stamp.id;
    known.set(settled.stamp.id, knowPack(settled, tool, { language, messages }));
  }
  return {
    find: (id) => (id === null ? undefined : known.get(id)?.knowledge),
    vocabulary: (id) => (id === null ? undefined : known.get(id)?.vocabulary),
    missing,
    told,
  };
}

interface KnownPack {
  readonly knowledge: PackKnowledge;
  readonly vocabulary: KnownVocabulary;
}

function knowPack(
  { plan, stamp, pack: { questionnaire, rubric } }: Settled,
  tool: string,
  { language, messages }: { readonly language: Language; readonly messages: Messages },
): KnownPack {
  const titles = rubric.document.titles;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.document.languages, titles });
  // With nothing answered, the most still possible is the best there is.
  const { scores } = assess(plan, new Map(), stamp, tool).result;
  const rungs = plan.level === null ? [] : ladderOf(plan, plan.level);
  const knowledge: PackKnowledge = {
    id: stamp.id,
    levelTitles: new Map(
      rungs.flatMap(({ value, title }) => (title === undefined ? [] : [[toNumber(value), title] as const])),
    ),
    scores: plan.scores.flatMap(({ name, hidden, node }) => (hidden || node === plan.level ? [] : [name])),
    best: new Map(
      Object.entries(scores).flatMap(([name, { highest }]) => (highest === null ? [] : [[name, highest] as const])),
    ),
    inputs: plan.inputs,
    lists: new Map(
      [...plan.names].flatMap(([name, { node }]) => {
        const found = plan.nodes[node] as Node;
        return found.op === 'list' ? [[name, found.members.map((member) => member.name)] as const] : [];
      }),
    ),
  };
  const sections = new Set(plan.sections.map((section) => section.id));
  const knows = (name: string): boolean => plan.names.has(name) || sections.has(name);
  return { knowledge, vocabulary: { ...vocabulary, knows } };
}
