import { attribute, listen } from '../../markup.ts';
import { TemplateProblem } from './fault.ts';

/** Fields that run or fetch something when they are updated. */
const REFUSED = new Set(
  'ADDIN AUTOTEXT AUTOTEXTLIST CONTROL DATABASE DDE DDEAUTO EMBED HTMLCONTROL IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK MACROBUTTON RD'.split(
    ' ',
  ),
);

/** Throws a `TemplateProblem` for a field that is refused; its code may be in pieces, and fields within fields. */
export function examineFields(part: string, content: Buffer): void {
  const open: string[] = [];
  let isCode = false;
  const examine = (code: string): void => {
    const field =
      code
        .trim()
        .split(/[\s"\\]/)[0]
        ?.toUpperCase() ?? '';
    if (REFUSED.has(field)) throw new TemplateProblem({ code: 'field', part, field });
  };
  listen(content, {
    open(name, attributes) {
      isCode = name === 'instrText' || name === 'delInstrText';
      if (name === 'fldSimple') examine(attribute(attributes, 'instr'));
      if (name !== 'fldChar') return;
      const type = attribute(attributes, 'fldCharType');
      if (type === 'begin') open.push('');
      else examine((type === 'end' ? open.pop() : open.at(-1)) ?? '');
    },
    text(text) {
      if (!isCode) return;
      if (open.length === 0) open.push('');
      open[open.length - 1] += text;
    },
    close() {
      isCode = false;
    },
  });
  open.forEach(examine);
}
