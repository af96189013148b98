// A list whose filters were changed: its address goes into the browser's, so that a reload and a bookmark show the same.
let shown = document.getElementById('list')?.dataset.address;

document.addEventListener('htmx:after:swap', () => {
  const address = document.getElementById('list')?.dataset.address;
  if (address && address !== shown) {
    shown = address;
    history.replaceState(null, '', address);
  }
});
