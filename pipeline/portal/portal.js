// What makes the pages quicker; each works without it.
"use strict";

document.documentElement.classList.add("script");

// The menu is open where there is room for it.
const menu = document.querySelector(".menu");
const roomy = matchMedia("(min-width: 62rem)");
const setMenu = () => { menu.open = roomy.matches; };
if (menu) {
  setMenu();
  roomy.addEventListener("change", setMenu);
}

// Search as you type: the results of the form's address take the place of those shown.
for (const form of document.querySelectorAll("form[data-live]")) {
  const results = document.getElementById(form.dataset.live);
  let timer, ask;
  const search = async () => {
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...query]) if (!value) query.delete(name);
    const url = form.getAttribute("action") + "?" + query;
    ask?.abort();
    ask = new AbortController();
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: ask.signal });
      if (!answer.ok || answer.redirected) return form.submit();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(results.id);
      if (!fresh) return form.submit();
      results.replaceChildren(...fresh.childNodes);
      results.removeAttribute("aria-busy");
      history.replaceState(null, "", url);
    } catch (e) {
      if (e.name !== "AbortError") form.submit();
    }
  };
  form.addEventListener("input", (e) => {
    clearTimeout(timer);
    timer = setTimeout(search, e.target.type === "search" ? 200 : 0);
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    clearTimeout(timer);
    search();
  });
}

// One box chooses all boxes of a table.
document.addEventListener("change", (e) => {
  if (!e.target.matches("[data-all]")) return;
  for (const box of e.target.closest("table").querySelectorAll("tbody input[type=checkbox]")) box.checked = e.target.checked;
});

// The progress of a making, told by the server.
for (const box of document.querySelectorAll("[data-follow]")) {
  const events = new EventSource(box.dataset.follow);
  const show = (e) => {
    const [done, total, ...words] = e.data.split(" ");
    const bar = box.querySelector("progress");
    if (total !== "0") [bar.max, bar.value] = [total, done];
    box.querySelector("[role=status]").textContent = words.join(" ");
  };
  events.addEventListener("step", show);
  events.addEventListener("end", (e) => { show(e); events.close(); location.reload(); });
  events.addEventListener("error", () => events.close()); // the page refreshes itself
}
