import type { ImportMessages } from './messages.ts';

export const imports: ImportMessages = {
  added: (path, enterprise, file) => `${path}: ${enterprise} added to ${file}`,
  alreadyThere: (path, enterprise, file) => `${path}: this assessment of ${enterprise} is in ${file} already`,
  refused: (path) => `${path}: refused`,
  level: (level) => `result: ${level}`,
  changed: (fact, from, to) => `${fact}: was ${from}, is ${to}`,
  notStated: 'not stated',
  again: (path) => `the same enterprise as in ${path}; both assessments are kept`,
  notNewest: 'a later assessment is on file: its facts and its policy stay',
  migrated: (from) => `given under version ${from} of the questionnaire and taken over`,
  renamedIds: (ids) => `renamed since: ${ids}`,
  progress: (done, all) => `${done} of ${all} files`,
  interrupted: (folder) =>
    `Interrupted: what was added in ${folder} stays and is not added again. Run the same command again.`,
  editedKept: (path) => `the policy that was edited by hand is now ${path}`,
  summary: (files, added, alreadyThere, refused, one) =>
    `${files} ${one ? 'file' : 'files'}: ${added} added, ${alreadyThere} there already, ${refused} refused`,
  otherEnterprise: (stored, given) =>
    `the file of this key names another enterprise: it says “${stored}”, the answers say “${given}”; nothing was written`,
  renameAdvice: 'Is the key right? If the enterprise has a new name, add --renamed.',
  emptyFolder: (path) => `${path} holds no answers: there is no JSON file in it`,
};
