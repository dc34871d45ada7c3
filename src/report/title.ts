/** A question's text may be long: its first words, up to a colon, are its name when they are no longer than this. */
const LONGEST_LABEL = 48;

/** The name of a question from its text: what stands before the first colon, else the whole text. */
export function labelOf(text: string): string {
  const match = /^([^:：]+)[:：]\s*\S/u.exec(text);
  const label = match?.[1]?.trim();
  return label && label.length <= LONGEST_LABEL ? label : withoutRemark(text);
}

/** The name of a fact from its text: its first question, without remarks, else the whole text. */
export function nameOf(text: string): string {
  return withoutRemark(/^[^?？]*[?？]/u.exec(text)?.[0] ?? text);
}

/** A text without the remark in brackets at its end: "What does it cost (in yuan)?" asks "What does it cost?". */
function withoutRemark(text: string): string {
  const shorter = text
    .trim()
    .replace(/\s*[(（][^()（）]*[)）]\s*([?？]?)$/u, '$1')
    .trim();
  return shorter === '' ? text.trim() : shorter;
}

export function isQuestion(text: string): boolean {
  return /[?？]$/u.test(text);
}

/** An id as words where there is no title: `keyScenes` is "Key scenes", `data-quality` is "Data quality". */
export function readableId(id: string): string {
  if (/^[A-Z]*\d/.test(id)) return id;
  const words = id.replaceAll(/[-_]+/g, ' ').replaceAll(/([a-z0-9])([A-Z])(?=[a-z])/g, (_, before, letter) => {
    return `${before} ${letter.toLowerCase()}`;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
