"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const words = document.getElementById("filter-words");
  const count = document.getElementById("filter-count");
  const entries = Array.from(document.querySelectorAll(".entry"), (node) => ({ node, text: node.textContent.toLowerCase() }));
  const groups = Array.from(document.querySelectorAll(".group"));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { node, text } of entries) {
      node.hidden = !wanted.every((word) => text.includes(word));
      if (!node.hidden) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
    count.textContent = wanted.length ? `${shown} of ${entries.length}` : "";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", apply);
  // A link to a claim must lead to it even while the filter hides it.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) { words.value = ""; apply(); target.scrollIntoView(); }
  });
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
