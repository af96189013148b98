// The waterfall of one trace: folding, keys, search and the details of a span without loading the page again.
// Without this module every one of them is a link or a form.

const root = () => document.getElementById('trace');
const rows = () => [...document.querySelectorAll('#trace .wf-row')];
const shown = () => rows().filter((row) => !row.hidden);
const rowOf = (element) => element.closest?.('#trace .wf-row');
const idOf = (row) => row.id.slice(2);
const levelOf = (row) => Number(row.getAttribute('aria-level'));
const isFolded = (row) => row.getAttribute('aria-expanded') === 'false';
const path = (part = '') => `/traces/detail/${root().dataset.trace}${part}`;

// The truth about folds; the address carries it for whoever gets the link.
let folded = new Set();
const mostFoldsInAddress = 200;

function setAddress(change, isStep = false) {
  const address = new URL(location.href);
  change(address.searchParams);
  address.hash = '';
  if (address.href !== location.href) {
    history[isStep ? 'pushState' : 'replaceState'](null, '', address);
  }
}

// ---- folding

function showBranch(all, at) {
  const level = levelOf(all[at]);
  let hiddenBelow = isFolded(all[at]) ? level : Infinity;
  for (let next = at + 1; next < all.length && levelOf(all[next]) > level; next++) {
    const row = all[next];
    if (levelOf(row) <= hiddenBelow) {
      hiddenBelow = Infinity;
    }
    row.hidden = hiddenBelow !== Infinity;
    if (hiddenBelow === Infinity && isFolded(row)) {
      hiddenBelow = levelOf(row);
    }
  }
}

function setFolded(row, isNowFolded, all = rows()) {
  if (!row.hasAttribute('aria-expanded')) {
    return;
  }
  row.setAttribute('aria-expanded', String(!isNowFolded));
  row.querySelector('.wf-fold')?.setAttribute('aria-label', isNowFolded ? 'Unfold' : 'Fold');
  folded[isNowFolded ? 'add' : 'delete'](idOf(row));
  showBranch(all, all.indexOf(row));
}

function fold(row, isNowFolded) {
  setFolded(row, isNowFolded);
  if (folded.size <= mostFoldsInAddress) {
    setAddress((query) => {
      query.delete('depth');
      query.delete('open');
      query.delete('fold');
      if (folded.size > 0) {
        query.set('fold', [...folded].join('.'));
      }
    });
  }
}

function parentOf(row, all = rows()) {
  for (let at = all.indexOf(row) - 1; at >= 0; at--) {
    if (levelOf(all[at]) < levelOf(row)) {
      return all[at];
    }
  }
  return null;
}

function reveal(row) {
  const all = rows();
  for (let above = parentOf(row, all); above; above = parentOf(above, all)) {
    if (isFolded(above)) {
      setFolded(above, false, all);
    }
  }
}

// ---- focus: one stop of the Tab key for the whole grid, arrows within

function rove(row) {
  document.querySelector('#trace .wf-row[tabindex="0"]')?.setAttribute('tabindex', '-1');
  row?.setAttribute('tabindex', '0');
}

function go(row) {
  if (row) {
    rove(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
}

function onKey(event) {
  const row = rowOf(event.target);
  if (event.key === 'Escape' && document.querySelector('#span-panel > *') && !event.target.matches?.('input')) {
    close();
    return;
  }
  if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const all = shown();
  const at = all.indexOf(row);
  const expanded = row.getAttribute('aria-expanded');
  const keys = {
    ArrowDown: () => go(all[at + 1]),
    ArrowUp: () => go(all[at - 1]),
    Home: () => go(all[0]),
    End: () => go(all.at(-1)),
    PageDown: () => go(all[Math.min(all.length - 1, at + 20)]),
    PageUp: () => go(all[Math.max(0, at - 20)]),
    ArrowRight: () => (expanded === 'false' ? fold(row, false) : expanded === 'true' && go(all[at + 1])),
    ArrowLeft: () => (expanded === 'true' ? fold(row, true) : go(parentOf(row))),
    Enter: () => open(row, true),
    ' ': () => open(row, true),
  };
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
}

// ---- the details of a span

function select(row) {
  document.querySelector('#trace .wf-row[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
  row?.setAttribute('aria-selected', 'true');
}

let asked = 0;

async function showPanel(span) {
  const mine = ++asked;
  const answer = await fetch(`${path('/panel')}?span=${span}`);
  const html = answer.ok ? await answer.text() : '<p class="notice">The details could not be loaded.</p>';
  if (mine === asked) {
    const panel = document.getElementById('span-panel');
    panel.innerHTML = html;
    panel.scrollTop = 0;
    window.htmx?.process(panel);
  }
}

async function open(row, isStep) {
  select(row);
  rove(row);
  setAddress((query) => {
    query.set('span', idOf(row));
    query.delete('page');
  }, isStep);
  await showPanel(idOf(row));
}

function close() {
  const row = document.querySelector('#trace .wf-row[aria-selected="true"]');
  asked++;
  select(null);
  document.getElementById('span-panel').replaceChildren();
  setAddress((query) => query.delete('span'), true);
  go(row);
}

function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => {
      copy.dataset.copied = '';
      setTimeout(() => delete copy.dataset.copied, 1500);
    });
    return;
  }
  if (event.target.closest('#span-panel .wf-close')) {
    event.preventDefault();
    close();
    return;
  }
  const step = event.target.closest('#trace [data-step]');
  if (step) {
    jump(Number(step.dataset.step));
    return;
  }
  const row = rowOf(event.target);
  const inPanel = event.target.closest('#span-panel a[data-span]');
  if (inPanel) {
    const target = document.getElementById(`s-${inPanel.dataset.span}`);
    if (target) {
      event.preventDefault();
      reveal(target);
      go(target);
      open(target, true);
    }
  } else if (row && event.target.closest('.wf-fold')) {
    event.preventDefault();
    fold(row, !isFolded(row));
    go(row);
  } else if (row && getSelection().isCollapsed) {
    event.preventDefault();
    go(row);
    open(row, true);
  }
}

