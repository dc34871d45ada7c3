// Controls, line separators, marks that turn the direction of writing around, and what cannot be seen.
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text of which every character is seen in its place: a file must not be able to steer a terminal or a log. */
export function makeVisible(text: string): string {
  return text.replaceAll('\t', ' ').replace(UNSEEN, '\ufffd');
}

/** The characters of a text that nobody sees, each once, as `U+202E`; line breaks and tabs are none. */
export function unseenIn(text: string): string[] {
  const found = text.replace(/[\t\n\r]/g, '').match(UNSEEN) ?? [];
  return [...new Set(found)].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
}
