import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  type HelpDetails,
  type OutputOptions,
  openPack,
  type PackOptions,
  packVocabulary,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { renderPackGraph } from '../report/index.ts';
import type { World } from '../world.ts';

const FORMATS = ['mermaid', 'md'] as const;

type GraphOptions = PackOptions & OutputOptions<(typeof FORMATS)[number]>;

export const help: HelpDetails = {
  examples: ['matura graph quick-scan -o quick-scan.md'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOutputOptions(command, FORMATS);
  addPackOptions(command).action((pack: string, options: GraphOptions) =>
    drawGraph(world, pack, options).then(() => done(0)),
  );
}

async function drawGraph(world: World, pack: string, options: GraphOptions): Promise<void> {
  const speech = await resolveLanguage(world, options.lang);
  const compiledPack = await openPack(world, { ...options, pack, measures: false });
  const vocabulary = packVocabulary(compiledPack, speech);
  const chart = renderPackGraph(compiledPack.plan, compiledPack.pack.questionnaire.document, vocabulary);
  const { id, version } = compiledPack.stamp;
  const outputMakers = {
    mermaid: () => chart,
    md: () =>
      `# ${vocabulary.pick(compiledPack.pack.questionnaire.document.title)} (${id} ${version})\n\n\`\`\`mermaid\n${chart}\`\`\`\n`,
  };
  await showOutput(world, options, outputMakers, speech.messages);
}
