// The waterfall of one trace: folding, keys, search and the details of a span without loading the page again.
// Without this module every one of them is a link or a form.
import { currentFolds, fold, go, idOf, isFolded, parentOf, path, readFolds, restoreFolds, reveal, root, rove, rowOf, rows, setAddress, shown } from './waterfall-rows.js';
import { jump, takeFound } from './waterfall-search.js';

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

// ---- what the server has rendered becomes this grid, at first and after each update

function take() {
  const all = rows();
  for (const link of document.querySelectorAll('#trace .wf-row a')) {
    link.tabIndex = -1;
  }
  for (const row of all) {
    row.tabIndex = -1;
  }
  takeFound();
  rove(document.querySelector('#trace .wf-row[aria-selected="true"]') ?? all[0]);
}

async function update() {
  const address = new URLSearchParams(location.search);
  address.set('seen', root().dataset.seen);
  const answer = await fetch(`${path('/view')}?${address}`);
  if (answer.status !== 200) {
    return;
  }
  const html = await answer.text();
  const kept = currentFolds();
  const focused = rowOf(document.activeElement)?.id;
  if (window.htmx) {
    await window.htmx.swap({ text: html, sourceElement: root(), target: root(), swap: 'outerMorph' });
  } else {
    root().outerHTML = html;
  }
  restoreFolds(kept);
  take();
  const row = focused && document.getElementById(focused);
  if (row) {
    rove(row);
    row.focus({ preventScroll: true });
  }
}

document.addEventListener('click', onClick);
document.addEventListener('keydown', onKey);
document.body.addEventListener('live-traces', update);
addEventListener('popstate', async () => {
  const span = new URLSearchParams(location.search).get('span');
  const row = span && document.getElementById(`s-${span}`);
  select(row);
  if (row) {
    await showPanel(span);
  } else {
    document.getElementById('span-panel').replaceChildren();
  }
});

readFolds();
take();
document.querySelector('#trace .wf-row[aria-selected="true"]')?.scrollIntoView({ block: 'center' });
