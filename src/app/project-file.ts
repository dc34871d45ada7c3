// Reads the settings of a project, `matura.yaml`, from the current folder or one above it.

import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { CodedRefusal } from '../i18n/index.ts';
import { PROBLEMS, type Project } from '../model/index.ts';
import { openDocument } from '../pack/index.ts';
import { computeFingerprint, readSigningKey } from '../store/index.ts';
import type { World } from '../world.ts';
import type { OfficeSettings } from './letterhead.ts';
import { refuseProblems } from './open-pack.ts';
import { findProjectFile } from './program.ts';

/** The settings of a project, with all paths made absolute. */
export interface ProjectSettings extends Omit<Project, 'kind'> {
  /** The absolute path of the settings file. */
  readonly file: string;
}

/**
 * Reads the settings for the current folder; undefined if there are none. Throws a `Refusal` for a file with problems.
 */
export async function readProject(world: World): Promise<ProjectSettings | undefined> {
  const file = findProjectFile(world.cwd);
  const projectFile = file === undefined ? undefined : await openDocument(world, 'project', file);
  if (file === undefined || !projectFile) return undefined;
  const { document, source, problems } = projectFile;
  const unknownRules = Object.keys(document?.rules ?? {}).flatMap((code) =>
    Object.hasOwn(PROBLEMS, code)
      ? []
      : [
          {
            code: 'M203' as const,
            file: projectFile.file,
            at: ['rules', code],
            on: 'key' as const,
            details: { found: code, wanted: { phrase: 'rule' as const } },
          },
        ],
  );
  const allProblems = [...problems, ...unknownRules];
  if (!document || allProblems.length > 0) {
    const refusal = new CodedRefusal(3, 'projectUnusable', { path: projectFile.file });
    return refuseProblems(world, allProblems, new Map([[projectFile.file, source]]), refusal, {});
  }
  const resolvePath = (path: string): string => resolve(dirname(file), path);
  const { packs, policy, files, kind: _, ...others } = document;
  return {
    ...others,
    file,
    ...(packs && { packs: packs.map(resolvePath) }),
    // A policy may be given by its id, which is kept, or by a path, which is made absolute.
    ...(policy !== undefined && { policy: /[/\\]|\.yaml$/.test(policy) ? resolvePath(policy) : policy }),
    ...(files !== undefined && { files: resolvePath(files) }),
  };
}

/** Fills in options that the user did not type with values from the project's settings. */
export async function applyProject(world: World, command: Command): Promise<void> {
  const project = await readProject(world);
  if (!project) return;
  const { packs, policy, lang, assessor, files, rules, docs, signers, letterhead, privacy, file } = project;
  const hasOption = (name: string): boolean => command.options.some((option) => option.attributeName() === name);
  for (const [name, value] of Object.entries({ packs, policy, lang, assessor })) {
    if (value !== undefined && hasOption(name) && command.getOptionValueSource(name) === undefined)
      command.setOptionValueWithSource(name, value, 'config');
  }
  // A command without a default folder writes enterprise files only if the user names a folder.
  if (files !== undefined && command.getOptionValueSource('files') === 'default')
    command.setOptionValueWithSource('files', files, 'config');
  if (signers && hasOption('signer') && command.getOptionValueSource('signer') === undefined)
    command.setOptionValueWithSource('signer', signers, 'config');
  // A command that writes no enterprise files needs no signature.
  if (signers && hasOption('sign') && command.getOptionValue('files') !== undefined)
    requireSigner(world, command.getOptionValue('sign'), signers, relative(world.cwd, file));
  const isForPeople = hasOption('logo') || command.name() === 'form' || command.name() === 'template';
  if (isForPeople && (letterhead || privacy)) {
    const office: OfficeSettings = { ...letterhead, privacy, folder: dirname(file) };
    command.setOptionValueWithSource('office', office, 'config');
  }
  if (command.name() !== 'validate' && command.name() !== 'lsp') return;
  for (const [name, value] of Object.entries({ rules, docs }))
    if (value !== undefined) command.setOptionValueWithSource(name, value, 'config');
}

/**
 * Throws a `Refusal` unless `--sign` names a key that the project requires, because entries without a signature cannot
 * be signed later.
 */
function requireSigner(world: World, sign: string | undefined, signers: readonly string[], project: string): void {
  if (sign === undefined) throw new CodedRefusal(3, 'unsigned', { project });
  const fingerprint = computeFingerprint(readSigningKey(resolve(world.cwd, sign)).publicKey);
  if (!signers.includes(fingerprint)) throw new CodedRefusal(3, 'otherSigner', { key: sign, fingerprint, project });
}
