// M5xx: the texts of a pack without errors, compared between its languages.

import {
  type DocumentKind,
  isYearPlaceholder,
  itemAt,
  listInvisibleCharacters,
  normaliseSpelling,
  type Path,
  type Phrase,
  type PlacedSchema,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  resolveReference,
  type Schema,
  schemaOf,
  type Text,
} from '../../model/index.ts';
import { listQuestionsOf, type Source } from '../../scoring/index.ts';
import type { Rule, Subject } from '../rule-definition.ts';

export const LANGUAGE_RULES = {
  M501: {
    needsAll: true,
    check(subject) {
      const { languages } = subject.questionnaire.document;
      return collectDocumentTexts(subject).flatMap((document) =>
        // The first language of a pack is its fallback; texts that lack it are more serious and reported by M506. A
        // policy has no fallback language.
        (document.isOwn ? languages.slice(1) : languages).flatMap((language) =>
          findMissing(document, language, languages),
        ),
      );
    },
  },
  M502: {
    check: inEachText(findCopies),
  },
  M503: {
    check: inEachText(findPlaceholderDifference),
  },
  M504: {
    check: inEachText((text) => {
      const { versions, file, at } = text;
      const lines = Math.max(...versions.map(({ words }) => Math.ceil(estimateColumns(words) / MAX_CHOICE_COLUMNS)));
      const details = { found: String(lines), wanted: String(MAX_LINES) };
      return isOption(text) && lines > MAX_LINES ? [{ code: 'M504', file, at, on: 'key', details }] : [];
    }),
  },
  M505: {
    needsAll: true,
    check(subject) {
      const { languages } = subject.questionnaire.document;
      return collectDocumentTexts(subject).flatMap(({ file, texts, isOwn }) => {
        const firstPaths = new Map<string, Path>();
        for (const { tag, at } of isOwn ? texts.flatMap(({ versions }) => versions) : []) {
          const isListed = tag === '' || languages.some((language) => isSameLanguage(language, tag));
          if (!isListed && !firstPaths.has(tag)) firstPaths.set(tag, at);
        }
        return [...firstPaths].map(([tag, at]): Problem => {
          return { code: 'M505', file, at, on: 'key', details: { found: tag, allowed: languages } };
        });
      });
    },
  },
  M506: {
    needsAll: true,
    check(subject) {
      const [fallback = ''] = subject.questionnaire.document.languages;
      return collectDocumentTexts(subject).flatMap((document) => {
        const lackingTexts = document.texts.filter(
          ({ versions }) => !versions.some(({ tag }) => tag === '' || isSameLanguage(tag, fallback)),
        );
        return document.isOwn ? createProblemAtFirst('M506', document, lackingTexts, { name: fallback }) : [];
      });
    },
  },
  M507: {
    check: inEachText(({ file, versions }) =>
      versions.flatMap(({ words, at }): Problem[] => {
        const foundInvisible = listInvisibleCharacters(words);
        return foundInvisible.length === 0
          ? []
          : [{ code: 'M507', file, at, details: { found: foundInvisible.join(', ') } }];
      }),
    ),
  },
  M508: {
    check: inEachText(findNumberDifference),
  },
  M509: {
    check: (subject) => collectDocumentTexts(subject).flatMap(findAlike),
  },
  M510: {
    check: inEachText(findUnknownYears),
  },
  M511: {
    check: inEachText(findUnfinished),
  },
  M512: {
    check: inEachText(findStrayBlanks),
  },
  M513: {
    check: findSameQuestions,
  },
  M514: {
    check: findLabelGaps,
  },
  M515: {
    check: inEachText(findOtherLanguage),
  },
} satisfies Partial<Record<ProblemCode, Rule>>;

/** Marks for unfinished text, in the languages of the packs that come with Matura. */
const UNFINISHED_PATTERN = /\b(?:TODO|TBD|FIXME|XXX)\b|\b[Ll]orem ipsum\b|待补充|待完善|^\s*(?:\?{2,}|…|\.{3})\s*$/u;

