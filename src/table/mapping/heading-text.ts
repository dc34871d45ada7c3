// Reads headings: normalises their spelling, and splits off numbers, remarks, brackets and options.

import { normaliseSpelling } from '../../model/index.ts';

/** Matches a number before a question: `12、`, `Q12.`, `(3)`, `第3题`, `* 4.` */
const QUESTION_NUMBER_PATTERN =
  /^\*?\s*[([【]?\s*(?:q|question|frage|nr\.?|no\.?|题目|第)?\s*\d{1,3}(?:[.-]\d{1,2})*\s*题?\s*[)\]】]?\s*[.、:)-]?\s*/;
export const FINAL_SIGNS = /\s*[*:?.。！!]+$/;
/** Matches the remarks about the kind of a question that survey platforms write after its text. */
const KIND_REMARK =
  /\s*[([【](?:单选题?|多选题?|填空题?|量表题?|判断题?|下拉题?|必填|必答|选填|可多选|单选或多选|single choice|multiple choice|required|optional|pflichtfeld|pflicht|einfachauswahl|mehrfachauswahl)[)\]】]$/;
const BRACKETED_END_PATTERN = /^(.*\S)\s*[([【](?:单位[:：]?\s*)?([^()[\]【】]*(?:\([^()]*\))?[^()[\]【】]*)[)\]】]$/;

/** HTML tags that survey editors leave in headings. */
const HTML_TAG_PATTERN =
  /<\/?(?:p|b|i|u|em|strong|span|div|br|font|h[1-6]|small|sup|sub|ul|ol|li)(?:\s[^<>]{0,500})?\/?>/gi;
const HTML_ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#160': ' ',
};

function removeMarkup(text: string): string {
  if (!/[<&*]/.test(text)) return text;
  return text
    .replace(HTML_TAG_PATTERN, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39|#160);/g, (_, name: string) => HTML_ENTITIES[name] as string)
    .replace(/\*\*([^*]+)\*\*/g, '$1');
}

/**
 * Matches a question mark in place of the ★ before a colon, which marks a key question: the encoding of some programs
 * lacks the ★.
 */
const LOST_STAR_PATTERN = / \?(?=:)/;
/** Matches quotes around a whole heading. */
const QUOTED_PATTERN = /^["“„«](.+)["”“»]$/;

/** Normalises the spelling of a heading or question, and removes quotes around it and signs at its end. */
export function toPlainHeading(text: string): string {
  const plainText = normaliseSpelling(removeMarkup(text)).replace(LOST_STAR_PATTERN, '').replace(QUOTED_PATTERN, '$1');
  return plainText.replace(FINAL_SIGNS, '') || plainText;
}

/** Removes the number before a heading and the remark about the kind of question. */
export function toBareHeading(text: string): string {
  let rest = toPlainHeading(text).replace(/^\*\s*/, '');
  for (let previousRest = ''; previousRest !== rest; ) {
    previousRest = rest;
    rest = rest.replace(KIND_REMARK, '').replace(FINAL_SIGNS, '') || previousRest;
  }
  return rest.replace(QUESTION_NUMBER_PATTERN, '') || rest;
}

/** Returns the number before a question, if there is one. */
export function readLeadingNumber(text: string): string | undefined {
  return /\d[\d.-]*/.exec(QUESTION_NUMBER_PATTERN.exec(toPlainHeading(text))?.[0] ?? '')?.[0].replace(/[.-]+$/, '');
}

/** Splits off the brackets at the end of a heading, which may contain a unit. */
export function splitBrackets(bare: string): { readonly before: string; readonly within: string } | undefined {
  const match = BRACKETED_END_PATTERN.exec(bare);
  return match?.[1] && match[2] ? { before: match[1].replace(FINAL_SIGNS, ''), within: match[2].trim() } : undefined;
}

/** Matches a code followed by the text of the question, as LimeSurvey writes them. */
export const CODED_HEADING_PATTERN = /^([\p{L}\p{N}_]+(?:\[[\p{L}\p{N}_]+\])?)\. (\S.*)$/u;

const PART_SEPARATORS = /\/|_{1,3}|\.|:|—| - |-/g;

/** Removes a short name in brackets after the text of an option. */
export function removeShortName(plain: string): string {
  return plain.replace(/\s*\([\w.-]+\)$/, '');
}

/** Returns the ways to split a heading into a question and an option. */
export function splitOption(plain: string): [string, string][] {
  const bracketParts = /[\])】]$/.test(plain)
    ? [...plain.matchAll(/[[(【]/g)].map(({ index }): [string, string] => [
        plain.slice(0, index).trim(),
        plain
          .slice(index + 1, -1)
          .replace(/^choice=/, '')
          .trim(),
      ])
    : [];
  const signs = [...plain.matchAll(PART_SEPARATORS)].map(({ index, 0: sign }): [string, string] => [
    plain.slice(0, index).trim(),
    plain.slice(index + sign.length).trim(),
  ]);
  return [...bracketParts, ...signs].filter(([before, after]) => before !== '' && after !== '');
}

/** Splits a heading in which the option comes before the question, as Alchemer writes it: `Option:Question`. */
export function splitReversedOption(plain: string): [string, string][] {
  return [...plain.matchAll(/:/g)]
    .map(({ index }): [string, string] => [plain.slice(index + 1).trim(), plain.slice(0, index).trim()])
    .filter(([question, option]) => question !== '' && option !== '');
}
