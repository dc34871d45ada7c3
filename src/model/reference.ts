import { COMMON_SCHEMA, DOCUMENT_KINDS, DOCUMENT_SCHEMAS, type Schema } from './schemas.ts';

/**
 * Renders the reference of the format as Markdown pages by path: the opening with an index, a page for each kind of
 * document and one for shared definitions. Each page lists the keys with the descriptions in the schemas. `more` are
 * further pages to include.
 */
export function renderReference(
  opening: string,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const writtenKinds = DOCUMENT_KINDS.filter((kind) => !['result', 'recommendation', 'explanation'].includes(kind));
  const kinds = writtenKinds.map((kind) => [kind, renderKind(kind, DOCUMENT_SCHEMAS[kind] as Schema)] as const);
  const sharedPages = Object.entries(COMMON_SCHEMA.$defs as Record<string, Schema>).map(([name, schema]) =>
    renderDefinition(name, schema, '##'),
  );
  const pages = { shared: ['# Shared parts', ...sharedPages].join('\n\n'), ...Object.fromEntries(kinds), ...more };
  const kindLine = (kind: string, text: string): string => `- [${kind}](reference/${kind}.md): ${text}`;
  const index = [
    ...writtenKinds.map((kind) => kindLine(kind, writeFirstSentence(DOCUMENT_SCHEMAS[kind] as Schema))),
    kindLine('shared', 'what several kinds of documents share: conditions, scores, facts, texts'),
    ...Object.entries(more).map(([name, text]) => kindLine(name, /^# (.*)$/m.exec(text)?.[1] ?? name)),
  ];
  const documents = { README: [opening.trim(), '## Every key', index.join('\n')].join('\n\n'), ...pages };
  return Object.fromEntries(
    Object.entries(documents).map(([name, text]) => {
      const pagePathOf = (page: string): string => (name === 'README' ? `reference/${page}.md` : `${page}.md`);
      return [name === 'README' ? 'README.md' : `reference/${name}.md`, `${addLinks(text, pages, pagePathOf)}\n`];
    }),
  );
}

/** Redirects links to headings on other pages to the first page that has such a heading. */
function addLinks(text: string, pages: Readonly<Record<string, string>>, pagePath: (page: string) => string): string {
  return text.replace(/\]\(#([^)]+)\)/g, (link, anchor: string) => {
    const hasAnchor = (page: string): boolean => anchorsOf(page).includes(anchor);
    const [page] = hasAnchor(text) ? [] : (Object.entries(pages).find(([, other]) => hasAnchor(other)) ?? []);
    return page === undefined ? link : `](${pagePath(page)}#${anchor})`;
  });
}

function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
}

function writeFirstSentence(schema: Schema): string {
  return (writeSchemaSentence(schema).split(/\. (?=[A-Z])/)[0] ?? '').replace(/\.$/, '');
}

function renderKind(kind: string, schema: Schema): string {
  const definitions = Object.entries((schema.$defs ?? {}) as Record<string, Schema>);
  return [
    `# ${kind}`,
    writeSchemaSentence(schema),
    renderKeys(schema),
    ...definitions.map(([name, part]) => renderDefinition(name, part, '##')),
  ].join('\n\n');
}

function renderDefinition(name: string, schema: Schema, heading: string): string {
  const branches = ((schema.anyOf ?? []) as Schema[]).filter((branch) => branch.properties);
  const keys = schema.properties ? [renderKeys(schema)] : branches.map(renderKeys);
  const plainLine = keys.length === 0 ? [`Written as: ${describeType(schema)}.`] : [];
  return [`${heading} ${name}`, writeSchemaSentence(schema), ...plainLine, ...keys]
    .filter((part) => part !== '')
    .join('\n\n');
}

function writeSchemaSentence(schema: Schema): string {
  return typeof schema.description === 'string' ? schema.description : '';
}

function renderKeys(schema: Schema): string {
  return ['| Key | Is | Meaning |', '|---|---|---|', ...rowsOf(schema, '')].join('\n');
}

/** Returns a table row for each key. The keys of a nested map follow its row, prefixed with its key. */
function rowsOf(schema: Schema, before: string): string[] {
  const requiredKeys = (schema.required ?? []) as string[];
  const rows = Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([key, value]) => {
    const requiredMark = requiredKeys.includes(key) ? ' (required)' : '';
    const row = `| \`${before}${key}\`${requiredMark} | ${formatCell(describeType(value))} | ${formatCell(writeSchemaSentence(value))} |`;
    return [row, ...renderInPlace(value, `${before}${key}`)];
  });
  const otherKeys = schema.additionalProperties;
  if (typeof otherKeys !== 'object' || otherKeys === null) return rows;
  const rest = otherKeys as Schema;
  const name = `${before}(any name)`;
  return [
    ...rows,
    `| ${name} | ${formatCell(describeType(rest))} | ${formatCell(writeSchemaSentence(rest))} |`,
    ...renderInPlace(rest, name),
  ];
}

function renderInPlace(schema: Schema, before: string): string[] {
  const branches = [schema, ...((schema.anyOf ?? []) as Schema[])];
  return branches.flatMap((branch) => {
    const items = branch.items as Schema | undefined;
    if (branch.properties) return rowsOf(branch, `${before}.`);
    return items?.properties ? rowsOf(items, `${before}[].`) : [];
  });
}

function linkTo(reference: string): string {
  const name = reference.split('/').at(-1) ?? reference;
  return `[${name}](#${name.toLowerCase()})`;
}

function describeType(schema: Schema): string {
  if (typeof schema.$ref === 'string' && schema.$ref.endsWith('.schema.json')) {
    return `as \`matura schema ${schema.$ref.replace('.schema.json', '')}\` says`;
  }
  const key = /(.*)\/properties\/(.*)/.exec(String(schema.$ref));
  if (key) return `as \`${key[2]}\` of ${linkTo(String(key[1]))}`;
  if (typeof schema.$ref === 'string') return linkTo(schema.$ref);
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((branch) => describeType(branch as Schema)).join(', or ');
  if (schema['x-read'] === 'source') return 'text, number or true/false, read as its place demands';
  if (schema.type === 'array') return `list of ${describeType((schema.items ?? {}) as Schema)}`;
  if (schema.type === 'object' && !schema.properties) {
    const values = schema.additionalProperties;
    return typeof values === 'object' && values !== null ? `map to ${describeType(values as Schema)}` : 'map';
  }
  if (schema.type === 'object') return 'map with these keys';
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'anything'];
  const words: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false' };
  return types.map((type) => words[String(type)] ?? String(type)).join(' or ');
}

function formatCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
