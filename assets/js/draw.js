// Drawing a place on the page's own map: each press adds a corner. What is drawn is written as GeoJSON into the field below
// the map, and that field is what is sent. Who cannot press on a map chooses areas or a postcode instead.
const svgName = "http://www.w3.org/2000/svg";
const most = 500;

const element = (name, attributes) => {
  const made = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// A curve through the values at 0, a half and 1: over a county the grid bends by less than a metre from it.
const between = (t) => [2 * (t - 0.5) * (t - 1), 4 * t * (1 - t), 2 * t * (t - 0.5)];

// Square kilometres, on a globe that is flat enough for a place.
const areaOf = (corners) => {
  const flat = corners.map(([lon, lat]) => [lon * 111.32 * Math.cos((corners[0][1] * Math.PI) / 180), lat * 111.2]);
  let twice = 0;
  flat.forEach(([x, y], n) => {
    const [nextX, nextY] = flat[(n + 1) % flat.length];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
};

const drawOn = (box) => {
  const svg = box.querySelector("svg");
  const field = document.querySelector(`textarea[name="${box.dataset.draw}"]`);
  if (!svg || !field) return;
  const whole = svg.viewBox.baseVal;
  const picture = { width: whole.width, height: whole.height };
  const grid = box.dataset.grid.split(" ").map((pair) => pair.split(",").map(Number));
  let corners = []; // in units of the picture
  let closer = 1;

  const onEarth = ([x, y]) => {
    const across = between(x / picture.width);
    const down = between(y / picture.height);
    return [0, 1].map((axis) => {
      let sum = 0;
      grid.forEach((at, n) => (sum += at[axis] * across[n % 3] * down[Math.floor(n / 3)]));
      return Math.round(sum * 1e5) / 1e5;
    });
  };

  const outline = svg.appendChild(element("polygon", { class: "tw-m-ours" }));
  const dots = svg.appendChild(element("g", {}));
  const row = box.appendChild(document.createElement("div"));
  row.className = "tw-row";
  const said = box.appendChild(document.createElement("p"));
  said.setAttribute("role", "status");
  said.className = "tw-small";

  const button = (words, deed) => {
    const made = row.appendChild(document.createElement("button"));
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary tw-button-small";
    made.textContent = words;
    made.addEventListener("click", deed);
  };

  const show = () => {
    outline.setAttribute("points", corners.map((at) => at.join(",")).join(" "));
    dots.replaceChildren(
      ...corners.map(([x, y]) => element("circle", { cx: x, cy: y, r: 5 / closer, class: "tw-draw__corner" })),
    );
    box.style.setProperty("--closer", closer);
  };

  const write = () => {
    // What was drawn before goes when somebody begins anew.
    svg.querySelector("path.tw-m-ours")?.remove();
    const places = corners.map(onEarth);
    field.value =
      corners.length < 3 ? "" : JSON.stringify({ type: "Polygon", coordinates: [[...places, places[0]]] });
    const count = corners.length === 1 ? "1 corner" : `${corners.length} corners`;
    said.textContent =
      corners.length < 3
        ? `${count}. A place has at least three.`
        : `${count}, about ${Number(areaOf(places).toPrecision(2))} square kilometres.`;
    show();
  };

  const look = (factor) => {
    closer = Math.min(16, Math.max(1, closer * factor));
    const width = picture.width / closer;
    const height = picture.height / closer;
    const [x, y] = corners.at(-1) ?? [picture.width / 2, picture.height / 2];
    const left = Math.min(picture.width - width, Math.max(0, x - width / 2));
    const top = Math.min(picture.height - height, Math.max(0, y - height / 2));
    svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    show();
  };

  svg.addEventListener("click", (event) => {
    if (corners.length >= most) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    corners.push([Math.round(at.x * 100) / 100, Math.round(at.y * 100) / 100]);
    write();
  });
  button("Take back the last corner", () => {
    corners.pop();
    write();
  });
  button("Start again", () => {
    corners = [];
    write();
  });
  button("Closer", () => look(2));
  button("Farther", () => look(0.5));
};

for (const box of document.querySelectorAll("[data-draw]")) drawOn(box);
