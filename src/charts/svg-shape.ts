/**
 * A drawing as data: an SVG element with attributes and children. Texts in it are escaped when written, so they cannot
 * contain markup.
 */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

export function shape(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Shape | string)[]
): Shape {
  return { tag, attributes, children };
}

/** Writes a drawing as inline SVG; the same drawing always gives the same bytes. */
export function writeSvg({ tag, attributes, children }: Shape): string {
  const attributeText = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`);
  const innerMarkup = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : writeSvg(child)));
  return `<${tag}${attributeText.join('')}>${innerMarkup.join('')}</${tag}>`;
}

/** Escapes a text for HTML, including quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Writes data as JSON that is safe anywhere in a page, because no text in it can be read as markup. */
export function embedJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The id of the element with the texts for a page's script, and the class of the elements with networks to explore. */
export const WORDS_ID = 'dashboard-words';
export const NETWORK_DATA = 'network-data';
