/** A language tag or locale in one spelling: `zh_CN.UTF-8`, `zh-CN` and `ZH-cn` are all `zh-cn`. */
export function normalizeTag(tag: string): string {
  return (tag.trim().split(/[.@]/)[0] ?? '').replaceAll('_', '-').toLowerCase();
}

/** The language of a tag without its script and region. */
export function baseOf(tag: string): string {
  return normalizeTag(tag).split('-')[0] ?? '';
}
