import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import {
  addLetterhead,
  type Letterhead,
  loadCalendarRenderer,
  loadDocumentTables,
  loadDocxRenderer,
  loadDocxTemplate,
  loadHtmlRenderer,
  loadMarkdownRenderer,
  loadTerminalRenderer,
  type ReportDocument,
  type ReportLanguage,
  type Template,
} from '../report/index.ts';
import { formatCsvCell, loadWorkbookWriter } from '../table/index.ts';
import type { World } from '../world.ts';
import { DOCUMENT_FORMATS, PLAN_FORMATS, SHOWN_DOCUMENT_FORMATS } from './formats.ts';
import { type OfficeSettings, readLetterhead, recogniseLogo, refuseSvgInWord } from './letterhead.ts';
import {
  addOutputOptions,
  allowSeveralOutputs,
  type ContentByFormat,
  isStandardOutput,
  type OutputOptions,
  outputsOf,
  prepareOutput,
  readBuiltFile,
  refuseTerminal,
  requireDistinctFiles,
  showOutput,
} from './output.ts';
import { readSmallFile } from './small-file.ts';

type DocumentFormat = (typeof PLAN_FORMATS)[number];

/** The options of a command that writes a report. */
export interface DocumentOptions extends OutputOptions<DocumentFormat> {
  readonly template?: string;
  readonly logo?: string;
  readonly open?: boolean;
  /** What the office puts on documents, from `matura.yaml`. */
  readonly office?: OfficeSettings;
}

/**
 * Adds the options of commands that write a report. `isShown`: the terminal shows the report by default; `hasDays`: the
 * report has dates for a calendar.
 */
export function addDocumentOptions(command: Command, { isShown = false, hasDays = false } = {}): Command {
  const shownFormats = hasDays ? PLAN_FORMATS : SHOWN_DOCUMENT_FORMATS;
  const formats: readonly DocumentFormat[] = isShown ? shownFormats : DOCUMENT_FORMATS;
  addOutputOptions(command, formats);
  command.option('--open').option('--template <file.docx>').option('--logo <file>');
  return allowSeveralOutputs(command, formats);
}

/** Files of the user that change the look of a report. */
interface CustomerFiles {
  readonly template?: Template;
  readonly letterhead?: Letterhead;
}

/**
 * Reads the template and the logo before the report is calculated. Throws a `Refusal` for unusable files, for options
 * that exclude each other, and if the report would overwrite its own input. `keys` are the top-level keys by which an
 * earlier output in JSON is recognised.
 */
export async function readCustomerFiles(
  world: World,
  options: DocumentOptions & { readonly peers?: string },
  speech: ReportLanguage,
  keys: readonly string[] = [],
): Promise<CustomerFiles> {
  const outputs = outputsOf(options);
  refuseMisplaced(world, options, outputs);
  const { template, logo, peers } = options;
  const { messages } = speech;
  await requireDistinctFiles(
    world,
    [template, logo, peers],
    outputs.map(({ output }) => output),
    messages,
  );
  for (const output of outputs) await prepareOutput(world, output, keys);
  return {
    ...(template === undefined ? {} : { template: await readTemplate(world, template, messages.documents) }),
    ...(await readLetterheadFor(world, options, speech)),
  };
}

/**
 * Reads the letterhead of the office for outputs that show one, with the logo of the option if there is one. Refuses an
 * SVG logo for Word documents.
 */
async function readLetterheadFor(
  world: World,
  options: DocumentOptions,
  speech: ReportLanguage,
): Promise<Pick<CustomerFiles, 'letterhead'>> {
  const { logo, office } = options;
  const outputs = outputsOf(options);
  const isShown = outputs.some((output) => LETTERHEAD_FORMATS.includes(output.format));
  if (!isShown || (office === undefined && logo === undefined)) return {};
  const { documents } = speech.messages;
  const { logo: officeLogo, ...ownOffice } = office ?? {};
  const settings = logo === undefined || !office ? office : { ...ownOffice, folder: office.folder };
  const ownLetterhead = settings ? await readLetterhead(world, settings, speech) : EMPTY_LETTERHEAD;
  const letterhead =
    logo === undefined
      ? ownLetterhead
      : {
          ...ownLetterhead,
          logo: await recogniseLogo(logo, await readSmallFile(world, logo, MAX_ASSET_BYTES), documents),
        };
  if (outputs.some((output) => output.format === 'docx'))
    refuseSvgInWord(letterhead.logo, logo ?? officeLogo ?? '', speech.messages);
  return { letterhead };
}

/** The formats that show a letterhead; a terminal and data have no use for it. */
const LETTERHEAD_FORMATS: readonly DocumentFormat[] = ['html', 'pdf', 'docx', 'md'];

const EMPTY_LETTERHEAD: Letterhead = { sender: [], signatures: [], privacy: [] };

/**
 * Writes a report to all its outputs, with the customer's template and letterhead. Unless `own` says otherwise, JSON
 * contains the document's blocks, and a terminal shows the document.
 */
export async function writeDocument(
  world: World,
  document: ReportDocument,
  options: DocumentOptions,
  { letterhead, template, ...own }: CustomerFiles & Partial<ContentByFormat<'json' | 'pretty'>>,
  messages: Messages,
): Promise<void> {
  const plainMakers = createDocumentMakers(world, document, messages, template);
  const issued = letterhead && addLetterhead(document, letterhead, messages);
  const outputMakers = issued ? createDocumentMakers(world, issued, messages, template) : plainMakers;
  const { html, pdf, docx, md } = outputMakers;
  await showOutput(world, options, { ...plainMakers, html, pdf, docx, md, ...own }, messages);
  if (options.open) openInViewer(world, resolve(world.cwd, options.output ?? ''), messages);
}

