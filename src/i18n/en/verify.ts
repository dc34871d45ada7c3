/** What in an enterprise file is not as it was written, and what the check of such files says. */
export const verify = {
  entries: {
    assessment: (number: string) => `assessment ${number}`,
    record: (number: string) => `record ${number}`,
  },
  /** What of an entry was altered. */
  parts: {
    about: 'kind, dates or pack',
    answers: 'facts or answers',
    result: 'scores or level',
    recommendation: 'recommendation',
    content: 'its content',
    personal: 'assessor, notes, evidence or contacts',
  },
  findings: {
    altered: (entry: string, parts: string) => `${entry} was altered: ${parts}`,
    removed: (entry: string) => `${entry} was removed`,
    inserted: (entry: string) => `${entry} was inserted`,
    moved: (entry: string) => `${entry} was moved`,
    'personal-removed': (entry: string) =>
      `${entry} lost its assessor, notes, evidence or contacts without matura redact`,
    facts: 'the facts at the top were altered',
    fact: (name: string) => `the fact ${name} at the top was altered: no assessment states its note or evidence`,
    'link-broken': (link: string) =>
      `link ${link} of the chain does not follow from the one before: it, the key or what stood before it was altered`,
    'bad-signature': (link: string) => `the signature of link ${link} of the chain does not hold`,
    unsigned: (entry: string) => `${entry} is not signed with one of the keys in matura.yaml`,
    'cut-off': 'the end of the chain was cut off',
    'no-chain': 'the chain was removed',
    'other-version': 'schemaVersion was altered',
    'duplicate-key': (name: string, line: string) => `the key "${name}" is given twice in line ${line}`,
    'byte-order-mark': 'a byte order mark was put before it',
  },
  scoreDiffers: (entry: string, name: string, stored: string, now: string) =>
    `${entry}: ${name} is ${stored}, but its answers give ${now}`,
  keyWritten: (path: string) => `Written: ${path}. Keep it to yourself; the fingerprint is for others.`,
  /** A value that is not there. */
  none: 'none',
  policyOlder:
    'the policy beside it was made for another assessment than the newest: a run that was cut off left it, which the same command makes up for when it runs again, or somebody put it there',
  summary: (altered: string, files: string) =>
    altered === '0' ? `Nothing was altered. Files checked: ${files}.` : `Files with a finding: ${altered} of ${files}.`,
  rescored: (count: string) => `Assessments scored again: ${count}.`,
  notChecked: 'Not checked',
  /** What could not be checked, with how many there are. */
  unchecked: {
    withoutChain: (count: string) => `files that have no chain yet (${count}): they get one with the next entry`,
    adopted: (count: string) => `what became of entries before their file had a chain (${count})`,
    redacted: (count: string) => `personal fields that were redacted (${count} entries)`,
    withoutPack: (count: string) =>
      `scores of assessments whose very pack is not found (${count}): --packs names its folder`,
  },
  more: (first: string, others: string) => `${first}; and ${others} more`,
};

/** What is said of personal fields that are removed. */
export const redaction = {
  nothing: (path: string) => `${path} holds no personal fields: nothing was removed.`,
  removed: (path: string, entries: string, isTrial: boolean) =>
    `${isTrial ? 'Would be removed' : 'Removed'} from ${path}: who assessed or recorded, notes, evidence and contacts (entries: ${entries}).`,
  copies: 'Copies, reports, edited policies and exports written before may still hold them.',
  /** Before the command. */
  policy: 'To write the policy anew, without quoting notes',
};
