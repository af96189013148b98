// What every page does by script: times in the viewer's zone, filter boxes of attribute tables, and live updates. Pages work without.
import { showTimes } from './times.js';
import { followLive } from './live.js';

const scripted = (root) => {
  showTimes(root);
  for (const element of root.querySelectorAll('[data-scripted]')) {
    element.hidden = false;
  }
};

// What htmx has put into the page is looked at again.
new MutationObserver((changes) => {
  if (changes.some((change) => change.addedNodes.length > 0 || change.type === 'attributes')) {
    scripted(document);
  }
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['datetime'] });

document.addEventListener('input', (event) => {
  if (event.target.matches('[data-filter-rows]')) {
    const text = event.target.value.trim().toLowerCase();
    for (const row of event.target.closest('.attribute-filter').nextElementSibling.querySelectorAll('tr')) {
      row.hidden = text !== '' && !row.textContent.toLowerCase().includes(text);
    }
  }
});

scripted(document);
followLive();
