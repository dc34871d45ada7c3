// A server that scores: `node server.mjs` beside an installed matura, then http://localhost:8080 and
//   curl -d '{"facts": {"registration": "1", "name": "A"}, "answers": {"erp": true}}' localhost:8080/score
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { InvalidInput, loadPack, loadSolver, recommend, score } from 'matura';
import { readPack, readSolver } from 'matura/node';

const texts = await readPack('digital-intensity');
const pack = await loadPack(texts);
const solver = await loadSolver(await readSolver());

const routes = {
  'GET /': async () => ['text/html', await readFile(new URL('browser.html', import.meta.url))],
  'GET /pack.json': async () => ['application/json', JSON.stringify(texts)],
  'POST /score': async (answers) => {
    const result = score(pack, answers);
    const policy = recommend(pack, answers, { asOf: new Date().toISOString().slice(0, 10), solver });
    return ['application/json', JSON.stringify({ result, policy })];
  },
};

/** A file of the library itself, which the page loads. */
async function libraryFile(name) {
  return ['text/javascript', await readFile(new URL(name, import.meta.resolve('matura')))];
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return pieces.length > 0 ? JSON.parse(Buffer.concat(pieces)) : undefined;
}

createServer(async (request, response) => {
  try {
    const route = routes[`${request.method} ${request.url}`];
    const [, name] = /^\/matura\/([\w-]+\.js)$/.exec(request.url) ?? [];
    if (!route && !name) throw Object.assign(new Error('not found'), { status: 404 });
    const [type, content] = name ? await libraryFile(name) : await route(await bodyOf(request));
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
  } catch (error) {
    // What is wrong with the answers, each with the path to its place.
    const problems = error instanceof InvalidInput ? error.problems : [{ message: error.message }];
    const status = error instanceof InvalidInput || error instanceof SyntaxError ? 400 : (error.status ?? 500);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ problems }));
  }
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1', function ready() {
  console.log(`http://localhost:${this.address().port}`);
});
