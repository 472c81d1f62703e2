// The page's script: shows what the stream brings and posts what the person says. All text enters the page as text
// nodes; all words come from the page.

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const as = "?as=" + encodeURIComponent(document.body.dataset.person);
const log = $("log"), scroller = $("scroller"), input = $("input");

let clock = JSON.parse($("clock").textContent);
let ready = false; // the backlog is shown, what comes now is new

function make(tag, className, ...children) {
  const el = document.createElement(tag);
  if (className) el.className = className;
  el.append(...children);
  return el;
}

function tell(el, text) {
  el.textContent = text;
  el.hidden = !text;
}

// ---- speaking

async function post(path, body) {
  try {
    const response = await fetch(path + as, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (response.ok) return "";
    const fault = (await response.json()).error;
    if (response.status === 401) location.reload();
    return fault;
  } catch {
    return words.notSent;
  }
}

let unsure = null; // the last message that may not have arrived: saying it again keeps its id

async function say(message) {
  const again = unsure && unsure.text === message.text && unsure.data === message.data && unsure.on === message.on;
  const sent = again ? unsure : { id: crypto.randomUUID(), ...message };
  waitForAnswer();
  const fault = await post("/say", sent);
  unsure = fault ? sent : null;
  tell($("fault"), fault);
  if (fault) stopWaiting();
  return !fault;
}

async function submit() {
  const text = input.value;
  if (!text.trim()) return;
  setInput("");
  if (!(await say({ text })) && !input.value) setInput(text);
}

function setInput(text) {
  input.value = text;
  fitInput();
}

function fitInput() {
  input.style.height = "auto";
  input.style.height = input.scrollHeight + 2 + "px";
}

$("composer").addEventListener("submit", (e) => {
  e.preventDefault();
  submit();
});
input.addEventListener("input", fitInput);
input.addEventListener("keydown", (e) => {
  if (e.key !== "Enter" || e.shiftKey || e.isComposing || e.keyCode === 229) return; // 229: an input method is at work
  e.preventDefault();
  submit();
});

let typing;
function waitForAnswer() {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const follow = nearEnd();
    $("typing").hidden = false;
    if (follow) toEnd();
    typing = setTimeout(stopWaiting, 30000);
  }, 250);
}

function stopWaiting() {
  clearTimeout(typing);
  $("typing").hidden = true;
}

// ---- showing

function show(event) {
  if (event.who === "cleared") {
    log.replaceChildren();
    showChips([]);
    return;
  }
  if (event.who === "assistant") stopWaiting();
  if (event.keyboard) showChips(event.keyboard);
  const follow = nearEnd();
  const article = messageOf(event);
  const before = log.querySelector(`[data-ref="${event.ref}"]`);
  if (before) replace(before, article);
  else place(article);
  [article, article.nextElementSibling].forEach(markDay);
  if (!ready) return;
  article.classList.add("fresh");
  if (before) article.scrollIntoView({ block: "nearest" });
  else if (follow || event.who === "person") reveal(article);
  else tell($("to-end"), words.newMessages);
}

function messageOf(event) {
  const mine = event.who === "person";
  const time = make("time", "", event.time);
  time.dateTime = event.iso;
  const body = make("div", "bubble", ...spansOf(event.text));
  const article = make("article", mine ? "mine" : "theirs",
    make("p", "day", event.day),
    make("h2", "hidden", mine ? words.you : words.assistant),
    body, ...buttonsOf(event), time);
  article.dataset.ref = event.ref;
  article.dataset.day = event.day;
  article.tabIndex = -1;
  return article;
}

function spansOf(spans) {
  const kinds = { quote: "blockquote", bold: "strong", faint: "small" };
  return spans.map((span, i) => {
    const el = make(kinds[span.style] || "span", "", trimBeside(spans, i));
    if (span.style === "quote") el.setAttribute("aria-label", words.quote);
    return el;
  }).filter((el) => el.textContent);
}

// A quote is a block of its own: the line breaks around it are not shown twice.
function trimBeside(spans, i) {
  const quote = (s) => s && s.style === "quote";
  let text = spans[i].text;
  if (quote(spans[i]) || quote(spans[i + 1])) text = text.replace(/\n+$/, "");
  if (quote(spans[i]) || quote(spans[i - 1])) text = text.replace(/^\n+/, "");
  return text;
}