function findUnfinished({ file, versions }: PlacedText): Problem[] {
  return versions.flatMap(({ words, at }): Problem[] => {
    const [found] = UNFINISHED_PATTERN.exec(words) ?? [];
    return found === undefined ? [] : [{ code: 'M511', file, at, details: { found } }];
  });
}

function findStrayBlanks({ file, versions }: PlacedText): Problem[] {
  return versions.flatMap(({ words, at }): Problem[] => {
    // A YAML block scalar always ends in a line break.
    const trimmedWords = words.replace(/\n$/, '');
    return /^\s|\s$/u.test(trimmedWords) ? [{ code: 'M512', file, at, details: {} }] : [];
  });
}

/**
 * Finds questions with the same text. Rows of a matrix may have the same text and title. So may questions with
 * conditions, because they are asked of different enterprises.
 */
function findSameQuestions(subject: Subject): Problem[] {
  const placeByText = new Map<string, string>();
  const { file, document } = subject.questionnaire;
  return document.sections.flatMap((section, s) =>
    listQuestionsOf(section).flatMap(({ question, matrix, at }): Problem[] => {
      if (question.when !== undefined) return [];
      const questionPath = ['sections', s, ...at.slice(0, -1)];
      const namedQuestions = (['title', 'text'] as const).flatMap((key) => {
        const text = key === 'title' && matrix !== null ? undefined : question[key];
        return text === undefined ? [] : versionsOf(text, [...questionPath, key]);
      });
      return namedQuestions.flatMap((version): Problem[] => {
        const key = `${version.tag}\0${normaliseSpelling(version.words)}`;
        const name = placeByText.get(key);
        if (name !== undefined && name !== question.id)
          return [{ code: 'M513', file, at: version.at, details: { found: version.words, name } }];
        placeByText.set(key, question.id);
        return [];
      });
    }),
  );
}

/**
 * Finds numbers on a scale that have no label although numbers around them do. A scale may have labels only at its
 * ends.
 */
function findLabelGaps(subject: Subject): Problem[] {
  const { file, document } = subject.questionnaire;
  return document.sections.flatMap((section, s) =>
    listQuestionsOf(section).flatMap(({ question, at }): Problem[] => {
      const labelledSteps = Object.keys(question.labels ?? {})
        .map(Number)
        .sort((a, b) => a - b);
      const gapIndex = labelledSteps.findIndex((number, i) => i > 0 && number === itemAt(labelledSteps, i - 1) + 2);
      const isNeighboured = labelledSteps.some((number, i) => i > 0 && number === itemAt(labelledSteps, i - 1) + 1);
      if (gapIndex < 0 || !isNeighboured) return [];
      const details = { found: String(itemAt(labelledSteps, gapIndex) - 1) };
      return [{ code: 'M514', file, at: ['sections', s, ...at.slice(0, -1), 'labels'], on: 'key', details }];
    }),
  );
}

/** Frequent words of each language that do not occur in the other languages. */
const FREQUENT_WORDS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|and|of|are|is|there|which|what|how|does|with|for|to|from|by|not|at|each|than|who|where)\b/giu,
  de: /\b(?:der|das|und|ist|sind|die|wie|welche[rsnm]?|gibt|nicht|mit|für|ein|eine[rsnm]?|auf|dem|den|des|zu|von|wird|werden)\b/giu,
};

/** The name of each language in messages. */
const LANGUAGE_NAMES: Readonly<Record<string, Phrase>> = {
  en: { phrase: 'english' },
  de: { phrase: 'german' },
  zh: { phrase: 'chinese' },
};

/**
 * Finds texts in another language than their tag says: Chinese instead of a language in Latin script or the reverse,
 * and English instead of German or the reverse.
 */
