import { resolve } from 'node:path';
import { readEnterprise, readEnterpriseFile } from '../../files/enterprise.ts';
import { isEnterpriseFile } from '../../files/enterprise-peek.ts';
import type { Assessment } from '../../model/generated/types.ts';
import { namedResults } from '../../policy/other-results.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { keyOf } from './record-assessment.ts';
import type { Settled } from './settle.ts';

/** Where an enterprise's other assessments may be. */
export interface OtherPlaces {
  /** A file of answers, or of the enterprise itself. */
  readonly path?: string | undefined;
  /** The folder of enterprise files. */
  readonly files?: string | undefined;
}

/** What is in the enterprise's file, where a policy asks for results under other packs; none where there is no file. */
export async function otherAssessments(
  world: World,
  settled: Settled,
  sheet: Sheet,
  { path, files }: OtherPlaces,
): Promise<readonly Assessment[]> {
  if (namedResults(settled.policies.map(({ document }) => document)).length === 0) return [];
  const file = path === undefined || path === '-' ? undefined : resolve(world.cwd, path);
  if (file !== undefined && (await isEnterpriseFile(file))) return (await readEnterpriseFile(file)).assessments;
  if (files === undefined) return [];
  const found = await readEnterprise(resolve(world.cwd, files), keyOf(settled, sheet));
  return found?.assessments ?? [];
}
