import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import untyped from 'xpath';
import type { FilledForm } from './survey-forms.ts';

/** As far as it is used here; its own types lack expressions that are read once. */
const xpath: {
  parse(expression: string): Expression;
  select1(expression: string, node: Node): Node;
} = untyped as never;

interface Expression {
  evaluate(options: { readonly node: Node; readonly functions: typeof FUNCTIONS }): Value;
}

interface Value {
  stringValue(): string;
  numberValue(): number;
  booleanValue(): boolean;
}

/** What a form binds to one of its nodes. */
interface Bind {
  readonly path: string;
  readonly name: string;
  readonly relevant: Expression | null;
  readonly constraint: Expression | null;
  readonly calculate: Expression | null;
}

const FUNCTIONS: Readonly<Record<string, (context: unknown, ...given: Value[]) => unknown>> = {
  selected: (_, list, item) => wordsOf(list).includes(textOf(item)),
  'count-selected': (_, list) => wordsOf(list).length,
  regex: (_, text, pattern) => new RegExp(textOf(pattern)).test(textOf(text)),
  substr: (_, text, from, to) => textOf(text).slice(numberOf(from), numberOf(to)),
  if: (_, test, yes, no) => (test?.booleanValue() ? textOf(yes) : textOf(no)),
};

function textOf(value: Value | undefined): string {
  return value?.stringValue() ?? '';
}

function numberOf(value: Value | undefined): number {
  return value?.numberValue() ?? Number.NaN;
}

function wordsOf(value: Value | undefined): string[] {
  return textOf(value)
    .split(' ')
    .filter((word) => word !== '');
}

/** Opens the text of an XForm as pyxform writes it, to be filled in as ODK and Enketo do it; calculations follow. */
export function fillXform(text: string): FilledForm {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const instance = withoutNamespace(elementsOf(document, 'instance')[0] as Element);
  const binds = elementsOf(document, 'bind').flatMap((element) => readBind(element) ?? []);
  const nodes = new Map(binds.map(({ path }) => [path, xpath.select1(path, instance)]));
  const known = new Map(binds.map((bind) => [bind.name, bind]));
  const evaluate = (expression: Expression, path: string): Value =>
    expression.evaluate({ node: nodes.get(path) as Node, functions: FUNCTIONS });
  const valueAt = (path: string): string => nodes.get(path)?.textContent ?? '';
  const set = (path: string, value: string): void => {
    (nodes.get(path) as Node).textContent = value;
  };
  const isRelevantAt = (path: string): boolean =>
    binds
      .filter((bind) => path === bind.path || path.startsWith(`${bind.path}/`))
      .every(({ relevant, path: of }) => !relevant || evaluate(relevant, of).booleanValue());

  /** Until nothing changes any more: what is blanked may make other things relevant. */
  function settle(): void {
    for (let round = 0; round < binds.length; round++) {
      let isChanged = false;
      for (const { path, calculate } of binds) {
        const wanted = !isRelevantAt(path) ? '' : calculate ? textOf(evaluate(calculate, path)) : valueAt(path);
        if (isLeaf(nodes.get(path)) && wanted !== valueAt(path)) {
          set(path, wanted);
          isChanged = true;
        }
      }
      if (!isChanged) return;
    }
    throw new Error('the form never comes to rest');
  }

  return {
    names: binds.filter(({ path, calculate }) => isLeaf(nodes.get(path)) && !calculate).map(({ name }) => name),
    enter(name, value) {
      const { path, constraint } = known.get(name) as Bind;
      const before = valueAt(path);
      set(path, value);
      const isAllowed = value === '' || !constraint || evaluate(constraint, path).booleanValue();
      if (!isAllowed) set(path, before);
      settle();
      return isAllowed;
    },
    isRelevant: (name) => isRelevantAt((known.get(name) as Bind).path),
    submission: () =>
      Object.fromEntries(
        binds.filter(({ path }) => isLeaf(nodes.get(path))).map(({ name, path }) => [name, valueAt(path)]),
      ),
  };
}

function elementsOf(document: Document, name: string): Element[] {
  return [...document.getElementsByTagNameNS('*', name)];
}

function isLeaf(node: Node | undefined): boolean {
  return node !== undefined && [...(node.childNodes ?? [])].every(({ nodeType }) => nodeType === 3);
}

function readBind(element: Element): Bind | undefined {
  const path = element.getAttribute('nodeset') ?? '';
  if (path.endsWith('/instanceID')) return undefined;
  const expression = (name: string): Expression | null => {
    const text = element.getAttribute(name);
    return text === null ? null : xpath.parse(text);
  };
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    relevant: expression('relevant'),
    constraint: expression('constraint'),
    calculate: expression('calculate'),
  };
}

/** The first instance as a document of its own: its paths are written without a prefix. */
function withoutNamespace(instance: Element): Document {
  const write = (element: Element): string => {
    const inner = [...element.childNodes].filter(({ nodeType }) => nodeType === 1) as Element[];
    return `<${element.localName}>${inner.map(write).join('')}</${element.localName}>`;
  };
  const [root] = [...instance.childNodes].filter(({ nodeType }) => nodeType === 1) as Element[];
  return new DOMParser().parseFromString(write(root as Element), 'text/xml');
}