function findOtherLanguage({ file, versions }: PlacedText): Problem[] {
  const isSwapped = versions.some(({ tag, words }) => primarySubtagOf(tag) !== 'zh' && isChinese(words));
  return versions.flatMap(({ tag, words, at }): Problem[] => {
    const ownLanguage = primarySubtagOf(tag);
    // Copies of a text are reported by M502.
    const isCopy = versions.some((version) => version.tag !== tag && version.words === words);
    if (LANGUAGE_NAMES[ownLanguage] === undefined || isCopy) return [];
    const otherLanguage = ownLanguage !== 'zh' && isChinese(words) ? 'zh' : recogniseByWords(ownLanguage, words);
    const isLatin = ownLanguage === 'zh' && isSwapped && !HAN_LETTER.test(words);
    if (otherLanguage === undefined && !isLatin) return [];
    const wantedLanguage = LANGUAGE_NAMES[otherLanguage ?? ''] ?? ({ phrase: 'notChinese' } as const);
    return [{ code: 'M515', file, at, details: { found: words, name: tag, wanted: wantedLanguage } }];
  });
}

const HAN_LETTER = /\p{Script=Han}/u;

/** Whether more than half of the letters are Chinese. */
function isChinese(words: string): boolean {
  if (!HAN_LETTER.test(words)) return false;
  return 2 * (words.match(/\p{Script=Han}/gu)?.length ?? 0) > (words.match(/\p{L}/gu)?.length ?? 0);
}

/** Returns another language of which the text has two or more frequent words, if it has none of its own language. */
function recogniseByWords(own: string, words: string): string | undefined {
  const countFrequentWords = (language: string): number => words.match(FREQUENT_WORDS[language] as RegExp)?.length ?? 0;
  if (FREQUENT_WORDS[own] === undefined || countFrequentWords(own) > 0) return undefined;
  return Object.keys(FREQUENT_WORDS).find((language) => language !== own && countFrequentWords(language) > 1);
}

function findMissing(document: DocumentTexts, language: string, languages: readonly string[]): Problem[] {
  const { texts } = document;
  const missingTexts = texts.filter(({ text }) => !hasLanguage(text, language, languages));
  const percent = Math.max(1, Math.round((100 * missingTexts.length) / texts.length));
  return createProblemAtFirst('M501', document, missingTexts, { name: language, wanted: `${percent} %` });
}

/**
 * Reports how many texts of a document are missing in a language; the place of the problem is the first of these texts.
 */
function createProblemAtFirst(
  code: ProblemCode,
  { file, texts }: DocumentTexts,
  lacking: readonly PlacedText[],
  details: ProblemDetails,
): Problem[] {
  const [first] = lacking;
  const foundPhrase: Phrase = { phrase: 'textsOf', count: lacking.length, all: texts.length };
  return first ? [{ code, file, at: first.at, on: 'key', details: { found: foundPhrase, ...details } }] : [];
}

function findCopies({ file, versions }: PlacedText): Problem[] {
  const plainVersions = versions.map((version) => ({ ...version, words: version.words.replace(/\s+/g, ' ').trim() }));
  return plainVersions.flatMap(({ tag, words, at }, i) => {
    const earlierVersion = plainVersions
      .slice(0, i)
      .find((candidate) => candidate.words === words && !isSameLanguage(candidate.tag, tag));
    if (!earlierVersion || isLanguageNeutral(words)) return [];
    return [{ code: 'M502', file, at, details: { found: tag, name: earlierVersion.tag } }];
  });
}

function findPlaceholderDifference({ file, versions }: PlacedText): Problem[] {
  const [first, ...others] = versions.map((version) => ({
    ...version,
    holds: findPlaceholders(version.words).join(' '),
  }));
  return others.flatMap(({ tag, at, holds }): Problem[] => {
    if (!first || holds === first.holds) return [];
    const details: ProblemDetails = {
      name: tag,
      found: holds || NO_PHRASE,
      wanted: { phrase: 'inLanguage', language: first.tag, text: first.holds || NO_PHRASE },
    };
    return [{ code: 'M503', file, at, details }];
  });
}

