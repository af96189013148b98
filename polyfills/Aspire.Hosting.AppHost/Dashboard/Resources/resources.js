// The page Resources: what htmx does not do by itself. Without this the page works by links and forms.
import { followGraph } from './graph.js';

let htmx;

/** Asks in a dialog what the server would ask on a page of its own. */
const confirmed = (button) => new Promise((resolve) => {
  const dialog = document.getElementById('confirm');
  dialog.querySelector('#confirm-title').textContent = button.dataset.title;
  dialog.querySelector('#confirm-message').textContent = button.dataset.confirm;
  dialog.returnValue = '';
  dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  dialog.showModal();
});

const values = (form, more) => ({ ...Object.fromEntries(new FormData(form)), ...more });

const refresh = () => document.body.dispatchEvent(new CustomEvent('live-board'));

const execute = async (form, button) => {
  const action = button.getAttribute('formaction');
  const menu = button.closest('[popover]');
  if (menu?.matches(':popover-open')) {
    menu.hidePopover();
  }
  if (button.dataset.confirm && !(await confirmed(button))) {
    return;
  }
  button.classList.add('busy');
  await htmx.ajax('POST', action, { source: document.body, target: '#command-results', swap: 'outerMorph', values: values(form, { confirmed: 'true' }) });
  refresh();
};

/** Puts the value in place of its mask, where it stays until it is hidden again. */
const reveal = async (form, button) => {
  const cell = button.closest('[data-masked]');
  const answer = await fetch(button.getAttribute('formaction'), { method: 'POST', headers: { Accept: 'text/plain' }, body: new URLSearchParams(values(form, { of: button.value })) }).catch(() => null);
  if (!answer?.ok) {
    // Nobody is there, which the stream says; or the page is out of date.
    if (answer) {
      location.reload();
    }
    return;
  }
  const mask = [...cell.childNodes];
  const text = document.createElement('span');
  text.className = 'mono value';
  text.textContent = await answer.text();
  const hide = document.createElement('button');
  hide.type = 'button';
  hide.className = 'quiet hide-value';
  hide.textContent = 'Hide';
  hide.addEventListener('click', () => {
    cell.removeAttribute('hx-morph-skip');
    cell.replaceChildren(...mask);
    button.focus();
  });
  cell.setAttribute('hx-morph-skip', '');
  cell.replaceChildren(text, hide);
  hide.focus();
};

const script = () => {
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (event.target.id !== 'actions' || !button) {
      return;
    }
    event.preventDefault();
    // A second click while it is at work changes nothing.
    if (!button.classList.contains('busy')) {
      (button.matches('[data-reveal]') ? reveal : execute)(event.target, button);
    }
  });

  // A menu stands beside its button, and above it where there is no room below.
  document.addEventListener('toggle', (event) => {
    if (event.newState === 'open' && event.target.matches('[data-menu]')) {
      event.target.querySelector('button:not(:disabled), a')?.focus();
    }
  }, true);

  // Up and down in an open menu.
  document.addEventListener('keydown', (event) => {
    const menu = event.target.closest?.('[data-menu]');
    if (menu && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const items = [...menu.querySelectorAll('button:not(:disabled), a')];
      const next = items.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      items[(next + items.length) % items.length].focus();
      event.preventDefault();
    } else if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], [popover]:popover-open')) {
      document.querySelector('[data-closes]')?.click();
    }
  });

  // The keyboard goes to the details that were opened, and back to what opened them.
  let opener = null;
  document.addEventListener('htmx:after:swap', (event) => {
    const source = event.detail?.ctx?.sourceElement;
    const asked = event.detail?.ctx?.sourceEvent?.currentTarget ?? source;
    if (asked?.matches?.('[data-opens]')) {
      opener = asked.id.startsWith('d-') ? opener : asked.id;
      document.getElementById('details-title')?.focus();
    } else if (event.detail?.ctx?.request?.action && opened && !document.querySelector('[data-details]')) {
      document.getElementById(opener ?? '')?.focus();
    }
    opened = document.querySelector('[data-details]') !== null;
    for (const filter of document.querySelectorAll('[data-filter-rows]')) {
      if (filter.value) {
        filter.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }
  });
  let opened = document.querySelector('[data-details]') !== null;

  // A role of button is pressed by the space bar, too.
  document.addEventListener('keydown', (event) => {
    if (event.key === ' ' && event.target.matches?.('a[role=button]')) {
      event.preventDefault();
      event.target.click();
    }
  });

  // What waited for another request asks for what is shown by now.
  document.addEventListener('htmx:before:request', (event) => {
    const { sourceElement, request } = event.detail.ctx;
    if (sourceElement.id === 'resources') {
      request.action = sourceElement.getAttribute('hx-get');
    }
  });

  // The address follows what is shown: a step back leads through details and views, and not through every letter of a filter.
  document.addEventListener('htmx:after:swap', (event) => {
    const shown = document.getElementById('resources')?.getAttribute('hx-get');
    if (shown && shown !== location.pathname + location.search) {
      const asked = event.detail?.ctx?.sourceEvent?.currentTarget;
      history[asked?.matches?.('[data-opens], [data-closes], [data-view]') ? 'pushState' : 'replaceState']({}, '', shown);
    }
  });
  addEventListener('popstate', () => htmx.ajax('GET', location.pathname + location.search, { source: document.body, target: '#resources', select: '#resources', swap: 'outerMorph' }));

  document.documentElement.classList.add('scripted');
};

// All scripts of the page have run by then; without htmx its links and forms do what they do by themselves.
document.addEventListener('DOMContentLoaded', () => {
  htmx = window.htmx;
  if (htmx) {
    script();
  }

  followGraph();
});
