import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFileProblem, FileProblem } from '../../files/problem.ts';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Template } from '../../report/document/docx/template.ts';
import type { Picture } from '../../report/document/picture.ts';
import { templateFaultInWords } from '../../report/words/template-fault.ts';
import type { World } from '../../world.ts';

/** No template or logo is larger; more than this is not read. */
const MOST_BYTES = 1 << 25;

/** A customer's document to write a report into; throws a `Refusal` in words for one that cannot be used. */
export async function readTemplate(world: World, path: string, messages: Messages['documents']): Promise<Template> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Refusal(3, `${path}: ${reason}`, messages.mendTemplate, { cause });
  };
  const bytes = await readSmall(world, path);
  if (bytes === undefined) return refuse(messages.template['too-large']);
  const { prepareTemplate } = await import('../../report/document/docx/template.ts');
  const { TemplateProblem } = await import('../../report/document/docx/template/fault.ts');
  try {
    return await prepareTemplate(bytes);
  } catch (cause) {
    if (!(cause instanceof TemplateProblem)) throw cause;
    return refuse(templateFaultInWords(cause.fault, messages), cause);
  }
}

/** A logo, by its content; Word documents take no SVG, which older versions of Word do not show. */
export async function readLogo(
  world: World,
  path: string,
  { format, messages }: { readonly format: string; readonly messages: Messages['documents'] },
): Promise<Picture> {
  const { readPicture } = await import('../../report/document/picture.ts');
  const bytes = await readSmall(world, path);
  const picture = bytes === undefined ? 'too-large' : readPicture(bytes);
  if (typeof picture === 'string') throw new Refusal(3, `${path}: ${messages.logo[picture]}`, messages.mendLogo);
  if (picture.type === 'svg' && format === 'docx') {
    throw new Refusal(3, `${path}: ${messages.svgInWord}`, messages.mendLogo);
  }
  return picture;
}

/** A file of the user's; undefined for one that is too large. */
async function readSmall(world: World, path: string): Promise<Buffer | undefined> {
  const full = resolve(world.cwd, path);
  try {
    const found = await stat(full);
    // What is no file could keep one waiting for ever.
    if (!found.isFile()) throw new FileProblem('not-a-file', path);
    if (found.size > MOST_BYTES) return undefined;
    const file = await open(full);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asFileProblem(error, path);
  }
}
