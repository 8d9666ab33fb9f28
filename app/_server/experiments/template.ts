import { bytesOf, type Content } from "#app/_server/experiments/experiment-content";

const compose = `x-varlab:
  title: "New experiment"
  summary: "One or two sentences for the list of experiments."
  toolchain: node
  build:
    command: |
      set -e
      rm -rf build
      cp -r src build
    timeout: 60
    artifacts:
      - name: programs
        path: build
  open:
    - src/server.mjs

services:
  server:
    image: varlab/node-run
    command: [node, /app/server.mjs]
    ports: ["8000"]
    mem_limit: 128m
    volumes:
      - ./starter/build:/app:ro
    x-varlab:
      description: "Answers the browser"
      artifact: programs
      editable: [command]
      show:
        - port: 8000
          title: "Server"
`;

const sheet = `# New experiment

Say in two sentences what happens here and why it is worth an hour.

**You will learn** what a host name is good for.

**You need** about 45 minutes.

## Step 1: run it

1. **Build** (Ctrl+B), **deploy** to all instances, **start** them.
2. Open the port 8000 of \`server\` in your browser. What do you read?

## Step 2: change it

Open \`src/server.mjs\` and let it answer with its own host name.
`;

const server = (body: string) => `import http from "node:http";
import os from "node:os";

const PORT = 8000;

const server = http.createServer((request, response) => {
  console.log(\`\${request.method} \${request.url}\`);
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(${body});
});

server.listen(PORT, () => console.log(\`\${os.hostname()} listens on port \${PORT}.\`));
`;

const file = (path: string, text: string) => ({ path, executable: false, content: bytesOf(text) });

/** What a new experiment begins with: one instance that answers a browser, so that it can be tried at once. */
export const template: Content = [
  file("compose.yaml", compose),
  file("README.md", sheet),
  file("starter/src/server.mjs", server('"Hello!\\n"')),
  file("solution/src/server.mjs", server('"Hello from " + os.hostname() + "!\\n"')),
];
