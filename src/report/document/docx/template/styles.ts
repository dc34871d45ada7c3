import { attribute, listen } from '../../markup.ts';
import { type Style, type StyleIds, styleIdsOf } from '../styles.ts';
import { type Parts, STYLES } from './open.ts';

/** The footnote sign that the document library writes has this style, whatever a template calls its own. */
const REFERENCE = 'FootnoteReference';

/**
 * Adds the styles that a template does not have; those it has, under Word's names for them, stay as they are, whatever
 * language it was made in. Returns the ids to write with.
 */
export function completeStyles(parts: Parts, styles: readonly Style[]): StyleIds {
  const content = parts.get(STYLES) ?? Buffer.alloc(0);
  const known = readStyleNames(content);
  const ids = new Set(known.values());
  const normal = known.get('normal') ?? 'Normal';
  const missing = styles.filter(({ name, id }) => !known.has(name.toLowerCase()) || (id === REFERENCE && !ids.has(id)));
  const added = missing.map((style) => {
    const own = { ...style, name: known.has(style.name.toLowerCase()) ? `Matura ${style.name}` : style.name };
    return { ...own, id: ids.has(style.id) ? `Matura${style.id}` : style.id };
  });
  const xml = added.map(({ id, name }, i) =>
    (missing[i]?.xml ?? '')
      .replace(/w:styleId="[^"]*"/, `w:styleId="${id}"`)
      .replace(/<w:name w:val="[^"]*"\/>/, `<w:name w:val="${name}"/>`)
      .replace(' w:default="1"', '')
      .replace(/(<w:(?:basedOn|next) w:val=")Normal"/g, `$1${normal}"`),
  );
  const text = content.toString('utf8');
  const end = text.lastIndexOf('</w:styles>');
  parts.set(STYLES, Buffer.from(`${text.slice(0, end)}${xml.join('')}${text.slice(end)}`));
  for (const { id, name } of added) known.set(name.toLowerCase(), id);
  return styleIdsOf(styles, known);
}

/** The ids of the styles by their names in lower case: Word writes both `heading 1` and `Heading 1`. */
function readStyleNames(content: Buffer): Map<string, string> {
  const known = new Map<string, string>();
  let id = '';
  listen(content, {
    open(name, attributes) {
      if (name === 'style') id = attribute(attributes, 'styleId');
      else if (name === 'name' && id !== '') known.set(attribute(attributes, 'val').toLowerCase(), id);
    },
    close(name) {
      if (name === 'style') id = '';
    },
  });
  return known;
}
