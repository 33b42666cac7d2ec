"use strict";
// What a reader can do with the page beyond reading it. Everything works on the block of data in the
// page; nothing is fetched, and text is only ever set as text.
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const data = JSON.parse($("data").textContent);
  const words = data.words;
  const say = (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const count = (key, n) => say(n === 1 ? key + "_one" : key + "_other", { n: grouped(n) });
  const posts = data.posts.map(
    ([id, thread, author, time, side, themes, text, url, x, y, names], index) =>
      ({ index, id, thread, author, time, side, themes, text, url, x, y, names }));
  const byId = new Map(posts.map((post) => [post.id, post]));
  const sides = ["negative", "neutral", "positive", "unscored"];
  const authorOf = (post) => post.author < 0 ? words.unknown_author : data.authors[post.author];
  const isoDay = (time) => new Date(time * 1000).toISOString().slice(0, 10);
  const dayText = (time) => {
    const date = new Date(time * 1000);
    return `${date.getUTCDate()} ${words.months.split(" ")[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const bucketOf = (time) => {
    let bucket = data.calendar.length - 1;
    while (bucket >= 0 && data.calendar[bucket] > time) bucket -= 1;
    return bucket;
  };

  // Queries: `theme=2 side=0 bucket=4 thread=1`, as the numbers of the page carry them.
  const parse = (text) => {
    const query = {};
    for (const part of text.split(" ")) {
      const [key, value] = part.split("=");
      if (key) query[key] = Number(value);
    }
    return query;
  };
  const find = (query) => {
    const needle = (query.text || "").trim().toLowerCase();
    const author = (query.author || "").trim().toLowerCase();
    const from = query.from ? Date.parse(query.from + "T00:00:00Z") / 1000 : null;
    const to = query.to ? Date.parse(query.to + "T00:00:00Z") / 1000 + 86400 : null;
    return posts.filter((post) =>
      (query.post === undefined || post.index === query.post)
      && (query.theme === undefined || post.themes.includes(query.theme))
      && (query.name === undefined || post.names.includes(query.name))
      && (query.side === undefined || post.side === query.side)
      && (query.thread === undefined || post.thread === query.thread)
      && (query.bucket === undefined || post.time !== null && bucketOf(post.time) === query.bucket)
      && (from === null || post.time !== null && post.time >= from)
      && (to === null || post.time !== null && post.time < to)
      && (!author || post.author >= 0 && data.authors[post.author].toLowerCase().includes(author))
      && (!needle || post.text.toLowerCase().includes(needle)
        || post.thread >= 0 && data.threads[post.thread][0].toLowerCase().includes(needle)));
  };
  const isEmpty = (query) => Object.values(query).every((value) => value === undefined || value === "");

  // Lists of posts, a page at a time.
  const orders = {
    newest: (a, b) => (b.time ?? -Infinity) - (a.time ?? -Infinity) || a.index - b.index,
    oldest: (a, b) => (a.time ?? Infinity) - (b.time ?? Infinity) || a.index - b.index,
    fit: (a, b) => a.index - b.index,
    thread: (a, b) => a.thread - b.thread || (a.time ?? 0) - (b.time ?? 0) || a.index - b.index,
    author: (a, b) => authorOf(a).localeCompare(authorOf(b), "en") || a.index - b.index,
  };
  const item = (post) => {
    const by = make("p", { class: "by" });
    by.append(make("bdi", { class: "author" }, authorOf(post)));
    if (post.time !== null) {
      by.append(" · ", make("time", { datetime: isoDay(post.time) }, dayText(post.time)));
    }
    by.append(" · ", make("span", { class: `key ${sides[post.side]}-key` }, words["reads_" + sides[post.side]]));
    const where = make("p", { class: "where" });
    if (post.thread >= 0) where.append(make("bdi", {}, data.threads[post.thread][0]));
    for (const theme of post.themes) {
      if (theme >= 0) where.append(" ", make("a", { href: `#theme-${theme + 1}`, class: "tag" }, make("bdi", {}, data.themes[theme])));
    }
    if (post.url && /^https?:\/\//i.test(post.url)) {
      where.append(" ", make("a", { href: post.url, rel: "nofollow noopener noreferrer" }, words.permalink));
    }
    return make("li", {}, by, make("p", { class: "said", dir: "auto" }, post.text), where);
  };
  class List {
    constructor(root, scroller) {
      this.items = root.querySelector("ol");
      this.more = root.querySelector(".more");
      this.order = root.querySelector("select");
      this.scroller = scroller;
      this.hits = [];
      this.query = {};
      this.more.addEventListener("click", () => this.page(true));
      this.order.addEventListener("change", () => this.show(this.hits, this.query));
      for (const button of root.querySelectorAll("[data-export]")) {
        button.addEventListener("click", () => save(button.dataset.export, this.hits, this.query));
      }
    }
    show(hits, query) {
      this.query = query;
      this.hits = [...hits].sort(orders[this.order.value]);
      this.items.replaceChildren();
      this.page(false);
    }
    page(isAsked) {
      const start = this.items.childElementCount;
      const next = this.hits.slice(start, start + 25).map(item);
      this.items.append(...next);
      const rest = this.hits.length - start - next.length;
      this.more.hidden = rest === 0;
      this.more.textContent = say("more_posts", { n: grouped(Math.min(25, rest)), rest: grouped(rest) });
      if (isAsked && next[0]) {
        next[0].tabIndex = -1;
        next[0].focus();
      }
    }
  }

  // Exports: what is in view, as a file of the reader's own.
  const cell = (value) => {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text)) text = "'" + text; // a spreadsheet would take it for a formula
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const save = (kind, hits, query) => {
    const rows = hits.map((post) => ({
      post: post.id, author: post.author < 0 ? null : data.authors[post.author],
      time: post.time === null ? null : new Date(post.time * 1000).toISOString().replace(".000", ""),
      mood: sides[post.side], thread: post.thread < 0 ? null : data.threads[post.thread][0],
      themes: post.themes.filter((theme) => theme >= 0).map((theme) => data.themes[theme]),
      text: post.text, url: post.url || null,
    }));
    const text = kind === "json"
      ? JSON.stringify({ filter: query, posts: rows }, null, 2) + "\n"
      : [Object.keys({ post: 0, author: 0, time: 0, mood: 0, thread: 0, themes: 0, text: 0, url: 0 }).join(","),
        ...rows.map((row) => Object.values({ ...row, themes: row.themes.join("; ") }).map(cell).join(","))]
        .join("\r\n") + "\r\n";
    const address = URL.createObjectURL(
      new Blob([text], { type: kind === "json" ? "application/json" : "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: `posts.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  // Every number opens the posts that it counts.
  const drawer = $("drawer");
  const drawn = new List(drawer, drawer);
  const open = (title, query) => {
    const hits = find(query);
    $("drawer-title").replaceChildren(make("bdi", {}, title));
    $("drawer-count").textContent = posts.length < data.all
      ? say("drawer_part", { posts: count("posts", hits.length), shown: grouped(posts.length), all: grouped(data.all) })
      : count("posts", hits.length);
    drawn.show(hits, query);
    drawer.showModal();
    drawer.scrollTop = 0;
  };
  document.addEventListener("click", (event) => {
    const number = event.target.closest("[data-posts]");
    if (number) {
      event.preventDefault();
      const query = parse(number.dataset.posts);
      const parts = [number.dataset.title || ""];
      if (query.theme >= 0) parts.push(data.themes[query.theme]);
      if (query.theme === -1) parts.push(words.residue);
      if (query.name !== undefined) parts.push(data.names[query.name]);
      if (query.thread !== undefined) parts.push(data.threads[query.thread][0]);
      if (query.side !== undefined) parts.push(words["reads_" + sides[query.side]]);
      if (query.bucket !== undefined) parts.push(say("from_day", { day: dayText(data.calendar[query.bucket]) }));
      open(parts.filter(Boolean).join(" · ") || words.all_posts, query);
    } else if (event.target === drawer) drawer.close();
  });
  drawer.addEventListener("click", (event) => {
    if (event.target.closest(".close") || event.target.closest("a[href^='#']")) drawer.close();
  });

  // The filter: one for the whole page.
  const filter = $("filter");
  const list = new List($("list"), null);
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const current = () => {
    const fields = new FormData(filter);
    const query = {};
    for (const key of ["text", "author", "from", "to"]) if (fields.get(key)) query[key] = fields.get(key);
    for (const key of ["theme", "side", "name"]) if (fields.get(key)) query[key] = Number(fields.get(key));
    return query;
  };
  const dots = (hits) => hits.filter((post) => post.x !== null).map((post) => `M${post.x} ${post.y}h0`).join("");
  const apply = () => {
    const query = current();
    const all = isEmpty(query);
    const hits = all ? posts : find(query);
    const found = new Set(hits);
    $("found").textContent = all ? count("posts", posts.length)
      : say("found", { n: grouped(hits.length), all: grouped(posts.length) });
    filter.classList.toggle("active", !all);
    $("clear").disabled = all;
    list.show(hits, query);
    const map = $("map");
    if (map) {
      map.classList.toggle("filtered", !all);
      map.querySelector(".hits").replaceChildren(...(all ? [] : [0, 1, 2, 3].map((side) =>
        svg("path", { class: `dots ${sides[side]}-dots`, d: dots(hits.filter((post) => post.side === side)) }))));
    }
    for (const chart of document.querySelectorAll(".timeline")) {
      chart.classList.toggle("filtered", !all);
      for (const old of chart.querySelectorAll(".hit")) old.remove();
      if (all) continue;
      const theme = Number(chart.dataset.theme);
      const tally = data.calendar.map(() => [0, 0]);
      for (const post of posts) {
        if (post.time === null || !post.themes.includes(theme)) continue;
        const bucket = bucketOf(post.time);
        if (bucket < 0) continue;
        tally[bucket][0] += 1;
        if (found.has(post)) tally[bucket][1] += 1;
      }
      for (const column of chart.querySelectorAll("rect[data-bucket]")) {
        const [of, matching] = tally[Number(column.dataset.bucket)];
        if (!matching) continue;
        const height = Number(column.getAttribute("height")) * matching / of;
        chart.append(svg("rect", {
          class: "hit", x: column.getAttribute("x"), width: column.getAttribute("width"), height,
          y: Number(column.getAttribute("y")) + Number(column.getAttribute("height")) - height,
        }));
      }
    }
    for (const theme of document.querySelectorAll("article.theme")) {
      const index = Number(theme.id.slice(6)) - 1;
      theme.hidden = query.theme !== undefined && query.theme !== index;
      const matching = hits.filter((post) => post.themes.includes(index)).length;
      theme.querySelector(".match").textContent = all ? "" : say("match", { n: grouped(matching) });
    }
    for (const quote of document.querySelectorAll("figure.quote[data-post]")) {
      const post = byId.get(quote.dataset.post);
      quote.hidden = !all && post !== undefined && !found.has(post);
    }
    const threads = new Set(hits.map((post) => post.thread));
    for (const row of document.querySelectorAll("tr[data-thread]")) {
      row.hidden = !all && !threads.has(Number(row.dataset.thread));
    }
  };
  let pending = 0;
  filter.addEventListener("input", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(apply);
  });
  filter.addEventListener("reset", () => requestAnimationFrame(apply));
  filter.addEventListener("submit", (event) => event.preventDefault());
  $("print").addEventListener("click", () => print());
  filter.elements.author.addEventListener("focus", () => {
    $("authors").replaceChildren(...data.authors.slice(0, 2000).map((name) => make("option", { value: name })));
  }, { once: true });

  // The map: pointing at a dot shows its post.
  const map = $("map");
  if (map) {
    const tip = $("tip");
    const ring = svg("circle", { class: "chosen", r: Number(map.dataset.reach) * 0.8 });
    let chosen = null;
    const show = (post, x, y) => {
      tip.hidden = !post;
      if (!post) return;
      tip.replaceChildren(...item(post).children);
      const box = map.parentElement.getBoundingClientRect();
      tip.style.left = `${Math.max(0, Math.min(x - box.left + 12, box.width - 290))}px`;
      tip.style.top = `${y - box.top + 16}px`;
    };
    const nearest = (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
      let best = null;
      let distance = Number(map.dataset.reach) ** 2;
      for (const post of posts) {
        if (post.x === null) continue;
        const d = (post.x - at.x) ** 2 + (post.y - at.y) ** 2;
        if (d < distance) [best, distance] = [post, d];
      }
      return best;
    };
    map.addEventListener("pointermove", (event) => {
      const post = nearest(event);
      map.classList.toggle("pointing", Boolean(post));
      show(post, event.clientX, event.clientY);
    });
    map.addEventListener("pointerleave", () => { tip.hidden = true; });
    map.addEventListener("click", (event) => {
      const post = nearest(event);
      if (post && !event.target.closest("a")) open(authorOf(post), { post: post.index });
    });
    // By keyboard: an arrow goes to the next dot that way, among those that the filter shows.
    const choose = (post) => {
      chosen = post;
      ring.remove();
      if (post) {
        ring.setAttribute("cx", post.x);
        ring.setAttribute("cy", post.y);
        map.append(ring);
        const spot = new DOMPoint(post.x, post.y).matrixTransform(map.getScreenCTM());
        show(post, spot.x, spot.y);
      } else show(null);
    };
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const next = ([dx, dy]) => {
      let best = null;
      let least = Infinity;
      for (const post of list.hits) {
        if (post.x === null) continue;
        if (!chosen) return post;
        const [x, y] = [post.x - chosen.x, post.y - chosen.y];
        const along = x * dx + y * dy;
        const cost = along + 2 * Math.abs(x * dy - y * dx);
        if (along > 0.1 && cost < least) [best, least] = [post, cost];
      }
      return best ?? chosen;
    };
    map.tabIndex = 0;
    map.setAttribute("aria-describedby", "map-keys");
    map.addEventListener("keydown", (event) => {
      if (event.target !== map) return;
      if (arrows[event.key]) {
        event.preventDefault();
        choose(next(arrows[event.key]));
      } else if (event.key === "Enter" && chosen) {
        event.preventDefault(); // the button that gets the focus would be pressed
        open(authorOf(chosen), { post: chosen.index });
      } else if (event.key === "Escape") choose(null);
    });
    map.addEventListener("blur", () => choose(null));
  }

  // Tables sort by the column whose head is pressed.
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const rising = head.getAttribute("aria-sort") !== (head.dataset.sort === "n" ? "descending" : "ascending")
          ? head.dataset.sort !== "n" : head.dataset.sort === "n";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        const key = (row) => {
          const { value } = row.cells[column].dataset;
          return head.dataset.sort === "n" ? (value === "" ? -Infinity : Number(value)) : row.cells[column].textContent.trim();
        };
        const sign = rising ? 1 : -1;
        const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
        rows.sort(([a], [b]) => sign * (typeof a === "number" ? a - b : a.localeCompare(b, "en")));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    });
  }

  for (const hidden of document.querySelectorAll(".scripted")) hidden.hidden = false;
  apply();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
