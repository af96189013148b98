// The list: what is searched for, in one category or in all, page by page.
import { card } from '../card.js';
import { byId, element } from '/shared/elements.js';
import { count, number, title } from '../format.js';
import { listAddress, startFrame } from '../frame.js';
import { tellProblem } from '../problem.js';
import { sendUntilClear, sorry } from '../retry.js';

const pageSize = 24;
const mostAtOnce = 100;
const items = byId('items');
const more = byId('more');
const waitingCards = [...items.children];

let chosen = choice();
let next = null;
let shown = 0;
let categories = [];
let asking;

function choice() {
  const parameters = new URLSearchParams(location.search);
  return { q: parameters.get('q')?.trim() ?? '', category: parameters.get('category') ?? '' };
}

/** Shows another list, under an address of its own. */
function choose(choose) {
  history.pushState(null, '', listAddress(choose));
  open();
}

/** Shows the list that the address asks for, as far as it was shown before. */
async function open() {
  chosen = choice();
  byId('q').value = chosen.q;
  showTitle();
  showCategories();
  const before = history.state?.shown ?? pageSize;
  items.replaceChildren(...waitingCards);
  byId('empty').hidden = true;
  more.hidden = true;
  shown = 0;
  next = null;
  if (await load(Math.min(mostAtOnce, before))) {
    scrollTo({ top: history.state?.y ?? 0, behavior: 'instant' });
  }
}

/** Asks for the next items. Answers that a newer question has overtaken are dropped. */
async function load(limit) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const parameters = new URLSearchParams({ limit });
  for (const [name, value] of Object.entries({ q: chosen.q, category: chosen.category, after: next })) {
    if (value) {
      parameters.set(name, value);
    }
  }

  tellProblem('');
  items.setAttribute('aria-busy', 'true');
  more.setAttribute('aria-busy', 'true');
  const answer = await sendUntilClear('GET', `/api/catalog/items?${parameters}`, { signal });
  if (signal.aborted) {
    return false;
  }

  items.setAttribute('aria-busy', 'false');
  more.removeAttribute('aria-busy');
  if (!answer.ok) {
    if (shown === 0) {
      items.replaceChildren();
      byId('summary').textContent = '\u00a0';
    }

    tellProblem(sorry(answer), () => (shown === 0 ? open() : showMore()));
    return false;
  }

  add(answer.body);
  return true;
}

function add(page) {
  const cards = page.items.map((item, index) => card(item, { position: shown + index }));
  if (shown === 0) {
    items.replaceChildren(...cards);
  } else {
    items.append(...cards);
  }

  shown += cards.length;
  next = page.next;
  more.hidden = next === null;
  showSummary();
}

async function showMore() {
  const position = shown;
  if (await load(pageSize)) {
    // The keyboard goes on where the new items begin.
    items.children[position]?.querySelector('a').focus({ preventScroll: true });
    history.replaceState({ ...history.state, shown }, '');
  }
}

function showTitle() {
  const name = chosen.category ? title(chosen.category) : '';
  const words = chosen.q ? `“${chosen.q}”${name ? ` in ${name}` : ''}` : name;
  byId('title').textContent = words || 'Clothes for every day';
  document.title = words ? `${words} · MyClothes` : 'MyClothes';
}

function showSummary() {
  const all = total();
  byId('empty').hidden = shown > 0;
  byId('summary').textContent = shown === 0 ? 'Nothing found'
    : next === null ? count(shown, 'item')
    : all ? `${number(shown)} of ${count(all, 'item')}`
    : `The first ${number(shown)}`;
}

/** How many items the list has in all, as far as the categories tell; of a search they do not. */
function total() {
  if (chosen.q) {
    return null;
  }

  return chosen.category ? categories.find(({ name }) => name === chosen.category)?.count : everything();
}

const everything = () => categories.reduce((sum, entry) => sum + entry.count, 0);

function showCategories() {
  const list = byId('categories');
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.category ?? '' : null;
  const entries = [{ name: '', count: everything() }, ...categories];
  list.replaceChildren(...entries.map(({ name, count: amount }) => element('li', {},
    element('a', { href: listAddress({ q: chosen.q, category: name }), 'data-category': name, 'aria-current': name === chosen.category && 'true' },
      name ? title(name) : 'All', amount > 0 && element('span', { class: 'amount', 'aria-hidden': 'true' }, number(amount))))));
  // The keyboard stays where it was.
  if (focused !== null) {
    focusCategory(focused);
  }
}

const focusCategory = (name) => byId('categories').querySelector(`[data-category="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });

async function loadCategories() {
  const answer = await sendUntilClear('GET', '/api/catalog/categories');
  if (!answer.ok) {
    return;
  }

  categories = answer.body.items;
  showCategories();
  document.querySelector('#categories [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' });
  if (shown > 0) {
    showSummary();
  }
}

byId('categories').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
    return;
  }

  event.preventDefault();
  const category = link.dataset.category ?? '';
  choose({ q: chosen.q, category });
  focusCategory(category);
});
more.addEventListener('click', showMore);
addEventListener('popstate', open);
// The browser's own memory of the place is of no use before the items are there.
history.scrollRestoration = 'manual';
addEventListener('pagehide', () => history.replaceState({ shown: Math.max(shown, pageSize), y: scrollY }, ''));

startFrame((q) => choose({ q, category: '' }));
loadCategories();
open();
