import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Edit } from './planting.ts';

/** What a program wrote, and how it ended. */
export interface Run {
  readonly code: number;
  readonly output: string;
}

/** A copy of the project that plantings change. */
export interface Copy {
  readonly folder: string;
  edit(edits: readonly Edit[]): Promise<void>;
  /** The files that were changed or added since `keep`, in the order of their names. */
  changedFiles(): Promise<string[]>;
  /** Makes the changes so far a part of the project. */
  keep(): Promise<void>;
  /** Undoes the changes since `keep`. */
  undo(): Promise<void>;
  /** Runs a script of the copy with Node. */
  run(script: string, ...args: string[]): Promise<Run>;
  /** Runs the built command and returns its output. Throws unless it ends with the code. */
  matura(args: readonly string[], code?: number): Promise<string>;
  /** Writes files into a new folder outside of the project and returns its path. */
  write(files: Readonly<Record<string, string>>): Promise<string>;
  remove(): Promise<void>;
}

const PLANTINGS = 'test/plant/plantings';

/** Copies what git keeps of the project, and what is new and not ignored, with the packages linked. */
export async function openCopy(root: string): Promise<Copy> {
  const outer = await mkdtemp(path.join(tmpdir(), 'matura-plant-'));
  const folder = path.join(outer, 'project');
  await mkdir(folder);
  await copyProject(root, folder);
  await linkPackages(root, folder);
  const git = async (...args: string[]): Promise<string> => {
    const { code, output } = await run('git', args, folder);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const author = ['-c', 'user.name=plant', '-c', 'user.email=plant@localhost', '-c', 'commit.gpgsign=false'];
  let written = 0;

  const copy: Copy = {
    folder,
    async edit(edits) {
      for (const edit of edits) await applyEdit(edit, folder);
    },
    async changedFiles() {
      const lines = (await git('status', '--porcelain', '-z', '--untracked-files=all')).split('\0');
      return lines.flatMap((line) => (line === '' ? [] : [line.slice(3)])).sort();
    },
    async keep() {
      await git('add', '--all');
      await git(...author, 'commit', '--quiet', '--allow-empty', '--no-verify', '--message', 'keep');
    },
    async undo() {
      await git('reset', '--quiet', '--hard');
      await git('clean', '--quiet', '-d', '--force');
    },
    run: (script, ...args) => run(process.execPath, [path.join(folder, script), ...args], folder),
    async matura(args, wanted = 0) {
      const { code, output } = await copy.run('bin/matura.js', ...args);
      if (code !== wanted) throw new Error(`matura ${args.join(' ')} ended with ${code}:\n${output}`);
      return output;
    },
    async write(files) {
      written += 1;
      const target = path.join(outer, `files-${written}`);
      await mkdir(target);
      for (const [name, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(target, name)), { recursive: true });
        await writeFile(path.join(target, name), text);
      }
      return target;
    },
    remove: () => rm(outer, { recursive: true }),
  };
  await git('init', '--quiet');
  await copy.keep();
  return copy;
}

async function copyProject(root: string, folder: string): Promise<void> {
  const { code, output } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  if (code !== 0) throw new Error(output);
  for (const file of output.split('\0')) {
    // A file that was deleted and not committed is still listed.
    if (file !== '' && existsSync(path.join(root, file))) await cp(path.join(root, file), path.join(folder, file));
  }
}

/** Links each package by itself: what tools keep in `node_modules`, such as caches, stays in the copy. */
async function linkPackages(root: string, folder: string): Promise<void> {
  const [from, to] = [path.join(root, 'node_modules'), path.join(folder, 'node_modules')];
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name === '.cache' || name.startsWith('.vite')) continue;
    await symlink(path.join(from, name), path.join(to, name));
  }
}

async function applyEdit(edit: Edit, folder: string): Promise<void> {
  const file = path.join(folder, edit.file);
  const text = 'from' in edit ? await readFile(path.join(folder, PLANTINGS, edit.from), 'utf8') : edit.text;
  const mark = markOf(edit);
  if (mark === undefined) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    return;
  }
  const pieces = (await readFile(file, 'utf8')).split(mark);
  if (pieces.length !== 2) throw new Error(`${edit.file} has ${pieces.length - 1} places for it, not one: ${mark}`);
  const kept = 'replace' in edit ? '' : mark;
  await writeFile(file, pieces.join('before' in edit ? `${text}${kept}` : `${kept}${text}`));
}

/** The text that marks the place; undefined for a new file. */
function markOf(edit: Edit): string | undefined {
  if ('before' in edit) return edit.before;
  if ('after' in edit) return edit.after;
  return 'replace' in edit ? edit.replace : undefined;
}

function run(program: string, args: readonly string[], cwd: string): Promise<Run> {
  // Ends in English, and not as a part of another run of tests.
  const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, LC_ALL: ____, ...env } = process.env;
  return new Promise((resolve) => {
    const options = { cwd, env: { ...env, LANG: 'C.UTF-8', NO_COLOR: '1' }, maxBuffer: 1 << 28 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: code === 0 ? stdout : `${stdout}${stderr}` });
    });
  });
}
