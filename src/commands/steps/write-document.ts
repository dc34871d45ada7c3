import { type Command, Option } from 'commander';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Speech } from '../../report/assessment.ts';
import type { ReportDocument } from '../../report/document/document.ts';
import type { Template } from '../../report/document/docx/template.ts';
import type { Picture } from '../../report/document/picture.ts';
import type { World } from '../../world.ts';
import { readLogo, readTemplate } from './customer-files.ts';
import { lookOf } from './look.ts';
import { isStandardOutput, needApart, needFoldersOf, outputOption, refuseTerminal, writeOutput } from './output.ts';
import { readBuilt } from './read-built.ts';

/** The formats of a report. */
const FORMATS = ['html', 'docx', 'pdf', 'md', 'json'] as const;
/** Those of what is looked at in a terminal first. */
const TERMINAL_FORMATS = ['pretty', ...FORMATS] as const;

/** How a report is written, as a command was told. */
export interface DocumentOptions {
  readonly format: (typeof TERMINAL_FORMATS)[number];
  readonly output?: string;
  readonly template?: string;
  readonly logo?: string;
  /** In a terminal. */
  readonly color?: boolean;
}

/** The options of every command that writes a report, and of those that show it in the terminal unless told otherwise. */
export function addDocumentOptions(command: Command, { isShown = false } = {}): Command {
  const format = new Option('--format <format>', 'how it is written');
  return command
    .addOption(isShown ? format.choices(TERMINAL_FORMATS).default('pretty') : format.choices(FORMATS).default('html'))
    .addOption(outputOption())
    .option('--template <file.docx>', 'with docx: a document whose styles, page, head and foot are taken')
    .option('--logo <file>', 'with html, pdf and docx: a PNG, JPEG or (not docx) SVG for the cover');
}

/** What a customer gives along with a report. */
export interface Given {
  readonly template?: Template;
  readonly logo?: Picture;
}

/**
 * What is given along, read before a report is worked out: throws a `Refusal` for what cannot be used, for options that do
 * not go together, and where the report would be written over what it is made from.
 */
export async function readGiven(
  world: World,
  options: DocumentOptions & { readonly peers?: string },
  { messages }: Speech,
): Promise<Given> {
  refuseMisplaced(world, options);
  await needFoldersOf(world, [options.output]);
  const { format, template, logo, peers } = options;
  await needApart(world, [template, logo, peers], [options.output], messages);
  return {
    ...(template === undefined ? {} : { template: await readTemplate(world, template, messages.documents) }),
    ...(logo === undefined ? {} : { logo: await readLogo(world, logo, { format, messages: messages.documents }) }),
  };
}

/** Writes a report to where it was asked for, with what was given along. */
export async function writeDocument(
  world: World,
  document: ReportDocument,
  options: DocumentOptions,
  { logo, template }: Given,
  messages: Messages,
): Promise<void> {
  const content = await render(world, logo === undefined ? document : { ...document, logo }, options, template);
  await writeOutput(world, content, options.output, messages);
}

/** Throws a `Refusal` for options that do not go together. */
function refuseMisplaced(world: World, { format, output, template, logo }: DocumentOptions): void {
  if (template !== undefined && format !== 'docx') {
    throw new Refusal(2, `--template goes with --format docx, not ${format}`);
  }
  if (logo !== undefined && format !== 'docx' && format !== 'html' && format !== 'pdf') {
    throw new Refusal(2, `--logo goes with --format html, pdf or docx, not ${format}`);
  }
  if (format === 'docx' || format === 'pdf') {
    refuseTerminal(world, output, format === 'docx' ? 'a Word document' : 'a PDF');
  }
}

/** Each format is loaded when it is asked for: Word documents take a library of their own. */
async function render(
  world: World,
  document: ReportDocument,
  { format, output, color }: DocumentOptions,
  template: Template | undefined,
): Promise<string | Uint8Array> {
  switch (format) {
    case 'pretty': {
      const { renderTerminal } = await import('../../report/document/terminal.ts');
      const look = lookOf(world, world.stdout, color === undefined ? {} : { color });
      // A file is no terminal, whatever command wrote it.
      return renderTerminal(document, isStandardOutput(output) ? look : { ...look, color: false });
    }
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'md':
      return (await import('../../report/document/markdown.ts')).renderMarkdown(document);
    case 'html':
      return renderPage(world, document, false);
    case 'pdf':
      return (await import('./printing/print-pdf.ts')).printPdf(world, await renderPage(world, document, true));
    case 'docx': {
      const { renderDocx } = await import('../../report/document/docx.ts');
      return renderDocx(document, template);
    }
  }
}

async function renderPage(world: World, document: ReportDocument, isPrinted: boolean): Promise<string> {
  const { renderHtml } = await import('../../report/document/html.ts');
  return renderHtml(document, { style: await readBuilt(world, 'report-style.css'), isPrinted });
}
