// What the page needs beyond gradio: references open beside the chat, and a new message is
// shown from its first line.
(() => {
  const openPassage = (link) => {
    const frame = document.querySelector("iframe.passage");
    if (!frame) return false;
    const tab = [...document.querySelectorAll('#side button[role="tab"]')].find(
      (button) => button.textContent.trim() === "Sources",
    );
    tab?.click();
    frame.src = link.getAttribute("href");
    return true;
  };
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a.ref");
      if (link && !event.ctrlKey && !event.metaKey && openPassage(link)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );

  let rows = 0;
  const showNewest = () => {
    const log = document.querySelector("#chat .bubble-wrap");
    if (!log) return;
    const all = log.querySelectorAll(".message-row");
    const newest = all[all.length - 1];
    if (newest && all.length !== rows) {
      const tall = newest.offsetHeight > log.clientHeight - 40;
      const top = newest.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
      log.scrollTop = tall ? top - 12 : log.scrollHeight;
    }
    rows = all.length;
  };
  new MutationObserver(() => requestAnimationFrame(showNewest)).observe(document, {
    childList: true,
    subtree: true,
  });
})();