const NO_PHRASE: Phrase = { phrase: 'none' };

/** Returns the placeholders of a text, each once, in alphabetical order. */
function findPlaceholders(text: string): string[] {
  return [...new Set(text.match(/\{[\p{L}_][\p{L}\p{N}_.-]*\}/gu) ?? [])].sort();
}

/**
 * Finds unknown placeholders. In a help text, every placeholder must be a year; elsewhere, only a placeholder for a
 * year is an error, because other braces are plain text.
 */
function findUnknownYears({ file, versions, at: place }: PlacedText): Problem[] {
  const isHelp = place.at(-1) === 'help';
  return versions.flatMap(({ words, at }) =>
    findPlaceholders(words).flatMap((found): Problem[] => {
      const isFault = isHelp ? !isYearPlaceholder(found) : found.startsWith('{year');
      const wantedPhrase: Phrase = { phrase: isHelp ? 'noYear' : 'notInHelp' };
      return isFault ? [{ code: 'M510', file, at, details: { found, wanted: wantedPhrase } }] : [];
    }),
  );
}

/**
 * The maximum lines of an option in a terminal of 80 columns and 24 lines, so that all options can be seen together.
 */
const MAX_LINES = 4;

/** The columns that remain for the text of an option in a terminal of 80 columns, beside its pointer and letter. */
const MAX_CHOICE_COLUMNS = 74;

/** Whether a text is offered as a choice: the text of an option, or the label of a number. */
function isOption({ holder, at }: PlacedText): boolean {
  return (holder === 'Option' && at.at(-1) === 'text') || at.at(-2) === 'labels';
}

const WIDE_CHARACTER = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Estimates the columns that a text takes up: a Chinese character takes up two. */
function estimateColumns(text: string): number {
  return text.length + (text.match(WIDE_CHARACTER)?.length ?? 0);
}

function findNumberDifference({ file, versions }: PlacedText): Problem[] {
  const agreedVersions: { readonly tag: string; readonly numbers: readonly Numeral[] }[] = [];
  return versions.flatMap(({ tag, words, at }): Problem[] => {
    const numbers = findNumbers(words);
    const earlierVersion = agreedVersions.find((candidate) => isContradicted(candidate.numbers, numbers));
    if (!earlierVersion) {
      agreedVersions.push({ tag, numbers });
      return [];
    }
    const missingNumbers = findLacking(earlierVersion.numbers, numbers).join(', ');
    const text = findLacking(numbers, earlierVersion.numbers).join(', ');
    const wantedPhrase: Phrase = { phrase: 'inLanguage', language: earlierVersion.tag, text };
    return [{ code: 'M508', file, at, details: { name: tag, found: missingNumbers, wanted: wantedPhrase } }];
  });
}

/**
 * Whether two texts have the same number of numbers, and each has one that the other does not have. If one text has
 * more numbers, the other may have them in words.
 */
function isContradicted(one: readonly Numeral[], other: readonly Numeral[]): boolean {
  return (
    countDistinct(one) === countDistinct(other) &&
    findLacking(one, other).length > 0 &&
    findLacking(other, one).length > 0
  );
}

interface Numeral {
  readonly written: string;
  /** The digits without separators and without zeros at the beginning and end, so that 1,500,000 and 150万 are equal. */
  readonly digits: string;
  /** The value, if the number is a percentage. */
  readonly percent?: number;
  /**
   * Whether the number is part of a name, such as the 5 in 5S. If the other text has the same number, the two match; if
   * it lacks the number, that is not reported.
   */
  readonly isName: boolean;
}

