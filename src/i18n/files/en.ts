import type { FileMessages } from './messages.ts';

export const files: FileMessages = {
  problems: {
    missing: (path) => `${path} does not exist`,
    damaged: (path) => `${path} is damaged`,
    newer: (path) => `${path} was written by a newer version of Matura`,
    locked: (path) => `${path} is being written by another run`,
    'disk-full': (path) => `${path} could not be written: no space is left`,
    'read-only': (path) => `${path} could not be written: the disk is read-only`,
    'no-permission': (path) => `${path} cannot be used: permission is missing`,
    'not-a-folder': (path) => `${path} is in the way of a folder of that name`,
    'not-a-file': (path) => `${path} is a folder where a file belongs`,
    'link-outside': (path) => `${path} is a link that leads out of its folder`,
    failed: (path) => `${path} could not be read or written`,
  },
  steps: {
    'check-path': () => 'Check the path.',
    'restore-copy': () =>
      'Take a whole copy from a backup, or mend the place; Matura changes nothing in a damaged file.',
    'update-matura': () => 'Use a newer version of Matura.',
    wait: () => 'Wait for the other run to end, then try again.',
    'free-space': () => 'Free some space, then try again: what was there before is untouched.',
    'choose-other-folder': (option) => `Choose another folder with ${option}.`,
    'get-permission': (option) => `Ask for permission, or choose another folder with ${option}.`,
    'replace-link': () => 'Replace the link by the file itself.',
    'name-a-file': () => 'Name a file, or move the folder away.',
    'try-again': () => 'Try again; if it stays so, look at the disk.',
  },
  line: (line) => `line ${line}`,
  lineAndColumn: (line, column) => `line ${line}, column ${column}`,
  pointer: (pointer) => `at ${pointer}`,
  top: 'at the top',
  details: {
    'not-json': 'not valid JSON',
    'not-utf8': 'not valid UTF-8',
    'not-an-answer': 'not an answer',
    'not-a-draft': 'not the header of a draft',
    'not-filed': 'the assessment is not in it',
    'other-draft': (id) => `it is the header of the draft ${id}`,
    'other-key': (key) => `its key ${key} belongs into another file`,
  },
};
