// A bot in JavaScript (node bot.js): walks to its target by the chart, a step at a time, and opens what is shut.
const WAYS = { north: [-1, 0], east: [0, 1], south: [1, 0], west: [0, -1] };
let hello;
const away = {}; // by seat: how far every cell is from where it is to go

function distances(target) {
  const far = new Map(target.map((cell) => [String(cell), 0]));
  const queue = [...target];
  for (const [y, x] of queue) {
    const beside = Object.values(WAYS).map(([dy, dx]) => [y + dy, x + dx]);
    for (const { ends } of hello.chart.links) {
      for (const [from, to] of [ends, [...ends].reverse()]) if (String(from) === `${y},${x}`) beside.push(to);
    }
    for (const cell of beside) {
      if (far.has(String(cell)) || hello.chart.walls[cell[0]]?.[cell[1]] !== '.') continue;
      far.set(String(cell), far.get(`${y},${x}`) + 1);
      queue.push(cell);
    }
  }
  return far;
}

function decide({ seat, percept }) {
  const { y, x } = percept.me;
  const far = (cell) => away[seat].get(String(cell)) ?? Infinity;
  const possible = new Set(percept.orders.map((number) => hello.orders[number]));
  const step = (way) => [y + WAYS[way][0], x + WAYS[way][1]];
  const ways = Object.keys(WAYS).sort((a, b) => far(step(a)) - far(step(b)) || 0);
  const orders = ways.slice(0, 2).flatMap((way) => [`step ${way}`, `use ${way}`, `strike ${way}`]);
  if (far([y, x]) > 0 && far(step(ways[0])) > far([y, x])) orders.unshift('link');
  return orders.find((order) => possible.has(order)) ?? 'wait';
}

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const told = JSON.parse(line);
  if (told.type === 'hello') {
    hello = told;
    for (const { seat, target } of told.team) away[seat] = distances(target);
  } else {
    process.stdout.write(JSON.stringify({ ask: told.ask, order: decide(told) }) + '\n');
  }
});
