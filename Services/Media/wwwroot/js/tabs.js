// Tabs, by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/tabs/: one stop of the Tab key, arrows between them.

/** @param {(tab: HTMLElement) => void} onShow Called when a tab is shown. */
export function startTabs(list, onShow) {
  const tabs = [...list.querySelectorAll('[role=tab]')];

  function show(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen;
    }

    onShow(chosen);
  }

  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => show(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) {
        const next = tabs[(index + step + tabs.length) % tabs.length];
        next.focus();
        show(next);
      }
    });
  }

  return { show: (id) => show(document.getElementById(id)) };
}
