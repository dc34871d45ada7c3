import { listen } from '../../markup.ts';
import { TemplateProblem } from './fault.ts';

/** Kinds of parts that bring something of their own. */
const EMBEDDED =
  /\/(aFChunk|subDocument|oleObject|package|control|activeXControlBinary|vbaProject|attachedToolbars|frame)$/i;
/** A link that somebody has to follow fetches nothing by itself. */
const FOLLOWED = /^(https?:\/\/|mailto:)/i;

/** Throws a `TemplateProblem` where a part belongs to something outside of the document, or to what it brings along. */
export function examineRelations(part: string, content: Buffer): void {
  listen(content, {
    open(name, { Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship') return;
      const isPackage = part === '_rels/.rels';
      if (EMBEDDED.test(Type) && !isPackage) throw new TemplateProblem({ code: 'embedded', part: Target });
      const isLink = Type.endsWith('/hyperlink') && FOLLOWED.test(Target);
      if (TargetMode.toLowerCase() === 'external' && !isLink) {
        throw new TemplateProblem({ code: 'external', part, target: Target });
      }
    },
  });
}