const NUMERAL_PATTERN =
  /(?<before>\p{Script=Latin})?(?<number>\d{1,3}(?:[.,']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?<after>\s*%|\p{Script=Latin})?/gu;

/**
 * Dates such as 31.12.2026 and 2026-12-31. They are not compared, because each language writes dates in its own way.
 */
const DATE_PATTERN = /\d{1,2}\. ?\d{1,2}\.(?: ?\d{4})?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4}/g;

function findNumbers(text: string): Numeral[] {
  if (!/\p{N}/u.test(text)) return [];
  return [...text.normalize('NFKC').replace(DATE_PATTERN, ' ').matchAll(NUMERAL_PATTERN)].map(({ groups = {} }) => {
    const { before, number = '', after = '' } = groups;
    const isPercent = after.endsWith('%');
    return {
      written: isPercent ? `${number} %` : number,
      digits: number.replace(/\D/g, '').replace(/^0+|0+$/g, ''),
      ...(isPercent ? { percent: Number(number.replace(',', '.')) } : {}),
      isName: before !== undefined || (after !== '' && !isPercent),
    };
  });
}

/** Counts the different numbers, except those in names. */
function countDistinct(numbers: readonly Numeral[]): number {
  return new Set(numbers.filter(({ isName }) => !isName).map(({ digits }) => digits)).size;
}

/** Returns the numbers in `own` that are missing in `theirs`, each once, as written. */
function findLacking(theirs: readonly Numeral[], own: readonly Numeral[]): string[] {
  const lackingNumbers = own.filter((numeral) => !numeral.isName && !theirs.some((other) => canBeSame(numeral, other)));
  return [...new Set(lackingNumbers.map(({ written }) => written))];
}

function canBeSame(numeral: Numeral, other: Numeral): boolean {
  if (numeral.percent !== undefined && other.percent !== undefined) return numeral.percent === other.percent;
  return numeral.digits === other.digits;
}

/**
 * For each kind of entry in a list, by the title of its schema: the key of the text in which the entries must differ.
 */
const DISTINGUISHING_TEXT_KEY: Readonly<Record<string, string>> = { Option: 'text', Level: 'title', Measure: 'title' };

function findAlike({ file, texts }: DocumentTexts): Problem[] {
  const placeByText = new Map<string, string>();
  return texts.flatMap(({ versions, at, holder }) => {
    const isLabel = at.at(-2) === 'labels';
    if (!isLabel && DISTINGUISHING_TEXT_KEY[holder] !== at.at(-1)) return [];
    const entry = isLabel ? at.at(-1) : Number(at.at(-2)) + 1;
    const listPath = at.slice(0, isLabel ? -1 : -2).join('.');
    return versions.flatMap(({ tag, words, at: place }): Problem[] => {
      const key = JSON.stringify([listPath, tag, normaliseSpelling(words)]);
      const firstPlace = placeByText.get(key);
      if (firstPlace === undefined) {
        placeByText.set(key, String(entry));
        return [];
      }
      return [{ code: 'M509', file, at: place, details: { found: words, wanted: firstPlace } }];
    });
  });
}

/** A document with its texts. */
interface DocumentTexts {
  readonly file: string;
  readonly texts: readonly PlacedText[];
  /**
   * Whether the document belongs to the pack, so that it must be in all languages of the pack. A policy does not: it is
   * also used by packs in other languages.
   */
  readonly isOwn: boolean;
}

/**
 * Caches the texts of a document for all rules, and while other files are edited in an editor: collecting texts took a
 * fifth of a check's time.
 */
const PLACED_TEXTS = new WeakMap<object, readonly PlacedText[]>();

/** Collects the texts of a pack's documents and of its policies. */
function collectDocumentTexts({ questionnaire, rubric, measures, policies }: Subject): DocumentTexts[] {
  const collect = (kind: DocumentKind, { file, document }: Source<unknown>): DocumentTexts => {
    const cached = PLACED_TEXTS.get(document as object);
    const texts = cached?.[0]?.file === file ? cached : collectTexts(kind, document, file);
    PLACED_TEXTS.set(document as object, texts);
    return { file, texts, isOwn: kind !== 'policy' };
  };
  return [
    collect('questionnaire', questionnaire),
    collect('rubric', rubric),
    ...(measures ? [collect('measures', measures)] : []),
    ...policies.map((policy) => collect('policy', policy)),
  ];
}

/**
 * Creates a check that judges each text by itself. Its findings are cached, so files that an editor did not change are
 * not checked again.
 */
function inEachText(find: (text: PlacedText) => readonly Problem[]): (subject: Subject) => Problem[] {
  const cached = new WeakMap<object, readonly Problem[]>();
  return (subject) =>
    collectDocumentTexts(subject).flatMap(({ texts }) => {
      const problems = cached.get(texts) ?? texts.flatMap(find);
      cached.set(texts, problems);
      return problems;
    });
}

/** Whether two tags name the same language, regardless of case, separator and region. */
function isSameLanguage(one: string, other: string): boolean {
  return primarySubtagOf(one) === primarySubtagOf(other);
}

function primarySubtagOf(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? '').toLowerCase();
}

/**
 * Whether a text exists in a language. A plain string is in the first language; a name or number exists in all
 * languages.
 */
function hasLanguage(text: Text, language: string, languages: readonly string[]): boolean {
  if (typeof text === 'string') return isLanguageNeutral(text) || isSameLanguage(language, languages[0] ?? language);
  return Object.keys(text).some((tag) => isSameLanguage(tag, language));
}

/** Maximum number of words of a name. */
const MAX_NAME_WORDS = 3;

/** Whether a text can be the same in several languages: a name or abbreviation in Latin letters, or a number. */
function isLanguageNeutral(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.length <= MAX_NAME_WORDS && words.every((word) => /^\p{Script=Latin}+$/u.test(word));
}

/** A text that people read, with its place. */
interface PlacedText {
  readonly text: Text;
  /** The versions of the text by language; a plain string has the tag ''. */
  readonly versions: readonly { readonly tag: string; readonly words: string; readonly at: Path }[];
  readonly file: string;
  readonly at: Path;
  /** The title of the schema to which the text belongs, such as `Option`. */
  readonly holder: string;
}

const TEXT = 'Text';

/** Collects all texts of a document in order. The schemas say where a document has texts. */
function collectTexts(kind: DocumentKind, document: unknown, file: string): PlacedText[] {
  const walk = (value: unknown, stated: PlacedSchema, at: Path, holder: string): PlacedText[] => {
    const { schema, home } = resolveReference(stated);
    if (schema.title === TEXT) {
      const text = value as Text;
      return [{ text, versions: versionsOf(text, at), file, at, holder }];
    }
    const innerTitle = typeof schema.title === 'string' ? schema.title : holder;
    const branches = [...toSchemas(schema.anyOf), ...toSchemas(schema.oneOf)];
    const branchTexts = branches.flatMap((branch) => walk(value, { schema: branch, home }, at, innerTitle));
    if (Array.isArray(value)) {
      const items = schema.items as Schema | undefined;
      return items
        ? [...branchTexts, ...value.flatMap((item, i) => walk(item, { schema: items, home }, [...at, i], innerTitle))]
        : branchTexts;
    }
    if (typeof value !== 'object' || value === null) return branchTexts;
    const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
    const valueSchema = schema.additionalProperties;
    return [
      ...branchTexts,
      ...Object.entries(value).flatMap(([key, inner]) => {
        const part = Object.hasOwn(properties, key) ? properties[key] : valueSchema;
        return typeof part === 'object' && part !== null
          ? walk(inner, { schema: part as Schema, home }, [...at, key], innerTitle)
          : [];
      }),
    ];
  };

  return walk(document, schemaOf(kind), [], '');
}

function versionsOf(text: Text, at: Path): PlacedText['versions'] {
  if (typeof text === 'string') return [{ tag: '', words: text, at }];
  return Object.entries(text).map(([tag, words]) => ({ tag, words, at: [...at, tag] }));
}

function toSchemas(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}
