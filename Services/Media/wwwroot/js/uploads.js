// Several uploads at once, each with a state of its own, and their pictures into the text in the order in which they were chosen.
import { byId } from '/shared/elements.js';
import { askForKey } from './keygate.js';
import { isUnclear, sorry, untilClear } from './retry.js';
import { fileProblem, sendFile } from './upload.js';
import { uploadRow } from './uploadrow.js';

const mostAtOnce = 3;

/**
 * @param {(markdown: string) => void} insert Puts a picture into the text.
 * @returns takes files.
 */
export function uploader(insert) {
  const queue = [];
  let running = 0;
  // A picture waits for those before it. One that was refused is not waited for; it goes in when it has been tried again.
  let inserted = Promise.resolve();

  function add(files) {
    for (const file of files) {
      const row = uploadRow(file.name);
      byId('uploads').append(row.element);
      const sent = enqueue(file, row);
      inserted = inserted.then(() => sent).then((media) => { finish(media, file, row); });
    }
  }

  function finish(media, file, row) {
    if (media) {
      insert(pictureOf(media.id, file.name));
      row.done(media);
    }
  }

  function enqueue(file, row) {
    const problem = fileProblem(file);
    if (problem) {
      row.refuse(problem);
      return Promise.resolve(null);
    }

    row.wait();
    return new Promise((resolve) => {
      queue.push(async () => resolve(await send(file, row)));
      next();
    });
  }

  async function next() {
    if (running >= mostAtOnce || queue.length === 0) {
      return;
    }

    running += 1;
    await queue.shift()();
    running -= 1;
    next();
  }

  async function send(file, row) {
    const answer = await untilClear(() => sendFile(file, row.progress), row.pause);
    if (answer.ok) {
      row.arrived();
      return answer.body;
    }

    if (answer.status === 401 || answer.status === 403) {
      askForKey('The blog does not accept this key.');
    }

    const again = async () => finish(await enqueue(file, row), file, row);
    const mayChange = isUnclear(answer) || answer.status === 401 || answer.status === 403 || answer.status >= 500;
    row.refuse(sorry(answer), mayChange ? again : undefined);
    if (!navigator.onLine) {
      addEventListener('online', () => row.element.isConnected && row.isRefused() && again(), { once: true });
    }

    return null;
  }

  return add;
}

/** Whether an upload is still under way. */
export const isUploading = () => byId('uploads').querySelector('[data-state="sending"]') !== null;

// The file's name says what is seen, until the writer says it better. Nothing in it is read as markup.
function pictureOf(id, fileName) {
  const words = fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().slice(0, 80);
  return `![${words}](/api/media/${id})`;
}
