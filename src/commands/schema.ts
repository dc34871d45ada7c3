import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  type HelpDetails,
  type OutputOptions,
  refuseUnknownName,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { buildSelfContainedSchema, DOCUMENT_KINDS, type DocumentKind } from '../model/index.ts';
import type { World } from '../world.ts';

export const help: HelpDetails = {
  examples: ['matura schema questionnaire -o questionnaire.schema.json'],
  shown: { modeline: ['# yaml-language-server: $schema=questionnaire.schema.json'], kinds: DOCUMENT_KINDS.join(', ') },
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, ['json']);
  addStyleOptions(command).action(async (kind: string, options: OutputOptions<'json'>) => {
    if (!isKind(kind)) throw refuseUnknownName('unknownDocumentKind', kind, DOCUMENT_KINDS);
    const { messages } = await resolveLanguage(world, options.lang);
    await showOutput(world, options, { json: () => buildSelfContainedSchema(kind) }, messages);
    done(0);
  });
}

function isKind(kind: string): kind is DocumentKind {
  return (DOCUMENT_KINDS as readonly string[]).includes(kind);
}
