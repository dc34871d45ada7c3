// Reads what an office puts on documents and forms: the settings `letterhead` and `privacy` of `matura.yaml`.
import { lstatSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { CodedRefusal, type Messages, pickText, splitParagraphs } from '../i18n/index.ts';
import { type LetterheadSetting, type PrivacySetting, Refusal, type Text } from '../model/index.ts';
import { type Letterhead, loadLogoPicture, type Picture, type ReportLanguage } from '../report/index.ts';
import type { World } from '../world.ts';
import { readSmallFile } from './small-file.ts';

/** The settings of an office, with the folder of `matura.yaml`, to which its paths are relative. */
export interface OfficeSettings extends LetterheadSetting {
  readonly privacy?: PrivacySetting | undefined;
  readonly folder: string;
}

/** Reads the letterhead in the language of a document. Throws a `Refusal` for files that cannot be used. */
export async function readLetterhead(
  world: World,
  office: OfficeSettings,
  { messages }: ReportLanguage,
): Promise<Letterhead> {
  const { logo, name, contact = [], closing, signatures = [] } = office;
  const pick = (text: Text | undefined): string | undefined => pickText(text, messages.language, []);
  const privacy = pick(await readPrivacyText(world, office)) ?? '';
  return {
    logo: logo === undefined ? undefined : await readOfficeLogo(world, office, logo, messages),
    sender: [name, ...contact].flatMap((text) => pick(text) ?? []),
    closing: pick(closing),
    signatures: signatures.flatMap((text) => pick(text) ?? []),
    privacy: splitParagraphs(privacy),
  };
}

/** Throws a `Refusal` for an SVG logo in a Word document, because older versions of Word do not show it. */
export function refuseSvgInWord(logo: Picture | undefined, path: string, { documents }: Messages): void {
  if (logo?.type === 'svg') throw new Refusal(3, `${path}: ${documents.svgInWord}`, documents.mendLogo);
}

/** Reads the data-protection text, in every language in which the office supplies it; undefined without one. */
export async function readPrivacyText(world: World, office: OfficeSettings): Promise<Text | undefined> {
  const { privacy } = office;
  if (privacy === undefined) return undefined;
  const { text, file } = privacy;
  if ((text === undefined) === (file === undefined)) throw new CodedRefusal(3, 'privacyTextOrFile');
  if (text !== undefined || file === undefined) return text;
  if (typeof file === 'string') return readPrivacyFile(world, office, file);
  const texts = Object.entries(file).map(async ([tag, path]) => [tag, await readPrivacyFile(world, office, path)]);
  return Object.fromEntries(await Promise.all(texts));
}

async function readPrivacyFile(world: World, office: OfficeSettings, path: string): Promise<string> {
  const [shown, bytes] = await readOfficeFile(world, office, path, MAX_TEXT_BYTES);
  if (bytes === undefined) throw new CodedRefusal(3, 'privacyTooLarge', { path: shown });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    if (text !== '' && !text.includes('\0')) return text;
  } catch {
    // A text that is not UTF-8 is refused below.
  }
  throw new CodedRefusal(3, 'privacyNotText', { path: shown });
}

/** Reads the logo of the office, whose kind is recognised by its content. */
export async function readOfficeLogo(
  world: World,
  office: OfficeSettings,
  logo: string,
  { documents }: Messages,
): Promise<Picture> {
  const [path, bytes] = await readOfficeFile(world, office, logo, MAX_LOGO_BYTES);
  return recogniseLogo(path, bytes, documents);
}

/** Recognises the format of a logo by its content. If `bytes` is undefined, the file was too large to read. */
export async function recogniseLogo(
  path: string,
  bytes: Buffer | undefined,
  messages: Messages['documents'],
): Promise<Picture> {
  const { readPicture } = await loadLogoPicture();
  const picture = bytes === undefined ? 'too-large' : readPicture(bytes);
  if (typeof picture === 'string') throw new Refusal(3, `${path}: ${messages.logo[picture]}`, messages.mendLogo);
  return picture;
}

/** The maximum size of a data-protection text, in bytes. */
const MAX_TEXT_BYTES = 100_000;
/** The maximum size of a logo file that is read at all, in bytes; `readPicture` has a lower limit of its own. */
const MAX_LOGO_BYTES = 1 << 25;

/**
 * Reads a file that `matura.yaml` names, and returns its path in the form shown to people, with its bytes unless it is
 * too large. Refuses symbolic links and files outside the folder of `matura.yaml`: the settings may come from somebody
 * else, and must not put other files of this computer into a document.
 */
async function readOfficeFile(
  world: World,
  { folder }: OfficeSettings,
  path: string,
  maxBytes: number,
): Promise<readonly [string, Buffer | undefined]> {
  const fullPath = resolve(folder, path);
  const shownPath = relative(world.cwd, fullPath).replaceAll('\\', '/');
  const isInside = (place: string, root: string): boolean => place.startsWith(root.endsWith(sep) ? root : root + sep);
  if (!isInside(fullPath, folder)) throw new CodedRefusal(3, 'officeFileOutside', { path });
  const isLink = lstatSync(fullPath, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const bytes = isLink ? undefined : await readSmallFile(world, shownPath, maxBytes);
  if (isLink || !isInside(realpathSync(fullPath), realpathSync(folder)))
    throw new CodedRefusal(3, 'officeFileLink', { path: shownPath });
  return [shownPath, bytes];
}
