/** From an English text to what is shown. */
export type Translate = (text: string) => string;

/** A part of a text that another one takes the place of: `{name}`; doubled braces are a text's own. */
const PART = /(?<!\{)\{(\w+)\}(?!\})/g;

/**
 * Looks texts up by the English one, those without parts first; what takes the place of a part is looked up, too. A text
 * without translation stays.
 */
export function translateBy(texts: Readonly<Record<string, string>>): Translate {
  const patterns = Object.entries(texts)
    .filter(([text]) => text.search(PART) >= 0)
    .map(([text, translation]) => ({ pattern: patternOf(text), translation }));
  const translate: Translate = (text) => {
    if (Object.hasOwn(texts, text)) return texts[text] as string;
    for (const { pattern, translation } of patterns) {
      const parts = pattern.exec(text)?.groups;
      if (parts) return fillParts(translation, (name) => translate(parts[name] ?? ''));
    }
    return text;
  };
  return translate;
}

/** A text with its parts put in. */
function fillParts(text: string, partOf: (name: string) => string): string {
  return text.replace(PART, (_, name: string) => partOf(name));
}

function patternOf(text: string): RegExp {
  const pieces = text
    .split(PART)
    .map((piece, i) => (i % 2 === 1 ? `(?<${piece}>.*?)` : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${pieces.join('')}$`, 's');
}