/** Creates the refusal of an option that has an effect only with these formats. */
export function refuseFormat(option: string, formats: readonly string[], format: string): CodedRefusal {
  const example = `-o report.${formats[0]}`;
  return new CodedRefusal(2, 'otherFormatNeeded', { option, formats, format, example });
}

/** Throws a `Refusal` for options that have no effect on the requested formats or outputs. */
function refuseMisplaced(
  world: World,
  { format, output, template, logo, open: isOpened }: DocumentOptions,
  outputs: readonly DocumentOptions[],
): void {
  const writesFormat = (formats: readonly string[]): boolean =>
    outputs.some((output) => formats.includes(output.format));
  if (template !== undefined && !writesFormat(['docx'])) throw refuseFormat('--template', ['docx'], format);
  if (logo !== undefined && !writesFormat(['docx', 'html', 'pdf']))
    throw refuseFormat('--logo', ['docx', 'html', 'pdf'], format);
  if (isOpened && isStandardOutput(output))
    throw new CodedRefusal(2, 'optionNeeds', { option: '--open', other: '-o', example: '-o report.html' });
  refuseTerminal(world, { format, output });
}

/** The commands that open a file with the system's program for it. */
const VIEWER_COMMANDS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer.exe' };

/**
 * Opens a file in the system's program for it, without a shell. A failure is only reported, because the file is already
 * written.
 */
function openInViewer(world: World, path: string, { notices }: Messages): void {
  const viewer = VIEWER_COMMANDS[platform()] ?? 'xdg-open';
  const child = spawn(viewer, [path], { detached: true, stdio: 'ignore', env: { ...world.env } });
  child.on('error', () => world.stderr.write(`${notices.notOpened({ viewer })}\n`));
  child.unref();
}

/**
 * Creates functions that render a document in each format. Renderers are loaded on demand, because Word needs a
 * library.
 */
function createDocumentMakers(
  world: World,
  document: ReportDocument,
  messages: Messages,
  template: Template | undefined,
): ContentByFormat<DocumentFormat> {
  return {
    pretty: async (look) => (await loadTerminalRenderer()).renderTerminal(document, look),
    json: () => document,
    md: async () => (await loadMarkdownRenderer()).renderMarkdown(document),
    ics: async () => (await loadCalendarRenderer()).renderCalendar(document),
    html: () => renderPage(world, document),
    pdf: async () => {
      const { pagesOf, printPdf } = await import('./print-pdf.ts');
      const printedPdf = await printPdf(world, await renderPage(world, document, new Map()));
      // The page numbers in the table of contents are known only after a first print, so the document is printed twice.
      if (document.contentsTitle === undefined) return printedPdf;
      return printPdf(world, await renderPage(world, document, pagesOf(printedPdf)));
    },
    docx: async () => (await loadDocxRenderer()).renderDocx(document, template),
    csv: async () => {
      const rows = (await loadDocumentTables()).tableRows(document);
      return rows.map((cells) => `${cells.map(formatCsvCell).join(',')}\n`).join('');
    },
    xlsx: async () => {
      const { listTableSheets } = await loadDocumentTables();
      const { writeWorkbook } = await loadWorkbookWriter();
      return writeWorkbook(listTableSheets(document, messages));
    },
  };
}

/** Renders an HTML page. For a printed page, `pages` has the page number on which each part begins. */
async function renderPage(
  world: World,
  document: ReportDocument,
  pages?: ReadonlyMap<string, number>,
): Promise<string> {
  const { renderHtml } = await loadHtmlRenderer();
  return renderHtml(document, { style: await readBuiltFile(world, 'report-style.css'), ...(pages ? { pages } : {}) });
}

/** Maximum size of a template or logo, in bytes; a larger file is not read. */
const MAX_ASSET_BYTES = 1 << 25;

/** Faults of a file that is not a readable Word document. Other faults concern a part of the document. */
const UNREADABLE_FILE_FAULTS: ReadonlySet<string> = new Set(['not-docx', 'old', 'damaged', 'password']);

/** Reads a customer's Word document as template for a report. Throws a `Refusal` if it cannot be used. */
async function readTemplate(world: World, path: string, messages: Messages['documents']): Promise<Template> {
  const refuse = (reason: string, next: string, cause?: unknown): never => {
    throw new Refusal(3, `${path}: ${reason}`, next, { cause });
  };
  const bytes = await readSmallFile(world, path, MAX_ASSET_BYTES);
  if (bytes === undefined) return refuse(messages.template['too-large'], messages.mendTemplate);
  const { prepareTemplate, TemplateProblem, templateFaultInWords } = await loadDocxTemplate();
  try {
    return await prepareTemplate(bytes);
  } catch (cause) {
    if (!(cause instanceof TemplateProblem)) throw cause;
    const nextStep = UNREADABLE_FILE_FAULTS.has(cause.fault.code) ? messages.saveAsWord : messages.mendTemplate;
    return refuse(templateFaultInWords(cause.fault, messages), nextStep, cause);
  }
}
