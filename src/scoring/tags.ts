import type { Question, Section } from '../model/generated/types.ts';
import type { Tags } from './plan.ts';

/** Anything that carries tags. */
interface Tagged {
  readonly tags: Tags;
}

/** The tags of a question: those of its section and its own. Values are text. */
export function tagsOf(question: { readonly tags?: Question['tags'] | undefined }, section: Section | null): Tags {
  return { ...asText(section?.tags), ...asText(question.tags) };
}

function asText(tags: Readonly<Record<string, string>> | undefined): Tags {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([name, value]) => [name, String(value)]));
}

/** The value of a tag; undefined where it is not carried, whatever its name. */
export function tagOf(tags: Tags, tag: string): string | undefined {
  return Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

/** The members that carry the given tags; a tag that none of them carries does not tell them apart. */
export function withTags<T extends Tagged>(members: readonly T[], tags: Tags): readonly T[] {
  return Object.entries(tags).reduce((kept, [tag, value]) => {
    const known = kept.some((member) => tagOf(member.tags, tag) !== undefined);
    return known ? kept.filter((member) => tagOf(member.tags, tag) === value) : kept;
  }, members);
}

/** The combinations of the tags' values found among members, in the order they are met. */
export function distinctTags(members: readonly Tagged[], by: readonly string[]): Tags[] {
  const found = new Map<string, Tags>();
  for (const { tags } of members) {
    const values = by.flatMap((tag) => tagOf(tags, tag) ?? []);
    if (values.length < by.length) continue;
    found.set(JSON.stringify(values), Object.fromEntries(by.map((tag, i) => [tag, values[i] as string])));
  }
  return [...found.values()];
}

/** The tags that all members share, beside those they were chosen by. */
export function sharedTags(members: readonly Tagged[], chosen: Tags): Tags {
  const [first, ...rest] = members;
  const shared = Object.entries(first?.tags ?? {}).filter(([tag, value]) =>
    rest.every(({ tags }) => tagOf(tags, tag) === value),
  );
  return { ...Object.fromEntries(shared), ...chosen };
}
