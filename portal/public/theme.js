// Before the first paint, so that a chosen theme never flashes the other one. A file, because the page allows no inline script.
try {
  var theme = localStorage.getItem('millwright.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (e) {
  // A browser that keeps nothing gets the system's theme.
}
