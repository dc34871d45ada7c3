import type { DrawnNetwork, ExplorableNetwork } from '../charts/network.ts';
import type { Messages } from '../i18n/index.ts';
import { NETWORK_DATA } from '../page/data.ts';
import { make, setText } from '../page/dom.ts';
import { fill } from './fill.ts';
import { listen, ZOOM_STEP } from './gestures.ts';
import { type Look, readLook } from './look.ts';
import { makePainter } from './painter.ts';
import { findNearest, nodeAt, nodeTowards } from './picking.ts';
import { bringIn, pan, turn, type View, wholeView, zoom } from './view.ts';

/** So many neighbours of an enterprise are listed at a time. */
const MOST_NEIGHBOURS = 40;

/** Makes the networks of the page explorable: shown on a canvas, of which the picture in the page remains for paper. */
export function exploreNetworks(words: Messages['dashboard']): void {
  for (const holder of document.querySelectorAll(`script.${NETWORK_DATA}`)) {
    const figure = holder.closest('figure');
    if (figure) explore(figure, JSON.parse(holder.textContent ?? '') as ExplorableNetwork, words);
  }
}

function explore(figure: HTMLElement, data: ExplorableNetwork, words: Messages['dashboard']): void {
  const { nodes } = data;
  const first = data.firstPlaces.length;
  const neighbours = neighboursOf(data);
  const texts = nodes.map(({ label, lines }) => [label, ...lines].join(' ').toLowerCase());
  let shown = first;
  let places = data.firstPlaces;
  let selected: number | null = null;
  let isUpright = false;
  let view: View;
  let look: Look;

  const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-label': words.keys });
  const below = make('canvas', { 'aria-hidden': 'true' });
  const status = make('p', { role: 'status', class: 'quiet' });
  const details = make('div', { class: 'node', 'aria-live': 'polite' });
  const search = make('input', { type: 'search', autocomplete: 'off' });
  const more = make('button', { type: 'button' });
  const button = (text: string, act: () => void, sign = text): HTMLButtonElement =>
    make('button', { type: 'button', onclick: act, 'aria-label': text, title: text }, sign);

  const repaint = makePainter(below, canvas, () => ({
    scene: { data, places, shown, selected, neighbours },
    view,
    look,
  }));

  function showMany(count: number): void {
    shown = count;
    isUpright = canvas.clientHeight > canvas.clientWidth;
    places = turn(shown > first ? data.places : data.firstPlaces, isUpright);
    view = wholeView(places, canvas.clientHeight / canvas.clientWidth);
    setText(more, shown < nodes.length ? fill(words.showAll, shown, nodes.length) : words.showFirst);
    setText(status, fill(words.nodes, shown, nodes.length));
    repaint('all');
  }

  function select(node: number | null): void {
    selected = node;
    if (node !== null && node >= shown) showMany(nodes.length);
    const place = node === null ? undefined : places[node];
    const before = view;
    if (place) view = bringIn(view, place);
    const found = node === null ? undefined : nodes[node];
    details.replaceChildren(
      ...(found ? [make('p', { class: 'name' }, found.label), ...found.lines.map((line) => make('p', {}, line))] : []),
      ...(node === null ? [] : listNeighbours(neighbours[node] ?? [])),
    );
    repaint(view === before ? 'discs' : 'all');
  }

  /** The first ones, and with each press as many more: thousands at once would be waited for. */
  function listNeighbours(around: readonly number[]): HTMLElement[] {
    if (around.length === 0) return [];
    const list = make('ul', {});
    const further = make('button', { type: 'button', class: 'more', onclick: () => addSome() });
    let listed = 0;
    const addSome = (): void => {
      const next = around.slice(listed, listed + MOST_NEIGHBOURS);
      list.append(...next.map((one) => make('li', {}, nodeButton(one))));
      listed += next.length;
      further.hidden = listed === around.length;
      setText(further, fill(words.furtherNeighbours, listed, around.length));
    };
    addSome();
    return [make('p', {}, words.joined), list, further];
  }

  function nodeButton(node: number): HTMLButtonElement {
    return make(
      'button',
      {
        type: 'button',
        class: 'link',
        onclick: () => {
          select(node);
          canvas.focus();
        },
      },
      nodes[node]?.label,
    );
  }

  function find(): void {
    const wanted = search.value.trim().toLowerCase();
    const found = texts.findIndex((text) => text.includes(wanted));
    select(wanted === '' || found < 0 ? null : found);
    if (wanted !== '' && found < 0) details.replaceChildren(make('p', {}, words.nothingFound));
  }

  function magnify(factor: number, x = 0.5, y = 0.5): void {
    view = zoom(view, factor, x, y);
    repaint('all');
  }

  search.addEventListener('input', find);
  more.addEventListener('click', () => showMany(shown < nodes.length ? nodes.length : first));
  listen(canvas, {
    pan: (dx, dy) => {
      view = pan(view, dx, dy);
      repaint('all');
    },
    zoom: magnify,
    pick: (x, y) => select(nodeAt(nodes, places, view, canvas, x, y)),
    step: (way) => select(selected === null ? findNearest(places, view) : nodeTowards(places, selected, way)),
    letGo: () => select(null),
  });

  const controls = make(
    'div',
    { class: 'controls' },
    make('label', {}, words.findNode, ' ', search),
    ...(nodes.length > first ? [more] : []),
    button(words.zoomIn, () => magnify(ZOOM_STEP), '+'),
    button(words.zoomOut, () => magnify(1 / ZOOM_STEP), '−'),
    button(words.wholeView, () => showMany(shown)),
  );
  figure.classList.add('explored');
  figure.querySelector('figcaption')?.after(controls, make('div', { class: 'drawing' }, below, canvas));
  figure.append(status, details);
  const takeSize = (): void => {
    look = readLook(figure);
    // On paper the canvas is not shown, and has no size.
    if (canvas.clientWidth === 0) return;
    const ratio = devicePixelRatio || 1;
    for (const one of [below, canvas]) {
      one.width = Math.round(canvas.clientWidth * ratio);
      one.height = Math.round(canvas.clientHeight * ratio);
    }
    if (isUpright !== canvas.clientHeight > canvas.clientWidth) {
      showMany(shown);
      return;
    }
    // A canvas that changed its form keeps the middle of what was seen, as wide as before.
    const height = (view.width * canvas.clientHeight) / canvas.clientWidth;
    view = { ...view, top: view.top + (view.height - height) / 2, height };
    repaint('all');
  };
  showMany(shown);
  new ResizeObserver(takeSize).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', takeSize);
  takeSize();
}

/** Two may buy from each other; each is named once. */
function neighboursOf({ nodes, links }: DrawnNetwork): readonly (readonly number[])[] {
  const found = nodes.map(() => new Set<number>());
  for (const [from, to] of links) {
    found[from]?.add(to);
    found[to]?.add(from);
  }
  return found.map((own) => [...own]);
}
