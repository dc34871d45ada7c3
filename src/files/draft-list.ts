import { readdir, readFile, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { RecordedAnswer } from '../model/generated/types.ts';
import { draftsFolder } from './draft-file.ts';
import { parseDraft } from './draft-lines.ts';
import type { DraftEvent, DraftHeader } from './draft-shape.ts';
import { followInside } from './folder.ts';
import { asFileProblem, FileProblem, systemCode } from './problem.ts';

/** What a person needs to know of a draft to choose it. */
export interface DraftSummary {
  readonly path: string;
  readonly header: DraftHeader;
  /** When something was last said; when it was begun, if nothing was. */
  readonly lastAt: string;
  /** How many times something was said or taken back. */
  readonly count: number;
  /** What holds of everything that was said. */
  readonly statements: ReadonlyMap<string, RecordedAnswer>;
  /** The enterprise's key, as far as it is known. */
  readonly key?: string;
  /** The enterprise's name, as far as it is known. */
  readonly name?: string;
}

export interface DraftList {
  /** Newest first. */
  readonly drafts: readonly DraftSummary[];
  /** Drafts that cannot be read; they hold answers, so they must not go unnoticed. */
  readonly problems: readonly FileProblem[];
}

export interface DraftFacts {
  /** The fact that identifies an enterprise. Default `uscc`. */
  readonly keyFact?: string;
  /** The fact that names it. Default `name`. */
  readonly nameFact?: string;
}

/** The drafts of a folder of enterprises. One whose first line was never whole holds no answer and is removed. */
export async function listDrafts(root: string, facts: DraftFacts = {}): Promise<DraftList> {
  const drafts: DraftSummary[] = [];
  const problems: FileProblem[] = [];
  for (const path of await findDraftFiles(root)) {
    try {
      const summary = await summarizeDraft(path, facts);
      if (summary) drafts.push(summary);
      else await rm(path, { force: true }).catch(() => {});
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      problems.push(error);
    }
  }
  return { drafts: drafts.sort(compareNewestFirst), problems };
}

/** What holds after a draft's events: the last thing said of each name, unless it was taken back. */
export function latestStatements(events: readonly DraftEvent[]): Map<string, RecordedAnswer> {
  const latest = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) latest.delete(name);
    else latest.set(name, statement);
  }
  return latest;
}

async function findDraftFiles(root: string): Promise<string[]> {
  const folder = draftsFolder(root);
  await followInside(folder, root);
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.jsonl') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw asFileProblem(error, folder);
  }
}

async function summarizeDraft(path: string, facts: DraftFacts): Promise<DraftSummary | undefined> {
  const bytes = await readFile(path).catch((error) => {
    throw asFileProblem(error, path);
  });
  const content = parseDraft(bytes, path, parse(path).name);
  if (content === undefined) return undefined;
  const { header, events } = content;
  const statements = latestStatements(events);
  const key = statedText(statements.get(facts.keyFact ?? 'uscc')) ?? header.enterprise;
  const name = statedText(statements.get(facts.nameFact ?? 'name'));
  return {
    path,
    header,
    lastAt: events.at(-1)?.at ?? header.startedAt,
    count: events.length,
    statements,
    ...(key !== undefined && { key }),
    ...(name !== undefined && { name }),
  };
}

function statedText(statement: RecordedAnswer | undefined): string | undefined {
  const value = statement?.state === 'answered' ? statement.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function compareNewestFirst(one: DraftSummary, other: DraftSummary): number {
  if (one.lastAt !== other.lastAt) return one.lastAt < other.lastAt ? 1 : -1;
  return one.header.id < other.header.id ? 1 : -1;
}
