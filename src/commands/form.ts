import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addMark,
  addOutputOptions,
  addPackOptions,
  type HelpDetails,
  isStandardOutput,
  type OfficeSettings,
  type OutputOptions,
  openPack,
  type PackOptions,
  prepareOutput,
  programmeOption,
  readBuiltFile,
  readOfficeLogo,
  readPrivacyText,
  refuseTerminal,
  repeatOnChange,
  resolveLanguage,
  writeOutput,
} from '../app/index.ts';
import { embedJson, escapeHtml } from '../charts/index.ts';
import { type PageParts, renderPage } from '../html-page.ts';
import { CodedRefusal, LANGUAGES, loadMessages, type Messages, pickText } from '../i18n/index.ts';
import type { Text } from '../model/index.ts';
import { findBaseFolders, listPolicyFolders, resolvePack } from '../pack/index.ts';
import { listPolicyFacts } from '../policy/index.ts';
import { encodePictureUrl, sanitizeLine } from '../report/index.ts';
import { DATA_ID, type EmbeddedPack, type FormOffice } from '../web/index.ts';
import type { World } from '../world.ts';

interface FormOptions extends PackOptions, OutputOptions {
  readonly policy?: string;
  readonly watch?: boolean;
  readonly recipient?: string;
  /** What the office puts on forms, from `matura.yaml`. */
  readonly office?: OfficeSettings;
}

export const help: HelpDetails = {
  examples: [
    'matura form quick-scan -o quick-scan.html',
    'matura form quick-scan --recipient office@example.org -o form.html',
    {
      DE: 'matura form quick-scan --programme austria -o form.html',
      CN: 'matura form miit-sme-2024 --programme deyang-2024 -o form.html',
    },
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(programmeOption());
  command.option('--recipient <name>');
  command.option('--watch');
  addOutputOptions(command, ['html']);
  addPackOptions(command).action(async (pack: string, options: FormOptions) => {
    if (options.watch) await watchForm(world, pack, options);
    else {
      refuseTerminal(world, options, 'form');
      await prepareOutput(world, options);
      const { messages } = await resolveLanguage(world, options.lang);
      await writeOutput(world, renderForm(await formOf(world, pack, options)), options, messages);
    }
    done(0);
  });
}

/**
 * Writes the form whenever the pack changes, and makes a browser that shows it reload. To that end, a style sheet
 * beside the page names the current page and shows what is wrong with the pack. At the end, writes the page again
 * without these additions.
 */
async function watchForm(world: World, pack: string, options: FormOptions): Promise<void> {
  const { output, lang, policy } = options;
  if (isStandardOutput(output))
    throw new CodedRefusal(2, 'optionNeeds', { option: '--watch', other: '--output', example: '-o form.html' });
  const fullPath = resolve(world.cwd, output);
  const sheet = `${output}.css`;
  const folder = await resolvePack(world, pack, options.packs);
  const bases = await findBaseFolders(world, folder, options.packs);
  const { messages } = await resolveLanguage(world, lang);
  let shownForm: { readonly page: string; readonly plain: string } | undefined;
  const writeSheet = (page: string, problem: string): Promise<void> =>
    writeOutput(world, createWatchedSheet(page, problem), { output: sheet, quiet: true }, messages);
  await prepareOutput(world, options);
  await repeatOnChange(world, {
    paths: [folder, ...bases, ...listPolicyFolders(folder), ...(policy === undefined ? [] : [policy])],
    lang,
    run: async () => {
      const parts = await formOf(world, pack, options);
      const plainForm = renderForm(parts);
      const page = `p${createHash('sha256').update(plainForm).digest('hex')}`;
      const watchedFiles = { sheet: basename(sheet), page };
      await writeSheet(page, '');
      shownForm = { page, plain: plainForm };
      await writeOutput(world, renderForm({ ...parts, watched: watchedFiles }), options, messages);
    },
    // The terminal shows the problem as well, so a failure to write it for the page can be ignored.
    refused: async (lines) => shownForm && writeSheet(shownForm.page, lines.join('\n')).catch(() => {}),
    end: () => {
      if (!shownForm) return;
      writeFileSync(fullPath, addMark(shownForm.plain, options));
      rmSync(resolve(world.cwd, sheet), { force: true });
    },
  });
}

/**
 * Creates the style sheet beside a watched page. It names the current page, and shows what has become wrong with the
 * pack since.
 */
function createWatchedSheet(page: string, problem: string): string {
  const escapedProblem = [...problem].map((sign) => `\\${sign.codePointAt(0)?.toString(16)} `).join('');
  return `/* matura form --watch */
:root { --page: ${page} }
#form::before {
  content: ${problem === '' ? 'none' : `"${escapedProblem}"`};
  position: sticky; top: 0; z-index: 1; display: block; padding: 0.75rem 1rem; white-space: pre-line;
  background: var(--fault-tint); border: 1px solid var(--fault);
}
`;
}

/** Collects the parts of a pack's form. */
async function formOf(
  world: World,
  given: string,
  { policy, packs, lang, recipient, office: settings }: FormOptions,
): Promise<FormPageParts> {
  const { pack, stamp, policies } = await openPack(world, { pack: given, policy, packs, lang });
  const { language: own, messages } = await resolveLanguage(world, lang);
  const language = lang === undefined ? null : own;
  const { questionnaire, rubric } = pack;
  const office = settings && (await readFormOffice(world, settings, messages));
  const data: EmbeddedPack = {
    tool: world.version,
    pack: stamp,
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire.document },
    rubric: { file: 'rubric.yaml', document: rubric.document },
    // Replaces the paths of policy files, because a form must not reveal paths of this computer.
    facts: listPolicyFacts(policies, pack.id).map((list, i) => ({ ...list, file: `policy-${i + 1}.yaml` })),
    language,
    recipient: recipient === undefined ? null : readRecipient(recipient),
    ...(office ? { office } : {}),
  };
  const allMessages = await Promise.all(LANGUAGES.map(loadMessages));
  const words = lang === undefined ? await loadMessages('en') : messages;
  const { languages, title } = questionnaire.document;
  const [script, style] = await Promise.all(['form.js', 'form-style.css'].map((name) => readBuiltFile(world, name)));
  return {
    data,
    title: pickText(title, words.language, languages) ?? pack.id,
    tag: words.form.language.tag,
    script: script as string,
    style: style as string,
    fallback: allMessages.map(({ form }) => form.needsBrowser),
  };
}

