import type { Measures } from '../../model/index.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A role in an enterprise. */
interface RoleTitle {
  readonly id: string;
  readonly title: string;
}

/**
 * Lists the roles in which someone may give an opinion: those that carry out the pack's measures or, if it states none,
 * the usual ones.
 */
export function listRoles(measures: Pick<Measures, 'roles'> | undefined, vocabulary: Vocabulary): RoleTitle[] {
  const { roles = [] } = measures ?? {};
  const usualRoles = Object.entries(vocabulary.messages.words.roles).map(([id, title]) => ({ id, title }));
  return roles.length === 0 ? usualRoles : roles.map(({ id, title }) => ({ id, title: vocabulary.pick(title) ?? id }));
}

/** Returns the title of a role; its id if neither the pack nor the usual list has it. */
export function roleInWords(id: string, measures: Pick<Measures, 'roles'> | undefined, vocabulary: Vocabulary): string {
  const { roles } = vocabulary.messages.words;
  const ownRole = listRoles(measures, vocabulary).find((role) => role.id === id);
  return ownRole?.title ?? (Object.hasOwn(roles, id) ? roles[id as keyof typeof roles] : id);
}
