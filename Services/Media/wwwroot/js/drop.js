// Files that are chosen, dropped or pasted.
import { byId } from '/shared/elements.js';

/** Takes files from the button, from a drop anywhere on the workplace and from the clipboard. */
export function takeFiles(take) {
  const workplace = byId('workspace');
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  // Children tell of a drag that enters and leaves them, too.
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, change);
    workplace.classList.toggle('over', depth > 0);
  };

  workplace.addEventListener('dragenter', (event) => hasFiles(event) && over(depth + 1));
  workplace.addEventListener('dragleave', (event) => hasFiles(event) && over(depth - 1));
  // A file that misses the workplace is not opened by the browser instead of the page.
  for (const kind of ['dragover', 'drop']) {
    addEventListener(kind, (event) => hasFiles(event) && event.preventDefault());
  }

  workplace.addEventListener('drop', (event) => {
    over(0);
    if (hasFiles(event)) {
      take([...event.dataTransfer.files]);
    }
  });
  byId('body').addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      take(files);
    }
  });
  byId('files').addEventListener('change', ({ target }) => {
    take([...target.files]);
    // The same file may be chosen again.
    target.value = '';
  });
}
