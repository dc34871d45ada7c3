import type { Measures } from '../../model/index.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A role in an enterprise. */
interface RoleTitle {
  readonly id: string;
  readonly title: string;
}

/** Lists who of an enterprise may say something: who carries out the pack's measures, else the usual roles. */
export function listRoles(measures: Pick<Measures, 'roles'> | undefined, vocabulary: Vocabulary): RoleTitle[] {
  const { roles = [] } = measures ?? {};
  const usual = Object.entries(vocabulary.messages.words.roles).map(([id, title]) => ({ id, title }));
  return roles.length === 0 ? usual : roles.map(({ id, title }) => ({ id, title: vocabulary.pick(title) ?? id }));
}

/** Names a role; one that neither the pack nor the usual list has keeps its id. */
export function roleInWords(id: string, measures: Pick<Measures, 'roles'> | undefined, vocabulary: Vocabulary): string {
  const { roles } = vocabulary.messages.words;
  const ownRole = listRoles(measures, vocabulary).find((role) => role.id === id);
  return ownRole?.title ?? (Object.hasOwn(roles, id) ? roles[id as keyof typeof roles] : id);
}
