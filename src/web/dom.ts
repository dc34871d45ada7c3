/**
 * The attributes of an element by name. A name that consists of `on` and an event has a listener for that event as its
 * value.
 */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

type Child = Node | string | undefined | false;

/** Creates an element. Texts are set as text, never parsed as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return setUpElement(document.createElement(tag), attributes, children);
}

/** Sets the text only if it differs, so that screen readers announce only changes. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets attributes, listeners and children of an element. */
export function setUpElement<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** Fills two counts into a text, formatted in the page's language. Digits are grouped as in reports. */
export function fillCounts(text: string, shown: number, all: number): string {
  const write = (value: number): string => value.toLocaleString(document.documentElement.lang, { useGrouping: true });
  return text.replaceAll('{shown}', write(shown)).replaceAll('{all}', write(all));
}
