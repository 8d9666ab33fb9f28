import http from "node:http";
import { describe } from "./connection.mjs";

/** Where this service listens: without a host it listens on all addresses of its instance. */
const PORT = 8001;

/** Where Service 2 is asked. The environment says it, for whoever writes the Compose file need not touch the program. */
const SERVICE_2 = process.env.SERVICE_2 ?? "http://localhost:8002/";

const server = http.createServer(async (request, response) => {
  if (request.url !== "/") {
    answer(response, 404, ["Service 1 only answers at /"]);
    return;
  }
  const own = describe("Service 1", request.socket);
  console.log(own[0]);
  try {
    const others = await ask(SERVICE_2);
    answer(response, 200, [...own, others.trimEnd()]);
  } catch (error) {
    const reason = `Service 1 could not ask Service 2 at ${SERVICE_2}: ${error.code ?? error.message}`;
    console.error(reason);
    answer(response, 502, [...own, reason]);
  }
});

server.listen(PORT, () => console.log(`Service 1 listens on port ${PORT}.`));

/**
 * The text at an address; fails when nobody answers it properly within three seconds.
 *
 * @param {string} url
 * @returns {Promise<string>}
 */
function ask(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 3000 }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("error", reject);
      response.on("end", () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`it answered ${response.statusCode}`)),
      );
    });
    request.on("timeout", () => request.destroy(new Error("no answer within 3 seconds")));
    request.on("error", reject);
  });
}

/**
 * Sends lines of plain text.
 *
 * @param {http.ServerResponse} response
 * @param {number} status
 * @param {string[]} lines
 */
function answer(response, status, lines) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${lines.join("\n")}\n`);
}
