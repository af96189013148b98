// A page whose code did not arrive, since an instance has just died, would wait for ever. It is loaded again a few times, and the visitor is told.
// This is no module: it has to run when one of them is missing.
(() => {
  const storageKey = 'reloads';
  const mostReloads = 3;
  const firstPauseMilliseconds = 1000;
  let hasFailed = false;

  const reloads = () => Number(sessionStorage.getItem(storageKey));

  function say(words, kind) {
    const notices = document.getElementById('notices');
    notices.dataset.kind = kind;
    notices.textContent = words;
  }

  function recover() {
    const before = reloads();
    if (before >= mostReloads) {
      say('A part of this page has not arrived. Please load it again in a moment.', 'done');
      return;
    }

    const pause = firstPauseMilliseconds * 2 ** before;
    say(`A part of this page has not arrived, trying again in ${pause / 1000}\u00a0s`, 'waiting');
    setTimeout(() => {
      sessionStorage.setItem(storageKey, String(before + 1));
      location.reload();
    }, pause);
  }

  // A module that another one imports is told at the element that began it all.
  addEventListener('error', ({ target }) => {
    hasFailed ||= target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
  }, true);
  addEventListener('load', () => (hasFailed ? recover() : sessionStorage.removeItem(storageKey)));
})();
