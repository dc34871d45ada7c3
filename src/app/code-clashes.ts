// Finds files of answers that contradict each other about an enterprise's code or name, before any of them is scored.

import { resolve } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { keyFactOf, NAME_FACT } from '../interview/index.ts';
import { foldKey, normaliseSpelling, Refusal } from '../model/index.ts';
import { type CompiledPack, readAnswers } from '../pack/index.ts';
import { isEnterpriseFile } from '../store/index.ts';
import { toRecordedStatements } from '../versions/index.ts';
import type { World } from '../world.ts';

interface StatedEnterprise {
  readonly path: string;
  readonly code: string;
  readonly name: string;
}

/** Contradictions between files of answers about the same enterprises. */
export interface CodeClashes {
  /** Refusals by path: the file has the same code as another file, but another name. */
  readonly refusals: ReadonlyMap<string, CodedRefusal>;
  /** Names that occur with several codes. */
  readonly names: readonly {
    readonly name: string;
    readonly codes: readonly string[];
    readonly paths: readonly string[];
  }[];
}

/** Compares the codes and names that files of answers state; files that cannot be read are left out. */
export async function findCodeConflicts(
  world: World,
  { plan }: Pick<CompiledPack, 'plan'>,
  paths: readonly string[],
): Promise<CodeClashes> {
  const key = keyFactOf(plan);
  const statedEnterprises: StatedEnterprise[] = [];
  for (const path of key ? paths.filter((one) => one !== '-') : []) {
    const facts = await readFacts(world, path);
    const [code, name] = [key?.name ?? '', NAME_FACT].map((fact) => facts?.[fact]?.value);
    if (code !== undefined && name !== undefined)
      statedEnterprises.push({ path, code: String(code), name: String(name) });
  }
  const refusals = new Map<string, CodedRefusal>();
  for (const group of groupBy(statedEnterprises, ({ code }) => foldKey(code)))
    for (const { path, code, name } of group) {
      const otherEnterprise = group.find(
        (enterprise) => normaliseSpelling(enterprise.name) !== normaliseSpelling(name),
      );
      if (otherEnterprise)
        refusals.set(
          path,
          new CodedRefusal(3, 'codeOfTwo', {
            path,
            code,
            name,
            other: otherEnterprise.path,
            otherName: otherEnterprise.name,
          }),
        );
    }
  const names = groupBy(statedEnterprises, ({ name }) => normaliseSpelling(name)).flatMap((group) => {
    const codes = [...new Set(group.map(({ code }) => foldKey(code)))];
    return codes.length < 2 ? [] : [{ name: group[0]?.name ?? '', codes, paths: group.map(({ path }) => path) }];
  });
  return { refusals, names };
}

async function readFacts(world: World, path: string) {
  try {
    if (await isEnterpriseFile(resolve(world.cwd, path))) return undefined;
    const { document } = await readAnswers(world, path);
    return document ? toRecordedStatements(document).facts : undefined;
  } catch (error) {
    // The file is refused later, when it is read for scoring.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly (readonly Value[])[] {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}
