// A classic script in the head: the chosen theme must stand before the first paint.
{
  const themes = ['automatic', 'light', 'dark'];
  const root = document.documentElement;
  const kept = (() => { try { return localStorage; } catch { return {}; } })();

  root.dataset.theme = kept.theme ?? themes[0];
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme-button');
    const name = () => button.setAttribute('aria-label', button.title = `Theme: ${root.dataset.theme}`);
    button.addEventListener('click', () => {
      root.dataset.theme = kept.theme = themes[(themes.indexOf(root.dataset.theme) + 1) % 3];
      name();
    });
    name();
  });
}
