// A text field with a list to choose from, after the "editable combobox with list autocomplete" of the ARIA Authoring Practices.

const page = 8;

/**
 * @param parts the elements {input, button, list}; search(text), which gives [{name, offset}]; and choose(name), which tells whether it could be taken
 */
export function combobox({ input, button, list, search, choose }) {
  let chosen = '';
  let active = -1;

  const options = () => list.querySelectorAll('[role=option]');

  function open(text) {
    const found = search(text);
    const typed = text.trim();
    const offered = found.length > 0 || typed === '' ? found : [{ name: typed, offset: 'ask the service' }];
    list.replaceChildren(...offered.map(option));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    const current = offered.findIndex(({ name }) => name === chosen);
    activate(typed === '' ? current : 0);
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    active = -1;
  }

  function restore() {
    input.value = chosen;
    input.removeAttribute('aria-invalid');
    close();
  }

  function option({ name, offset }, index) {
    const element = Object.assign(document.createElement('li'), { id: `zone-${index}` });
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', 'false');
    element.dataset.name = name;
    element.append(
      Object.assign(document.createElement('span'), { textContent: name.replaceAll('_', ' ') }),
      Object.assign(document.createElement('span'), { className: 'offset', textContent: offset }));
    return element;
  }

  function activate(index) {
    const all = options();
    all[active]?.setAttribute('aria-selected', 'false');
    active = Math.max(-1, Math.min(index, all.length - 1));
    const element = all[active];
    if (!element) {
      input.removeAttribute('aria-activedescendant');
      return;
    }

    element.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', element.id);
    element.scrollIntoView({ block: 'nearest' });
  }

  async function take(name) {
    close();
    input.value = name;
    if (!await choose(name)) {
      input.setAttribute('aria-invalid', 'true');
      input.select();
    }
  }

  const keys = {
    ArrowDown: () => (list.hidden ? open('') : activate(active + 1)),
    ArrowUp: () => (list.hidden ? open('') : activate(Math.max(0, active - 1))),
    PageDown: () => !list.hidden && activate(active + page),
    PageUp: () => !list.hidden && activate(Math.max(0, active - page)),
    Enter: () => (list.hidden ? open('') : options()[active] && take(options()[active].dataset.name)),
    Escape: () => restore(),
  };

  input.addEventListener('keydown', (event) => {
    if (keys[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  input.addEventListener('input', () => open(input.value));
  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => list.hidden && open(''));
  input.addEventListener('blur', restore);
  button.addEventListener('mousedown', (event) => {
    event.preventDefault();
    input.focus();
    list.hidden ? open('') : close();
  });
  // The press, not the click: the field must keep the focus, or it would close the list first.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const element = event.target.closest('[role=option]');
    if (element) {
      take(element.dataset.name);
    }
  });

  return {
    /** Shows a choice that was made. */
    show(name) {
      chosen = name;
      input.value = name;
      input.removeAttribute('aria-invalid');
    },
  };
}