function buttonsOf(event) {
  if (!event.buttons) return [];
  return [make("div", "buttons", ...event.buttons.map((row) => make("div", "row", ...row.map((b) => {
    const button = make("button", "", b.label);
    button.type = "button";
    button.addEventListener("click", () => press(button, { data: b.data, on: String(event.ref) }));
    return button;
  }))))];
}

async function press(button, message) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await say(message);
  button.ariaBusy = "false";
}

function showChips(rows) {
  $("chips").replaceChildren(...rows.flat().map((text) => {
    const chip = make("button", "", text);
    chip.type = "button";
    chip.addEventListener("click", () => say({ text }));
    return chip;
  }));
}

// An edited message keeps its place, and the keyboard's focus if it had it.
function replace(before, article) {
  const buttons = [...before.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  before.replaceWith(article);
  if (at < 0) return;
  const now = article.querySelectorAll("button");
  (now[Math.min(at, now.length - 1)] || article).focus({ preventScroll: true });
}

function place(article) {
  let after = log.lastElementChild;
  while (after && Number(after.dataset.ref) > Number(article.dataset.ref)) after = after.previousElementSibling;
  if (after) after.after(article);
  else log.prepend(article);
}

function markDay(article) {
  article?.classList.toggle("new-day", article.previousElementSibling?.dataset.day !== article.dataset.day);
}

// ---- scrolling

const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;

function toEnd(behavior = "auto") {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

// A long answer is shown from its first line.
function reveal(article) {
  if (article.offsetHeight > scroller.clientHeight - 24) article.scrollIntoView({ block: "start" });
  else toEnd();
}

scroller.addEventListener("scroll", () => {
  if (nearEnd()) $("to-end").hidden = true;
}, { passive: true });
$("to-end").addEventListener("click", () => {
  toEnd();
  input.focus();
});

// ---- the sandbox

function showClock(now) {
  clock = now;
  $("now").replaceChildren(make("span", "year", now.year), now.day + " " + now.time);
  $("now").dateTime = now.date + "T" + now.time;
  $("jump-date").min = now.next;
}

$("next-day").addEventListener("click", async () => tell($("fault"), await post("/clock", { to: clock.next })));

function dialog(name, opener, prepare, act) {
  const box = $(name + "-dialog"), fault = box.querySelector(".fault");
  $(opener).addEventListener("click", () => {
    tell(fault, "");
    prepare();
    box.showModal();
  });
  box.querySelector(".cancel").addEventListener("click", () => box.close());
  $(name + "-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    const why = await act();
    tell(fault, why);
    if (!why) box.close();
  });
}

dialog("jump", "jump-to", () => { $("jump-date").value = clock.next; }, () => post("/clock", { to: $("jump-date").value }));
dialog("restart", "restart", () => {}, () => post("/reset", {}));

// ---- the stream

function listen() {
  const source = new EventSource("/events" + as);
  source.onopen = () => tell($("offline"), "");
  source.onmessage = (e) => show(JSON.parse(e.data));
  source.addEventListener("clock", (e) => showClock(JSON.parse(e.data)));
  source.addEventListener("reset", () => location.replace("/" + as));
  source.addEventListener("ready", begin);
  source.onerror = () => {
    tell($("offline"), words.reconnecting);
    if (source.readyState === EventSource.CLOSED) setTimeout(reopen, 3000);
  };
}

function begin() {
  if (ready) return;
  ready = true;
  log.setAttribute("aria-busy", "false");
  toEnd("instant");
  if (!log.childElementCount) post("/say", { id: "start", text: "/start", quiet: true }).then((why) => tell($("fault"), why));
}

// The browser gave up on the stream: once the server is back, the page is loaded anew.
async function reopen() {
  try {
    if ((await fetch("/style.css")).ok) return location.reload();
  } catch { /* not yet */ }
  setTimeout(reopen, 3000);
}

// What was typed outlives a reload.
const draft = "draft" + as;
addEventListener("pagehide", () => sessionStorage.setItem(draft, input.value));
setInput(sessionStorage.getItem(draft) || "");
sessionStorage.removeItem(draft);
if (matchMedia("(pointer: fine)").matches) input.focus();
listen();
