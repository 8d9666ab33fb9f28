import http from "node:http";
import { describe } from "./connection.mjs";

/** Where this service listens: on all IPv4 addresses of its instance. */
const HOST = "0.0.0.0";
const PORT = 8002;

const server = http.createServer((request, response) => {
  const lines = describe("Service 2", request.socket);
  console.log(lines[0]);
  response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${lines.join("\n")}\n`);
});

server.listen(PORT, HOST, () => console.log(`Service 2 listens on ${HOST}, port ${PORT}.`));
