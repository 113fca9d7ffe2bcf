try { document.documentElement.dataset.theme = localStorage.theme ?? 'automatic'; } catch {}
