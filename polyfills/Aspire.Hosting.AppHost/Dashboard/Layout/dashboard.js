// What every page does by script: times in the viewer's zone, filter boxes of attribute tables, and live updates. Pages work without.
import { showTimes } from './times.js';
import { followLive } from './live.js';

const scripted = (root) => {
  showTimes(root);
  for (const element of root.querySelectorAll('[data-scripted][hidden]')) {
    element.hidden = false;
  }
};

// What was put into the page or changed in it is looked at again, before it is painted.
new MutationObserver(() => scripted(document))
  .observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['datetime', 'data-shown', 'hidden'] });

document.addEventListener('input', (event) => {
  if (event.target.matches('[data-filter-rows]')) {
    const text = event.target.value.trim().toLowerCase();
    for (const row of event.target.closest('.attribute-filter').nextElementSibling.querySelectorAll('tr')) {
      row.hidden = text !== '' && !row.textContent.toLowerCase().includes(text);
    }
  }
});

scripted(document);
// After the modules of the page, and after htmx, which looks at the page in a timer of its own: what is told has to be heard.
document.addEventListener('DOMContentLoaded', () => setTimeout(followLive));
