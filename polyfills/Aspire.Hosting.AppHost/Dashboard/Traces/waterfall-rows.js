// The rows of the waterfall as they stand in the document: which there are, which are folded, and which has the focus.

export const root = () => document.getElementById('trace');
export const rows = () => [...document.querySelectorAll('#trace .wf-row')];
export const shown = () => rows().filter((row) => !row.hidden);
export const rowOf = (element) => element.closest?.('#trace .wf-row');
export const idOf = (row) => row.id.slice(2);
const levelOf = (row) => Number(row.getAttribute('aria-level'));
export const isFolded = (row) => row.getAttribute('aria-expanded') === 'false';
export const path = (part = '') => `/traces/detail/${root().dataset.trace}${part}`;

// The truth about folds; the address carries it for whoever gets the link.
let folded = new Set();
const mostFoldsInAddress = 50;

export function setAddress(change, isStep = false) {
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

export function fold(row, isNowFolded) {
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

export function parentOf(row, all = rows()) {
  for (let at = all.indexOf(row) - 1; at >= 0; at--) {
    if (levelOf(all[at]) < levelOf(row)) {
      return all[at];
    }
  }
  return null;
}

export function reveal(row) {
  const all = rows();
  for (let above = parentOf(row, all); above; above = parentOf(above, all)) {
    if (isFolded(above)) {
      setFolded(above, false, all);
    }
  }
}

// ---- focus: one stop of the Tab key for the whole grid, arrows within

export function rove(row) {
  document.querySelector('#trace .wf-row[tabindex="0"]')?.setAttribute('tabindex', '-1');
  row?.setAttribute('tabindex', '0');
}

export function go(row) {
  if (row) {
    rove(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
}

// ---- what the server has rendered, at first and after an update

export function readFolds() {
  folded = new Set(rows().filter(isFolded).map(idOf));
}

// Folds that do not fit into the address are kept here.
export function restoreFolds(kept) {
  for (const row of rows()) {
    if (isFolded(row) !== kept.has(idOf(row))) {
      setFolded(row, kept.has(idOf(row)));
    }
  }
}

export const currentFolds = () => new Set(folded);
