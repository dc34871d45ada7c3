import type { Command } from 'commander';
import { unknownName } from '../app/index.ts';
import { DOCUMENT_KINDS, type DocumentKind, selfContainedSchema } from '../model/index.ts';
import type { World } from '../world.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addHelpText(
      'after',
      `\nKinds: ${DOCUMENT_KINDS.join(', ')}\n\nExample: matura schema questionnaire > questionnaire.schema.json\nThen, as the first line of a questionnaire, for editors with the YAML language server:\n  # yaml-language-server: $schema=questionnaire.schema.json`,
    )
    .action((kind: string) => {
      if (!isKind(kind)) throw unknownName(2, 'unknownDocumentKind', kind, DOCUMENT_KINDS);
      world.stdout.write(`${JSON.stringify(selfContainedSchema(kind), null, 2)}\n`);
      done(0);
    });
}

function isKind(kind: string): kind is DocumentKind {
  return (DOCUMENT_KINDS as readonly string[]).includes(kind);
}
