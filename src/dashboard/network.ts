import type { DrawnNetwork, ExplorableNetwork } from '../charts/network.ts';
import type { DashboardWords } from '../i18n/dashboard/messages.ts';
import { NETWORK_DATA } from '../page/data.ts';
import { make, setText } from '../page/dom.ts';
import { draw, type Look, readLook } from './canvas.ts';
import { fill } from './fill.ts';
import { listen, ZOOM_STEP } from './gestures.ts';
import { findNearest, nodeAt, nodeTowards } from './picking.ts';
import { pan, type View, wholeView, zoom } from './view.ts';

/** Makes the networks of the page explorable: shown on a canvas, of which the picture in the page remains for paper. */
export function exploreNetworks(words: DashboardWords): void {
  for (const holder of document.querySelectorAll(`script.${NETWORK_DATA}`)) {
    const figure = holder.closest('figure');
    if (figure) explore(figure, JSON.parse(holder.textContent ?? '') as ExplorableNetwork, words);
  }
}

function explore(figure: HTMLElement, data: ExplorableNetwork, words: DashboardWords): void {
  const { nodes } = data;
  const first = data.firstPlaces.length;
  const neighbours = neighboursOf(data);
  const texts = nodes.map(({ label, lines }) => [label, ...lines].join(' ').toLowerCase());
  let shown = first;
  let places = data.firstPlaces;
  let selected: number | null = null;
  let view: View = wholeView(places);
  let look: Look;
  let isAsked = false;

  const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-label': words.keys });
  const status = make('p', { role: 'status', class: 'quiet' });
  const details = make('div', { class: 'node', 'aria-live': 'polite' });
  const search = make('input', { type: 'search', autocomplete: 'off' });
  const more = make('button', { type: 'button' });
  const button = (text: string, act: () => void): HTMLButtonElement =>
    make('button', { type: 'button', onclick: act }, text);

  function redraw(): void {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      draw(canvas, { data, places, shown, selected, neighbours }, view, look);
    });
  }

  function showMany(count: number): void {
    shown = count;
    places = shown > first ? data.places : data.firstPlaces;
    view = wholeView(places);
    setText(more, shown < nodes.length ? fill(words.showAll, shown, nodes.length) : words.showFirst);
    setText(status, fill(words.nodes, shown, nodes.length));
    redraw();
  }

  function select(node: number | null): void {
    selected = node;
    if (node !== null && node >= shown) showMany(nodes.length);
    const found = node === null ? undefined : nodes[node];
    const around = node === null ? [] : (neighbours[node] ?? []);
    details.replaceChildren(
      ...(found ? [make('p', { class: 'name' }, found.label), ...found.lines.map((line) => make('p', {}, line))] : []),
      ...(around.length > 0
        ? [make('p', {}, words.joined), make('ul', {}, ...around.map((one) => make('li', {}, nodeButton(one))))]
        : []),
    );
    redraw();
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

  function turn(factor: number, x = 0.5, y = 0.5): void {
    view = zoom(view, factor, x, y);
    redraw();
  }

  search.addEventListener('input', find);
  more.addEventListener('click', () => showMany(shown < nodes.length ? nodes.length : first));
  listen(canvas, {
    pan: (dx, dy) => {
      view = pan(view, dx, dy);
      redraw();
    },
    zoom: turn,
    pick: (x, y) => select(nodeAt(nodes, places, view, canvas, x, y)),
    step: (way) => select(selected === null ? findNearest(places, view) : nodeTowards(places, selected, way)),
    letGo: () => select(null),
  });

  const controls = make(
    'div',
    { class: 'controls' },
    make('label', {}, words.findNode, ' ', search),
    ...(nodes.length > first ? [more] : []),
    button(words.zoomIn, () => turn(ZOOM_STEP)),
    button(words.zoomOut, () => turn(1 / ZOOM_STEP)),
    button(words.wholeView, () => showMany(shown)),
  );
  figure.classList.add('explored');
  figure.append(controls, canvas, status, details);
  const takeSize = (): void => {
    look = readLook(figure);
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    redraw();
  };
  new ResizeObserver(takeSize).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', takeSize);
  takeSize();
  showMany(shown);
}

function neighboursOf({ nodes, links }: DrawnNetwork): readonly (readonly number[])[] {
  const found = nodes.map((): number[] => []);
  for (const [from, to] of links) {
    found[from]?.push(to);
    found[to]?.push(from);
  }
  return found;
}
