// A classic script in the head: the chosen theme must stand before the first paint.
try { document.documentElement.dataset.theme = localStorage.theme ?? 'automatic'; } catch { /* no storage: automatic */ }
