import { plainForm } from '../../model/plain.ts';

/** Marks of a number before a question: `12、`, `Q12.`, `(3)`, `第3题`, `* 4.` */
const NUMBER = /^\*?\s*[([【]?\s*(?:q|question|frage|第)?\s*\d{1,3}(?:[.-]\d{1,2})*\s*题?\s*[)\]】]?\s*[.、:)-]?\s*/;
const END = /\s*[*:?.。！!]+$/;
/** What surveys write behind a question about its kind. */
const KIND =
  /\s*[([【](?:单选题?|多选题?|填空题?|量表题?|判断题?|下拉题?|必填|必答|选填|可多选|单选或多选|single choice|multiple choice|required|optional|pflichtfeld|pflicht|einfachauswahl|mehrfachauswahl)[)\]】]$/;
const BRACKETED = /^(.*\S)\s*[([【](?:单位[:：]?\s*)?([^()[\]【】]*(?:\([^()]*\))?[^()[\]【】]*)[)\]】]$/;

/** A heading or question in plain form, without signs at its end. */
export function plainHeading(text: string): string {
  const plain = plainForm(text);
  return plain.replace(END, '') || plain;
}

/** A heading without the number before it and what says which kind of question it is. */
export function bareHeading(text: string): string {
  let rest = plainHeading(text).replace(/^\*\s*/, '');
  for (let last = ''; last !== rest; ) {
    last = rest;
    rest = rest.replace(KIND, '').replace(END, '') || last;
  }
  return rest.replace(NUMBER, '') || rest;
}

/** The number before a question, where it has one. */
export function numberBefore(text: string): string | undefined {
  return /\d[\d.-]*/.exec(NUMBER.exec(plainHeading(text))?.[0] ?? '')?.[0].replace(/[.-]+$/, '');
}

/** A bare heading and what stands in brackets at its end: a unit perhaps. */
export function bracketed(bare: string): { readonly before: string; readonly within: string } | undefined {
  const match = BRACKETED.exec(bare);
  return match?.[1] && match[2] ? { before: match[1].replace(END, ''), within: match[2].trim() } : undefined;
}
