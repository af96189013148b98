// The list of log records: details beside the list without loading the page again, and keys to walk through it. Without this module each record is a link.
import './lists.js';

const panel = () => document.getElementById('log-panel');
const links = () => [...document.querySelectorAll('.log-list .log-open')];
let asked = 0;

function setAddress(id) {
  const address = new URL(location.href);
  if (id) {
    address.searchParams.set('log', id);
  } else {
    address.searchParams.delete('log');
  }
  history.replaceState(history.state, '', address);
}

function select(id) {
  document.querySelector('.log-list tr[aria-selected]')?.removeAttribute('aria-selected');
  document.getElementById(`l-${id}`)?.setAttribute('aria-selected', 'true');
}

async function open(id) {
  const mine = ++asked;
  select(id);
  setAddress(id);
  const answer = await fetch(`/structuredlogs/panel${location.search}`);
  const html = answer.ok ? await answer.text() : '<p class="notice">This record is not there any more: the oldest go first.</p>';
  if (mine === asked) {
    panel().innerHTML = html;
    panel().scrollTop = 0;
  }
}

function close() {
  asked++;
  const id = new URLSearchParams(location.search).get('log');
  select(null);
  setAddress(null);
  panel().replaceChildren();
  document.querySelector(`.log-open[data-log="${CSS.escape(id ?? '')}"]`)?.focus();
}

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const copy = event.target.closest('[data-copy]');
  const row = event.target.closest('.log-list tbody tr');
  if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => {
      copy.dataset.copied = '';
      setTimeout(() => delete copy.dataset.copied, 1500);
    });
  } else if (event.target.closest('#log-panel .log-close')) {
    event.preventDefault();
    close();
  } else if (row && (event.target.closest('.log-open') || (!event.target.closest('a') && getSelection().isCollapsed))) {
    event.preventDefault();
    open(row.querySelector('.log-open').dataset.log);
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && panel()?.firstElementChild && !event.target.matches?.('input')) {
    close();
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.matches?.('.log-open')) {
    const all = links();
    const next = all[all.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
      if (panel().firstElementChild) {
        open(next.dataset.log);
      }
    }
  }
});

// The address may have got a record since the list was asked for; what is exchanged by htmx is marked again.
document.addEventListener('htmx:after:swap', () => select(new URLSearchParams(location.search).get('log')));