// ---- search

let found = [];
let current = -1;
let searches = 0;

function mark(ids) {
  const hits = new Set(ids);
  for (const row of rows()) {
    row.classList.toggle('hit', hits.has(idOf(row)));
  }
}

async function search(text) {
  const mine = ++searches;
  const answer = text ? await fetch(`${path('/matches')}?${new URLSearchParams({ q: text })}`) : null;
  const ids = answer?.ok ? await answer.json() : [];
  if (mine !== searches) {
    return;
  }
  found = ids;
  current = -1;
  mark(found);
  tell();
  setAddress((query) => (text ? query.set('q', text) : query.delete('q')));
}

function tell() {
  const text = document.querySelector('#trace input[name=q]').value;
  const count = document.querySelector('#trace .wf-found');
  count.textContent = !text ? '' : found.length === 0 ? 'No span matches' : current >= 0 ? `${current + 1} of ${found.length}` : `${found.length} found`;
  for (const button of document.querySelectorAll('#trace [data-step]')) {
    button.hidden = found.length === 0;
  }
}

function jump(by) {
  if (found.length === 0) {
    return;
  }
  current = (current + by + (current < 0 && by < 0 ? 1 : 0) + found.length) % found.length;
  const row = document.getElementById(`s-${found[current]}`);
  tell();
  if (row) {
    reveal(row);
    rove(row);
    row.scrollIntoView({ block: 'center' });
    document.querySelector('#trace .wf-row.here')?.classList.remove('here');
    row.classList.add('here');
  } else {
    setAddress((query) => {
      query.set('span', found[current]);
      query.delete('page');
    });
    location.reload();
  }
}

let typing;

function onInput(event) {
  if (event.target.matches('#trace input[name=q]')) {
    clearTimeout(typing);
    typing = setTimeout(() => search(event.target.value.trim()), 200);
  }
}

function onSubmit(event) {
  if (event.target.matches('#trace form.wf-search')) {
    event.preventDefault();
    clearTimeout(typing);
    const text = event.target.elements.q.value.trim();
    const isNew = text !== (new URLSearchParams(location.search).get('q') ?? '') || found.length === 0;
    (isNew ? search(text) : Promise.resolve()).then(() => jump(1));
  }
}

// ---- what the server has rendered becomes this grid, at first and after each update

function take() {
  if (!root()) {
    return;
  }
  const all = rows();
  for (const link of document.querySelectorAll('#trace .wf-row a')) {
    link.tabIndex = -1;
  }
  for (const row of all) {
    row.tabIndex = -1;
  }
  found = all.filter((row) => row.classList.contains('hit')).map(idOf);
  tell();
  rove(document.querySelector('#trace .wf-row[aria-selected="true"]') ?? all[0]);
}

async function update() {
  if (!root()) {
    return;
  }
  const address = new URLSearchParams(location.search);
  address.set('seen', root().dataset.seen);
  const answer = await fetch(`${path('/view')}?${address}`);
  if (answer.status !== 200) {
    return;
  }
  const html = await answer.text();
  const kept = new Set(folded);
  const focused = rowOf(document.activeElement)?.id;
  if (window.htmx) {
    await window.htmx.swap({ text: html, sourceElement: root(), target: root(), swap: 'outerMorph' });
  } else {
    root().outerHTML = html;
  }
  for (const row of rows()) {
    if (isFolded(row) !== kept.has(idOf(row))) {
      setFolded(row, kept.has(idOf(row)));
    }
  }
  take();
  if (focused) {
    go(document.getElementById(focused));
  }
}

document.addEventListener('click', onClick);
document.addEventListener('keydown', onKey);
document.addEventListener('input', onInput);
document.addEventListener('submit', onSubmit);
document.body.addEventListener('live-traces', update);
addEventListener('popstate', async (event) => {
  // Entries of htmx are restored by htmx.
  if (root() && !event.state?.htmx) {
    const span = new URLSearchParams(location.search).get('span');
    const row = span && document.getElementById(`s-${span}`);
    select(row);
    if (row) {
      await showPanel(span);
    } else {
      document.getElementById('span-panel').replaceChildren();
    }
  }
});

// Back and forward over an entry of htmx exchange the whole page.
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.target === document.body) {
    begin();
  }
});

function begin() {
  folded = new Set(rows().filter(isFolded).map(idOf));
  take();
}

begin();
if (root()) {
  document.querySelector('#trace .wf-row[aria-selected="true"]')?.scrollIntoView({ block: 'center' });
}
