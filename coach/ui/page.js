// What the page needs beyond gradio: references open beside the chat, and a new message is
// shown from its first line.
(() => {
  // Each of the two big tabs has a frame of its own; the one that she can see is meant.
  const shownFrame = () =>
    [...document.querySelectorAll("iframe.passage")].find((frame) => frame.offsetParent !== null);
  // The Sources tab is only built when it is first shown, so the frame may take a moment.
  const showIn = (href, tries) => {
    const frame = shownFrame();
    if (frame) {
      // Scrolled here and not by the address's anchor, which would move the whole page with it.
      const showLine = () => {
        const cited = frame.contentDocument?.querySelector("li.cited");
        if (cited) frame.contentWindow.scrollTo(0, cited.offsetTop - frame.clientHeight / 4);
      };
      frame.addEventListener("load", showLine, { once: true });
      frame.src = href.split("#")[0];
      frame.classList.add("opened");
      // On a phone the passage may stand under everything else.
      const { top, bottom } = frame.getBoundingClientRect();
      if (top > innerHeight - 120 || bottom < 120) frame.scrollIntoView({ block: "nearest" });
    } else if (tries > 0) setTimeout(() => showIn(href, tries - 1), 50);
    else window.open(href, "_blank", "noopener");
  };
  const openPassage = (link) => {
    if (shownFrame()) {
      showIn(link.getAttribute("href"), 0);
      return true;
    }
    const tabs = [...document.querySelectorAll('#side button[role="tab"]')];
    const tab = tabs.find((button) => button.textContent.trim() === "Sources");
    if (!tab) return false;
    tab.click();
    showIn(link.getAttribute("href"), 40);
    return true;
  };
  // "Fill this" beside a gap says its words in the conversation; a draft in the box comes back after.
  const practiseBox = () => {
    const box = document.querySelector("#box textarea");
    return box?.offsetParent ? box : null;
  };
  const write = (box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const once = (ready, act, tries = 100) => {
    if (ready()) act();
    else if (tries > 0) setTimeout(() => once(ready, act, tries - 1), 50);
  };
  const say = (text) => {
    const tabs = [...document.querySelectorAll('#top button[role="tab"]')];
    tabs.find((button) => button.textContent.trim() === "Practise")?.click();
    once(practiseBox, () => {
      const draft = practiseBox().value;
      write(practiseBox(), text);
      setTimeout(() => {
        document.querySelector("#box button.submit-button")?.click();
        const sent = () => practiseBox()?.value === "";
        if (draft.trim()) once(sent, () => write(practiseBox(), draft));
      }, 50);
    });
  };
  document.addEventListener(
    "click",
    (event) => {
      const fill = event.target.closest?.("#stories button.fill");
      if (fill) say(fill.dataset.say);
      if (event.target.closest?.("#stories .close")) shownFrame()?.classList.remove("opened");
      const link = event.target.closest?.("a.ref");
      if (link && !event.ctrlKey && !event.metaKey && openPassage(link)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );

  // Gradio labels each message with its source, tags and all; a screen reader should hear the words.
  const dropLabels = () => {
    for (const part of document.querySelectorAll("#chat [data-testid='user'], #chat [data-testid='bot']"))
      part.removeAttribute("aria-label");
  };

  let rows = 0;
  const showNewest = () => {
    dropLabels();
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