/**
 * Reads what the office puts on a form in all languages of the office, because the user chooses the language in the
 * form.
 */
async function readFormOffice(world: World, settings: OfficeSettings, messages: Messages): Promise<FormOffice> {
  const { logo: path, folder: _, privacy: privacySettings, ...texts } = settings;
  const logo = path === undefined ? undefined : await readOfficeLogo(world, settings, path, messages);
  const privacy = await readPrivacyText(world, settings);
  return {
    ...texts,
    ...(logo ? { logo: { url: encodePictureUrl(logo), width: logo.width, height: logo.height } } : {}),
    ...(privacy === undefined
      ? {}
      : { privacy, privacyDigest: digestText(privacy), asksConsent: privacySettings?.consent ?? false }),
  };
}

/** Returns the digest of a text in each of its languages. */
function digestText(text: Text): Text {
  const computeDigest = (version: string): string =>
    `sha256:${createHash('sha256').update(version.trim()).digest('hex')}`;
  if (typeof text === 'string') return computeDigest(text);
  return Object.fromEntries(Object.entries(text).map(([tag, version]) => [tag, computeDigest(version)]));
}

/**
 * Reads a recipient in the notation of mail programs: a name, an address, or both as `Name <address>`. Throws a
 * `Refusal` for an address that mail cannot reach, such as one without a domain.
 */
function readRecipient(typed: string): NonNullable<EmbeddedPack['recipient']> {
  const text = sanitizeLine(typed).trim();
  const [, name = '', address] = /^(.*?)\s*<?([^\s<>@]+@[^\s<>@]+)>?$/.exec(text) ?? [];
  if (text.includes('@') && !/@[^@.]+(\.[^@.]+)+$/.test(address ?? ''))
    throw new CodedRefusal(2, 'noMailAddress', { option: '--recipient', text });
  return address === undefined ? { name: text, mail: null } : { name: name === '' ? address : name, mail: address };
}

/** The parts that a form is built from. */
interface FormPageParts extends Pick<PageParts, 'watched'> {
  readonly data: EmbeddedPack;
  /** The title in the initial language; the script updates it when the language changes. */
  readonly title: string;
  /** The tag of the initial language. */
  readonly tag: string;
  /** The text of the script that the build makes for the form; `style` is that of the style sheet. */
  readonly script: string;
  readonly style: string;
  /** A text per language for browsers that are too old or run no scripts. */
  readonly fallback: readonly string[];
}

/** Renders the form as one HTML file that loads nothing else; the same parts always give the same bytes. */
export function renderForm({ data, fallback, ...page }: FormPageParts): string {
  const body = `<div id="form">
${fallback.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
</div>
<script type="application/json" id="${DATA_ID}">${embedJson(data)}</script>`;
  return renderPage({ ...page, body, hasPictures: data.office?.logo !== undefined });
}
