import { resolve } from 'node:path';
import type { Answers } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import { Refusal } from '../model/refusal.ts';
import type { World } from '../world.ts';
import { openDocument, readBytes } from './file.ts';
import { collectSources } from './load.ts';
import type { Sources } from './source.ts';

/** An answers file as read; `document` is null if anything is wrong with its form. */
export interface AnswersReading {
  /** The file as problems name it. */
  readonly file: string;
  readonly document: Answers | null;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** Reads a file of answers in YAML or JSON; `-` is standard input. Throws a `Refusal` if it cannot be read. */
export async function readAnswers(world: World, path: string): Promise<AnswersReading> {
  if (path === '-') return readAnswersBytes('stdin', await readAll(world.stdin));
  const opened = await openDocument(world, 'answers', resolve(world.cwd, path));
  if (!opened) throw new Refusal(3, `${path} does not exist`);
  const { file, document, problems } = opened;
  return { file, document, problems, sources: collectSources([opened]) };
}

/** Reads bytes as answers in YAML or JSON; `file` is what problems call them. */
export async function readAnswersBytes(file: string, bytes: Uint8Array): Promise<AnswersReading> {
  const { document, problems, source } = await readBytes('answers', file, bytes);
  return { file, document, problems, sources: new Map([[file, source]]) };
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
