// The home page is complete as it comes. This only looks again for thumbnails that had not been made when it came.
import { showThumbnail } from '../thumbnails.js';

for (const picture of document.querySelectorAll('img[data-thumbnail]')) {
  const address = picture.getAttribute('src');
  const look = () => showThumbnail(picture, address);
  if (picture.complete && picture.naturalWidth === 0) {
    look();
  } else {
    picture.addEventListener('error', look, { once: true });
  }
}
