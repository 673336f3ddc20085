/** Helps where scripts run: counts times down, copies ids, and loads a page again that changes by itself. Everything works without it. */
export const SCRIPT = `
(() => {
  const span = (ms) => {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 60) return Math.round(seconds) + ' s';
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return minutes + ' min';
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return minutes % 60 === 0 ? hours + ' h' : hours + ' h ' + (minutes % 60) + ' min';
    return Math.round(seconds / 86400) + ' days';
  };
  const count = () => {
    for (const time of document.querySelectorAll('time[data-at]')) {
      const left = Number(time.dataset.at) - Date.now();
      time.textContent = left >= 0 ? 'in ' + span(left) : span(-left) + ' ago';
    }
  };
  count();
  setInterval(count, 1000);
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => navigator.clipboard.writeText(button.dataset.copy));
  }
  const again = Number(document.body.dataset.reload);
  if (again > 0)
    setInterval(() => {
      const writing = document.activeElement && document.activeElement.matches('input, select, button');
      if (!document.hidden && !writing) location.reload();
    }, again * 1000);
})();
`;
