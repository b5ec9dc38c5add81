// Loaded before the page is drawn, so that what only scripts can open is not seen open first.
document.documentElement.classList.add('xb-scripted');
