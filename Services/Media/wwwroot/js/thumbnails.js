// Thumbnails that are not made yet: the worker makes them after the upload, and they appear by themselves.
import { pause } from './retry.js';

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;
const growth = 1.5;
// Half an hour of looking, as seldom as that; then it will not come while this page is open.
const mostLooks = 180;

export const thumbnailOf = (id) => `/api/media/${encodeURIComponent(id)}/thumbnail`;

/**
 * Waits until a thumbnail is there. A page that nobody looks at does not ask.
 * @returns {Promise<string>} Nothing when it is there; else, in words, why it will not be.
 */
export async function thumbnailReady(address) {
  let length = firstPauseMilliseconds;
  for (let look = 0; look < mostLooks; look += 1) {
    await visible();
    const { status, retryAfter, words } = await ask(address);
    if (status === 200 || status === 304) {
      return '';
    }

    // Not made yet is a 404 that says when to look again. Without that, it will not be made.
    if (status !== 0 && status !== 429 && status < 500 && retryAfter === null) {
      return words;
    }

    await pause(Math.max(length, (retryAfter ?? 0) * 1000));
    length = Math.min(longestPauseMilliseconds, length * growth);
  }

  return 'It has not been made yet.';
}

/** Shows a thumbnail in the picture as soon as there is one. Until then, and if none comes, the picture's place stays as it is. */
export async function showThumbnail(picture, address) {
  picture.dataset.thumbnail = 'missing';
  picture.parentElement.classList.add('waiting');
  const words = await thumbnailReady(address);
  picture.parentElement.classList.remove('waiting');
  if (!words) {
    picture.dataset.thumbnail = '';
    picture.src = address;
  }

  return words;
}

async function ask(address) {
  try {
    const response = await fetch(address);
    const retryAfter = response.headers.get('Retry-After');
    const problem = response.ok ? {} : await response.json().catch(() => ({}));
    return { status: response.status, retryAfter: retryAfter === null ? null : Number(retryAfter) || 1, words: problem.detail ?? 'It could not be made.' };
  } catch {
    return { status: 0, retryAfter: null, words: '' };
  }
}

function visible() {
  return document.hidden
    ? new Promise((resolve) => { document.addEventListener('visibilitychange', resolve, { once: true }); })
    : Promise.resolve();
}
